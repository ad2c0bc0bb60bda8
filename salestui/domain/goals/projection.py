"""What the open deals will add to a figure if they keep to their probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from salestui.domain.goals.metrics import Metric
from salestui.domain.goals.records import KeyResult
from salestui.domain.metrics.customers import may_be_new
from salestui.domain.metrics.measure import Number
from salestui.domain.metrics.period import Period
from salestui.domain.metrics.pool import Open, Pool, Test

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc


class Likely(NamedTuple):
    """Open deals that close in a period and count towards a key result."""

    value: Number
    """The sum of what each adds by its probability, in the key result's unit."""
    deals: Sequence[Doc]


NOTHING = Likely(0, ())


def likely(pool: Pool, metric: Metric, result: KeyResult, period: Period, test: Test) -> Likely:
    """What is open and closes in the period, weighted; nothing for rates and for what stands."""
    if metric.kind != "flow":
        return NOTHING
    rows = pool.due_in(period, test)
    if result.metric == "new_customers":
        return _customers(pool, rows)
    if metric.unit == "money":
        return _money(rows, result.unit)
    chances = [(row.doc, row.chance) for row in rows if row.chance is not None]
    if result.metric == "lost_count":
        chances = [(doc, 100 - p) for doc, p in chances]
    return Likely(Fraction(sum(p for _, p in chances), 100), [doc for doc, _ in chances])


def _customers(pool: Pool, rows: Sequence[Open]) -> Likely:
    """Accounts never won yet, each once, by the likeliest of its deals."""
    best: dict[str, tuple[int, Doc]] = {}
    for row in rows:
        doc = row.doc
        p, account = row.chance if may_be_new(pool, row) else None, row.account
        if p is not None and (account not in best or p > best[account][0]):
            best[account] = p, doc
    return Likely(Fraction(sum(p for p, _ in best.values()), 100), [d for _, d in best.values()])


def _money(rows: Sequence[Open], currency: str) -> Likely:
    """Amount x probability of the deals in the currency."""
    known = [row for row in rows if row.likely is not None and row.doc.get("currency") == currency]
    return Likely(sum(row.likely or 0 for row in known), [row.doc for row in known])
