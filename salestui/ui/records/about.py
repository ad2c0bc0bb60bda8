"""What is known about a deal or an account, for screens with room to spare."""

from __future__ import annotations

from collections.abc import Sequence

from salestui import cells
from salestui.domain.schema import KINDS, Field
from salestui.domain.snapshot import Doc
from salestui.domain.words import Words
from salestui.exchange.wrapping import wrapped
from salestui.ui.records.sight import Sight
from salestui.ui.widgets.entries import Entry, Spot, line, ruled
from salestui.ui.widgets.lines import Span

ACCOUNT = Words("About the account", "客户情况")
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


def about_account(sight: Sight, account: Doc, width: int) -> tuple[Entry, ...]:
    """The fields of an account that are filled in."""
    return section(sight, ACCOUNT, "accounts", account, OF_ACCOUNT, width)


def section(
    sight: Sight, title: Words, kind: str, doc: Doc, paths: Sequence[str], width: int
) -> tuple[Entry, ...]:
    """The fields of a record that are filled in; the cursor goes to those of the page's own."""
    known = [field for path in paths if (field := KINDS[kind].field(path)) is not None]
    said: list[tuple[Field, str]] = []
    for field in known:
        if text := " ".join(sight.telling.value(field, doc).split()):
            said.append((field, text))
    if not said:
        return ()
    label = max(cells.width(sight.say(field.label)) for field, _ in said)
    entries = [ruled(sight.say(title), "", width, sight.dash)]
    for field, text in said:
        spot = Spot("field", field.path) if kind == sight.kind else None
        for n, part in enumerate(wrapped(cells.visible(text), width - label - 5)[:MOST_LINES]):
            name = cells.fit("" if n else sight.say(field.label), label)
            entries.append(line([Span(f"{name}  ", "dim"), part], (), spot))
    return tuple(entries)
