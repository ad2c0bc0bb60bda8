"""How far a deal ever got on its sales path, as far as its stage history is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from salestui.domain.pipelines import Path, effective_outcome

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


def entered_ms(doc: Doc, path: Path) -> int | None:
    """When the deal first entered `path`, ms UTC; None when it never did."""
    return next((int(move[0]) for move in moves_of(doc) if move[1] == path.id), None)


def ranks(path: Path) -> dict[str, int]:
    """Rank by stage key for the stages that have one: open stages in order, won above them."""
    found = {stage.key: path.rank(stage.key) for stage in path.stages}
    return {key: rank for key, rank in found.items() if rank is not None}


def highest(doc: Doc, path: Path, rank_of: Mapping[str, int]) -> int | None:
    """The rank of the highest stage ever entered (4.4.6); None when no such stage is known.

    A stage that was skipped lies below, a return changes nothing, won is the highest; lost and
    hold have no rank and so never count as an advance. `rank_of` is `ranks(path)`.
    """
    if path.won is not None and effective_outcome(doc, path) == "won":
        return rank_of[path.won.key]
    keys = [move[2] for move in known_moves(doc) if move[1] == path.id]
    keys.append(doc.get("stage"))
    return max((rank_of[key] for key in keys if key in rank_of), default=None)
