"""Today's list as `--json` prints it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salestui.domain.agenda import Group, Reason
from salestui.exchange.shapes import SCHEMA, Shape, Shapes, instant, money
from salestui.services.goalpace import Pace
from salestui.services.newsline import NewsLine
from salestui.services.reading import Reading
from salestui.services.todayitems import Item


def today_shape(
    reading: Reading,
    items: Sequence[Item],
    counts: Mapping[Group, int],
    *,
    owner: str,
    filter_text: str,
    news: NewsLine | None,
) -> Shape:
    """The list; the counts cover everything, also what is not printed."""
    shapes = Shapes(reading)
    return {
        "schema": SCHEMA,
        "day": reading.today.isoformat(),
        "as_of": instant(reading.as_of),
        "owner": shapes.person(owner or None),
        "filter": filter_text,
        "count": sum(counts.values()),
        "groups": {group.name.lower(): n for group, n in counts.items()},
        "items": [_item(shapes, item) for item in items],
        "news": None if news is None else {"count": news.changes, "since": instant(news.since)},
    }


def _item(shapes: Shapes, item: Item) -> Shape:
    lang, doc = shapes.reading.lang, item.doc
    return {
        "kind": item.kind.removesuffix("s"),
        "id": item.id,
        "number": doc.get("number"),
        "name": item.name,
        "group": item.group.name.lower(),
        "todo": item.todo.say(lang),
        "reasons": [_reason(reason, lang) for reason in item.reasons],
        "tier": item.tier,
        "owner": shapes.person(doc.get("owner")),
        "account": shapes.account_in_brief(item.account or None),
        "deal": item.deal and item.deal["_id"],
        "amount": money(*item.amount) if item.amount else None,
        "stage": doc.get("stage"),
        "next_step": doc.get("next_step"),
        "next_step_due": doc.get("next_step_due"),
    }


def _reason(reason: Reason, lang: str) -> Shape:
    due = reason.due.isoformat() if reason.due else None
    return {"key": reason.key, "text": reason.said.say(lang), "days": reason.days, "due": due}


def goals_shape(pace: Pace | None, lang: str) -> list[Shape]:
    """The goals that are told above the list."""
    if pace is None:
        return []
    from salestui.exchange.goal_rows import GoalRows
    from salestui.exchange.goal_words import remaining_words
    from salestui.exchange.goals_json import share, value

    rows = GoalRows(pace.book, lang)
    return [
        {
            "id": sight.goal.id,
            "number": sight.goal.number,
            "title": rows.name(sight.goal),
            "status": sight.standing,
            "attainment": share(sight.attainment),
            "required_per_week": value(main.per_week, main.result) if main else None,
            "remaining": sight.remaining and remaining_words(sight.remaining).say(lang),
        }
        for sight in pace.sights
        for main in (sight.main,)
    ]
