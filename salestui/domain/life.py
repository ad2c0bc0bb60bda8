"""A deal's life as the log tells it: every step of its way, who took it, when and why.

Acts that were taken back leave no trace, as in the deal itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from salestui.domain.change import Commit
from salestui.domain.history import Change, Row, changes
from salestui.domain.schema import DELETED, path_parts

WATCHED = ("stage", "pipeline", "amount", "currency", "expected_close", "owner", DELETED)
"""The paths whose change is a step."""
CLOSE = "expected_close"


class Why(NamedTuple):
    """What was written down together with a step."""

    kind: str
    """An activity's type, `bypass` or `lost`."""
    text: str
    """What was said; the key of a reason for `bypass` and `lost`."""


class Step(NamedTuple):
    """One step of the way."""

    commit: str
    when: int
    """Effective time, ms."""
    rep: str
    created: bool
    changes: tuple[Change, ...]
    """Of the watched paths; none of a new deal."""
    state: Mapping[str, Any]
    """The deal after the step."""
    push: int
    """Which time in a row of its expected close being put off this is; 0 where it is not."""
    why: tuple[Why, ...]


def life(commits: Iterable[Commit], deal: str) -> tuple[Step, ...]:
    """The steps of a deal, oldest first; `commits` holds all that touch it, in stamp order."""
    log = list(commits)
    back = _taken_back(log)
    said = {commit.stamp.id: _said(commit, deal) for commit in log}
    state: dict[str, Any] = {}
    found: list[Step] = []
    pushes, before = 0, ""
    for row in changes(log, "deals", deal):
        state.update({change.path: change.new for change in row.changes})
        if row.undoes or row.act in back:
            continue
        day = str(state.get(CLOSE) or "") if _sets_close(row) else ""
        later = bool(before) and day > before
        pushes, before = pushes + later, day or before
        told = () if row.created else tuple(c for c in row.changes if c.path in WATCHED)
        if row.created or told:
            step = Step(row.commit, row.when, row.rep, row.created, told, dict(state),
                        pushes * later, said[row.commit])  # fmt: skip
            found.append(step)
    return tuple(sorted(found, key=lambda step: step.when))


def _sets_close(row: Row) -> bool:
    return any(change.path == CLOSE for change in row.changes)


def _taken_back(log: Sequence[Commit]) -> set[str]:
    """The acts that are undone and were not done again."""
    undo_of = {commit.act: commit.undoes for commit in log if commit.undoes}
    beaten: set[str] = set()
    # The latest first: whether an undo stands is known once all that could undo it were seen.
    for act in reversed(undo_of):
        if act not in beaten:
            beaten.add(undo_of[act])
    return beaten - undo_of.keys()


def _said(commit: Commit, deal: str) -> tuple[Why, ...]:
    """What a commit says beside the step itself: a logged contact or note, a reason."""
    found: list[Why] = []
    for kind, id, values, _ in commit.ops:
        if kind == "activities" and values.get("deal") == deal and values.get("summary"):
            found.append(Why(str(values.get("type", "note")), str(values["summary"])))
        if kind == "deals" and id == deal:
            reasons = {v for p, v in values.items() if path_parts(p)[0] == "bypassed" and v}
            found += [Why("bypass", str(reason)) for reason in sorted(map(str, reasons))]
            if values.get("lost_reason"):
                found.append(Why("lost", str(values["lost_reason"])))
    return tuple(found)
