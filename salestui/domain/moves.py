"""A deal's way through the stages, as the log tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from salestui.domain.clock import Stamp


class Move(NamedTuple):
    """A deal's arrival in a stage."""

    stamp: Stamp
    act: str
    when: int
    pipeline: str
    stage: str


def visible_moves(
    moves: Sequence[Move], undone: set[str], undo_of: Mapping[str, str]
) -> list[list[int | str]]:
    """The moves that count, as [effective ms, pipeline, stage]: acts taken back leave no trace.

    Writing the same stage again is not a move. `moves` is in stamp order.
    """
    kept: list[list[int | str]] = []
    for move in moves:
        if move.act in undone or move.act in undo_of:
            continue
        if kept and kept[-1][1:] == [move.pipeline, move.stage]:
            continue
        kept.append([move.when, move.pipeline, move.stage])
    last = moves[-1]
    if kept and kept[-1][1:] != [last.pipeline, last.stage]:
        kept.append([last.when, last.pipeline, last.stage])
    return kept
