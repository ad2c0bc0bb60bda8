"""The path editor, worked as a person would: the list of stages and the page of one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path as FilePath
from typing import Any

import pytest

from salestui.domain.change import Value
from salestui.domain.nodes import node_templates
from salestui.domain.pipelines import Path, parse_path, paths
from salestui.domain.schema.stages import CRITERION
from salestui.services.deals import add_deal
from salestui.services.defaults import pipeline_id
from salestui.services.pathparts import add_part, set_part, step_part
from salestui.services.pathstages import add_stage, retire_stage, set_stage, step_stage
from salestui.services.workbench import Workbench

from .twohomes import TwoHomes

Sit = Callable[..., Any]
NEW = pipeline_id("new")


def path_of(bench: Workbench) -> Path:
    return parse_path(bench.snapshot.get("pipelines", NEW) or {})


def way(bench: Workbench) -> list[str]:
    return [stage.key for stage in path_of(bench).open_stages]


@pytest.fixture
def demos(bench: Workbench) -> None:
    """Two deals in the product demo."""
    for title in ("line 2", "line 3"):
        bench.commit(partial(add_deal, values={"title": title, "stage": "demo"}))


async def test_stages_with_what_they_ask_for_in_both_languages(sit: Sit, demos: None) -> None:
    async with sit(lang="zh") as it:
        await it.press("P")
        await it.sees("[新客户]  老客户")
        await it.line(lambda line: "产品演示" in line and line.endswith("2"))
        await it.press("j", "j")
        await it.sees("2单中2单缺")
        await it.press("]")
        await it.sees("新客户  [老客户]")
        it.type(":lang en\r")
        await it.sees("New customers  [Existing customers]")
        await it.press("p")
        it.type("new\r")
        await it.sees("[New customers]")
        await it.press("tab", "j", "tab", "d")
        await it.sees("> Board")


async def test_a_new_stage_takes_its_place_and_moves(
    sit: Sit, bench: Workbench, demos: None
) -> None:
    async with sit() as it:
        it.type(":path\r")
        await it.sees("Initial needs talk")
        await it.press("j", "j", "n")
        await it.sees("New stage after Product demo")
        it.type("Pilot\t试点")
        await it.press("ctrl+s")
        await it.sees("Pilot added; u takes it back")
        assert way(bench)[2:4] == ["demo", "pilot"]
        await it.press("K")
        await it.until(lambda: way(bench)[2:4] == ["pilot", "demo"])
        await it.press("J", "J")
        await it.until(lambda: way(bench)[3:5] == ["proposal", "pilot"])
        await it.press("e")
        await it.sees("Stage Pilot")
        await it.press("tab", "tab", "tab", "tab")
        it.type("130")
        await it.press("ctrl+s")
        await it.sees("0 to 100")
        await it.press("backspace")
        await it.press("ctrl+s")
        await it.sees("Pilot changed")
        stage = path_of(bench).stage("pilot")
        assert stage is not None and stage.probability == 13
        it.type("uuuuu")
        await it.until(lambda: "pilot" not in way(bench))


async def test_a_stage_with_deals_is_retired_and_taken_back(
    sit: Sit, bench: Workbench, demos: None
) -> None:
    async with sit() as it:
        await it.press("P", "j", "j", "D")
        await it.sees("retire Product demo, its 2 open deals:")
        await it.press("k")
        await it.sees("Product demo retired")
        await it.line(lambda line: "Product demo" in line and "retired" in line)
        await it.press("d")
        await it.sees("line 2")
        await it.press("P", "G", "m")
        await it.sees("move 2 deals of Demo to:")
        await it.press("3")
        await it.sees("2 deals moved to Proposal; u undoes")
        await it.press("D")
        await it.sees("Product demo is in use again")
        it.type("uuu")
        await it.until(lambda: "demo" in way(bench))
        await it.press("g", "j", "j", "D", "m", "3")
        await it.sees("Product demo retired")
        moved = list(bench.snapshot.ids("deals.stage", f"{NEW}|proposal"))
        assert len(moved) == 2 and "demo" not in way(bench)


async def test_a_criterion_says_whom_it_holds_while_it_is_typed(
    sit: Sit, bench: Workbench, demos: None
) -> None:
    async with sit(size=(100, 30)) as it:
        await it.press("P", "j", "j", "enter")
        await it.sees("Exit criteria")
        await it.press("n", "c")
        await it.sees("New exit criterion of Product demo")
        it.type("site visited\t\t")
        await it.press("5")
        it.type("dance")
        await it.press("ctrl+s")
        await it.sees("dance is none of these")
        for _ in "dance":
            await it.press("backspace")
        it.type("拜访")
        await it.sees("visit; 2 of 2 in Demo lack it")
        await it.press("tab", "2")
        await it.sees("site visited added")
        found = path_of(bench).stage("demo")
        assert found is not None
        assert found.criteria[-1][2:5] == ("activity_done", "visit", "advised")
        await it.press("K", "enter")
        await it.sees("Exit criterion of Product demo")
        await it.press("tab")
        it.type("已上门")
        await it.press("ctrl+s")
        await it.sees("site visited changed")
        await it.press("D")
        await it.sees("site visited taken away")
        it.type("uuu")
        await it.until(lambda: path_of(bench).stage("demo") == found)


async def test_a_task_template_and_the_guidance(sit: Sit, bench: Workbench) -> None:
    async with sit(lang="zh", size=(120, 40)) as it:
        await it.press("P", "enter")
        await it.sees("进入即建的任务")
        await it.press("n", "t")
        await it.sees("新增任务")
        it.type("Survey\t勘察\t\t\t3\t2\t")
        await it.press("ctrl+s")
        await it.sees("已新增 Survey")
        await it.sees("3天内，经理")
        made = node_templates(bench.snapshot.get("pipelines", NEW) or {}, "lead")[-1]
        assert (made.name.zh, made.offset_days, made.role) == ("勘察", 3, "manager")
        await it.press("h", "G", "enter")
        await it.sees("阶段 线索获取")
        it.type("Call at once. ")
        await it.press("ctrl+s")
        await it.sees("Call at once.")
        await it.press("]")
        await it.sees("初步需求沟通")


async def test_gates_and_a_copy(sit: Sit, bench: Workbench, demos: None) -> None:
    async with sit() as it:
        await it.press("P", "s")
        await it.sees("2 of 2 are not ready")
        await it.press("tab", "tab", "tab", "2")
        await it.press("ctrl+s")
        await it.sees("New customers changed")
        await it.press("j")
        await it.sees("gates block since")
        await it.press("N")
        it.type("Partners\t伙伴")
        await it.press("ctrl+s")
        await it.sees("[Partners]")
        copy = paths(bench.snapshot)[-1]
        assert (copy.key, copy.gate_mode) == ("partners", "warn")
        it.type("u")
        await it.until(lambda: len(paths(bench.snapshot)) == 2)
        await it.sees("[New customers]")


async def test_the_past_is_only_read(sit: Sit, bench: Workbench, clock: Any) -> None:
    clock.now += 9 * 86_400_000
    bench.commit(lambda s, c: set_stage(s, c, NEW, "demo", {"name_en": "Trial"}))
    async with sit() as it:
        await it.press("P")
        await it.sees("Trial")
        await it.press("<")
        await it.sees("Product demo")
        for key in ("n", "D", "J", "s", "e"):
            await it.press(key)
            await it.sees("The past can only be read")
            await it.press("j")
            await it.sees_no("The past can only be read")
        await it.press("enter")
        await it.sees("Exit criteria")
        await it.press("enter")
        await it.sees("The past can only be read")


def test_two_editors_offline_end_in_one_path_with_nothing_lost(
    open_bench: Callable[..., Workbench], tmp_path: FilePath, clock: Any
) -> None:
    homes = TwoHomes(open_bench, tmp_path, clock)
    anna, bob = homes.anna, homes.bob
    homes.apart(
        lambda s, c: step_stage(s, c, NEW, "lead", 1),
        lambda s, c: step_stage(s, c, NEW, "negotiation", -1),
    )
    assert way(anna) == way(bob) == ["contact", "lead", "demo", "negotiation", "proposal"]
    homes.apart(
        lambda s, c: add_stage(s, c, NEW, {"name_en": "Pilot"}, after="demo"),
        lambda s, c: add_stage(s, c, NEW, {"name_en": "Audit"}, after="demo"),
    )
    assert way(anna) == way(bob)
    assert set(way(anna)[3:5]) == {"pilot", "audit"}
    values: dict[str, Value] = {"name_en": "Trial"}
    homes.apart(
        lambda s, c: set_stage(s, c, NEW, "demo", values),
        lambda s, c: retire_stage(s, c, NEW, "demo"),
    )
    stage = path_of(anna).stage("demo")
    assert stage == path_of(bob).stage("demo")
    assert stage is not None and stage.retired and stage.name.en == "Trial"
    text: dict[str, Value] = {"text_en": "site visited"}
    homes.apart(
        lambda s, c: add_part(s, c, NEW, "lead", CRITERION, text),
        lambda s, c: step_part(s, c, NEW, "lead", CRITERION, "tier", -3),
    )
    keys = [each.key for each in path_of(anna).stage("lead").criteria]  # type: ignore[union-attr]
    assert keys[0] == "tier" and keys[-1] == "site_visited"
    # Two values of one field: the later stands, the other waits in the inbox.
    homes.apart(
        lambda s, c: set_part(s, c, NEW, "lead", CRITERION, "tier", {"severity": "advised"}),
        lambda s, c: set_part(s, c, NEW, "lead", CRITERION, "tier", {"text_en": "tier"}),
    )
    tier = path_of(bob).stage("lead").criteria[0]  # type: ignore[union-attr]
    assert (tier.severity, tier.text.en) == ("advised", "tier")
    assert not anna.store.fold.conflicts()
    homes.apart(
        lambda s, c: set_stage(s, c, NEW, "lead", {"rot_days": 4}),
        lambda s, c: set_stage(s, c, NEW, "lead", {"rot_days": 6}),
    )
    assert [path for _, _, path in anna.store.fold.conflicts()] == ["stages/lead/rot_days"]
