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
from salestui.domain.metrics.pool import Pool, Test
from salestui.domain.pipelines import weighted_minor

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
    docs = [doc for doc in pool.due_in(period) if test(doc)]
    if result.metric == "new_customers":
        return _customers(pool, docs)
    if metric.unit == "money":
        return _money(pool, docs, result.unit)
    chances = [(doc, p) for doc in docs if (p := pool.chance(doc)) is not None]
    if result.metric == "lost_count":
        chances = [(doc, 100 - p) for doc, p in chances]
    return Likely(Fraction(sum(p for _, p in chances), 100), [doc for doc, _ in chances])


def _customers(pool: Pool, docs: Sequence[Doc]) -> Likely:
    """Accounts never won yet, each once, by the likeliest of its deals."""
    best: dict[str, tuple[int, Doc]] = {}
    for doc in docs:
        p = pool.chance(doc) if may_be_new(pool, doc) else None
        account = pool.account(doc)
        if p is not None and (account not in best or p > best[account][0]):
            best[account] = p, doc
    return Likely(Fraction(sum(p for p, _ in best.values()), 100), [d for _, d in best.values()])


def _money(pool: Pool, docs: Sequence[Doc], currency: str) -> Likely:
    """Amount x probability of the deals in the currency."""
    total = 0
    found: list[Doc] = []
    for doc in docs:
        p = pool.chance(doc) if doc.get("currency") == currency else None
        if p is not None and doc.get("amount") is not None:
            total += weighted_minor(int(doc["amount"]), p)
            found.append(doc)
    return Likely(total, found)
