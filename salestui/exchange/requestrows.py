"""Resource requests as rows of short words and as `--json` prints them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from salestui.domain.dayshow import iso_day, show_date
from salestui.domain.ids import short_number
from salestui.domain.names import deal_name
from salestui.domain.requests import is_waiting
from salestui.domain.schema import REQUEST_STATES
from salestui.domain.tasks import task_name
from salestui.domain.words import Words
from salestui.exchange.columns import Column
from salestui.exchange.shapes import SCHEMA, Shape, Shapes
from salestui.exchange.taskrows import DAYS_LATE
from salestui.exchange.taskshapes import request_shape
from salestui.services.reading import Reading
from salestui.services.requests import RequestGroup, RequestRow

HEADS = (
    Words("Number", "编号"),
    Words("Needed", "需要"),
    Words("Item", "内容"),
    Words("Task", "任务"),
    Words("For", "商机"),
    Words("State", "状态"),
)
RULES = (
    Column(""),
    Column("", "right"),
    Column("", least=14),
    Column("", least=10, weight=2),
    Column("", least=10, weight=1),
    Column(""),
)
LATE = Words("!late", "!逾期")
LATE_BY = Words("{state} -{n}d", "{state} 晚{n}天")
COUNTS = (
    ("requested", Words("{n} requested", "已申请 {n}")),
    ("confirmed", Words("{n} confirmed", "已确认 {n}")),
    ("delivered", Words("{n} delivered", "已交付 {n}")),
)
LATE_N = Words("{n} late", "逾期 {n}")


def needed_words(row: RequestRow, today: date) -> Words:
    """When it is needed, in days where it is late and still owed."""
    if row.days_late and is_waiting(row.request):
        return DAYS_LATE.fill(n=row.days_late)
    day = iso_day(row.request.get("needed_by"))
    return Words(show_date(day, today, "en"), show_date(day, today, "zh")) if day else Words("", "")


def state_words(row: RequestRow) -> Words:
    """Its state; what was delivered says how late it came."""
    state = REQUEST_STATES.get(row.status, Words(row.status, row.status))
    state = Words(state.en.lower(), state.zh)
    if row.days_late and not is_waiting(row.request):
        return LATE_BY.fill(state=state, n=row.days_late)
    return state


def counts_words(group: RequestGroup) -> tuple[Words, ...]:
    """How many of a department's requests stand how; what is none is left out."""
    said = [words.fill(n=group.count(key)) for key, words in COUNTS if group.count(key)]
    return (*said, LATE_N.fill(n=group.late)) if group.late else tuple(said)


def shown(group: RequestGroup, *, every: bool) -> Sequence[RequestRow]:
    """The requests of a department that are listed: all of them, or those still owed."""
    return group.rows if every else group.waiting


def printed(reading: Reading, row: RequestRow) -> list[str]:
    """A request as the cells of a line."""
    lang, snapshot = reading.lang, reading.snapshot
    late = f" {LATE.say(lang)}" if row.days_late and is_waiting(row.request) else ""
    return [
        short_number(str(row.request.get("number", ""))),
        needed_words(row, reading.today).say(lang),
        str(row.request.get("item", "")),
        task_name(snapshot, row.task).say(lang) if row.task else "",
        deal_name(snapshot, row.deal) if row.deal else "",
        state_words(row).say(lang) + late,
    ]


def requests_shape(reading: Reading, groups: Iterable[RequestGroup], *, every: bool) -> Shape:
    """The requests by department, all of them or those still owed; the counts cover all."""
    shapes, groups = Shapes(reading), tuple(groups)
    return {
        "schema": SCHEMA,
        "count": sum(len(group.rows) for group in groups),
        "departments": [
            {
                "key": group.key or None,
                "name": group.head.say(reading.lang),
                **{key: group.count(key) for key in (*(key for key, _ in COUNTS), "declined")},
                "late": group.late,
                "delivered_late": group.delivered_late,
                "requests": [_shape(shapes, row) for row in shown(group, every=every)],
            }
            for group in groups
        ],
    }


def _shape(shapes: Shapes, row: RequestRow) -> Shape:
    return {
        **request_shape(row.request),
        "task": row.request.get("task"),
        "deal": row.deal and row.deal["_id"],
        "provider": shapes.person(row.request.get("provider")),
        "days_late": row.days_late,
    }
