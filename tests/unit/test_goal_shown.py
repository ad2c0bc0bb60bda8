"""What goals show: the burn-up, the deals behind a figure, bars, words, changes in the log."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from salestui import charts
from salestui.domain.goals.book import Book, sight_of
from salestui.domain.goals.burnup import burn_up
from salestui.domain.goals.records import KeyResult
from salestui.domain.goals.remaining import Part, Remaining
from salestui.domain.goals.shown import decimal, in_unit
from salestui.exchange.goal_rows import bar
from salestui.exchange.goal_words import remaining_words, stored_words
from salestui.services.goalfigures import deals_behind
from tests.unit.goalcase import GROWTH, Deals, goal, handbook

# -- the burn-up


def test_the_burn_up_holds_what_was_won_by_each_day() -> None:
    deals = Deals()
    for day in ("2026-07-01", "2026-07-01", "2026-08-10"):
        deals.won(day)
    ground = deals.ground()
    found = burn_up(ground, sight_of(ground, goal(KeyResult("won_count", 4, "count"))))
    assert found is not None
    assert (found.days, found.gone, found.required) == (92, 46, 4)
    assert list(found.reached) == [(0, 0), (1, 2), (41, 3), (46, 3)]
    assert (found.expected[0], found.expected[-1]) == ((0, 0), (92, 4))


def test_money_burns_up_in_its_own_currency() -> None:
    deals = Deals()
    deals.won("2026-07-02", amount=500)
    deals.won("2026-07-03", amount=9, currency="USD")
    ground = deals.ground()
    found = burn_up(ground, sight_of(ground, goal(KeyResult("won_amount", 900, "CNY"))))
    assert found is not None
    assert found.reached[-1] == (46, 500)


@pytest.mark.parametrize("metric", ["win_rate", "open_count"])
def test_what_does_not_fill_up_has_no_burn_up(metric: str) -> None:
    ground = handbook().ground()
    unit = "bp" if metric == "win_rate" else "count"
    assert burn_up(ground, sight_of(ground, goal(KeyResult(metric, 10, unit)))) is None


def test_courses_are_drawn_to_the_cell() -> None:
    rising = charts.Course("#", [(0.0, 0.0), (20.0, 10.0)])
    lines = charts.plot_courses([rising], 20, 5, 20.0, 10.0)
    assert [len(line) for line in lines] == [20] * 5
    assert lines[0].rstrip().endswith("#") and lines[0].startswith(" ")
    assert lines[-1].startswith("#") and lines[-1].endswith(" ")


def test_a_later_course_lies_over_an_earlier_one() -> None:
    flat = [(0.0, 5.0), (20.0, 5.0)]
    lines = charts.plot_courses(
        [charts.Course(".", flat), charts.Course("#", flat)], 20, 5, 20.0, 10.0
    )
    assert "#" in "".join(lines) and "." not in "".join(lines)


# -- the deals behind a figure


def test_as_many_deals_as_the_figure_says() -> None:
    deals = handbook()
    deals.open("2026-09-01", tier="key")
    deals.open("2026-09-02")
    goals: list[dict[str, Any]] = [{
        "_id": "gl_1", "level": "region", "starts_on": "2026-07-01", "ends_on": "2026-09-30",
        "base_from": "2026-04-01", "base_to": "2026-06-30",
    }]  # fmt: skip
    results: list[dict[str, Any]] = [
        {"_id": f"kr_{n}", "goal": "gl_1", "order": n, "metric": kr.metric, "unit": kr.unit,
         "target": kr.target, "mode": kr.mode, "filter": kr.filter}
        for n, kr in enumerate((GROWTH, KeyResult("new_customers", 5000, "count", "share")))
    ]  # fmt: skip
    results[1]["share_of"] = "industry:manufacturing"
    ground = deals.ground(goals=goals, key_results=results)
    book = Book(ground.snapshot, ground.env)
    counts = {
        figure: len(deals_behind(book, "gl_1", figure)[1])
        for figure in ("actual:0", "base:0", "likely:0", "actual:1", "whole:1", "rate", "open",
                       "tier:key", "tier:", "actual:9", "tier:none")
    }  # fmt: skip
    assert counts == {
        "actual:0": 8, "base:0": 10, "likely:0": 2, "actual:1": 3, "whole:1": 8, "rate": 18,
        "open": 2, "tier:key": 1, "tier:": 1, "actual:9": 0, "tier:none": 0,
    }  # fmt: skip


# -- in words


def test_bars_mark_what_is_expected() -> None:
    assert bar(Fraction(1, 2), Fraction(3, 4), 8) == "####..|.."
    assert bar(None, None, 8) == "........ "
    assert bar(9, 1, 8) == "########|"
    assert bar(0, 0, 8) == "|........"


def test_what_is_still_needed_in_both_languages() -> None:
    some = Remaining(5, (Part("industry:a", 4), Part("region:b", 1)), "new_customers", "count")
    assert remaining_words(some) == (
        "5 more to win, at least 4 of them industry:a, at least 1 of them region:b",
        "还需签5家，其中至少4家须为 industry:a，其中至少1家须为 region:b",
    )
    every = Remaining(2, (Part("industry:a", 2),), "won_count", "count")
    assert remaining_words(every) == (
        "2 more to win, all of them industry:a", "还需签2单，全部须为 industry:a")  # fmt: skip
    money = Remaining(70_000_000, (Part("industry:a", 50_000_000),), "won_amount", "CNY")
    assert remaining_words(money).en == "700k more to win, at least 500k of it industry:a"


def test_numbers_in_their_unit() -> None:
    assert [decimal(Fraction(13, 2)), decimal(-1), decimal(Fraction(-1, 100))] == ["6.5", "-1", "0"]
    assert in_unit(Fraction(3, 8), "bp").en == "37.5%"
    assert in_unit(45, "days") == ("45d", "45天")
    assert in_unit(Fraction(3, 2), "count", signed=True).en == "+1.5"
    assert in_unit(12_000_000, "CNY") == ("120k", "12万")


def test_targets_as_they_are_kept() -> None:
    assert stored_words("target", 3000, GROWTH).en == "30%"
    assert stored_words("base", 10, GROWTH).en == "10"
    assert stored_words("target", 4000, KeyResult("win_rate", 4000, "bp")).en == "40%"
    assert stored_words("target", 12_000_000, KeyResult("won_amount", 1, "CNY")).zh == "12万"
