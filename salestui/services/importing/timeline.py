"""When an imported deal was where, from the dates that its row has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from salestui.domain.pipelines import Path, Stage
from salestui.services.importing.rows import Moment, Row

ENTERED = "entered:"
CLOSED = ("won", "lost")


@dataclass(frozen=True, slots=True)
class Timeline:
    """The stages of a deal, oldest first."""

    steps: tuple[tuple[int | None, str], ...]
    """(effective ms, None: unknown, so now; stage key)."""
    created: Moment | None
    closed: Moment | None
    undated: bool = False
    """Whether something had to take the import's time."""
    observed: bool = False
    """Whether the row itself says when an open deal entered its stage."""
    swapped: bool = False
    """Whether the row says that the deal closed before it was created."""


def timeline(row: Row, path: Path, stage: Stage, find: Callable[[str], Stage | None]) -> Timeline:
    """The way of the deal in a row to `stage`, in which it stands; `find` reads stage names."""
    entries = _entries(row, find)
    created: Moment | None = row.values.get("created")
    if created is None or (entries and entries[0][0].ms < created.ms):
        created = entries[0][0] if entries else created
    if stage.kind not in CLOSED:
        return _open(path, stage, created, entries)
    closed: Moment | None = row.values.get("closed_on")
    swapped = bool(created and closed and closed.date < created.date)
    if swapped or created is None:
        created, entries = closed, []
    if created is None:
        return Timeline(((None, stage.key),), None, None, undated=True)
    start = _first(path, created, entries, stage)
    steps = [(created.ms, start), *((m.ms, key) for m, key in entries if m.ms > created.ms)]
    last = closed.ms if closed else None
    if last is not None:
        last = max(last, created.ms)
        steps = [step for step in steps if step[0] < last]
    return Timeline((*steps, (last, stage.key)), created, closed, closed is None, False, swapped)


def _entries(row: Row, find: Callable[[str], Stage | None]) -> list[tuple[Moment, str]]:
    """(when, stage key) of the columns that tell when a stage was entered, oldest first."""
    found = []
    for field, moment in row.values.items():
        if field.startswith(ENTERED):
            stage = find(field[len(ENTERED) :])
            if stage is not None and stage.kind not in CLOSED:
                found.append((moment, stage.key))
    return sorted(found, key=lambda entry: entry[0].ms)


def _open(
    path: Path, stage: Stage, created: Moment | None, entries: list[tuple[Moment, str]]
) -> Timeline:
    """An open deal: through the stages that have a date, to the one it stands in."""
    if created is None:
        return Timeline(((None, stage.key),), None, None, undated=True)
    steps = [(m.ms, key) for m, key in entries]
    own = next((n for n, (_, key) in enumerate(steps) if key == stage.key), None)
    if own is None:
        # When it came here is not told: it is taken to stand here since the last thing known.
        last = max([created.ms, *(ms for ms, _ in steps)])
        steps = [step for step in steps if step[0] < last] + [(last, stage.key)]
        observed = False
    else:
        steps, observed = steps[: own + 1], True
    if steps[0][0] > created.ms:
        steps.insert(0, (created.ms, _first(path, created, [], stage)))
    return Timeline(tuple(steps), created, None, observed=observed)


def _first(path: Path, created: Moment, entries: list[tuple[Moment, str]], stage: Stage) -> str:
    """Where a closed deal stood at first: as told, else in the path's first open stage."""
    at_start = [key for moment, key in entries if moment.ms <= created.ms]
    if at_start:
        return at_start[-1]
    opens = path.open_stages
    return opens[0].key if opens else stage.key
