"""`salestui goals`, `goal` and `plan` on the sample team."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

HANDBOOK = "new customers region:East {p} +30% on 10, industry:manufacturing share>=50%"
PERIOD = "this quarter"


def goal_of(cli: Any, title: str) -> Any:
    (found,) = [goal for goal in cli.json("goals")["goals"] if goal["title"] == title]
    return found


def mine(cli: Any, number: str) -> Any:
    (found,) = [goal for goal in cli.json("goals")["goals"] if goal["number"] == number]
    return found


def test_the_tree_is_printed_with_its_notices(cli: Any, cli_zh: Any) -> None:
    out = cli.ok("goals").out
    lines = out.splitlines()
    assert lines[0].split() == [
        "Number", "Goal", "Owner", "Now", "Done", "Pace", "A", "week", "Stands"]  # fmt: skip
    assert any(line.startswith("G-6       Lina") for line in lines)
    assert "12 of 13 given out, 1 with nobody" in out
    assert max(map(len, lines)) <= 80
    assert "还有1未分解" in cli_zh.ok("goals").out


def test_the_numbers_are_the_same_in_print_and_json(cli: Any) -> None:
    line = next(line for line in cli.ok("goals").out.splitlines() if line.startswith("G-5 "))
    goal = goal_of(cli, "New customers East")
    result = goal["key_results"][0]
    assert f"{result['actual']}/{result['target']}" in line
    assert f"{goal['attainment'] * 100:.1f}%" in line
    assert (result["mode"], result["growth"], result["base"]) == ("growth_vs_base", 0.3, 10)
    assert len(result["deals"]) == result["actual"]
    money = goal_of(cli, "Won amount East")["key_results"][0]
    assert money["target"] == {"currency": "CNY", "amount": "3200000.00"}


def test_one_goal_says_why(cli: Any, cli_zh: Any) -> None:
    out = cli.ok("goals", "number:6").out
    goal = mine(cli, goal_of(cli, "New customers East Lina")["number"])
    assert goal["remaining"] in out
    assert "x Specific" in out and "win rate" in out
    assert "达成" in cli_zh.ok("goals", "编号:6").out
    assert "has" not in cli.ok("goals", "level:team").out
    assert cli.ok("goals", "level:team").out == "No goal matches level:team\n"


def test_a_filter_keeps_the_tree(cli: Any) -> None:
    lines = cli.ok("goals", "level:region,person metric").out
    assert "No goal matches" in lines
    rows = cli.ok("goals", "owner:lina").out.splitlines()
    assert [row.split()[1] for row in rows if row.startswith("G-")] == ["Won", "New"]


def test_the_handbook_goal_in_one_sentence(cli: Any) -> None:
    ran = cli.ok("goal", "add", HANDBOOK.format(p=PERIOD))
    assert ran.out.startswith("Saved G-")
    assert "understood: new customers region:East" in ran.out
    assert "x Measurable  10 -> 13" in ran.out
    made = cli.json("goal", "add", HANDBOOK.format(p=PERIOD))
    assert set(made["smart"]) == {
        "specific", "measurable", "achievable", "relevant", "time_bound"}  # fmt: skip
    goal = mine(cli, made["number"])
    assert [kr["mode"] for kr in goal["key_results"]] == ["growth_vs_base", "share"]
    assert goal["key_results"][0]["target"] == 13
    assert goal["level"] == "region"


def test_the_handbook_goal_in_chinese(cli_zh: Any) -> None:
    ran = cli_zh.ok("goal", "add", "新签客户 区域：华东 本季度 较10 +30%，行业：制造业 占比≥50%")
    assert "10 -> 13" in ran.out
    assert "还需签" in ran.out or "已无缺口" in ran.out


def test_slips_name_their_place(cli: Any) -> None:
    ran = cli("goal", "add", "won count q4 20 ownr:x")
    assert ran.code == 2
    assert "at character 17 of the sentence" in ran.err
    assert "owner" in ran.err
    assert cli("goal", "add", "won count q4 20 ownr:x", "--json").json["error"]["kind"] == "input"
    assert cli("goal", "add", "owner=lina").code == 2
    assert cli("goal", "set", "G-5").code == 2
    assert cli("goals", "levle:person").code == 2


def test_a_dry_run_saves_nothing(cli: Any) -> None:
    before = len(cli.json("goals")["goals"])
    out = cli.ok("goal", "add", HANDBOOK.format(p=PERIOD), "--dry-run").out
    assert "Would change 1 goal" in out
    assert "x Measurable" in out
    assert len(cli.json("goals")["goals"]) == before


def test_a_goal_is_changed_and_dropped(cli: Any) -> None:
    number = cli.json("goal", "add", "won count 20 next quarter", "owner=lei")["number"]
    assert mine(cli, number)["owner"]["handle"] == "lei"
    cli.ok("goal", "set", number, "title=Twenty", "status=draft")
    assert mine(cli, number)["title"] == "Twenty"
    assert mine(cli, number)["status"] == "draft"
    cli.ok("goal", "set", number, "won count 22 next quarter region:East")
    goal = mine(cli, number)
    assert (goal["key_results"][0]["target"], goal["owner"]["handle"]) == (22, "lina")
    cli.ok("goal", "drop", number)
    assert number not in {goal["number"] for goal in cli.json("goals")["goals"]}
    cli.ok("undo")
    assert mine(cli, number)["title"] == "Twenty"


def test_a_goal_is_given_out_and_taken_back_as_one(cli: Any) -> None:
    number = cli.json("goal", "add", "won count 10 next quarter")["number"]
    id = mine(cli, number)["id"]
    assert "Lina" in cli.ok("goal", "split", number, "--how", "capacity").out
    children = [goal for goal in cli.json("goals")["goals"] if goal["parent"] == id]
    targets = {goal["owner"]["handle"]: goal["key_results"][0]["target"] for goal in children}
    assert sum(targets.values()) == 10
    ran = cli("goal", "split", number, "lina=9")
    assert ran.code == 2
    assert "too many" in ran.err
    assert cli("goal", "split", number, "bob=9").code == 3
    cli.ok("goal", "split", number, "lina=4", "lei=4", "min=2")
    assert [goal for goal in cli.json("goals")["goals"] if goal["parent"] == id] != children
    cli.ok("undo")
    cli.ok("undo")
    assert not [goal for goal in cli.json("goals")["goals"] if goal["parent"] == id]
    assert cli("goal", "split", cli.json("goal", "add", "win rate 4% q4")["number"]).code == 1


def test_a_won_deal_changes_the_goal(cli: Any) -> None:
    number = cli.json("goal", "add", "won amount 9m this quarter owner:lina")["number"]
    before = mine(cli, number)["key_results"][0]
    deal = cli.json("deal", "add", "Nova Bearings", "amount=120k")["number"]
    cli.ok("deal", "won", deal, "--amount", "100k", "--bypass", "approved")
    after = mine(cli, number)["key_results"][0]
    gain = float(after["actual"]["amount"]) - float(before["actual"]["amount"])
    assert (gain, len(after["deals"]) - len(before["deals"])) == (100_000, 1)


def test_goals_as_of_a_day(cli: Any) -> None:
    now = goal_of(cli, "Won amount")
    start = now["period"]["from"]
    then = cli.json("goals", "--at", start)
    goal = next(goal for goal in then["goals"] if goal["id"] == now["id"])
    assert float(goal["key_results"][0]["actual"]["amount"]) < float(
        now["key_results"][0]["actual"]["amount"]
    )
    assert goal["key_results"][0]["expected_to_date"] != now["key_results"][0]["expected_to_date"]


def test_a_goal_set_later_is_lent_to_the_past(cli: Any) -> None:
    number = cli.json("goal", "add", "won count 20 this year", "--lang", "en")["number"]
    then = {goal["number"] for goal in cli.json("goals", "--at", "-7d")["goals"]}
    assert number in then


def test_nothing_to_show_says_what_to_do(nowhere: Any) -> None:
    nowhere.ok("init", "--name", "Keda", "--currency", "CNY")
    assert "salestui goal add" in nowhere.ok("goals").out


def test_plans(cli: Any) -> None:
    made = cli.json("plan", "add", "Next", "period=2031-q1", "region=East", "themes=fewer stops")
    assert cli("plan", "add", "Again", "period=2031-q1", "region=East").code == 1
    cli.ok("plan", "set", made["number"], "status=closed")
    cli.ok("plan", "add", "Again", "period=2031-q1", "region=East")
    assert cli("plan", "add", "No period").code == 2
    assert cli("plan", "set", made["number"]).code == 2
    assert "fewer stops" in cli.ok("show", made["number"]).out


@pytest.mark.parametrize("name", ["goals", "goal", "plan"])
def test_help(cli: Any, name: str) -> None:
    assert "Usage" in cli.ok(name, "--help").out


def test_screen_json_and_export_have_the_same_figures(cli: Any) -> None:
    for at in ([], ["--at", "-20d"]):
        shape = cli.json("goals", *at)["goals"]
        rows = list(csv.DictReader(io.StringIO(cli.ok("export", "goals", *at).out)))
        results = [(goal, each) for goal in shape for each in goal["key_results"]]
        assert len(rows) == len(results) > len(shape)
        for row, (goal, each) in zip(rows, results, strict=True):
            assert (row["number"], row["status"]) == (goal["number"], goal["status"])
            for key in ("target", "actual", "pace_gap", "projection", "required_per_week"):
                value = each[key]
                told = value["amount"] if isinstance(value, dict) else value
                assert row[key] == ("" if told is None else str(told)), key
    made = cli.json("export", "goals", "owner:lina")
    assert made == cli.json("goals", "owner:lina")
    assert cli("export", "goals", "--format", "ics").code == 2
