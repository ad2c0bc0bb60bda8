"""What a goal grows from: a period whose figure is taken, or a number that is entered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salestui.domain.goals.amounts import value_of
from salestui.domain.goals.elapsed import before, year_before
from salestui.domain.goals.scan import Item
from salestui.domain.metrics.period import Period
from salestui.domain.query.faults import expected, fault
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.goals.ground import Ground

AFTER_ON = Words("a period or a number to grow from", "基期或基数")
AFTER_HINT = Words("Write on q2, yoy, or on 10.", "可写 较Q2、同比、较10。")
TWO_BASES = Words("There is a base already.", "已经写过基期。")
LONG_BASE = Words(
    "The base has {base} days, the goal {days}: they can't be compared.",
    "基期有{base}天，目标期有{days}天，无法比较。",
)
YOY = Words("For the same period of last year write yoy.", "与去年同期相比请写 同比。")
COMPARABLE = 1.25
"""A base period may be longer or shorter by this factor."""
WORDS = ("year_before", "period_before")


@dataclass(frozen=True, slots=True)
class Base:
    """A base as written; without one the comparable period before is meant."""

    item: Item | None = None
    kind: str = "period_before"
    """`period`, `year_before`, `period_before`, or `entered`."""
    period: Period | None = None
    entered: int | None = None
    unit: str = ""
    """Of what was entered."""

    def span(self, period: Period) -> Period | None:
        """The base period of a goal for `period`. Raises InputProblem for one of another length."""
        if self.kind == "entered":
            return None
        if self.period is None:
            return year_before(period) if self.kind == "year_before" else before(period)
        days, own = _days(period), _days(self.period)
        if not days / COMPARABLE <= own <= days * COMPARABLE:
            assert self.item is not None
            raise fault(self.item.pos, LONG_BASE.fill(base=own, days=days), YOY)
        return self.period


def _days(period: Period) -> int:
    return (period[1] - period[0]).days + 1


def base_of(items: Sequence[Item], metric: str, ground: Ground) -> tuple[Base, list[Item]]:
    """The base that the items name, and the other items. Raises InputProblem."""
    found: list[Base] = []
    rest: list[Item] = []
    at = 0
    while at < len(items):
        item = items[at]
        at += 1
        if item.kind == "base":
            following = items[at] if at < len(items) else None
            if following is None or following.kind not in ("period", "number", *WORDS):
                where = following.pos if following else item.pos + len(item.text)
                raise expected(where, AFTER_ON, following.text if following else "", AFTER_HINT)
            item = following
            at += 1
        elif item.kind == "entered":
            item = item._replace(kind="number")
        elif item.kind not in WORDS:
            rest.append(item)
            continue
        found.append(_base(item, metric, ground))
    if len(found) > 1:
        assert found[1].item is not None
        raise fault(found[1].item.pos, TWO_BASES)
    return (found[0] if found else Base()), rest


def _base(item: Item, metric: str, ground: Ground) -> Base:
    if item.kind == "number":
        value, unit = value_of(item, metric, ground)
        return Base(item, "entered", None, value, unit)
    if item.kind == "period":
        return Base(item, "period", item.value)  # type: ignore[arg-type]
    return Base(item, item.kind)
