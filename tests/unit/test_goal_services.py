"""Setting goals, changing them, giving them out, and plans; on real files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from salestui.domain.change import Act, Edit
from salestui.domain.goals.book import Book, Sight
from salestui.domain.goals.breakdown import apportioned, step_of
from salestui.domain.goals.records import goal_of
from salestui.domain.goals.sentence import written
from salestui.domain.problems import InputProblem, NotFound, Refused
from salestui.domain.query import Env
from salestui.domain.snapshot import Snapshot
from salestui.services.context import Context
from salestui.services.deals import add_deal
from salestui.services.goalhistory import goal_history
from salestui.services.goalrecords import ground_of, sentence_of, style_of
from salestui.services.goals import add_goal, rewrite_goal, set_goal
from salestui.services.goalsplit import child_id, proposal, split_goal
from salestui.services.plans import add_plan, set_plan
from salestui.services.records import archive
from salestui.services.workbench import Workbench

HANDBOOK = "new customers region:East Q4 +30% on 10, industry:manufacturing share>=50%"


@pytest.fixture
def team(bench: Workbench) -> Workbench:
    """Anna with two reps, and a deal in the East."""
    east: dict[str, Any] = {"name": "Li Na", "region": "East", "capacity_touches_per_week": 16}
    west: dict[str, Any] = {"name": "Zhao Lei", "region": "West", "capacity_touches_per_week": 8}
    edits = (
        Edit("members", bench.me, {"role": "manager"}),
        Edit("members", "mb_lina", {"handle": "lina", "role": "rep", **east}),
        Edit("members", "mb_lei", {"handle": "lei", "role": "rep", **west}),
        Edit("members", "mb_hao", {"handle": "hao", "name": "Sun Hao", "role": "specialist"}),
    )
    bench.commit(lambda s, c: Act("member.add", edits))
    return bench


def do(bench: Workbench, case: Callable[..., Act], *arguments: Any, **more: Any) -> str:
    """Run a use case; the id of the first record that it changed."""
    return bench.commit(lambda s, c: case(s, c, *arguments, **more)).records[0][1]


Add = Callable[..., str]


@pytest.fixture
def add(team: Workbench) -> Add:
    """Sets a goal and returns its id."""

    def added(text: str, **more: Any) -> str:
        return do(team, add_goal, text, more)

    return added


def sight(bench: Workbench, id: str) -> Sight:
    ctx = bench.context()
    env = Env(ctx.today, ctx.zone, ctx.me, ctx.currency, ctx.now)
    return Book(bench.snapshot, env).sight(id)


def goal(bench: Workbench, id: str) -> Any:
    doc = bench.snapshot.get("goals", id)
    assert doc is not None
    return goal_of(bench.snapshot, doc)


def test_what_changed_of_a_goal_is_of_its_key_results_too_up_to_a_moment(
    team: Workbench, add: Add
) -> None:
    id = add("won deals q4 5")
    result = goal(team, id).key_results[0].id
    then = team.clock()
    change = Edit("key_results", result, {"target": 8})
    team.commit(lambda s, c: Act("goal.set", (change,)))
    told = goal_history(team.history, goal(team, id), team.clock())
    assert [(row.kind, row.created) for row in told] == [("goals", True), ("key_results", False)]
    assert goal_history(team.history, goal(team, id), then) == told[:1]


# -- by a sentence


def test_a_sentence_becomes_a_goal_with_its_key_results(team: Workbench, add: Add) -> None:
    found = goal(team, add(HANDBOOK))
    assert found.number.startswith("G-")
    assert (found.level, found.owner, found.statement) == ("region", team.me, HANDBOOK)
    assert [kr.mode for kr in found.key_results] == ["growth_vs_base", "share"]
    assert sight(team, found.id).figures[0].required == 13


def test_a_persons_goal_belongs_to_that_person(team: Workbench, add: Add) -> None:
    found = goal(team, add("won amount 3m q4 owner:lina"))
    assert (found.level, found.owner) == ("person", "mb_lina")
    assert goal(team, add("won amount 3m q4 owner:lina", owner="mb_lei")).owner == "mb_lei"


def test_one_undo_takes_a_goal_back_whole(team: Workbench, add: Add) -> None:
    add(HANDBOOK)
    team.undo()
    assert not list(team.snapshot.live("goals"))
    assert not list(team.snapshot.live("key_results"))


def test_a_goal_finds_its_place_in_the_tree(team: Workbench, add: Add) -> None:
    company = add("won amount 90m fy2026")
    region = add("won amount 9m q4 region:East")
    assert goal(team, region).parent == company
    person = add("合同额 300万 Q4 区域:East 负责人:lina")
    assert goal(team, person).parent == region
    other = add("won amount 1m q4 region:West owner:lina")
    assert goal(team, other).parent == company
    assert goal(team, add("won count 4 q4 owner:lina")).parent == ""
    wide = add("won amount 1m 2027-q1 owner:lina")
    assert goal(team, wide).parent == ""
    number = goal(team, region).number
    assert goal(team, add(f"won count 4 q4 under:{number}")).parent == region
    with pytest.raises(NotFound):
        add("won count 4 q4 under:G-99")


def test_a_goal_finds_its_plan(team: Workbench, add: Add) -> None:
    quarter = {"starts_on": "2026-10-01", "ends_on": "2026-12-31"}
    wide = do(team, add_plan, {"title": "All", **quarter})
    east = do(team, add_plan, {"title": "East", "region": "East", **quarter})
    assert goal(team, add(HANDBOOK)).plan == east
    assert goal(team, add("won count 4 q4")).plan == wide
    assert goal(team, add("won count 4 2027-q1")).plan == ""


def test_a_goal_is_said_anew(team: Workbench, add: Add) -> None:
    id = add(HANDBOOK)
    before = goal(team, id)
    do(team, set_goal, id, {"title": "Grow", "owner": "mb_lei"})
    do(team, rewrite_goal, id, "new customers region:East q4 14")
    after = goal(team, id)
    assert (after.title, after.owner, after.number) == ("Grow", "mb_lei", before.number)
    assert [kr.id for kr in after.key_results] == [before.key_results[0].id]
    assert (after.key_results[0].target, after.key_results[0].base) == (14, None)
    assert after.base_period is None
    do(team, rewrite_goal, id, "new customers owner:lina q4 14")
    assert (goal(team, id).level, goal(team, id).owner) == ("person", "mb_lina")
    team.undo()
    team.undo()
    assert [kr.mode for kr in goal(team, id).key_results] == ["growth_vs_base", "share"]


def test_a_goal_says_its_own_sentence(team: Workbench, add: Add) -> None:
    found = goal(team, add(HANDBOOK))
    sentence = sentence_of(found)
    assert sentence is not None
    style = style_of(ground_of(team.snapshot, team.context()), "en")
    assert written(sentence, style) == (
        "new customers region:East 2026-q4 +30% on 10, industry:manufacturing share>=50%"
    )


def test_a_slip_changes_nothing(team: Workbench, add: Add) -> None:
    before = team.snapshot
    with pytest.raises(InputProblem):
        add("new customers")
    assert team.snapshot is before


# -- giving out


@pytest.mark.parametrize(
    ("total", "weights", "step", "parts"),
    [
        (13, [1, 1, 1], 1, [5, 4, 4]),
        (13, [2, 1, 1], 1, [7, 3, 3]),
        (10, [0, 0], 1, [5, 5]),
        (1, [1, 1, 1], 1, [1, 0, 0]),
        (7, [0, 5], 1, [0, 7]),
        (1000, [1, 1, 1], 100, [400, 300, 300]),
        (1050, [1, 1], 100, [550, 500]),
        (5, [], 1, []),
    ],
)
def test_parts_keep_the_sum(total: int, weights: list[int], step: int, parts: list[int]) -> None:
    assert apportioned(total, weights, step) == parts
    assert sum(parts) == (total if weights else 0)


def test_money_is_given_out_in_round_numbers() -> None:
    assert step_of(300_000_000, "CNY") == 1_000_000
    assert step_of(13, "count") == 1
    assert step_of(50, "CNY") == 1


def test_a_split_is_one_act_with_a_child_for_each(team: Workbench, add: Add) -> None:
    id = add(HANDBOOK)
    do(team, split_goal, id, "members", "capacity", {})
    lina, lei = (goal(team, child_id(id, "members", key)) for key in ("mb_lina", "mb_lei"))
    assert [lina.key_results[0].target, lei.key_results[0].target] == [9, 4]
    assert (lina.parent, lina.level, lina.owner) == (id, "person", "mb_lina")
    assert lina.key_results[0].filter == "region:East owner:lina"
    assert lina.key_results[1].share_of == "industry:manufacturing"
    assert lina.number.startswith("G-") and lina.number != lei.number
    assert sight(team, lina.id).figures[0].required == 9
    team.undo()
    assert len(list(team.snapshot.live("goals"))) == 1


def test_a_split_can_be_edited_and_done_again(team: Workbench, add: Add) -> None:
    id = add("won count 10 q4")
    values = {"mb_lina": 10, "mb_lei": 0}
    do(team, split_goal, id, "members", "equal", values)
    lina, lei = (child_id(id, "members", key) for key in ("mb_lina", "mb_lei"))
    number = goal(team, lina).number
    assert lei not in {doc["_id"] for doc in team.snapshot.live("goals")}
    do(team, split_goal, id, "members", "equal", {})
    assert [goal(team, each).key_results[0].target for each in (lei, lina)] == [5, 5]
    assert goal(team, lina).number == number
    do(team, split_goal, id, "members", "equal", values)
    assert lei not in {doc["_id"] for doc in team.snapshot.live("goals")}
    do(team, split_goal, id, "members", "equal", {})
    assert goal(team, lei).key_results[0].target == 5


def test_a_split_that_was_undone_is_made_again_whole(team: Workbench, add: Add) -> None:
    id = add(HANDBOOK)
    do(team, split_goal, id, "members", "capacity", {})
    lina = child_id(id, "members", "mb_lina")
    before = goal(team, lina)
    team.undo()
    do(team, split_goal, id, "members", "capacity", {})
    assert goal(team, lina) == before and len(before.key_results) == 2
    do(team, rewrite_goal, id, "new customers region:East Q4 +30% on 10")
    do(team, split_goal, id, "members", "capacity", {})
    assert [kr.mode for kr in goal(team, lina).key_results] == ["absolute"]


def test_a_split_keeps_the_sum_or_is_refused(team: Workbench, add: Add) -> None:
    id = add("won count 10 q4")
    with pytest.raises(InputProblem, match="8 of 10 given out, 2 left"):
        do(team, split_goal, id, "members", "equal", {"mb_lina": 4, "mb_lei": 4})
    with pytest.raises(InputProblem, match="11 of 10 given out, 1 too many"):
        do(team, split_goal, id, "members", "equal", {"mb_lina": 6, "mb_lei": 5})
    with pytest.raises(NotFound):
        do(team, split_goal, id, "members", "equal", {"mb_x": 1})


def test_rates_and_nothing_are_not_split(team: Workbench, add: Add) -> None:
    for text in ("win rate 40% q4", "won count q4, region:East share>=50%"):
        id = add(text)
        with pytest.raises(Refused):
            do(team, split_goal, id, "members", "equal", {})
    id = add("won count 4 q4")
    with pytest.raises(Refused):
        do(team, split_goal, id, "regions", "equal", {})


def closed(snapshot: Snapshot, ctx: Context, deal: str) -> Act:
    won = {"stage": "won", "outcome": "won", "closed_on": "2026-08-01"}
    return Act("deal.won", (Edit("deals", deal, won),))


def test_regions_by_the_last_period(team: Workbench, add: Add) -> None:
    for n, region in enumerate(("East", "East", "East", "West")):
        deal = do(team, add_deal, {"title": f"d{n}", "region": region})
        do(team, closed, deal)
    id = add("won count 8 q4")
    ground = ground_of(team.snapshot, team.context())
    _, parts = proposal(ground, goal(team, id), "regions", "last")
    assert [(part.name, part.value) for part in parts] == [("East", 6), ("West", 2)]
    _, by_hands = proposal(ground, goal(team, id), "regions", "capacity")
    assert [part.value for part in by_hands] == [5, 3]
    do(team, split_goal, id, "regions", "last", {})
    east = goal(team, child_id(id, "regions", "East"))
    assert (east.level, east.key_results[0].filter) == ("region", "region=East")


def test_an_archived_goal_leaves_the_tree(team: Workbench, add: Add) -> None:
    id = add(HANDBOOK)
    do(team, archive, "goals", [id])
    assert not Book(team.snapshot, Env(team.context().today, team.zone, "", "CNY", 0)).goals
    with pytest.raises(NotFound):
        do(team, set_goal, id, {"title": "x"})


# -- plans


def test_one_plan_is_active_in_a_scope_at_a_time(team: Workbench) -> None:
    first = {
        "title": "East 1",
        "region": "East",
        "starts_on": "2026-10-01",
        "ends_on": "2026-12-31",
    }
    one = do(team, add_plan, first)
    doc = team.snapshot.get("plans", one) or {}
    assert (doc["version"], doc["status"]) == (1, "active")
    again = {**first, "title": "East 2", "parent_version": one}
    with pytest.raises(Refused, match="East 1"):
        do(team, add_plan, again)
    draft = do(team, add_plan, {**again, "status": "draft"})
    assert (team.snapshot.get("plans", draft) or {})["version"] == 2
    with pytest.raises(Refused):
        do(team, set_plan, draft, {"status": "active"})
    do(team, set_plan, one, {"status": "closed"})
    do(team, set_plan, draft, {"status": "active"})
    later = {**first, "title": "Q1", "starts_on": "2027-01-01", "ends_on": "2027-03-31"}
    do(team, add_plan, later)


def test_a_plan_needs_a_title_and_a_period(team: Workbench) -> None:
    for values in (
        {"starts_on": "2026-10-01", "ends_on": "2026-12-31"},
        {"title": "x"},
        {"title": "x", "starts_on": "2026-12-31", "ends_on": "2026-10-01"},
    ):
        with pytest.raises(InputProblem):
            do(team, add_plan, values)
