"""The deals of an account as lines: what each is worth, where it stands, what it needs next."""

from __future__ import annotations

from collections.abc import Sequence

from salestui import cells
from salestui.domain.attention import card_flag, flags
from salestui.domain.dates import show_day
from salestui.domain.ids import short_number
from salestui.domain.names import member_short
from salestui.domain.snapshot import Doc
from salestui.domain.worth import worth_of
from salestui.ui.accounts import words as say
from salestui.ui.accounts.sight import AccountSight
from salestui.ui.records.sight import iso_day
from salestui.ui.widgets.entries import Entry, Spot, line, ruled
from salestui.ui.widgets.lines import Span

STEPS_FROM = 96
"""From this width on the list of all deals says the next steps."""
NAME = 24
OWNERS = {False: 6, True: 12}
"""Cells of an owner, without and with the next steps."""
DAYS_FROM = 52
"""From this width on the open deals say when their next step is due."""
RIGHT = frozenset(("amount", "day"))
"""What stands at the right edge of its column."""
OUTCOMES = {"won": "won", "lost": "lost"}


def latest(sight: AccountSight, width: int, most: int) -> tuple[Entry, ...]:
    """The open deals, the largest first."""
    every = sight.deals()
    some = [doc for doc in every if sight.outcome(doc) == "open"]
    note = sight.say(say.OF_ALL.fill(n=len(some), all=len(every))) if every else ""
    head = ruled(sight.say(say.OPEN_DEALS), note, width, sight.dash)
    if not some:
        hint = say.NONE_NOW if every else say.NO_DEALS
        return head, line([Span(sight.say(hint), "dim")])
    shown = (
        ("stage", "amount", "day", "flag") if width >= DAYS_FROM else ("stage", "amount", "flag")
    )
    return head, *_lines(sight, some[:most], shown)


def deal_list(sight: AccountSight, width: int) -> tuple[Entry, ...]:
    """All deals: the open ones, then those that ended."""
    every = sight.deals()
    if not every:
        return (line([Span(sight.say(say.NO_DEALS), "dim")]),)
    shown = ("stage", "amount", "owner", "day", "flag")
    return _lines(sight, every, shown, steps=width >= STEPS_FROM)


def _lines(
    sight: AccountSight, docs: Sequence[Doc], shown: Sequence[str], *, steps: bool = False
) -> tuple[Entry, ...]:
    """A line for each deal with these facts at its right end, one below the other."""
    table = [[_fact(sight, doc, key, OWNERS[steps]) for key in shown] for doc in docs]
    wide = [max(cells.width(row[n].text) for row in table) for n in range(len(shown))]
    name = min(max(cells.width(_name(doc)) for doc in docs), NAME)
    found = []
    for doc, row in zip(docs, table, strict=True):
        closed = sight.outcome(doc) != "open"
        text = _name(doc)
        left = [Span(cells.fit(text, name) if steps else text, "dim" if closed else "text")]
        if steps and not closed:
            left.append(Span(f"  {doc.get('next_step') or ''}", "dim"))
        right = [
            Span("  " + cells.fit(span.text, size, "right" if key in RIGHT else "left"), span.style)
            for key, span, size in zip(shown, row, wide, strict=True)
            if size
        ]
        found.append(line(left, right, Spot("deal", str(doc["_id"]))))
    return tuple(found)


def _fact(sight: AccountSight, doc: Doc, key: str, owner: int) -> Span:
    """What a column says of a deal, an owner in at most `owner` cells."""
    outcome = sight.outcome(doc)
    match key:
        case "stage":
            return Span(_stage(sight, doc), OUTCOMES.get(outcome, "text"))
        case "amount":
            return Span(_amount(sight, doc) or "-", "dim" if outcome == "lost" else "text")
        case "owner":
            return Span(cells.cut(member_short(sight.snapshot, doc.get("owner")), owner), "dim")
        case "day":
            return Span(_day(sight, doc), "dim")
        case _:
            return _flag(sight, doc)


def _name(doc: Doc) -> str:
    """What the deal is about; on the page of its account that says more than its name."""
    about = str(doc.get("title") or doc.get("product") or "")
    number = "" if doc.get("title") else short_number(str(doc.get("number") or ""))
    return "  ".join(part for part in (number, about) if part)


def _stage(sight: AccountSight, doc: Doc) -> str:
    path = sight.paths.get(str(doc.get("pipeline")))
    stage = path.stage(str(doc.get("stage"))) if path else None
    return sight.say(stage.short) if stage else str(doc.get("stage") or "")


def _amount(sight: AccountSight, doc: Doc) -> str:
    money = worth_of(doc, sight.outcome(doc))
    return sight.money(money[1], money[0]) if money else ""


def _day(sight: AccountSight, doc: Doc) -> str:
    """When the next step is due; of a closed deal when it ended."""
    closed = sight.outcome(doc) != "open"
    day = iso_day(doc.get("closed_on" if closed else "next_step_due"))
    return show_day(day, sight.today, sight.lang) if day else ""


def _flag(sight: AccountSight, doc: Doc) -> Span:
    path = sight.paths.get(str(doc.get("pipeline")))
    found = card_flag(flags(doc, sight.snapshot, path, sight.today, sight.zone))
    if found is None or sight.outcome(doc) != "open":
        return Span("")
    late = found[0] in ("next_step_overdue", "close_past", "disputed", "contested")
    return Span(sight.say(found[1]), "late" if late else "risk")


def explain(sight: AccountSight, id: str) -> tuple[list[Span], list[Span]]:
    """A deal for the line above the keys: its number, where it stands, what is next."""
    doc = sight.snapshot.get("deals", id) or {}
    parts = [short_number(str(doc.get("number") or "")), str(doc.get("title") or "")]
    parts += [_stage(sight, doc), _amount(sight, doc)]
    if sight.outcome(doc) == "open":
        parts += [str(doc.get("next_step") or ""), _day(sight, doc)]
    text = "  ".join(part for part in parts if part)
    return [Span(f" {text}")], [Span(f"  {sight.say(say.ENTER_OPEN)} ", "dim")]
