"""`salestui path`: the same editing as in the app, by words."""

from __future__ import annotations

from typing import Any

BOSS = {"SALESTUI_USER": "jie"}


def stages(cli: Any, path: str = "new") -> list[str]:
    return [s["key"] for s in cli.json("path", "show", path)["stages"] if s["kind"] == "open"]


def test_paths_are_listed_and_shown_in_both_languages(cli: Any, cli_zh: Any) -> None:
    assert "New customers" in cli.ok("path", "show").out
    out = cli.ok("path", "show", "new").out
    assert "open deals lack something for their next stage" in out and "Product demo" in out
    out = cli_zh.ok("path", "show", "new/演示").out
    assert "演示已进行" in out and "流程任务" in out
    early = cli.ok("path", "show", "new", "--at", "-30d").out
    assert "Product demo" in early


def test_gates_that_block_say_how_many_they_hold_and_only_a_manager_sets_them(cli: Any) -> None:
    refused = cli("path", "set", "new", "gate_mode=block")
    assert refused.code == 1 and "ask Jie" in refused.err
    assert "lack something" in cli.ok("path", "set", "new", "gate_mode=block", **BOSS).out
    shown = cli.json("path", "show", "new")
    assert shown["gate_mode"] == "block" and shown["gate_from"] and shown["held"] <= shown["open"]
    cli.ok("path", "set", "new", "gate_mode=warn")
    assert cli.json("path", "show", "new")["gate_from"] is None
    assert cli("path", "set", "new", "key=other").code == 2
    assert cli("path", "set", "nowhere", "gate_mode=warn").code == 3


def test_a_stage_is_added_changed_ordered_and_retired(cli: Any) -> None:
    cli.ok("path", "add", "new", "Pilot", "name_zh=试点", "probability=50", "--after", "demo")
    assert stages(cli)[3] == "pilot"
    cli.ok("path", "set", "new/pilot", "rot=4", "guidance_en=Begin small.")
    pilot = cli.json("path", "show", "new")["stages"][3]
    assert (pilot["probability"], pilot["rot_days"], pilot["name"]["zh"]) == (0.5, 4, "试点")
    cli.ok("path", "order", "new", "pilot", "demo")
    assert stages(cli)[2:4] == ["pilot", "demo"]
    before = cli.json("path", "show", "new")["stages"]
    there = next(s["deals"] for s in before if s["key"] == "demo")
    cli.ok("path", "retire", "new/demo", "--move-to", "pilot")
    after = {s["key"]: s for s in cli.json("path", "show", "new")["stages"]}
    assert after["pilot"]["deals"] == there and after["demo"]["retired"]
    assert "Pilot" in cli.ok("board").out and "Demo" not in cli.ok("board").out
    cli.ok("undo")
    assert next(s for s in cli.json("path", "show")["stages"] if s["key"] == "demo") == before[3]
    assert cli("path", "retire", "new/won").code == 1
    assert cli("path", "set", "new/pilot", "colour=red").code == 2
    cli.ok("path", "retire", "new/demo")
    assert cli.ok("path", "empty", "new/demo", "--to", "pilot").out.startswith("Saved")
    cli.ok("path", "retire", "new/demo", "--back")
    assert "demo" in stages(cli)


def test_criteria_and_tasks(cli: Any) -> None:
    words = ("path", "criteria", "new/demo", "--add", "site visited", "check=activity_done")
    dry = cli.ok(*words, "arg=visit", "--dry-run").out
    assert "Would change" in dry and "in Demo lack it" in dry
    made = cli.json(*words, "arg=visit")
    assert made["lacking"] <= made["open"]
    found = cli.json("path", "criteria", "new/demo")["criteria"][-1]
    assert (found["key"], found["arg"], found["lacking"]) == (
        "site_visited", "visit", made["lacking"],
    )  # fmt: skip
    out = cli.ok("path", "criteria", "new/demo", "site_visited", "severity=advised").out
    assert "it holds none" in out
    cli.ok("path", "order", "new/demo", "site_visited", "demo_held")
    assert cli.json("path", "criteria", "new/demo")["criteria"][0]["key"] == "site_visited"
    cli.ok("path", "criteria", "new/demo", "site_visited", "--remove")
    assert "site_visited" not in cli.ok("path", "criteria", "new/demo").out
    cli.ok(
        "path", "tasks", "new/demo", "--add", "Script", "due=3", "items=script | 脚本; questions"
    )
    task = cli.json("path", "tasks", "new/demo")["tasks"][-1]
    assert [each["text"]["zh"] for each in task["outputs"]] == ["questions", "脚本"]
    cli.ok("path", "tasks", "new/demo", "script", "role=manager")
    assert "> Technical: custom demo" in cli.ok("path", "tasks", "new/demo").out
    for wrong in (("site_visited",), ("--add", "x", "--remove"), ("demo_held", "--add", "x")):
        assert cli("path", "criteria", "new/demo", *wrong).code == 2
    assert cli("path", "criteria", "new/demo", "nothing", "--remove").code == 3
    bad = cli("path", "criteria", "new/demo", "feedback", "arg=dance")
    assert bad.code == 2 and "dance" in bad.err and "visit" in bad.err


def test_a_copy_and_what_the_history_calls_it(cli: Any) -> None:
    cli.ok("path", "copy", "new", "Partners", "name_zh=伙伴")
    assert stages(cli, "partners") == stages(cli)
    assert cli("path", "copy", "new").code == 2
    cli.ok("path", "set", "partners/demo", "probability=45")
    assert (
        "Product demo, probability 40 -> 45" in cli.ok("history", "--limit", "2", COLUMNS="160").out
    )
