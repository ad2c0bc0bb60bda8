"""What the columns of a list of deals say: chosen by people, shown alike on screen and in files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Literal, NamedTuple

from salestui import cells
from salestui.domain.attention import days_since, last_touch, local_date, stage_age_days
from salestui.domain.dayshow import show_date, show_day
from salestui.domain.names import deal_name, member_short
from salestui.domain.pipelines import Stage, effective_probability
from salestui.domain.schema import SOURCES, key_path, members_of
from salestui.domain.snapshot import Doc
from salestui.domain.words import Words
from salestui.domain.worth import weighted
from salestui.exchange.listing import NEVER, Rows, sums_text

Read = Callable[[Rows, Doc], str]
DAYS = Words("{n}d", "{n}天")


class DealCell(NamedTuple):
    """One column."""

    key: str
    head: Words
    help: Words
    """What it holds, for choosing it."""
    read: Read
    width: tuple[int, int] = (6, 6)
    """Cells it takes in English and in Chinese; the least of them where it may grow."""
    grow: int = 0
    """Its share of the room that is left over."""
    align: Literal["left", "right"] = "left"
    style: str = "dim"
    """Name of the style on a screen."""


def _stage_of(rows: Rows, doc: Doc) -> Stage | None:
    path = rows.paths.get(str(doc.get("pipeline")))
    return path.stage(doc.get("stage")) if path else None


def _stage(rows: Rows, doc: Doc) -> str:
    stage = _stage_of(rows, doc)
    return stage.short.say(rows.lang) if stage else str(doc.get("stage", ""))


def _path(rows: Rows, doc: Doc) -> str:
    path = rows.paths.get(str(doc.get("pipeline")))
    return path.name.say(rows.lang) if path else ""


def _weighted(rows: Rows, doc: Doc) -> str:
    minor = weighted(doc, rows.paths.get(str(doc.get("pipeline"))))
    currency = str(doc.get("currency") or "")
    return "" if minor is None else sums_text({currency: minor}, rows.lang, rows.reading.currency)


def _probability(rows: Rows, doc: Doc) -> str:
    percent, _ = effective_probability(doc, rows.paths.get(str(doc.get("pipeline"))))
    return "" if percent is None else f"{percent}%"


def _is_open(doc: Doc) -> bool:
    return bool(doc.get("outcome", "open") == "open")


def iso_day(value: object) -> date | None:
    """The day of an ISO date, None for anything else."""
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _day(value: object, rows: Rows, *, fact: bool = False) -> str:
    """A day in at most seven cells, one of another year by its month; empty for what is none."""
    day = value if isinstance(value, date) else iso_day(value)
    if day is None:
        return ""
    show = show_day if fact else show_date
    text = show(day, rows.reading.today, rows.lang)
    return text if cells.width(text) <= 7 else f"{day.year}-{day.month:02}"


def _due(rows: Rows, doc: Doc) -> str:
    return _day(doc.get("next_step_due"), rows) if _is_open(doc) else ""


def _step(rows: Rows, doc: Doc) -> str:
    return " ".join(str(doc.get("next_step", "")).split()) if _is_open(doc) else ""


def _close(rows: Rows, doc: Doc) -> str:
    if _is_open(doc):
        return _day(doc.get("expected_close"), rows)
    return _day(doc.get("closed_on"), rows, fact=True)


def _gate(rows: Rows, doc: Doc) -> str:
    return rows.gate(doc) if _is_open(doc) else ""


def _days(n: int | None, rows: Rows) -> str:
    return "" if n is None else DAYS.fill(n=n).say(rows.lang)


def _age(rows: Rows, doc: Doc) -> str:
    reading = rows.reading
    return _days(stage_age_days(doc, reading.today, reading.zone), rows) if _is_open(doc) else ""


def _deal_age(rows: Rows, doc: Doc) -> str:
    created, reading = doc.get("_created"), rows.reading
    return "" if created is None else _days(days_since(created, reading.today, reading.zone), rows)


def _idle(rows: Rows, doc: Doc) -> str:
    at, reading = last_touch(rows.snapshot, str(doc["_id"])), rows.reading
    return (
        NEVER.say(rows.lang)
        if at is None
        else _days(days_since(at, reading.today, reading.zone), rows)
    )


def _instant(*paths: str) -> Read:
    def read(rows: Rows, doc: Doc) -> str:
        at = next((doc[path] for path in paths if doc.get(path) is not None), None)
        return "" if at is None else _day(local_date(at, rows.reading.zone), rows, fact=True)

    return read


def _source(rows: Rows, doc: Doc) -> str:
    known = SOURCES.get(str(doc.get("source", "")))
    return known.say(rows.lang) if known else ""


def _text(path: str) -> Read:
    return lambda rows, doc: " ".join(str(doc.get(path, "")).split())


def _members(path: str) -> Read:
    def read(rows: Rows, doc: Doc) -> str:
        said = ((each, doc.get(key_path(path, each))) for each in members_of(doc, path))
        texts = [text if isinstance(text, str) else each for each, text in said]
        return ("、" if rows.lang == "zh" else ", ").join(texts)

    return read


def _owner(rows: Rows, doc: Doc) -> str:
    return member_short(rows.snapshot, doc.get("owner"))


def _number(rows: Rows, doc: Doc) -> str:
    return rows.number("deals", doc)


def _name(rows: Rows, doc: Doc) -> str:
    return deal_name(rows.snapshot, doc)


def _cell(
    key: str,
    head: tuple[str, str],
    help: tuple[str, str],
    read: Read,
    width: tuple[int, int],
    *,
    grow: int = 0,
    align: Literal["left", "right"] = "left",
    style: str = "dim",
) -> DealCell:
    """A column in one line of the table below."""
    return DealCell(key, Words(*head), Words(*help), read, width, grow, align, style)


# One column a line, so that the table reads as a table.
# fmt: off
# ruff: noqa: E501
_EVERY = (
    _cell("tier", ("", ""), ("tier, a letter", "分层字母"), Rows.tier, (1, 2)),
    _cell("number", ("No.", "编号"), ("number", "编号"), _number, (7, 7)),
    _cell("deal", ("Deal", "商机"), ("account, or title", "客户，或标题"), _name, (13, 12), grow=3, style="text"),
    _cell("title", ("Title", "标题"), ("title", "标题"), _text("title"), (12, 12), grow=3),
    _cell("stage", ("Stage", "阶段"), ("stage", "阶段"), _stage, (8, 8)),
    _cell("path", ("Path", "路径"), ("sales path", "销售路径"), _path, (13, 10)),
    _cell("amount", ("Amount", "金额"), ("amount", "金额"), Rows.amount, (7, 6), align="right", style="text"),
    _cell("weighted", ("Weight", "加权"), ("amount by probability", "按赢率折算的金额"), _weighted, (7, 6), align="right"),
    _cell("probability", ("Prob", "赢率"), ("probability", "赢率"), _probability, (4, 4), align="right"),
    _cell("owner", ("Owner", "负责人"), ("owner", "负责人"), _owner, (6, 6)),
    _cell("due", ("Due", "日期"), ("next step's date", "下一步日期"), _due, (6, 6), align="right", style="text"),
    _cell("step", ("Next step", "下一步"), ("next step", "下一步"), _step, (12, 12), grow=4, style="text"),
    _cell("close", ("Close", "签约日"), ("expected or actual close", "预计或实际签约日"), _close, (7, 7), align="right"),
    _cell("gate", ("Gate", "条件"), ("exit criteria met", "已满足的推进条件"), _gate, (4, 4), align="right"),
    _cell("age", ("Here", "停留"), ("days in the stage", "阶段停留天数"), _age, (4, 5), align="right"),
    _cell("deal_age", ("Age", "天数"), ("days since it was created", "创建以来天数"), _deal_age, (5, 6), align="right"),
    _cell("idle", ("Idle", "未跟进"), ("days since the last touch", "距上次跟进天数"), _idle, (5, 6), align="right"),
    _cell("product", ("Product", "产品"), ("product", "产品"), _text("product"), (10, 10)),
    _cell("region", ("Region", "区域"), ("region", "区域"), _text("region"), (8, 8)),
    _cell("source", ("Source", "来源"), ("source", "来源"), _source, (8, 8)),
    _cell("competitors", ("Against", "竞品"), ("competitors", "竞品"), _members("competitors"), (10, 10)),
    _cell("tags", ("Tags", "标签"), ("tags", "标签"), _members("tags"), (10, 10)),
    _cell("created", ("Created", "创建"), ("created on", "创建日期"), _instant("_created"), (7, 7), align="right"),
    _cell("changed", ("Changed", "修改"), ("last changed on", "最近修改日期"), _instant("_updated", "_created"), (7, 7), align="right"),
    _cell("flag", ("", ""), ("what is wrong", "异常标记"), Rows.flag, (6, 9)),
)
# fmt: on

DEAL_CELLS: Mapping[str, DealCell] = {cell.key: cell for cell in _EVERY}
"""Every column that a list of deals can have, in the order in which they are offered."""

USUAL: tuple[str, ...] = (
    "tier", "deal", "stage", "amount", "owner", "due", "step", "close", "flag",
)  # fmt: skip
"""The columns of a list until somebody chooses others."""


def known_columns(keys: Iterable[str]) -> tuple[str, ...]:
    """Those of the keys that are columns here, each once; the usual ones where none is."""
    return tuple(dict.fromkeys(key for key in keys if key in DEAL_CELLS)) or USUAL
