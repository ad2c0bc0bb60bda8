"""The gate between stages: what a move forward asks for, and whether it holds the deal (4.4.25)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from salestui.domain.criteria import Item, evaluate
from salestui.domain.pipelines import Path, Stage
from salestui.domain.schema.choices import keys

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot

BYPASS_REASONS = keys(
    ("unrecorded", "Done, to be recorded", "已做，待补录"),
    ("urgent", "The customer presses", "客户催得急"),
    ("not_needed", "Not needed here", "本单不适用"),
    ("approved", "Approved by the manager", "经理特批"),
    ("other", "Other", "其他"),
)
"""Why a deal goes on with criteria missing, in the order of the digits that choose them."""


class Missing(NamedTuple):
    """A required exit criterion that the deal does not meet."""

    stage: Stage
    """The stage that asks for it."""
    item: Item


def stages_left(path: Path, here: str | None, there: str) -> tuple[Stage, ...]:
    """The open stages that a move forward leaves or skips; none for a move back or aside."""
    start, end = path.rank(here), path.rank(there)
    stage = path.stage(here)
    if start is None or end is None or stage is None:
        return ()
    # Who stands in a retired stage has left the one before it already.
    return path.open_stages[start + stage.retired : end]


def missing(snapshot: Snapshot, deal: Doc, path: Path, there: str) -> tuple[Missing, ...]:
    """What a move of the deal to the stage `there` of its path would leave open.

    A deal that comes from another path left no stage of this one.
    """
    if deal.get("pipeline") != path.id:
        return ()
    return tuple(
        Missing(stage, item)
        for stage in stages_left(path, deal.get("stage"), there)
        for item in evaluate(deal, snapshot, stage)
        if item.severity == "required" and not item.done
    )


def blocks(path: Path, today: date) -> bool:
    """Whether the path's gates hold a deal; else they only ask for a reason.

    A manager switches that on for moves made after that day (rulings, “Gates are advisory”).
    """
    return path.gate_mode == "block" and path.gate_from < today.isoformat()


def bypassed(deal: Doc) -> tuple[tuple[str, str], ...]:
    """(stage, reason) of every gate that the deal passed with criteria missing."""
    start = "bypassed/"
    return tuple(
        (path.removeprefix(start), str(value))
        for path, value in sorted(deal.items())
        if path.startswith(start) and value
    )
