"""Goals against the worked vectors, and what they say at the edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from salestui.domain.goals.book import Sight, sight_of
from salestui.domain.goals.elapsed import before, elapsed, periods_before, year_before
from salestui.domain.goals.records import KeyResult
from salestui.domain.goals.remaining import Part
from salestui.domain.metrics.pipeline import coverage
from tests.unit.goalcase import EXISTING, GROWTH, MID, Q1, Q2, Q3, SHARE, Deals, goal, handbook

COUNT = KeyResult("won_count", 10, "count")
AMOUNT = KeyResult("won_amount", 100_000, "CNY")
LIMIT = KeyResult("lost_count", 5, "count", op="<=")


def seen(deals: Deals, *results: KeyResult, today: date = MID, **more: object) -> Sight:
    """A goal over these deals."""
    return sight_of(deals.ground(today), goal(*results, **more))


def test_v4_growth_with_a_share() -> None:
    sight = sight_of(handbook().ground(), goal(GROWTH, SHARE))
    growth, share = sight.figures
    assert [growth.base, growth.required, growth.actual] == [10, 13, 8]
    assert growth.attainment == Fraction(8, 13) == sight.attainment
    assert growth.expected == Fraction(13, 2)
    assert growth.pace_gap == Fraction(3, 2)
    assert (share.actual, share.met) == (Fraction(3, 8), False)
    assert sight.remaining is not None
    assert sight.remaining.more == 5
    assert sight.remaining.parts == (Part("industry:manufacturing", 4),)
    assert growth.per_week == Fraction(5 * 7, 46)
    assert sight.standing == "at_risk"


def test_v6_coverage() -> None:
    found = coverage(1_200_000, 1_000_000, 400_000, Fraction(1, 4))
    assert [found.multiple, found.needed, found.shortfall] == [2, 4, 1_200_000]
    assert coverage(0, 10, 10, Fraction(1, 4)).is_enough
    assert coverage(0, 10, 5, None).shortfall is None


# -- what is still needed


def test_a_share_that_needs_more_than_is_missing_asks_for_more() -> None:
    deals = handbook()
    for n in range(4):
        deals.won(f"2026-08-{n + 1:02}")
    sight = seen(deals, GROWTH, SHARE)
    # 12 of 13, three manufacturing: six more of that kind make 9 of 18.
    assert sight.remaining is not None
    assert (sight.remaining.more, sight.remaining.parts[0].least) == (6, 6)


def test_a_share_alone_can_be_what_is_missing() -> None:
    deals = handbook()
    for n in range(5):
        deals.won(f"2026-08-{n + 1:02}")
    sight = seen(deals, GROWTH, SHARE)
    assert sight.figures[0].met
    assert sight.remaining is not None
    assert (sight.remaining.more, sight.remaining.parts[0].least) == (7, 7)
    assert sight.standing != "achieved"


def test_nothing_is_needed_of_a_goal_that_holds() -> None:
    deals = handbook()
    for n in range(7):
        deals.won(f"2026-08-{n + 1:02}", industry="manufacturing")
    sight = seen(deals, GROWTH, SHARE)
    assert (sight.remaining, sight.standing) == (None, "achieved")
    assert sight.figures[0].per_week == 0


def test_two_shares_are_both_named() -> None:
    other = replace(SHARE, share_of="industry:retail", target=4000)
    sight = seen(handbook(), GROWTH, SHARE, other)
    assert sight.remaining is not None
    assert [part.least for part in sight.remaining.parts] == [4, 1]


def test_money_is_missing_in_money_and_by_value() -> None:
    deals = Deals()
    deals.won("2026-07-10", won_amount=30_000, won_currency="CNY", industry="steel")
    share = KeyResult("won_amount", 5000, "CNY", "share", share_of="industry:paper")
    sight = seen(deals, AMOUNT, share)
    assert sight.remaining is not None
    assert (sight.remaining.more, sight.remaining.parts[0].least) == (70_000, 50_000)


# -- figures


def test_growth_is_rounded_up_for_counts_and_money_to_the_minor_unit() -> None:
    deals = Deals()
    for n in range(7):
        deals.won(f"2026-05-{n + 1:02}", amount=101)
    count = replace(COUNT, mode="growth_vs_base", target=1000)
    money = replace(AMOUNT, mode="growth_vs_base", target=1000)
    assert [f.required for f in seen(deals, count, money).figures] == [8, 778]


def test_a_base_can_be_entered() -> None:
    result = replace(COUNT, mode="growth_vs_base", target=2000, base=40)
    found = seen(Deals(), result).figures[0]
    assert [found.base, found.required, found.attainment] == [40, 48, 0]


def test_growth_on_nothing_has_no_target() -> None:
    result = replace(COUNT, mode="growth_vs_base", target=2000)
    found = seen(Deals(), result, base_period=None).figures[0]
    assert (found.base, found.required, found.attainment, found.met) == (None, None, None, False)
    assert found.per_week is None


def test_currencies_are_never_added() -> None:
    deals = Deals()
    deals.won("2026-07-10", amount=40_000)
    deals.won("2026-07-11", amount=7, currency="USD")
    deals.won("2026-07-12", amount=None)
    found = seen(deals, AMOUNT).figures[0]
    assert (found.actual, len(found.deals)) == (40_000, 1)
    assert dict(found.excluded) == {"no_amount": 1, "other_currency": 1}


def test_a_customer_is_new_once_and_only_with_its_first_deal() -> None:
    deals = Deals()
    deals.won("2026-06-01", account="old", region="West")
    deals.won("2026-07-02", account="old")
    deals.won("2026-07-03", account="twice")
    deals.won("2026-07-04", account="twice")
    deals.won("2026-07-05", account="known", pipeline=EXISTING)
    deals.won("2026-07-06").pop("account")
    found = seen(deals, replace(GROWTH, mode="absolute", target=3)).figures[0]
    assert found.actual == 1
    assert [doc["closed_on"] for doc in found.deals] == ["2026-07-03"]
    assert dict(found.excluded) == {"no_account": 1, "existing": 1}


def test_a_merged_account_is_one_customer() -> None:
    deals = Deals()
    deals.won("2026-05-01", account="a")
    deals.won("2026-07-01", account="b")
    deals.accounts["b"]["merged_into"] = "a"
    assert seen(deals, replace(GROWTH, mode="absolute")).figures[0].actual == 0


def test_the_open_deal_of_a_merged_account_that_was_won_makes_nobody_new() -> None:
    deals = Deals()
    deals.won("2026-05-01", account="a")
    deals.open("2026-09-01", account="b")
    deals.open("2026-09-01", account="c")
    deals.accounts["b"]["merged_into"] = "a"
    found = seen(deals, replace(GROWTH, mode="absolute")).figures[0]
    assert [doc["account"] for doc in found.likely.deals] == ["c"]


def test_the_first_and_the_last_day_of_a_period_are_in_it() -> None:
    deals = Deals()
    for day in ("2026-06-30", "2026-07-01", "2026-09-30", "2026-10-01"):
        deals.won(day)
        deals.open(day)
    found = seen(deals, COUNT).figures[0]
    assert [doc["closed_on"] for doc in found.deals] == ["2026-07-01", "2026-09-30"]
    assert [doc["expected_close"] for doc in found.likely.deals] == ["2026-07-01", "2026-09-30"]


def test_rates_have_no_pace_but_can_fall_short() -> None:
    deals = Deals()
    deals.won("2026-07-10")
    deals.lost("2026-07-11")
    deals.lost("2026-07-12")
    sight = seen(deals, KeyResult("win_rate", 4000, "bp"))
    found = sight.figures[0]
    assert (found.actual, found.required) == (Fraction(1, 3), Fraction(2, 5))
    assert (found.expected, found.per_week, found.projection) == (None, None, None)
    assert (found.attainment, sight.standing) == (Fraction(5, 6), "behind")


def test_less_is_better_for_what_is_lost_and_for_the_cycle() -> None:
    deals = Deals()
    deals.won("1970-01-31")
    result = KeyResult("sales_cycle_mean", 45, "days", op="<=")
    span = date(1970, 1, 1), date(1970, 3, 31)
    sight = seen(deals, result, today=date(1970, 2, 1), period=span)
    assert (sight.figures[0].actual, sight.standing) == (30, "on_track")
    assert sight.figures[0].attainment == Fraction(3, 2)
    lost = Deals()
    for n in range(4):
        lost.lost(f"2026-07-0{n + 1}")
    lost.open("2026-09-01")
    sight = seen(lost, KeyResult("lost_count", 4, "count", op="<="))
    assert sight.figures[0].projection == Fraction(23, 5)
    assert sight.standing == "at_risk"


@pytest.mark.parametrize(
    ("today", "lost", "standing"),
    [
        (date(2026, 6, 30), 0, "planned"),
        (date(2026, 7, 1), 0, "on_track"),
        (MID, 2, "on_track"),
        (MID, 4, "behind"),
        (date(2026, 9, 30), 5, "on_track"),
        (date(2026, 10, 1), 5, "achieved"),
        (MID, 6, "missed"),
    ],
)
def test_a_limit_holds_at_the_end_and_is_missed_when_passed(
    today: date, lost: int, standing: str
) -> None:
    deals = Deals()
    for n in range(lost):
        deals.lost(f"2026-07-{n + 1:02}")
    assert seen(deals, LIMIT, today=today).standing == standing
    assert seen(deals, LIMIT, replace(COUNT, target=0), today=today).standing == standing


def test_a_mean_beyond_its_limit_may_still_come_back() -> None:
    deals = Deals()
    deals.won("1970-03-01")
    span = date(1970, 1, 1), date(1970, 3, 31)
    cycle = KeyResult("sales_cycle_mean", 45, "days", op="<=")
    assert seen(deals, cycle, today=date(1970, 3, 2), period=span).standing == "behind"
    assert seen(deals, cycle, today=date(1970, 4, 2), period=span).standing == "missed"


def test_what_is_open_counts_by_its_close_date() -> None:
    deals = Deals()
    deals.open("2026-09-01", amount=1000)
    deals.open("2026-11-01", amount=9)
    deals.open(None, amount=9)
    deals.won("2026-07-01", amount=50)
    figures = seen(
        deals,
        KeyResult("open_count", 2, "count"),
        KeyResult("open_amount", 2000, "CNY"),
        KeyResult("weighted_pipeline", 2000, "CNY"),
        KeyResult("expected_total", 2000, "CNY"),
        KeyResult("average_deal", 50, "CNY"),
    ).figures
    assert [f.actual for f in figures] == [1, 1000, 400, 450, 50]
    assert figures[0].excluded == (("undated", 1),)


def test_projection_adds_each_likely_customer_once() -> None:
    deals = Deals()
    deals.won("2026-07-01", account="won")
    deals.open("2026-09-01", account="won")
    deals.open("2026-09-01", account="new")
    deals.open("2026-09-02", account="new", probability_manual=70)
    deals.open("2026-10-02", account="late")
    found = seen(deals, replace(GROWTH, mode="absolute", target=3)).figures[0]
    assert (found.actual, found.projection) == (1, Fraction(17, 10))
    assert [doc["account"] for doc in found.likely.deals] == ["new"]
    money = seen(deals, AMOUNT).figures[0]
    assert money.projection == 100_00 + 3 * 40_00 - 40_00 + 70_00


@pytest.mark.parametrize(
    ("today", "won", "standing"),
    [
        (date(2026, 6, 30), 0, "planned"),
        (date(2026, 7, 1), 0, "at_risk"),
        (MID, 10, "achieved"),
        (date(2026, 10, 1), 9, "missed"),
        (date(2026, 10, 1), 10, "achieved"),
    ],
)
def test_standing_by_the_day(today: date, won: int, standing: str) -> None:
    deals = Deals()
    for n in range(won):
        deals.won(f"2026-07-{n + 1:02}")
    assert seen(deals, COUNT, today=today).standing == standing


@pytest.mark.parametrize(("likely", "standing"), [(25, "behind"), (13, "at_risk")])
def test_behind_is_less_than_at_risk(likely: int, standing: str) -> None:
    deals = Deals()
    deals.won("2026-07-01")
    for _ in range(likely):
        deals.open("2026-09-01")
    assert seen(deals, COUNT).standing == standing


def test_on_track_and_what_people_decided() -> None:
    deals = Deals()
    for n in range(5):
        deals.won(f"2026-07-0{n + 1}")
        deals.open("2026-09-01", probability_manual=100)
    assert seen(deals, COUNT).standing == "on_track"
    assert seen(deals, COUNT, status="dropped").standing == "dropped"
    assert seen(deals, COUNT, status="draft").standing == "draft"


def test_a_filter_that_means_nothing_any_more_is_said_and_nothing_else() -> None:
    sight = seen(handbook(), replace(COUNT, filter="owner:nobody"))
    assert sight.figures[0].fault is not None
    assert "nobody" in sight.figures[0].fault.en
    assert (sight.attainment, sight.standing, sight.remaining) == (None, "unknown", None)


def test_a_metric_of_a_newer_version_is_said() -> None:
    assert "mood" in (seen(Deals(), KeyResult("mood", 1, "count")).figures[0].fault or ("",))[0]


def test_a_goal_without_a_period_measures_nothing() -> None:
    assert seen(Deals(), COUNT, period=None).standing == "unknown"


# -- time


def test_elapsed_days_hold_today() -> None:
    assert elapsed(Q3, MID) == (46, 92)
    assert elapsed(Q3, date(2026, 6, 1)).gone == 0
    assert elapsed(Q3, date(2027, 1, 1)).left == 0


def test_the_period_before_is_as_many_months_or_days() -> None:
    assert before(Q3) == Q2
    assert list(periods_before(Q3, 2)) == [Q2, Q1]
    assert year_before(Q3) == (date(2025, 7, 1), date(2025, 9, 30))
    week = date(2026, 3, 2), date(2026, 3, 8)
    assert before(week) == (date(2026, 2, 23), date(2026, 3, 1))
    assert list(periods_before((date(1, 1, 1), date(1, 3, 31)), 4)) == []


def test_a_weekly_curve_expects_what_came_by_then_before() -> None:
    deals = Deals()
    for quarter in (4, 1):
        for n in range(5):
            deals.won(f"2026-{quarter + 2:02}-{20 + n}")
            deals.won(f"2026-{quarter:02}-0{n + 1}")
    late = replace(COUNT, pacing="weekly_curve")
    found = seen(deals, late).figures[0].expected
    assert found == 5
    few = Deals()
    few.won("2026-06-29")
    assert seen(few, late).figures[0].expected == 5
    assert seen(few, replace(late, target=11)).figures[0].expected == Fraction(11, 2)
