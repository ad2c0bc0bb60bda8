"""What is known about the deal and its account, for screens with room to spare."""

from __future__ import annotations

from salestui import cells
from salestui.domain.schema import ACCOUNTS, DEALS
from salestui.domain.snapshot import Doc
from salestui.domain.words import Words
from salestui.exchange.wrapping import wrapped
from salestui.ui.deal.gate import value_text
from salestui.ui.deal.sight import Entry, Sight, Spot, line, ruled
from salestui.ui.widgets.lines import Span

DEAL = Words("About the deal", "商机情况")
ACCOUNT = Words("About the account", "客户情况")
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
OF_ACCOUNT = (
    "industry",
    "region",
    "size_band",
    "employees",
    "annual_revenue",
    "kind",
    "tier_manual",
    "tier_reason",
    "contract_end_on",
    "satisfaction",
    "phone",
    "website",
    "address",
    "note",
)
MOST_LINES = 2


def about_deal(sight: Sight, width: int) -> tuple[Entry, ...]:
    """The fields of the deal that are filled in and stand nowhere else on the page."""
    rows = [(path, "deals", sight.deal) for path in OF_DEAL]
    return _section(sight, DEAL, rows, width)


def about_account(sight: Sight, width: int) -> tuple[Entry, ...]:
    """The same of its account."""
    rows = [(path, "accounts", sight.account) for path in OF_ACCOUNT]
    return _section(sight, ACCOUNT, rows, width)


def guidance(sight: Sight, width: int) -> tuple[Entry, ...]:
    """What the sales path says of the stage."""
    text = sight.say(sight.stage.guidance) if sight.stage else ""
    if not text:
        return ()
    lines = wrapped(cells.visible(text), width - 3)
    head = ruled(sight.say(GUIDANCE), "", width, sight.dash)
    return head, *(line([Span(each, "dim")]) for each in lines)


def _section(
    sight: Sight, title: Words, rows: list[tuple[str, str, Doc]], width: int
) -> tuple[Entry, ...]:
    found = []
    for path, kind, doc in rows:
        field = (DEALS if kind == "deals" else ACCOUNTS).field(path)
        text = value_text(sight, field, doc) if field else ""
        if field is not None and text:
            found.append((field, " ".join(text.split()), kind))
    if not found:
        return ()
    label = max(cells.width(sight.say(field.label)) for field, _, _ in found)
    entries = [ruled(sight.say(title), "", width, sight.dash)]
    for field, text, kind in found:
        spot = Spot("field", field.path) if kind == "deals" else None
        for n, part in enumerate(wrapped(cells.visible(text), width - label - 5)[:MOST_LINES]):
            name = cells.fit("" if n else sight.say(field.label), label)
            entries.append(line([Span(f"{name}  ", "dim"), part], (), spot))
    return tuple(entries)
