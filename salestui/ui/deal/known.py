"""What is known about the deal and its stage, for screens with room to spare."""

from __future__ import annotations

from salestui import cells
from salestui.domain.words import Words
from salestui.exchange.wrapping import wrapped
from salestui.ui.deal.sight import DealSight
from salestui.ui.records.about import section
from salestui.ui.widgets.entries import Entry, line, ruled
from salestui.ui.widgets.lines import Span

DEAL = Words("About the deal", "商机情况")
GUIDANCE = Words("What this stage is for", "本阶段要做的")
OF_DEAL = (
    "product",
    "pains",
    "desired_solution",
    "competitors",
    "budget_min",
    "budget_max",
    "payment_terms",
    "margin_pct",
    "source",
    "region",
    "collaborators",
    "tags",
    "note",
)


def about_deal(sight: DealSight, width: int) -> tuple[Entry, ...]:
    """The fields of the deal that are filled in and stand nowhere else on the page."""
    return section(sight, DEAL, "deals", sight.deal, OF_DEAL, width)


def guidance(sight: DealSight, width: int) -> tuple[Entry, ...]:
    """What the sales path says of the stage."""
    text = sight.say(sight.stage.guidance) if sight.stage else ""
    if not text:
        return ()
    lines = wrapped(cells.visible(text), width - 3)
    head = ruled(sight.say(GUIDANCE), "", width, sight.dash)
    return head, *(line([Span(each, "dim")]) for each in lines)
