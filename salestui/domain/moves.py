"""A deal's way through the stages, as the log tells it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypeVar

from salestui.domain.clock import Stamp


class Step(Protocol):
    """A step of a record's way, written by one act."""

    @property
    def act(self) -> str:
        """The act that it is a part of."""
        ...

    @property
    def undoes(self) -> str:
        """The act that this one takes back; empty for most."""
        ...


_Steps = TypeVar("_Steps", bound=Step)


def standing(steps: Sequence[_Steps]) -> Sequence[_Steps]:
    """The steps in stamp order that were not taken back, without those that take back.

    Only what was taken back on this very record counts: an undo may leave others as they are.
    """
    undo_of = {step.act: step.undoes for step in steps if step.undoes}
    if not undo_of:
        return steps
    undone: set[str] = set()
    for step in steps:
        if step.undoes:
            undone.discard(undo_of.get(step.undoes, ""))
            undone.add(step.undoes)
    return [step for step in steps if step.act not in undone and not step.undoes]


class Move(NamedTuple):
    """A deal's arrival in a stage."""

    stamp: Stamp
    act: str
    when: int
    pipeline: str
    stage: str
    undoes: str


def visible_moves(moves: Sequence[Move]) -> list[list[int | str]]:
    """The moves that count, as [effective ms, pipeline, stage]: acts taken back leave no trace.

    Writing the same stage again is not a move. `moves` is in stamp order.
    """
    kept: list[list[int | str]] = []
    for move in standing(moves):
        if kept and kept[-1][1:] == [move.pipeline, move.stage]:
            continue
        kept.append([move.when, move.pipeline, move.stage])
    last = moves[-1]
    if kept and kept[-1][1:] != [last.pipeline, last.stage]:
        kept.append([last.when, last.pipeline, last.stage])
    return kept
