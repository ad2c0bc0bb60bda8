"""Goals typed as one sentence, in English and Chinese, and how slips are answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from salestui.domain.goals.about import About, about, goal_words
from salestui.domain.goals.parse import read_sentence
from salestui.domain.goals.records import KeyResult
from salestui.domain.goals.sentence import Sentence, Share, Style, written
from salestui.domain.problems import InputProblem
from tests.unit.goalcase import MID, Q2, Q3, Deals, goal

HANDBOOK = Sentence(
    "new_customers", Q3, "count", "growth_vs_base", ">=", 3000, "region:East", Q2,
    shares=(Share("industry:manufacturing", 5000),),
)  # fmt: skip


@pytest.fixture(scope="module")
def ground() -> Any:
    deals = Deals()
    deals.won("2026-07-01", industry="Manufacturing / machinery", product="GTX Plus")
    deals.won("2026-07-02", industry="制造业/机械", region="华东")
    return deals.ground(MID)


def said(ground: Any, text: str) -> Sentence:
    return read_sentence(text, ground)


@pytest.mark.parametrize(
    "text",
    [
        "new customers region:East Q3 +30% on Q2, industry:manufacturing share>=50%",
        "New customers  region:East  2026-q3  +30%  on 2026-Q2 , industry:manufacturing share 50%",
        "q3 region:East up 30% vs q2 new customers; industry:manufacturing share at least 50%",
        "new customers region:East Q3 +30%, industry:manufacturing share >= 50 %",
        "new customers region:East this quarter growth of 30% over last quarter, "
        "industry:manufacturing share:50%",
        "new customers in region:East by 2026-07-01..2026-09-30 up by 30% on q2, "
        "at least 50% share of industry:manufacturing",
        "new customers region:East q3 30% on q2, industry:manufacturing share≥50％",
        "new customers region:East q3 up 30 % on q2, industry:manufacturing at least 50 %",
        "new customers in region East in Q3 up 30 % on Q2, industry:manufacturing at least 50 %",
        "new customers in region:East, q3, +30% on q2, at least 50% of them industry:manufacturing",
    ],
)
def test_the_handbook_goal_in_english(ground: Any, text: str) -> None:
    assert said(ground, text) == HANDBOOK


TYPED = ("区域:华东", "行业:制造业")
NAMED = ("region:华东", "industry:制造业")


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("新签客户 区域:华东 Q3 较Q2 +30%, 行业:制造业 占比>=50%", TYPED),
        ("新签客户 区域：华东 Q3 较Q2 +30%，行业：制造业 占比≥50%", TYPED),
        ("新签客户 区域:华东 第三季度 较二季度增长30%，行业:制造业 占比不低于50%", TYPED),
        ("新签客户 区域:华东 本季度 环比+30%，行业:制造业占比50%", TYPED),
        ("区域:华东,新签客户 Q3 较上季度提升30%,行业:制造业 占比至少50%", TYPED),
        ("华东区域Q3新客户数量较Q2提升30%，其中制造业占比不低于50%", NAMED),
        ("华东区域Q3新客户数量较Q2提升30%，制造业不低于50%", NAMED),
    ],
)
def test_the_handbook_goal_in_chinese(ground: Any, text: str, filters: tuple[str, str]) -> None:
    region, industry = filters
    assert said(ground, text) == replace(HANDBOOK, filter=region, shares=(Share(industry, 5000),))


def test_a_percentage_of_a_kind_is_the_target_where_there_is_no_other(ground: Any) -> None:
    found = said(ground, "win rate q3 region:East, industry:manufacturing at least 40%")
    assert (found.mode, found.target, found.shares) == ("absolute", 4000, ())
    assert found.filter == "region:East industry:manufacturing"


@pytest.mark.parametrize(
    ("text", "target", "unit"),
    [
        ("won amount 3m q3 owner:lina", 300_000_000, "CNY"),
        ("合同额 300万 Q3 owner:lina", 300_000_000, "CNY"),
        ("合同额300万元 Q3 owner:lina", 300_000_000, "CNY"),
        ("销售额>=300万 Q3 owner:lina", 300_000_000, "CNY"),
        ("won >= 1,234.50 q3 owner:lina", 123_450, "CNY"),
        ("USD 3m won amount q3 owner:lina", 300_000_000, "USD"),
        ("$3m won q3 owner:me", 300_000_000, "USD"),
        ("合同额 1亿2000万 Q3 owner:我", 12_000_000_000, "CNY"),
    ],
)
def test_money(ground: Any, text: str, target: int, unit: str) -> None:
    expected = Sentence("won_amount", Q3, unit, target=target, filter="owner:lina")
    assert said(ground, text) == expected


@pytest.mark.parametrize(
    ("text", "metric", "op", "target", "unit"),
    [
        ("13 new customers q3", "new_customers", ">=", 13, "count"),
        ("新签客户13家 Q3", "new_customers", ">=", 13, "count"),
        ("deals won 20 q3", "won_count", ">=", 20, "count"),
        ("签约单数 20单 Q3", "won_count", ">=", 20, "count"),
        ("win rate 40% q3", "win_rate", ">=", 4000, "bp"),
        ("赢单率 不低于 37.5% Q3", "win_rate", ">=", 3750, "bp"),
        ("sales cycle 45d q3", "sales_cycle_mean", "<=", 45, "days"),
        ("销售周期 不超过45天 Q3", "sales_cycle_mean", "<=", 45, "days"),
        ("deals lost <=4 q3", "lost_count", "<=", 4, "count"),
        ("open amount 5m q3", "open_amount", ">=", 500_000_000, "CNY"),
        ("加权预测额 500万 Q3", "weighted_pipeline", ">=", 500_000_000, "CNY"),
    ],
)
def test_each_metric_in_its_own_unit(
    ground: Any, text: str, metric: str, op: str, target: int, unit: str
) -> None:
    assert said(ground, text) == Sentence(metric, Q3, unit, "absolute", op, target)


@pytest.mark.parametrize(
    ("text", "base_period", "base"),
    [
        ("won count q3 +20%", Q2, None),
        ("won count q3 +20% yoy", (date(2025, 7, 1), date(2025, 9, 30)), None),
        ("签约单数 Q3 同比+20%", (date(2025, 7, 1), date(2025, 9, 30)), None),
        ("签约单数 Q3 较去年同期增长20%", (date(2025, 7, 1), date(2025, 9, 30)), None),
        ("won count q3 +20% qoq", Q2, None),
        ("won count q3 +20% on 2026-q1", (date(2026, 1, 1), date(2026, 3, 31)), None),
        ("won count q3 +20% on 10", None, 10),
        ("签约单数 Q3 较10单 +20%", None, 10),
        ("签约单数 Q3 基数:10 +20%", None, 10),
    ],
)
def test_growth_on_a_base(ground: Any, text: str, base_period: Any, base: int | None) -> None:
    found = said(ground, text)
    assert (found.mode, found.target) == ("growth_vs_base", 2000)
    assert (found.base_period, found.base) == (base_period, base)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("won count 20 q3 pace:curve", {"pacing": "weekly_curve"}),
        ("签约单数 20 Q3 节奏:曲线", {"pacing": "weekly_curve"}),
        ("won count 20 q3 level:team under:G-1", {"level": "team", "parent": "G-1"}),
        ("签约单数 20 Q3 级别:团队 上级:G-1", {"level": "team", "parent": "G-1"}),
        ("won count 20 2026-09", {"period": (date(2026, 9, 1), date(2026, 9, 30))}),
        ("签约单数 20 2026年9月", {"period": (date(2026, 9, 1), date(2026, 9, 30))}),
        ("won count 20 next quarter", {"period": (date(2026, 10, 1), date(2026, 12, 31))}),
        ("签约单数 20 下半年", {"period": (date(2026, 7, 1), date(2026, 12, 31))}),
        ("won count 20 fy2026", {"period": (date(2026, 1, 1), date(2026, 12, 31))}),
        ("lina won count 20 q3", {"filter": "owner:lina"}),
        ('won count 20 q3 "GTX"', {"filter": "GTX"}),
        ('won count 20 q3 product:"GTX Plus"', {"filter": 'product:"GTX Plus"'}),
        ("won count 20 q3 gtx plus", {"filter": 'product:"GTX Plus"'}),
        ("won count 20 q3 industry:a,b -is:rotten", {"filter": "industry:a,b -is:rotten"}),
        ("won count 20 q3 (region:East or region:West)",
         {"filter": "region:East or region:West"}),
        ("won count q3, region:East share>=60%",
         {"mode": "", "target": 0, "shares": (Share("region:East", 6000),)}),
    ],
)  # fmt: skip
def test_what_else_can_be_said(ground: Any, text: str, expected: dict[str, Any]) -> None:
    found = said(ground, text)
    assert {key: getattr(found, key) for key in expected} == expected


@pytest.mark.parametrize(
    ("text", "column", "part"),
    [
        ("", 0, "what is counted"),
        ("q3 13", 0, "what is counted"),
        ("new customrs 13 q3", 4, "customers"),
        ("new customers", 13, "a period"),
        ("new customers 13", 16, "a period"),
        ("won amount q3", 13, "a target"),
        ("won count 20 q3 blah", 16, '"blah"'),
        ("won count 20 q3 regoin:East", 16, "regoin"),
        ("won count 20 q3 product:x owner:nobody", 32, "nobody"),
        ("won count 20 q3 region:", 23, "a value"),
        ("won count 20 q3 is:mine", 16, "name the owner"),
        ("won count 20 q3 sort:amount", 21, "no order"),
        ("won count 20 q3 (region:East", 16, "bracket"),
        ('won count 20 q3 "East', 16, "quote"),
        ("won count 20 q3 20", 16, "already"),
        ("won count 20 q3 q4", 16, "already"),
        ("won count 2.5 q3", 10, "whole number"),
        ("won count 0 q3", 10, "above 0"),
        ("won amount 1.2345 q3", 11, "decimals"),
        ("won count 1,234k q3", 11, "two ways"),
        ("won count q3 +20% on", 20, "to grow from"),
        ("won count q3 +20% on q2 on q1", 27, "a base already"),
        ("won count q3 +20% on last year", 21, "can't be compared"),
        ("won count q3 on q2", 18, "the growth"),
        ("won count q3 +1.234%", 14, "two decimals"),
        ("won count 20 q3, share>=50%", 17, "what the share is of"),
        ("won count 20 q3, region:East share", 34, "how large"),
        ("won count 20 q3, region:East share>=150%", 36, "0 to 100"),
        ("won count 20 q3 region:East share>=50%", 28, "behind a comma"),
        ("won count 20 q3 level:galaxy", 22, "galaxy"),
        ("签约单数 20 Q3 等等", 11, "等等"),
        ("签约单数 20 Q3 区域:华东，占比>=50%", 17, "占比的条件"),
    ],
)
def test_slips_are_answered_with_their_place(
    ground: Any, text: str, column: int, part: str
) -> None:
    with pytest.raises(InputProblem) as caught:
        said(ground, text)
    problem = caught.value
    assert int(problem.where) == column
    words = f"{problem.message.en} {problem.hint.en} {problem.message.zh}"
    assert part in words
    assert problem.message.zh


def test_a_sentence_has_an_end(ground: Any) -> None:
    with pytest.raises(InputProblem):
        said(ground, "new customers " * 100)


def test_written_in_either_language() -> None:
    style = Style("en", "CNY")
    assert written(HANDBOOK, style) == (
        "new customers region:East 2026-q3 +30% on 2026-q2, industry:manufacturing share>=50%"
    )
    assert written(HANDBOOK, Style("zh", "CNY")) == (
        "新签客户 region:East 2026年Q3 较2026年Q2 +30%，industry:manufacturing 占比>=50%"
    )
    money = Sentence("won_amount", Q3, "USD", target=300_000_000, op="<=")
    assert written(money, style) == "won amount 2026-q3 <=3mUSD"


def test_what_a_filter_is_about(ground: Any) -> None:
    assert about("region:East owner:lina", ground) == About("person", "mb_lina")
    assert about("owner:lina,lei", ground) == About("person", "")
    assert about("region:East product:x", ground) == About("product", "")
    assert about("区域:华东 -is:rotten", ground) == About("region", "")
    assert about("owner.manager:lina", ground) == About("team", "")
    assert about("region:East or owner:lina", ground) == About("company", "")
    assert about("", ground) == About("company", "")
    assert about("((", ground) == About("company", "")


def test_goals_have_names_in_both_languages(ground: Any) -> None:
    result = KeyResult("new_customers", 13, "count", filter="region:East is:open")
    assert goal_words(goal(result), ground) == ("New customers East open", "新签客户 East open")
    assert goal_words(goal(result, title="Grow"), ground) == ("Grow", "Grow")
    assert goal_words(goal(statement="as typed"), ground) == ("as typed", "as typed")


def test_under_its_parent_a_goal_says_only_what_is_new(ground: Any) -> None:
    above = goal(KeyResult("won_count", 13, "count", filter="区域:East"))
    child = goal(KeyResult("won_count", 13, "count", filter="region:East owner:lina"))
    assert goal_words(child, ground, above) == ("Li Na", "Li Na")
    assert goal_words(above, ground, above).en == "Deals won"
    other = goal(KeyResult("won_amount", 13, "CNY", filter="region:East owner:lina"))
    assert goal_words(other, ground, above).en == "Won amount Li Na"
    either = goal(KeyResult("won_count", 13, "count", filter="region:a or region:b"))
    assert goal_words(either, ground).en == "Deals won region:a or region:b"
