"""What an act decided, so that taking it back opens that again for everybody.

A decision replaces all the values that stood beside each other. Whoever takes it back writes all
of them again, beside each other, so that they are as open as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from salestui.domain.change import Act, Commit, Edit, Op
from salestui.domain.fold import register
from salestui.domain.past import Past
from salestui.domain.schema import DELETED

Values = Mapping[str, Any]
Writes = Mapping[tuple[str, str], Sequence[tuple[Commit, Op]]]
"""(kind, id) -> the commits that wrote to the record with what they wrote, in stamp order."""


class Decided(NamedTuple):
    """A register of which an act replaced several values."""

    kind: str
    id: str
    standing: Values
    """The value that stood, whole; None for what is clear."""
    others: tuple[Values, ...]
    """Those that stood beside it and differed."""

    def again(self, values: Values) -> Edit:
        """The edit that lets one of the values stand again, beside the others."""
        return Edit(self.kind, self.id, values, beside=True)


def by_record(log: Iterable[Commit]) -> Writes:
    """What commits, in stamp order, wrote to each record."""
    found: dict[tuple[str, str], list[tuple[Commit, Op]]] = {}
    for commit in log:
        for op in commit.ops:
            found.setdefault((op[0], op[1]), []).append((commit, op))
    return found


def decided(target: Sequence[Commit], writes: Writes, past: Past) -> list[Decided]:
    """What an act decided; `writes` holds what all commits wrote to its records."""
    first: dict[tuple[str, str, tuple[str, ...]], tuple[Commit, Op]] = {}
    for commit in target:
        for op in commit.ops:
            for paths in dict.fromkeys(register(op[0], path) for path in op[2]):
                first.setdefault((op[0], op[1], paths), (commit, op))
    found = []
    for (kind, id, paths), (commit, op) in first.items():
        names = {name for path in paths for name in op[3].get(path) or ()}
        own = writes.get((kind, id), ())
        sides = _sides(own, paths, names)
        standing: Values = sides[-1][1] if sides else {}
        others = [side for _, side in sides if side != standing]
        if paths[0] == DELETED:
            was_open = _was_contested(commit, sides, own, past)
            standing, others = {DELETED: None}, [{DELETED: True}] if was_open else []
        if others:
            found.append(Decided(kind, id, standing, tuple(others)))
    return found


def opening(found: Sequence[Decided], intent: str, when: int) -> list[Act]:
    """The acts that open decisions again: the standing values are written last."""
    rows = zip_longest(*(map(each.again, each.others) for each in found))
    acts = [Act(intent, tuple(filter(None, row)), when) for row in rows]
    last = tuple(each.again(each.standing) for each in found)
    return [*acts, Act(intent, last, when)] if last else []


def without(edits: Iterable[Edit], found: Iterable[Decided]) -> Iterator[Edit]:
    """Edits without what is opened again instead."""
    paths = {(each.kind, each.id, path) for each in found for path in each.standing}
    for edit in edits:
        values = {p: v for p, v in edit.values.items() if (edit.kind, edit.id, p) not in paths}
        if values:
            yield edit._replace(values=values)


def _sides(
    own: Iterable[tuple[Commit, Op]], paths: Sequence[str], names: set[str]
) -> list[tuple[Commit, Values]]:
    """What commits of those names wrote to a register of a record, in stamp order."""
    return [
        (commit, {path: op[2].get(path) for path in paths})
        for commit, op in own
        if commit.stamp.id in names and any(path in op[2] for path in paths)
    ]


def _was_contested(
    commit: Commit,
    sides: Sequence[tuple[Commit, Values]],
    own: Iterable[tuple[Commit, Op]],
    past: Past,
) -> bool:
    """Whether one of the deletes that a commit replaced had a change beside it."""
    deletes = [each.stamp.place for each, side in sides if side[DELETED]]
    changes = [
        each.stamp.place
        for each, op in own
        if each.stamp < commit.stamp and op[2].keys() != {DELETED}
    ]
    return bool(deletes) and (len(deletes) < len(sides) or bool(past.contesting(deletes, changes)))
