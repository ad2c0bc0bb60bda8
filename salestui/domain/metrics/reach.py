"""How far a deal ever got on its sales path, as far as its stage history is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from salestui.domain.pipelines import Path

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

Moves = Sequence[Sequence[Any]]
"""Entries [effective ms, pipeline id, stage key], oldest first."""


def moves_of(doc: Doc) -> Moves:
    """Every stage that the deal entered, the one it was created in included."""
    moves: Moves | None = doc.get("_moves")
    return moves or [[doc.get("_created", 0), doc.get("pipeline"), doc.get("stage")]]


def known_moves(doc: Doc) -> Moves:
    """The moves that really were observed.

    An imported deal tells where it stood at `history_from`, not how it got there: of what is
    dated up to then, the last entry alone is knowledge.
    """
    moves = moves_of(doc)
    since = doc.get("history_from")
    if since is None:
        return moves
    assumed = sum(1 for move in moves if move[0] <= since)
    return moves[max(assumed - 1, 0) :]


class Ladder:
    """A path's stages by rank: open stages in order, won above them; lost and hold have none."""

    __slots__ = ("path", "path_id", "rank_of", "stages", "won_rank")

    def __init__(self, path: Path) -> None:
        self.path = path
        self.path_id = path.id
        self.stages = path.line
        self.won_rank = None if path.won is None else len(path.open_stages)
        ranks = {stage.key: path.rank(stage.key) for stage in path.stages}
        self.rank_of = {key: rank for key, rank in ranks.items() if rank is not None}

    def entered_ms(self, doc: Doc) -> int | None:
        """When the deal first entered the path, ms UTC; None when it never did."""
        for move in moves_of(doc):
            if move[1] == self.path_id:
                return int(move[0])
        return None

    def standing(self, doc: Doc, outcome: str) -> int | None:
        """The rank where the deal stands now; None for lost, hold and stages not on the path."""
        if outcome == "won":
            return self.won_rank
        return None if outcome == "lost" else self.rank_of.get(str(doc.get("stage")))

    def highest(self, doc: Doc, outcome: str) -> int | None:
        """The rank of the highest stage ever entered (4.4.6); None when no such stage is known.

        A stage that was skipped lies below, a return changes nothing, won is the highest; lost
        and hold have no rank and so never count as an advance.
        """
        if outcome == "won" and self.won_rank is not None:
            return self.won_rank
        top = self.rank_of.get(str(doc.get("stage")), -1)
        for move in known_moves(doc):
            if move[1] == self.path_id:
                top = max(top, self.rank_of.get(move[2], -1))
        return None if top < 0 else top
