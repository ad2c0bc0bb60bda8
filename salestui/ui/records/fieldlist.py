"""Every field of the record with its value."""

from __future__ import annotations

from salestui import cells
from salestui.domain.attention import CARD_WORDS
from salestui.domain.dates import long_date, show_instant
from salestui.domain.fold import register
from salestui.domain.money import full_money
from salestui.domain.schema import DISPUTED, Field, members_of, path_parts
from salestui.domain.words import Words
from salestui.exchange.wrapping import wrapped
from salestui.services.fieldedit import LOG_ONLY, WITH_PARTS, member_text
from salestui.services.typed import shown
from salestui.ui.records import words as say
from salestui.ui.records.sight import Sight, iso_day
from salestui.ui.widgets.entries import Column, Entry, Spot, line
from salestui.ui.widgets.lines import Span

TWO_FROM = 110
"""From this width on there are two columns."""
MOST_LINES = 6
TWO = CARD_WORDS["disputed"]


def shown_fields(sight: Sight) -> list[Field]:
    """The fields worth a line: all that can be set, and those that the program set."""
    fields = sight.known.fields
    currencies = {field.currency for field in fields if field.currency}
    return [
        field
        for field in fields
        if field.path not in currencies
        and not (sight.record.get(field.path) is None and field.path in LOG_ONLY)
        and not sight.hides(field)
    ]


def field_columns(sight: Sight, widths: tuple[int, ...]) -> tuple[Column, ...]:
    """The fields in one column for each of `widths`."""
    fields = shown_fields(sight)
    label = max(cells.width(sight.say(field.label)) for field in fields)
    share = -(-len(fields) // len(widths))
    parts = [fields[start : start + share] for start in range(0, len(fields), share)]
    return tuple(
        tuple(entry for field in part for entry in _entries(sight, field, label, width))
        for part, width in zip(parts, widths, strict=False)
    )


def _entries(sight: Sight, field: Field, label: int, width: int) -> list[Entry]:
    spot = Spot("field", field.path)
    room = max(width - label - 5, 8)
    text = field_text(sight, field)
    lines = [part for row in text.split("\n") for part in wrapped(cells.visible(row), room)]
    lines = lines[:MOST_LINES] or ["-"]
    style = "dim" if lines == ["-"] or field.path in LOG_ONLY else "text"
    name = Span(cells.fit(sight.say(field.label), label) + "  ", "dim")
    sign = (Span("  " + sight.say(TWO), "late"),) if _disputed(sight, field.path) else ()
    first = line([name, Span(lines[0], style)], sign, spot)
    rest = [line([" " * (label + 2), Span(each, style)], (), spot) for each in lines[1:]]
    return [first, *rest]


def _disputed(sight: Sight, path: str) -> bool:
    """Whether several people's values of the field wait for a decision."""
    found = sight.record.get(DISPUTED, ())
    parts = {path_parts(name)[0] for name in found}
    return path in parts or register(sight.kind, path)[0] in found


def field_text(sight: Sight, field: Field) -> str:
    """A value in full: exact amounts, dates with their weekday, names of records."""
    doc = sight.record
    if field.type == "map":
        members = members_of(doc, field.path)
        return ", ".join(member_text(field, doc, m, sight.snapshot) for m in members)
    value = doc.get(field.path)
    if value is None:
        return ""
    if field.type == "money":
        return full_money(int(value), str(doc.get(field.currency) or ""), sight.lang)
    if field.type == "instant":
        return show_instant(int(value), sight.zone, sight.lang, today=None)
    day = iso_day(value) if field.type == "date" else None
    if day is not None:
        return f"{value}  {long_date(day, sight.lang)}"
    own = sight.own_text(field.path, value)
    return own or shown(field, doc, sight.snapshot, sight.lang)


def explain(sight: Sight, path: str) -> tuple[list[Span], list[Span]]:
    """A field for the line above the keys: its value in one line, and what enter does."""
    field = sight.known.field(path)
    if field is None:
        return [], []
    text = " ".join(field_text(sight, field).split())
    return [Span(f" {sight.say(field.label)}  "), Span(text, "dim")], [
        Span(f"  {sight.say(_way(sight, path))} ", "dim")
    ]


def _way(sight: Sight, path: str) -> Words:
    if path in LOG_ONLY or path in WITH_PARTS:
        return say.READ_ONLY
    return say.ENTER_MOVE if sight.is_moved(path) else say.ENTER_EDIT
