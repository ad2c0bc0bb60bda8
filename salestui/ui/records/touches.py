"""What happened with the customer, newest first."""

from __future__ import annotations

from salestui import cells
from salestui.domain.dates import long_date, ms_to_date, show_day
from salestui.domain.names import member_short
from salestui.domain.schema import ACTIVITY_TYPES, members_of
from salestui.domain.snapshot import Doc
from salestui.domain.words import Words
from salestui.exchange.wrapping import wrapped
from salestui.ui.records import words as say
from salestui.ui.records.sight import Sight, iso_day
from salestui.ui.widgets.entries import Entry, Spot, line, ruled
from salestui.ui.widgets.lines import Span

DAY = {"en": 11, "zh": 10}
"""Cells of a day, with its year when that is another one."""
TYPE = {"en": 7, "zh": 10}
OWNER = 8


def activities_of(sight: Sight) -> list[Doc]:
    """The activities of the record, newest first."""
    ids = sight.activity_ids()
    found = [doc for id in ids if (doc := sight.snapshot.get("activities", id)) is not None]
    found.sort(key=lambda doc: (-_at(doc), str(doc["_id"])))
    return found


def _at(doc: Doc) -> int:
    return int(doc.get("at") or doc.get("_created") or 0)


def latest(sight: Sight, width: int, most: int) -> tuple[Entry, ...]:
    """The newest few, a line each."""
    every = activities_of(sight)
    note = sight.say(say.TIMES.fill(n=len(every))) if every else ""
    head = ruled(sight.say(say.TOUCHES), note, width, sight.dash)
    if not every:
        return head, line([Span(sight.say(say.NO_TOUCHES), "dim")])
    few = every[:most]
    days = [_day(sight, doc) for doc in few]
    room = max(cells.width(day) for day in days)
    kinds = max(cells.width(_type(sight, doc)) for doc in few)
    return head, *(
        line(
            [
                Span(cells.fit(day, room, "right") + "  ", "dim"),
                Span(cells.fit(_type(sight, doc), kinds) + "  ", "dim"),
                Span(_first_line(doc)),
            ],
            (),
            Spot("activity", str(doc["_id"])),
        )
        for doc, day in zip(few, days, strict=True)
    )


def _day(sight: Sight, doc: Doc) -> str:
    return show_day(ms_to_date(_at(doc), sight.zone), sight.today, sight.lang)


def _type(sight: Sight, doc: Doc) -> str:
    key = str(doc.get("type", ""))
    label = ACTIVITY_TYPES.get(key, Words(key, key))
    return label.en.lower() if sight.lang == "en" else label.zh


def _first_line(doc: Doc) -> str:
    return " ".join(str(doc.get("summary") or doc.get("feedback") or "").split())


def activity_list(sight: Sight, width: int) -> tuple[Entry, ...]:
    """Every activity in full, its text wrapped beside day, kind and person."""
    every = activities_of(sight)
    if not every:
        return (line([Span(sight.say(say.NO_TOUCHES), "dim")]),)
    day = max(cells.width(_day(sight, doc)) for doc in every)
    kind = max(cells.width(_type(sight, doc)) for doc in every)
    indent = day + kind + OWNER + 7
    found: list[Entry] = []
    for doc in every:
        spot = Spot("activity", str(doc["_id"]))
        texts = _texts(sight, doc, max(width - indent - 2, 10))
        owner = member_short(sight.snapshot, doc.get("member"))
        before = [
            Span(cells.fit(_day(sight, doc), day, "right") + "  ", "dim"),
            Span(cells.fit(_type(sight, doc), kind) + "  "),
            Span(cells.fit(owner, OWNER) + "  ", "dim"),
        ]
        for index, text in enumerate(texts or [Span("")]):
            start = before if index == 0 else [Span(" " * (indent - 1))]
            found.append(line([*start, text], (), spot))
    return tuple(found)


def _texts(sight: Sight, doc: Doc, room: int) -> list[Span]:
    """What an activity says, line by line: what happened, what the customer said, what is next."""
    spans: list[Span] = []
    for paragraph in str(doc.get("summary") or "").split("\n"):
        spans += [Span(text) for text in wrapped(cells.visible(paragraph), room)]
    rest = []
    if doc.get("feedback"):
        rest.append(say.FEEDBACK.fill(text=str(doc["feedback"]).replace("\n", " ")))
    if doc.get("score") is not None:
        rest.append(say.SCORE.fill(n=doc["score"]))
    if doc.get("next_step"):
        due = iso_day(doc.get("next_step_due"))
        joint = "，" if sight.lang == "zh" else ", "
        day = joint + long_date(due, sight.lang) if due else ""
        rest.append(say.NEXT.fill(step=f"{doc['next_step']}{day}"))
    people = [sight.snapshot.get("contacts", id) or {} for id in members_of(doc, "contacts")]
    names = [str(each["name"]) for each in people if each.get("name")]
    if names:
        rest.append(say.WITH.fill(who=", ".join(names)))
    for words in rest:
        spans += [Span(text, "dim") for text in wrapped(cells.visible(sight.say(words)), room)]
    return spans


def explain(sight: Sight, id: str) -> tuple[list[Span], list[Span]]:
    """An activity for the line above the keys."""
    doc = sight.snapshot.get("activities", id) or {}
    parts = [_day(sight, doc), _type(sight, doc), member_short(sight.snapshot, doc.get("member"))]
    text = "  ".join([*(part for part in parts if part), _first_line(doc)])
    return [Span(f" {text}")], [Span(f"  {sight.say(say.ENTER_EDIT)} ", "dim")]
