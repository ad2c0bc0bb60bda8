"""The deals behind a line of the pipeline's change: what each was and what it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from salestui.domain.dates import show_day
from salestui.domain.moneyshow import short_money
from salestui.domain.names import deal_name, member_short
from salestui.domain.pipelines import parse_path
from salestui.domain.words import Words
from salestui.exchange.columns import Column, Laid, laid_out
from salestui.services.reading import Reading

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

HEADS = (
    Words("Deal", "商机"),
    Words("Title", "标题"),
    Words("Owner", "负责人"),
    Words("Stage", "阶段"),
    Words("Amount", "金额"),
    Words("Close", "签约日"),
)
RULES = (
    Column("", least=12),
    Column("", least=8, weight=3),
    Column("", weight=2),
    Column("", weight=1),
    Column("", "right"),
    Column("", "right"),
)
NONE = Words("none", "无")
ARCHIVED = Words("archived", "已归档")


def deal_lines(ids: Sequence[str], then: Reading, now: Reading, cells: int) -> Laid:
    """A line for each deal: name, title, owner, stage, amount and closing date, old > new."""
    columns = [r._replace(head=h.say(now.lang)) for r, h in zip(RULES, HEADS, strict=True)]
    rows = [_row(id, then, now) for id in ids]
    return laid_out(columns, rows, cells)


def _row(id: str, then: Reading, now: Reading) -> tuple[str, ...]:
    old, new = then.snapshot.get("deals", id), now.snapshot.get("deals", id)
    doc = new or old or {}
    name = deal_name(now.snapshot, doc)
    title = str(doc.get("title") or "")
    told = [_old_new(read(then, old), read(now, new)) for read in (_stage, _amount, _close)]
    owner = member_short(now.snapshot, doc.get("owner"))
    return name, "" if title == name else title, owner, *told


def _old_new(old: str | None, new: str | None) -> str:
    """`old > new`, or the one where they are alike or there is but one; None: not there then."""
    if old is None or old == new:
        return new or ""
    return f"{old} > {new or ''}".rstrip()


def _stage(at: Reading, doc: Doc | None) -> str | None:
    if doc is None:
        return None
    if doc.get("_del"):
        return ARCHIVED.say(at.lang)
    found = at.snapshot.get("pipelines", doc.get("pipeline"))
    stage = parse_path(found).stage(doc.get("stage")) if found else None
    return stage.short.say(at.lang) if stage else str(doc.get("stage", ""))


def _amount(at: Reading, doc: Doc | None) -> str | None:
    if doc is None:
        return None
    if doc.get("amount") is None:
        return NONE.say(at.lang)
    currency = str(doc.get("currency") or "")
    text = short_money(int(doc["amount"]), currency, at.lang)
    return text if currency in ("", at.currency) else f"{currency} {text}"


def _close(at: Reading, doc: Doc | None) -> str | None:
    if doc is None:
        return None
    value = doc.get("closed_on") or doc.get("expected_close")
    try:
        return show_day(date.fromisoformat(str(value)), at.today, at.lang)
    except ValueError:
        return NONE.say(at.lang)
