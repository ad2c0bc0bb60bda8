"""The line under the board: what the card under the cursor has no room for."""

from __future__ import annotations

from salestui import cells
from salestui.domain.attention import days_since, last_touch, stage_age_days
from salestui.domain.criteria import evaluate
from salestui.domain.dates import show_date, show_day
from salestui.domain.money import full_money
from salestui.domain.pipelines import Stage
from salestui.domain.schema import LOST_REASONS
from salestui.domain.snapshot import Doc
from salestui.domain.words import Words
from salestui.domain.worth import worth_of
from salestui.ui.board import words
from salestui.ui.board.cards import Cards, iso_day
from salestui.ui.widgets.lines import Span

GAP = "  "
LEAST = 16
"""Cells that the title keeps before the facts at the right give way."""
SHORTEST = 22
"""Fewest cells that can say what a deal lacks."""

Ends = tuple[tuple[Span, ...], tuple[Span, ...]]


def fact_line(cards: Cards, doc: Doc, stage: Stage, width: int) -> Ends:
    """The title at the left end; at the right what fits of age, touch, gap and closing date."""
    title = str(doc.get("title") or doc.get("number") or "")
    room = max(width - min(cells.width(title), LEAST) - 4, 0)
    if stage.kind in ("won", "lost"):
        text = cells.cut(_ending(cards, doc, stage).say(cards.lang), room)
    else:
        text = _fitted(cards, doc, stage, room)
    return (Span(f" {title}", "text"),), (Span(f"{GAP}{text} ", "dim"),)


def _fitted(cards: Cards, doc: Doc, stage: Stage, room: int) -> str:
    """As many facts as fit. What it lacks is cut first, then the age and the touch go."""
    lang = cards.lang
    lacks = _lacks(cards, doc, stage)
    before = [f.say(lang) for f in (_here(cards, doc, stage), _touched(cards, doc)) if f]
    closes = _closes(cards, doc)
    after = [closes.say(lang)] if closes else []
    while before and _length(before, lacks, after, lang) > room:
        before.pop(0)
    middle = [_short(lacks, room - _length(before, None, after, lang), lang)] if lacks else []
    return cells.cut(GAP.join([*before, *middle, *after]), room)


def _length(before: list[str], lacks: tuple[Words, str] | None, after: list[str], lang: str) -> int:
    """Cells of the facts with what is missing at its shortest; with a gap after each."""
    whole = sum(cells.width(text) + len(GAP) for text in (*before, *after))
    return whole + (min(cells.width(_short(lacks, 999, lang)), SHORTEST) if lacks else 0)


def _short(lacks: tuple[Words, str], room: int, lang: str) -> str:
    """What is missing in at most `room` cells, the number of further things always whole."""
    what, more = lacks
    frame = cells.width(words.LACKS.fill(what="").say(lang)) + cells.width(more)
    return words.LACKS.fill(what=cells.cut(what.say(lang), max(room - frame, 0)) + more).say(lang)


def _closes(cards: Cards, doc: Doc) -> Words | None:
    closes = iso_day(doc.get("expected_close"))
    if closes is None:
        return None
    days = Words(*(show_date(closes, cards.today, lang) for lang in ("en", "zh")))
    return words.CLOSES.fill(day=days)


def _here(cards: Cards, doc: Doc, stage: Stage) -> Words | None:
    days = stage_age_days(doc, cards.today, cards.zone)
    return None if days is None else words.HERE.fill(n=days, stage=stage.short)


def _touched(cards: Cards, doc: Doc) -> Words:
    at = last_touch(cards.snapshot, str(doc["_id"]))
    if at is None:
        return words.UNTOUCHED
    days = days_since(at, cards.today, cards.zone)
    return words.TOUCHED.fill(n=days) if days > 0 else words.TOUCHED_TODAY


def _lacks(cards: Cards, doc: Doc, stage: Stage) -> tuple[Words, str] | None:
    """The first required thing that is missing, and how many more there are."""
    items = evaluate(doc, cards.snapshot, stage)
    missing = [item.text for item in items if item.severity == "required" and not item.done]
    if not missing:
        return None
    return missing[0], f" +{len(missing) - 1}" if len(missing) > 1 else ""


def _ending(cards: Cards, doc: Doc, stage: Stage) -> Words:
    closed = iso_day(doc.get("closed_on"))
    day = Words("", "")
    if closed:
        day = Words(show_day(closed, cards.today, "en"), show_day(closed, cards.today, "zh"))
    if stage.kind == "won":
        money = worth_of(doc, "won")
        total = full_money(money[1], money[0]) if money else ""
        return words.WON_FOR.fill(day=day, sum=total)
    why = LOST_REASONS.get(str(doc.get("lost_reason", "")), words.NO_REASON)
    note = str(doc.get("lost_note", ""))
    return words.LOST_FOR.fill(day=day, why=Words(*(f"{w}, {note}" if note else w for w in why)))
