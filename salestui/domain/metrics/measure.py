"""One figure with what it rests on: the deals behind it and those that it leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from salestui.domain.metrics.period import Period
from salestui.domain.metrics.pool import Pool, Test
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

Number: TypeAlias = "int | Fraction"
"""Exact: counts, minor units, days, or a share from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric's value; of money one sum by currency, never added together."""

    value: Number | None = None
    """None where undefined, and for money."""
    by_currency: Mapping[str, Number] = field(default_factory=dict)
    deals: Sequence[Doc] = ()
    """What the figure counts; for new customers the first deal won with each."""
    excluded: Mapping[str, int] = field(default_factory=dict)
    """Reason (see EXCLUDED) -> how many deals are left out."""

    @property
    def n(self) -> int:
        """How many deals the figure rests on."""
        return len(self.deals)

    def in_unit(self, unit: str) -> Number | None:
        """The value in a unit: money in that currency, 0 where nothing was in it."""
        return self.value if unit in PLAIN_UNITS else self.by_currency.get(unit, 0)


PLAIN_UNITS = frozenset(("count", "days", "bp"))
"""Units that are no currency."""

Measurer = Callable[[Pool, Period, Test], Measure]
"""A metric: what it says of the deals that pass a test, in a period."""

EXCLUDED: Mapping[str, Words] = {
    "no_close_date": Words("{n} closed nobody knows when", "{n}个不知何时关闭"),
    "undated": Words("{n} open without a close date", "{n}个进行中的没有预计签约日"),
    "no_amount": Words("{n} without an amount", "{n}个没有金额"),
    "no_probability": Words("{n} of unknown probability", "{n}个赢率未知"),
    "no_account": Words("{n} without an account", "{n}个没有客户"),
    "existing": Words("{n} on a path for existing customers", "{n}个走的是老客户路径"),
    "other_currency": Words("{n} in another currency", "{n}个为其他币种"),
}
"""Why deals are left out of a figure; `{n}` is their number."""


def counted(docs: Sequence[Doc], excluded: Counter[str]) -> Measure:
    """The number of deals."""
    return Measure(len(docs), deals=docs, excluded=tidy(excluded))


def tidy(excluded: Counter[str]) -> dict[str, int]:
    """The reasons that apply, in the order of telling."""
    return {reason: excluded[reason] for reason in EXCLUDED if excluded[reason]}
