"""What was won and lost in a period: counts, sums, win rate, average (4.4.4, 4.4.9), cycle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from salestui.domain.instants import ms_to_date
from salestui.domain.metrics.measure import Measure, counted, tidy
from salestui.domain.metrics.period import Period
from salestui.domain.metrics.pool import Closed, Pool, Test

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc


Ended = tuple[list[Closed], Counter[str]]
"""Deals, and how many are left out for which reason."""


def _ended(pool: Pool, period: Period, test: Test, won: bool) -> Ended:
    """The deals won, or lost, in the period, and how many have no date."""
    rows = [each for each in pool.closed_in(period, test) if each.won is won]
    undated = sum(1 for each, doc in pool.undated if each is won and test(doc))
    return rows, Counter(no_close_date=undated)


def won_count(pool: Pool, period: Period, test: Test) -> Measure:
    """How many deals were won."""
    rows, excluded = _ended(pool, period, test, True)
    return counted([each.doc for each in rows], excluded)


def lost_count(pool: Pool, period: Period, test: Test) -> Measure:
    """How many deals were lost."""
    rows, excluded = _ended(pool, period, test, False)
    return counted([each.doc for each in rows], excluded)


def won_amount(pool: Pool, period: Period, test: Test) -> Measure:
    """What was won: the won amount, else the amount."""
    rows, excluded = _ended(pool, period, test, True)
    worth = _worth(rows, excluded)
    return Measure(None, _sums(worth), [each.doc for each in worth], tidy(excluded))


def _worth(rows: Sequence[Closed], excluded: Counter[str]) -> list[Closed]:
    """The won deals that have an amount."""
    worth = [each for each in rows if each.worth is not None]
    excluded["no_amount"] += len(rows) - len(worth)
    return worth


def _sums(rows: Iterable[Closed]) -> dict[str, int]:
    """What won deals are worth together, by currency."""
    sums: dict[str, int] = {}
    for each in rows:
        if each.worth is not None:
            currency, amount = each.worth
            sums[currency] = sums.get(currency, 0) + amount
    return dict(sorted(sums.items()))


def average_deal(pool: Pool, period: Period, test: Test) -> Measure:
    """Won amount / won count, by currency; deals without an amount are in neither."""
    rows, excluded = _ended(pool, period, test, True)
    worth = _worth(rows, excluded)
    counts = Counter(each.worth[0] for each in worth if each.worth)
    averages = {code: Fraction(whole, counts[code]) for code, whole in _sums(worth).items()}
    return Measure(None, averages, [each.doc for each in worth], tidy(excluded))


def win_rate(pool: Pool, period: Period, test: Test) -> Measure:
    """Won / (won + lost) among the deals closed in the period."""
    rows = pool.closed_in(period, test)
    excluded = Counter(no_close_date=sum(1 for _, doc in pool.undated if test(doc)))
    won = sum(each.won for each in rows)
    rate = Fraction(won, len(rows)) if rows else None
    return Measure(rate, deals=[each.doc for each in rows], excluded=tidy(excluded))


def sales_cycle(pool: Pool, period: Period, test: Test) -> Measure:
    """Mean days from creation to closing of the deals won in the period (4.4.10)."""
    rows, excluded = _ended(pool, period, test, True)
    days = [_days(each.doc, pool) for each in rows]
    mean = Fraction(sum(days), len(days)) if days else None
    return Measure(mean, deals=[each.doc for each in rows], excluded=tidy(excluded))


def _days(doc: Doc, pool: Pool) -> int:
    closed = date.fromisoformat(str(doc["closed_on"]))
    return max((closed - ms_to_date(int(doc.get("_created", 0)), pool.zone)).days, 0)
