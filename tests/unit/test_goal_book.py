"""The goals of a state together: tree, roll-up, SMART answers, the path to a goal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from salestui.domain.goals.book import Book, sight_of
from salestui.domain.goals.records import KeyResult
from salestui.domain.goals.smart import Answer, smart
from salestui.domain.goals.tree import notice
from salestui.domain.goals.way import Way, way
from tests.unit.goalcase import GROWTH, MID, Q3, Deals, goal, handbook

Doc = dict[str, Any]


def goal_doc(id: str, level: str = "company", parent: str = "", **more: Any) -> Doc:
    return {"_id": id, "number": f"G-1-{id[-1]}", "level": level, "parent": parent,
            "starts_on": "2026-07-01", "ends_on": "2026-09-30"} | more  # fmt: skip


def kr_doc(goal: str, target: int = 10, **more: Any) -> Doc:
    return {"_id": f"kr_{goal}{len(more)}", "goal": goal, "metric": "won_count", "unit": "count",
            "target": target} | more  # fmt: skip


def book(goals: list[Doc], results: list[Doc], deals: Deals | None = None, **more: Any) -> Book:
    ground = (deals or Deals()).ground(MID, goals=goals, key_results=results, **more)
    return Book(ground.snapshot, ground.env)


# -- tree


def test_the_tree_goes_from_the_whole_to_its_parts() -> None:
    goals = [
        goal_doc("gl_3", "person", "gl_2"),
        goal_doc("gl_1"),
        goal_doc("gl_4", "region", "gl_1", starts_on="2026-08-01"),
        goal_doc("gl_2", "region", "gl_1"),
        goal_doc("gl_9", "person", "gl_8"),
    ]
    found = [(b.goal.id, b.depth) for b in book(goals, []).branches]
    assert found == [("gl_1", 0), ("gl_2", 1), ("gl_3", 2), ("gl_4", 1), ("gl_9", 0)]


def test_what_is_over_stands_below_what_goes_on() -> None:
    goals = [
        goal_doc("gl_1", starts_on="2026-04-01", ends_on="2026-06-30"),
        goal_doc("gl_2", status="dropped"),
        goal_doc("gl_3", "region"),
        goal_doc("gl_4", ends_on=str(MID)),
        goal_doc("gl_5", starts_on="2026-10-01", ends_on="2026-12-31"),
        goal_doc("gl_6", "person", "gl_1", starts_on="2026-04-01", ends_on="2026-06-30"),
    ]
    found = [(b.goal.id, b.depth) for b in book(goals, []).branches]
    assert found == [("gl_4", 0), ("gl_5", 0), ("gl_3", 0), ("gl_1", 0), ("gl_6", 1), ("gl_2", 0)]


def test_goals_above_each_other_are_shown_all_the_same() -> None:
    goals = [
        goal_doc("gl_1", parent="gl_2"),
        goal_doc("gl_2", parent="gl_1"),
        goal_doc("gl_3", "person", "gl_1"),
    ]
    assert sorted(b.goal.id for b in book(goals, []).branches) == ["gl_1", "gl_2", "gl_3"]


def test_children_that_do_not_add_up_are_told_by_level() -> None:
    deals = Deals()
    deals.won("2026-07-01", owner="mb_lina")
    goals = [
        goal_doc("gl_1"),
        goal_doc("gl_2", "person", "gl_1"),
        goal_doc("gl_3", "person", "gl_1"),
        goal_doc("gl_4", "region", "gl_1"),
        goal_doc("gl_5", "product", "gl_1"),
    ]
    results = [
        kr_doc("gl_1"),
        kr_doc("gl_2", 4, filter="owner:lina"),
        kr_doc("gl_3", 4, filter="owner:lei"),
        kr_doc("gl_4", 12, filter="region:East"),
        kr_doc("gl_5", 99, metric="won_amount", unit="CNY"),
    ]
    found = book(goals, results, deals)
    rolled = {r.level: r for r in found.rollups("gl_1")}
    assert list(rolled) == ["region", "person"]
    assert rolled["person"].children == ("gl_2", "gl_3")
    assert (rolled["person"].gap, rolled["person"].actual) == (2, 1)
    main = found.sight("gl_1").main
    assert main is not None
    said = notice(rolled["person"], main)
    assert said is not None
    assert said.en == "person: 8 of 10 given out, 2 with nobody"
    assert said.zh == "个人目标合计8，上级10：还有2未分解"
    more = notice(rolled["region"], main)
    assert more is not None
    assert "2 more than 10" in more.en


def test_children_that_add_up_are_not_worth_a_word() -> None:
    goals = [goal_doc("gl_1"), goal_doc("gl_2", "person", "gl_1")]
    found = book(goals, [kr_doc("gl_1"), kr_doc("gl_2")])
    (rolled,) = found.rollups("gl_1")
    main = found.sight("gl_1").main
    assert main is not None
    assert notice(rolled, main) is None


def test_everything_can_be_prepared_of_damaged_goals_too() -> None:
    goals = [
        goal_doc("gl_1", level="galaxy", starts_on="soon"),
        goal_doc("gl_2", starts_on="2026-09-30", ends_on="2026-07-01"),
        goal_doc("gl_3", number=7),
    ]
    results = [
        kr_doc("gl_1", metric="mood"),
        kr_doc("gl_3", True, filter="(", mode="share"),
        kr_doc("gl_3", mode="growth_vs_base", target=-9_999_999),
    ]
    found = book(goals, results).prepare()
    assert {found.sight(id).standing for id in found.goals} == {"unknown"}


# -- SMART


def answers(deals: Deals, *results: KeyResult, today: date = MID, **more: Any) -> dict[str, Answer]:
    tables = {key: more.pop(key) for key in ("goals", "plans") if key in more}
    ground = deals.ground(today, **tables)
    asked = goal(*results, **more)
    found = smart(ground, asked, sight_of(ground, asked).figures)
    return {answer.key: answer for answer in found}


def test_the_handbook_goal_is_smart_within_a_plan() -> None:
    plan = {"_id": "pn", "title": "East Q3", "themes/leaks": True, "version": 1}
    found = answers(handbook(), GROWTH, plan="pn", plans=[plan])
    assert [answer.ok for answer in found.values()] == [True] * 5
    assert found["measurable"].why == ("10 -> 13", "10 -> 13")
    assert "1.3x the best of the last 4 periods (10)" in found["achievable"].why.en
    assert "region:East" in found["specific"].why.en
    assert "leaks" in found["relevant"].why.zh
    assert "46 days left" in found["time_bound"].why.en


def test_a_goal_about_everybody_and_nobody_is_not_specific() -> None:
    found = answers(handbook(), replace(GROWTH, filter=""), owner="")
    assert not found["specific"].ok
    assert answers(handbook(), replace(GROWTH, filter=""))["specific"].ok


def test_growth_needs_a_base() -> None:
    assert not answers(Deals(), GROWTH)["measurable"].ok
    assert not answers(Deals(), GROWTH, base_period=None)["measurable"].ok
    assert not answers(Deals(), KeyResult("won_count", 0, "count"))["measurable"].ok
    assert not answers(Deals())["measurable"].ok


def test_achievable_is_within_reach_or_covered() -> None:
    deals = handbook()
    far = KeyResult("new_customers", 40, "count", filter="region:East")
    assert not answers(deals, far)["achievable"].ok
    deals.lost("2026-07-01")
    for _ in range(34):
        deals.open("2026-09-01")
    found = answers(deals, far)["achievable"]
    assert found.ok
    assert "open 1.1x of the missing, needed 1.1x" in found.why.en
    assert not answers(Deals(), far)["achievable"].ok


def test_money_is_covered_in_money() -> None:
    deals = Deals()
    deals.won("2026-02-01", amount=1_000)
    deals.lost("2026-07-01")
    deals.open("2026-09-01", amount=20_000)
    assert answers(deals, KeyResult("won_amount", 10_000, "CNY"))["achievable"].ok
    assert not answers(deals, KeyResult("won_amount", 10_000, "USD"))["achievable"].ok


def test_relevant_needs_a_parent_or_themes() -> None:
    assert not answers(Deals(), GROWTH)["relevant"].ok
    above = [{"_id": "gl_0", "level": "company", "title": "Whole"}]
    assert answers(Deals(), GROWTH, parent="gl_0", goals=above)["relevant"].ok


def test_time_bound() -> None:
    long = date(2026, 1, 1), date(2027, 1, 2)
    assert not answers(Deals(), GROWTH, period=long)["time_bound"].ok
    assert not answers(Deals(), GROWTH, period=None)["time_bound"].ok
    late = date(2026, 10, 1)
    assert answers(Deals(), GROWTH, today=late)["time_bound"].ok
    assert not answers(Deals(), GROWTH, today=late, status="draft")["time_bound"].ok


# -- the path to a goal


def way_of(deals: Deals, result: KeyResult) -> Way | None:
    ground = deals.ground()
    asked = goal(result)
    return way(ground, sight_of(ground, asked).figures[0], Q3)


def test_deals_needed_are_the_gap_by_win_rate() -> None:
    deals = handbook()
    for n in range(18):
        deals.lost(f"2026-07-{n + 1:02}")
    deals.open("2026-09-01", tier="key", amount=500)
    deals.open("2026-09-02", tier="key", probability_manual=80)
    deals.open("2026-09-03", account="dl", probability_manual=80)
    deals.open("2026-12-03")
    deals.open(None)
    deals.open("2026-09-03", account="ac_1")
    found = way_of(deals, GROWTH)
    assert found is not None
    # 18 won and 18 lost in 180 days: ten must be worked on to win five.
    assert (found.rate.value, found.wins, found.needed) == (Fraction(1, 2), 5, 10)
    assert [(tier.key, len(tier.deals)) for tier in found.tiers] == [("key", 2), ("", 1)]
    assert found.tiers[0].likely == Fraction(6, 5)
    assert (found.opened, found.short, found.undated) == (3, 7, 1)
    assert found.leads_per_week == Fraction(7 * 7, 46)
    assert [doc["expected_close"] for doc in found.closest] == [
        "2026-09-02", "2026-09-03", "2026-09-01"]  # fmt: skip


def test_of_deals_as_likely_the_one_that_closes_first_then_the_larger_is_closest() -> None:
    deals = Deals()
    for day, amount in (("2026-09-02", 900), ("2026-09-01", 100), ("2026-09-01", 300)):
        deals.open(day, amount=amount)
    found = way_of(deals, GROWTH)
    assert found is not None
    assert [doc["amount"] for doc in found.closest] == [300, 100, 900]


def test_money_takes_the_average_deal() -> None:
    deals = Deals()
    for n in range(3):
        deals.won(f"2026-07-{n + 1:02}", amount=10_000)
        deals.lost(f"2026-07-{n + 1:02}")
    deals.open("2026-09-01", amount=5_000, tier="watch")
    deals.open("2026-09-01", amount=5_000, currency="USD")
    found = way_of(deals, KeyResult("won_amount", 100_000, "CNY"))
    assert found is not None
    assert (found.average, found.wins, found.needed) == (10_000, 7, 14)
    assert [(t.key, t.amount, t.likely) for t in found.tiers] == [("watch", 5_000, 2_000)]


def test_too_few_closings_take_the_win_rate_of_all() -> None:
    deals = Deals()
    for n in range(5):
        deals.lost(f"2026-07-{n + 1:02}", region="West")
    deals.won("2026-07-09")
    found = way_of(deals, KeyResult("won_count", 3, "count", filter="region:East"))
    assert found is not None
    assert (found.own_rate, found.rate.value, found.needed) == (False, Fraction(1, 6), 12)


def test_without_closings_nothing_is_known_unless_nothing_is_needed() -> None:
    result = KeyResult("won_count", 3, "count")
    found = way_of(Deals(), result)
    assert found is not None
    assert (found.needed, found.short, found.leads_per_week) == (None, None, None)
    assert way_of(Deals(), KeyResult("win_rate", 3, "bp")) is None
