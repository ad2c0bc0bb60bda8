"""What changed about the deal under the cursor, old and new, for the line under the board."""

from __future__ import annotations

from salestui.domain.dates import show_day
from salestui.domain.names import member_short
from salestui.domain.schema import DEALS
from salestui.domain.snapshot import Doc
from salestui.domain.words import Words
from salestui.services.since import Since
from salestui.ui.board.cards import Cards, iso_day, money_text

PATHS = ("stage", "amount", "expected_close", "owner", "next_step")
"""The fields told, the most telling first."""
WAS = Words("{field} {old} > {new}", "{field} {old}>{new}")
NONE = Words("none", "无")
NEW = Words("new since then", "此后新建")


def changed_facts(since: Since, cards: Cards, doc: Doc) -> str:
    """The changes in a row, `Stage Needs > Demo  Amount 800k > 860k`; empty where none is told."""
    marks = since.marks(doc)
    if not marks:
        return ""
    old = since.before(doc)
    if old is None or marks[0].kind == "new":
        return NEW.say(cards.lang)
    return "  ".join(
        WAS.fill(
            field=_label(path), old=_value(cards, old, path), new=_value(cards, doc, path)
        ).say(cards.lang)
        for path in PATHS
        if old.get(path) != doc.get(path)
    )


def _label(path: str) -> Words:
    field = DEALS.field(path)
    assert field is not None
    return field.label


def _value(cards: Cards, doc: Doc, path: str) -> str:
    value = doc.get(path)
    if value is None:
        return NONE.say(cards.lang)
    if path == "amount":
        return money_text(int(value), str(doc.get("currency", "")), cards.currency, cards.lang)
    if path == "owner":
        return member_short(cards.snapshot, value)
    if path == "stage":
        stage = cards.path.stage(value)
        return stage.short.say(cards.lang) if stage else str(value)
    day = iso_day(value)
    return show_day(day, cards.today, cards.lang) if day else str(value)
