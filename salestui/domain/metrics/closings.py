"""What was won and lost in a period: counts, sums, win rate, average (4.4.4, 4.4.9), cycle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from salestui.domain.instants import ms_to_date
from salestui.domain.metrics.measure import Measure, counted, tidy
from salestui.domain.metrics.period import Period
from salestui.domain.metrics.pool import Pool, Test
from salestui.domain.worth import worth_of

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc


def _ended(pool: Pool, period: Period, test: Test, won: bool) -> tuple[list[Doc], Counter[str]]:
    """The deals won, or lost, in the period, and how many have no date."""
    docs = [each.doc for each in pool.closed_in(period) if each.won is won and test(each.doc)]
    undated = sum(1 for each, doc in pool.undated if each is won and test(doc))
    return docs, Counter(no_close_date=undated)


def won_count(pool: Pool, period: Period, test: Test) -> Measure:
    """How many deals were won."""
    return counted(*_ended(pool, period, test, True))


def lost_count(pool: Pool, period: Period, test: Test) -> Measure:
    """How many deals were lost."""
    return counted(*_ended(pool, period, test, False))


def won_amount(pool: Pool, period: Period, test: Test) -> Measure:
    """What was won: the won amount, else the amount."""
    docs, excluded = _ended(pool, period, test, True)
    sums, worth = worths(docs, excluded)
    return Measure(None, sums, worth, tidy(excluded))


def worths(docs: Sequence[Doc], excluded: Counter[str]) -> tuple[dict[str, int], list[Doc]]:
    """The won deals' sums by currency, and those of them that have an amount."""
    sums: Counter[str] = Counter()
    worth: list[Doc] = []
    for doc in docs:
        money = worth_of(doc, "won")
        if money is None:
            excluded["no_amount"] += 1
        else:
            sums[money[0]] += money[1]
            worth.append(doc)
    return dict(sorted(sums.items())), worth


def average_deal(pool: Pool, period: Period, test: Test) -> Measure:
    """Won amount / won count, by currency; deals without an amount are in neither."""
    docs, excluded = _ended(pool, period, test, True)
    sums, worth = worths(docs, excluded)
    counts = Counter((worth_of(doc, "won") or ("", 0))[0] for doc in worth)
    averages = {code: Fraction(whole, counts[code]) for code, whole in sums.items()}
    return Measure(None, averages, worth, tidy(excluded))


def win_rate(pool: Pool, period: Period, test: Test) -> Measure:
    """Won / (won + lost) among the deals closed in the period."""
    rows = [each for each in pool.closed_in(period) if test(each.doc)]
    excluded = Counter(no_close_date=sum(1 for _, doc in pool.undated if test(doc)))
    won = sum(each.won for each in rows)
    rate = Fraction(won, len(rows)) if rows else None
    return Measure(rate, deals=[each.doc for each in rows], excluded=tidy(excluded))


def sales_cycle(pool: Pool, period: Period, test: Test) -> Measure:
    """Mean days from creation to closing of the deals won in the period (4.4.10)."""
    docs, excluded = _ended(pool, period, test, True)
    days = [_days(doc, pool) for doc in docs]
    mean = Fraction(sum(days), len(days)) if days else None
    return Measure(mean, deals=docs, excluded=tidy(excluded))


def _days(doc: Doc, pool: Pool) -> int:
    closed = date.fromisoformat(str(doc["closed_on"]))
    return max((closed - ms_to_date(int(doc.get("_created", 0)), pool.zone)).days, 0)
