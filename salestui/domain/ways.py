"""What the log leaves in a deal of its way: the stages it entered, and how its dates gave way.

A deal's document carries `_moves`, `_pushes` (how often its expected close was put off) and
`_redated` (when its next step, itself unchanged, was put off: effective ms). All are worked out
from the commits in stamp order, and acts that were taken back leave no trace.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from salestui.domain.clock import Stamp
from salestui.domain.moves import Move, standing, visible_moves
from salestui.domain.schema import KINDS

if TYPE_CHECKING:
    from salestui.domain.marks import Born, Mark

CLOSE, STEP = "expected_close", "next_step_due"
DATED = (CLOSE, STEP)
"""Paths whose dates are watched."""
KEPT = 9
"""Re-datings of a step that are kept: more says no more."""


def _group(path: str) -> frozenset[str]:
    """The paths that are written together with a path of a deal."""
    return frozenset(next((g for g in KINDS["deals"].groups if path in g), (path,)))


_WHERE = _group("stage")
_GROUPS = {path: _group(path) for path in DATED}


class Dated(NamedTuple):
    """A date as somebody wrote it."""

    stamp: Stamp
    act: str
    when: int
    path: str
    day: str
    """ISO; empty where it was cleared."""
    text: str
    """The next step that it is the date of."""
    undoes: str


def begin(mark: Mark, doc: Mapping[str, Any], values: Mapping[str, Any], *, creates: bool) -> None:
    """Before a deal is written again: note what its creation said of its way.

    A path is cleared by a write of any other path of its group.
    """
    born = mark.born
    if born is None or mark.base is None:
        return
    if (creates or not _WHERE.isdisjoint(values)) and not mark.moves:
        where = doc.get("pipeline", ""), doc.get("stage", "")
        mark.moves = (Move(born.stamp, born.act, born.when, *where, ""),)
    for path in DATED:
        touched = creates or not _GROUPS[path].isdisjoint(values)
        if touched and path in doc and all(each.path != path for each in mark.dated):
            text = str(doc.get("next_step", "")) if path == STEP else ""
            date = Dated(born.stamp, born.act, born.when, path, doc[path], text, "")
            mark.dated = (*mark.dated, date)


def note(
    mark: Mark,
    by: Born,
    doc: dict[str, Any],
    values: Mapping[str, Any],
    undoes: str,
    *,
    creates: bool,
) -> None:
    """After a deal was written: note the step of its way, and put what counts into the document."""
    if "stage" in values:
        place = values.get("pipeline") or "", values["stage"] or ""
        mark.moved(Move(by.stamp, by.act, by.when, *place, undoes))
        moves = visible_moves(mark.moves)
        _put(doc, "_moves", moves if len(moves) > 1 else None)
    # What a creation leaves out says nothing.
    found = [p for p in DATED if p in values and not (creates and values[p] is None)]
    for path in found:
        text = str(values.get("next_step") or "") if path == STEP else ""
        mark.redated(Dated(by.stamp, by.act, by.when, path, values[path] or "", text, undoes))
    if found:
        dates = standing(mark.dated)
        _put(doc, "_pushes", pushes(dates) or None)
        _put(doc, "_redated", redated(dates) or None)


def _put(doc: dict[str, Any], path: str, value: object) -> None:
    if value is None:
        doc.pop(path, None)
    else:
        doc[path] = value


def pushes(dates: Sequence[Dated]) -> int:
    """How often the expected close was moved to a later day (4.4.14), cleared between or not."""
    count, before = 0, ""
    for each in dates:
        if each.path == CLOSE and each.day:
            count += bool(before) and each.day > before
            before = each.day
    return count


def redated(dates: Sequence[Dated]) -> list[int]:
    """When the next step was moved to a later day while it stayed the same step, ms."""
    found: list[int] = []
    before: Dated | None = None
    for each in dates:
        if each.path != STEP:
            continue
        if before and before.day and each.day > before.day and each.text == before.text:
            found.append(each.when)
        before = each
    return found[-KEPT:]
