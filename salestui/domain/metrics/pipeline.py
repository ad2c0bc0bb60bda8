"""What is open and closes in a period: counts, sums, weighted (4.4.2-3), coverage (4.4.13)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from salestui.domain.metrics.closings import won_amount
from salestui.domain.metrics.measure import Measure, Number, counted, tidy
from salestui.domain.metrics.period import Period
from salestui.domain.metrics.pool import Open, Pool, Test


def closing_in(pool: Pool, period: Period, test: Test) -> tuple[Sequence[Open], Counter[str]]:
    """The open deals expected to close in the period, and how many have no such date."""
    found = pool.due_in(period, test)
    return found, Counter(undated=sum(map(test, pool.opens)))


def open_count(pool: Pool, period: Period, test: Test) -> Measure:
    """How many open deals close in the period."""
    rows, excluded = closing_in(pool, period, test)
    return counted([row.doc for row in rows], excluded)


def open_amount(pool: Pool, period: Period, test: Test) -> Measure:
    """What the open deals that close in the period are worth."""
    rows, excluded = closing_in(pool, period, test)
    worth = _with_amount(rows, excluded)
    sums: Counter[str] = Counter()
    for row in worth:
        sums[str(row.doc.get("currency", ""))] += int(row.doc["amount"])
    return Measure(None, dict(sorted(sums.items())), [row.doc for row in worth], tidy(excluded))


def weighted_pipeline(pool: Pool, period: Period, test: Test) -> Measure:
    """The sum of amount x probability of the open deals that close in the period."""
    rows, excluded = closing_in(pool, period, test)
    worth = _with_amount(rows, excluded)
    likely = [row for row in worth if row.likely is not None]
    excluded["no_probability"] += len(worth) - len(likely)
    sums: Counter[str] = Counter()
    for row in likely:
        sums[str(row.doc.get("currency", ""))] += row.likely or 0
    return Measure(None, dict(sorted(sums.items())), [row.doc for row in likely], tidy(excluded))


def _with_amount(rows: Sequence[Open], excluded: Counter[str]) -> list[Open]:
    worth = [row for row in rows if row.doc.get("amount") is not None]
    excluded["no_amount"] += len(rows) - len(worth)
    return worth


def expected_total(pool: Pool, period: Period, test: Test) -> Measure:
    """What was won in the period, and the weighted amount of what is open and closes in it."""
    won, likely = won_amount(pool, period, test), weighted_pipeline(pool, period, test)
    sums = Counter(won.by_currency)
    sums.update(likely.by_currency)
    excluded = Counter(won.excluded)
    excluded.update(likely.excluded)
    return Measure(None, dict(sorted(sums.items())), [*won.deals, *likely.deals], tidy(excluded))


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether enough is open to reach what is missing."""

    multiple: Fraction | None
    """Open amount / (target - won); None when nothing is missing."""
    needed: Fraction | None
    """1 / win rate; None when nothing was ever won or lost."""
    shortfall: Number | None
    """What should be open besides, in minor units; 0 when enough is; None when unknown."""

    @property
    def is_enough(self) -> bool:
        """Whether the open amount covers what is missing."""
        return self.shortfall == 0


def coverage(opened: Number, target: Number, won: Number, rate: Fraction | None) -> Coverage:
    """Pipeline coverage of a target: what is open against what is missing (4.4.13)."""
    missing = target - won
    needed = 1 / rate if rate else None
    if missing <= 0:
        return Coverage(None, needed, 0)
    multiple = Fraction(opened) / missing
    shortfall = None if needed is None else max((needed - multiple) * missing, Fraction(0))
    return Coverage(multiple, needed, shortfall)
