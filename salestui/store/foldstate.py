"""The fold's marks as JSON and back: commits once in a table, records pointing into it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from salestui.domain.clock import Stamp, Tick
from salestui.domain.fold import Fold
from salestui.domain.marks import Born, Head, Mark
from salestui.domain.moves import Move
from salestui.domain.schema import DELETED
from salestui.domain.ways import Dated


class _Stamps:
    """A table of stamps in which each stands once."""

    def __init__(self) -> None:
        self.rows: list[list[Any]] = []
        self._places: dict[Stamp, int] = {}

    def place(self, stamp: Stamp) -> int:
        found = self._places.get(stamp)
        if found is None:
            found = self._places[stamp] = len(self.rows)
            self.rows.append(list(stamp))
        return found


def dump(fold: Fold, marks: dict[str, dict[str, Born | Mark]], digest: str) -> dict[str, Any]:
    """The state of a fold as JSON. `marks` is a copy taken when the checkpoint began."""
    stamps = _Stamps()
    births: dict[Born, list[str]] = {}
    born_rows, full_rows = [], []
    for kind, rows in marks.items():
        births.clear()
        for id, mark in rows.items():
            if isinstance(mark, Born):
                births.setdefault(mark, []).append(id)
            else:
                full_rows.append([kind, id, *_mark_row(mark, stamps)])
        for born, ids in births.items():
            born_rows.append([kind, stamps.place(born.stamp), born.act, born.when, ids])
    return {
        "digest": digest,
        "clock": list(fold.clock.last),
        "born": born_rows,
        "marks": full_rows,
        "again": fold.again.dump(),
        "doubled": sorted(fold.doubled),
        "past": fold.past.dump(),
        "stamps": stamps.rows,
    }


def _mark_row(mark: Mark, stamps: _Stamps) -> list[Any]:
    over = {
        name: [[stamps.place(head.stamp), dict(head.values)] for head in heads]
        for name, heads in mark.over.items()
    }
    moves = [[stamps.place(move.stamp), *move[1:]] for move in mark.moves]
    return [
        None if mark.base is None else stamps.place(mark.base),
        mark.act,
        None if mark.born is None else _born_row(mark.born, stamps),
        _born_row(mark.last, stamps),
        over,
        {name: stamps.place(stamp) for name, stamp in mark.firsts.items()},
        moves,
        {name: sorted(ids) for name, ids in mark.superseded.items()},
        _changes_row(mark.changes),
        [[stamps.place(date.stamp), *date[1:]] for date in mark.dated],
    ]


def _changes_row(changes: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    by_writer: dict[str, list[int]] = {}
    for rep, seq in changes:
        by_writer.setdefault(rep, []).append(seq)
    return by_writer


def _born_row(born: Born, stamps: _Stamps) -> list[Any]:
    return [stamps.place(born.stamp), born.act, born.when]


def load(fold: Fold, state: dict[str, Any]) -> None:
    """Put a dumped state into a fold.

    Raises KeyError, TypeError or ValueError if it is not such a state.
    """
    stamps = [Stamp(*row) for row in state["stamps"]]
    fold.clock.last = Tick(*state["clock"])
    fold.again.load(state["again"])
    fold.doubled = set(state["doubled"])
    marks: dict[str, dict[str, Born | Mark]] = {}
    for kind, place, act, when, ids in state["born"]:
        marks.setdefault(kind, {}).update(dict.fromkeys(ids, Born(stamps[place], act, when)))
    for kind, id, *row in state["marks"]:
        mark = marks.setdefault(kind, {})[id] = _mark(row, stamps)
        if DELETED in mark.over or any(len(heads) > 1 for heads in mark.over.values()):
            fold.disputed.add((kind, id))
    fold.marks = marks
    fold.past.load(state["past"])


def _mark(row: list[Any], stamps: list[Stamp]) -> Mark:
    base, act, born, last, over, firsts, moves, superseded, changes, dated = row
    mark = Mark(_born(last, stamps), whole=False, epoch=-1)
    mark.base, mark.act = None if base is None else stamps[base], act
    mark.born = None if born is None else _born(born, stamps)
    mark.over = {
        name: tuple(Head(stamps[place], values) for place, values in heads)
        for name, heads in over.items()
    }
    mark.firsts = {name: stamps[place] for name, place in firsts.items()}
    mark.moves = tuple(Move(stamps[place], *rest) for place, *rest in moves)
    mark.superseded = {name: frozenset(ids) for name, ids in superseded.items()}
    mark.changes = tuple((rep, seq) for rep, numbers in changes.items() for seq in numbers)
    mark.dated = tuple(Dated(stamps[place], *rest) for place, *rest in dated)
    return mark


def _born(row: list[Any], stamps: list[Stamp]) -> Born:
    return Born(stamps[row[0]], row[1], row[2])
