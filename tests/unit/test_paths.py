"""Editing sales paths on the real store: stages with deals in them, criteria, tasks, copies."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from salestui.domain.change import Value
from salestui.domain.nodes import node_templates
from salestui.domain.pipelines import Path, Stage, parse_path, paths
from salestui.domain.problems import InputProblem, NotFound, Refused
from salestui.domain.schema.stages import CRITERION, NODE, PARTS, STAGE
from salestui.domain.tasks import outputs
from salestui.services.board import BoardView
from salestui.services.criterionargs import Asked, arg_words, read_arg
from salestui.services.deals import add_deal
from salestui.services.defaults import pipeline_id
from salestui.services.moves import move_deal
from salestui.services.pathcopy import copy_path
from salestui.services.pathparts import add_part, order_parts, remove_part, set_part, step_part
from salestui.services.pathstages import (
    add_stage,
    empty_stage,
    open_deals,
    order_stages,
    retire_stage,
    reuse_stage,
    set_stage,
    step_stage,
)
from salestui.services.pathtext import below, field_text, read_fields
from salestui.services.pathview import counts, criterion_of, lacking, stage_rows
from salestui.services.records import set_values
from salestui.services.settings import set_path
from salestui.services.workbench import Workbench

NEW = pipeline_id("new")


def path_of(bench: Workbench, id: str = NEW) -> Path:
    return parse_path(bench.snapshot.get("pipelines", id) or {})


def way(bench: Workbench) -> list[str]:
    return [stage.key for stage in path_of(bench).open_stages]


def stage_of(bench: Workbench, key: str) -> Stage:
    found = path_of(bench).stage(key)
    assert found is not None
    return found


@pytest.fixture
def deal(bench: Workbench) -> Callable[[str], str]:
    """Makes a deal in a stage."""

    def make(stage: str) -> str:
        use_case = partial(add_deal, values={"title": stage, "stage": stage})
        return bench.commit(use_case).records[0][1]

    return make


def test_a_new_stage_stands_where_it_was_put_and_one_undo_takes_it_away(bench: Workbench) -> None:
    values: dict[str, Value] = {"name_en": "Pilot run", "name_zh": "试点", "probability": 50}
    bench.commit(lambda s, c: add_stage(s, c, NEW, values, after="demo"))
    assert way(bench) == ["lead", "contact", "demo", "pilot_run", "proposal", "negotiation"]
    assert stage_of(bench, "pilot_run").probability == 50
    bench.commit(lambda s, c: add_stage(s, c, NEW, {"name_zh": "试点"}))
    assert way(bench)[-1] == "试点"
    bench.undo()
    bench.undo()
    assert way(bench) == ["lead", "contact", "demo", "proposal", "negotiation"]
    with pytest.raises(InputProblem):
        bench.commit(lambda s, c: add_stage(s, c, NEW, {"probability": 5}))
    with pytest.raises(Refused):
        bench.commit(lambda s, c: add_stage(s, c, NEW, {"name_en": "Won too"}, kind="won"))


def test_a_renamed_stage_keeps_its_deals(bench: Workbench, deal: Callable[[str], str]) -> None:
    id = deal("demo")
    bench.commit(lambda s, c: set_stage(s, c, NEW, "demo", {"name_en": "Trial", "rot_days": 3}))
    stage = stage_of(bench, "demo")
    assert (stage.name.en, stage.rot_days) == ("Trial", 3)
    assert [doc["_id"] for doc in open_deals(bench.snapshot, NEW, "demo")] == [id]
    with pytest.raises(InputProblem):
        bench.commit(lambda s, c: set_stage(s, c, NEW, "demo", {"name_en": None, "name_zh": None}))


def test_stages_change_places_and_little_is_written(bench: Workbench) -> None:
    saved = bench.commit(lambda s, c: step_stage(s, c, NEW, "proposal", -1))
    assert way(bench) == ["lead", "contact", "proposal", "demo", "negotiation"]
    (edit,) = bench.history.of_records([NEW])[-1].ops
    assert saved.commit and list(edit[2]) == ["stages/proposal/order"]
    bench.commit(lambda s, c: order_stages(s, c, NEW, ["negotiation", "lead"]))
    assert way(bench) == ["negotiation", "contact", "proposal", "demo", "lead"]
    for key in ("won", "negotiation"):
        with pytest.raises(Refused):
            bench.commit(partial(step_stage, path_id=NEW, key=key, by=-1))


def test_a_retired_stage_keeps_its_deals_in_sight_until_they_go_on(
    bench: Workbench, deal: Callable[[str], str]
) -> None:
    first, second = deal("demo"), deal("demo")
    bench.commit(lambda s, c: retire_stage(s, c, NEW, "demo"))
    path, today = path_of(bench), bench.context().today
    board = BoardView.of(bench.snapshot, path, today=today)
    assert "demo" in [column.stage.key for column in board.columns]
    assert way(bench) == ["lead", "contact", "proposal", "negotiation"]
    assert path.rank("demo") == path.rank("contact") == 1
    with pytest.raises(Refused):
        bench.commit(lambda s, c: add_deal(s, c, {"title": "new", "stage": "demo"}))
    back = deal("proposal")
    with pytest.raises(Refused):
        bench.commit(lambda s, c: move_deal(s, c, [back], to="demo", reason="again"))
    # It asks for nothing, so its deals go on, and a step back leads to the stage before it.
    bench.commit(lambda s, c: move_deal(s, c, [first], by=1))
    assert (bench.snapshot.get("deals", first) or {})["stage"] == "proposal"
    bench.commit(lambda s, c: move_deal(s, c, [second], by=-1))
    assert (bench.snapshot.get("deals", second) or {})["stage"] == "contact"
    board = BoardView.of(bench.snapshot, path, today=today)
    assert "demo" not in [column.stage.key for column in board.columns]
    bench.commit(lambda s, c: reuse_stage(s, c, NEW, "demo"))
    assert "demo" in way(bench)


def test_all_deals_of_a_stage_move_as_one_act(bench: Workbench, deal: Callable[[str], str]) -> None:
    ids = {deal("demo") for _ in range(3)}
    bench.commit(lambda s, c: retire_stage(s, c, NEW, "demo", move_to="proposal"))
    assert {doc["_id"] for doc in open_deals(bench.snapshot, NEW, "proposal")} == ids
    task = next(iter(bench.snapshot.ids("tasks.deal", min(ids))))
    assert (bench.snapshot.get("tasks", task) or {})["node"]
    bench.undo()
    assert {doc["_id"] for doc in open_deals(bench.snapshot, NEW, "demo")} == ids
    assert not stage_of(bench, "demo").retired
    bench.commit(lambda s, c: empty_stage(s, c, NEW, "demo", "hold"))
    assert {doc["_id"] for doc in open_deals(bench.snapshot, NEW, "hold")} == ids
    for to in ("won", "demo"):
        with pytest.raises(Refused):
            bench.commit(partial(empty_stage, path_id=NEW, key="demo", to=to))


def test_a_path_keeps_what_it_can_not_do_without(bench: Workbench) -> None:
    with pytest.raises(Refused):
        bench.commit(lambda s, c: retire_stage(s, c, NEW, "won"))
    for key in way(bench)[1:]:
        bench.commit(partial(retire_stage, path_id=NEW, key=key))
    with pytest.raises(Refused):
        bench.commit(lambda s, c: retire_stage(s, c, NEW, "lead"))
    # Another home may have retired the last one at the same time.
    bench.commit(lambda s, c: set_values(s, "pipelines", NEW, {"stages/lead/retired": True}))
    assert "lead" in way(bench)


def test_a_criterion_is_read_in_both_languages_and_says_whom_it_holds(
    bench: Workbench, deal: Callable[[str], str]
) -> None:
    deal("demo")
    doc = bench.snapshot.get("pipelines", NEW) or {}
    typed = {"text_zh": "已上门", "check": "已记录跟进", "arg": "拜访｜会议"}
    values = read_fields(CRITERION, typed, {}, (doc, "demo"), bench.snapshot, bench.context())
    assert values == {"text_zh": "已上门", "check": "activity_done", "arg": "visit|meeting"}
    deals = open_deals(bench.snapshot, NEW, "demo")
    assert lacking(deals, bench.snapshot, criterion_of("x", values)) == (1, 1)
    bench.commit(lambda s, c: add_part(s, c, NEW, "demo", CRITERION, values))
    assert stage_of(bench, "demo").criteria[-1].arg == "visit|meeting"
    key = stage_of(bench, "demo").criteria[-1].key
    bench.commit(lambda s, c: step_part(s, c, NEW, "demo", CRITERION, key, -9))
    assert stage_of(bench, "demo").criteria[0].key == key
    bench.commit(lambda s, c: set_part(s, c, NEW, "demo", CRITERION, key, {"severity": "advised"}))
    bench.commit(lambda s, c: order_parts(s, c, NEW, "demo", CRITERION, ["feedback", "demo_held"]))
    keys = [each.key for each in stage_of(bench, "demo").criteria]
    assert keys.index("feedback") < keys.index("demo_held")
    bench.commit(lambda s, c: remove_part(s, c, NEW, "demo", CRITERION, key))
    assert key not in [each.key for each in stage_of(bench, "demo").criteria]
    with pytest.raises(NotFound):
        bench.commit(lambda s, c: remove_part(s, c, NEW, "demo", CRITERION, key))
    # Ticks stand on deals by the key, so what was taken away gives it to nothing else.
    bench.commit(lambda s, c: add_part(s, c, NEW, "demo", CRITERION, values))
    assert stage_of(bench, "demo").criteria[-1].key == key + "_2"


ARGS = [
    ("field_set", "金额，客户.行业", "amount,account.industry", "Amount, account's industry"),
    ("field_set", "won_amount, budget_min|budget_max", "won_amount,budget_min|budget_max",
     "Won amount, Budget from or Budget to"),
    ("field_gte", "痛点>=3", "pains>=3", "Pains, at least 3"),
    ("contact_role", "决策人|user", "economic_buyer|user", "economic buyer or user"),
    ("contact_count", "3：角色", "3:roles", "3 contacts in different roles"),
    ("activity_done", "*:反馈", "*:feedback", "any contact with feedback"),
    ("task_done", "Demo", "demo_preparation", "the task Demo"),
    ("checklist", "", "", "ticked by hand"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "typed", "kept", "said"), ARGS)
def test_what_is_asked_for(bench: Workbench, check: str, typed: str, kept: str, said: str) -> None:
    doc = bench.snapshot.get("pipelines", NEW) or {}
    assert read_arg(check, typed, doc, "demo") == kept
    assert arg_words(Asked(check, kept), doc, "demo").en == said
    # What is kept is also what may be typed.
    assert read_arg(check, kept, doc, "demo") == kept


@pytest.mark.parametrize(
    ("check", "typed"),
    [("field_set", "colour"), ("field_set", ""), ("field_gte", "pains"), ("contact_role", "boss"),
     ("contact_count", "many"), ("activity_done", "dance"), ("task_done", "nothing")],
)  # fmt: skip
def test_what_nobody_can_check_is_refused(bench: Workbench, check: str, typed: str) -> None:
    with pytest.raises(InputProblem) as refused:
        read_arg(check, typed, bench.snapshot.get("pipelines", NEW) or {}, "demo")
    assert refused.value.where == "arg" and refused.value.hint.zh


def test_a_task_template_brings_its_outputs_to_the_next_deal(bench: Workbench) -> None:
    doc = bench.snapshot.get("pipelines", NEW) or {}
    typed = {"name_en": "Site survey", "offset_days": "2", "role": "专员",
             "items": "plan | 方案\nphotos", "resources": "技术 | scanner | 扫描仪"}  # fmt: skip
    values = read_fields(NODE, typed, {}, (doc, "lead"), bench.snapshot, bench.context())
    bench.commit(lambda s, c: add_part(s, c, NEW, "lead", NODE, values))
    made = bench.commit(lambda s, c: add_deal(s, c, {"title": "line 2"}))
    deal = next(id for kind, id in made.records if kind == "deals")
    tasks = [bench.snapshot.get("tasks", id) or {} for id in bench.snapshot.ids("tasks.deal", deal)]
    task = next(task for task in tasks if task["node"] == "site_survey")
    own = [each for each in outputs(bench.snapshot, task) if each.criterion is None]
    assert [each.text.en for each in own] == ["photos", "plan"]
    requests = bench.snapshot.ids("requests.task", task["_id"])
    assert [(bench.snapshot.get("requests", id) or {})["item"] for id in requests] == ["scanner"]
    # A line that stays keeps its key; one that is not named goes.
    kept = below(bench.snapshot.get("pipelines", NEW) or {}, "stages/lead/nodes/site_survey")
    again = read_fields(NODE, {"items": "plan | 方案; sketch"}, kept, (doc, "lead"),
                        bench.snapshot, bench.context())  # fmt: skip
    assert again == {"items/photos": None, "items/plan": "plan|方案", "items/sketch": "sketch|"}
    with pytest.raises(InputProblem):
        read_fields(NODE, {"resources": "moon | x"}, {}, (doc, "lead"), bench.snapshot,
                    bench.context())  # fmt: skip
    with pytest.raises(InputProblem) as refused:
        read_fields(NODE, {"filter": "colour:red"}, {}, (doc, "lead"), bench.snapshot,
                    bench.context())  # fmt: skip
    assert refused.value.where == "filter"


def test_what_a_field_of_a_stage_can_not_be(bench: Workbench) -> None:
    where = bench.snapshot.get("pipelines", NEW) or {}, "demo"
    wrong = {"rot_days": "-1", "expected_days": "1.5", "probability": "120",
             "short_zh": "产品演示会", "forecast": "maybe"}  # fmt: skip
    for name, text in wrong.items():
        with pytest.raises(InputProblem) as refused:
            read_fields(STAGE, {name: text}, {}, where, bench.snapshot, bench.context())
        assert refused.value.where == name
    bench.commit(lambda s, c: add_stage(s, c, NEW, {"name_en": "Long negotiation"}))
    assert len(stage_of(bench, "long_negotiation").short.en) == 8


def test_what_stands_in_a_field_can_be_typed_again(bench: Workbench) -> None:
    doc = bench.snapshot.get("pipelines", NEW) or {}
    for part, at in (
        (STAGE, "stages/demo"),
        (CRITERION, "stages/demo/criteria/feedback"),
        (NODE, "stages/demo/nodes/demo_preparation"),
    ):
        values = below(doc, at)
        for lang in ("en", "zh"):
            texts = {f.path: field_text(f, values, bench.snapshot, lang) for f in part.fields}
            again = read_fields(part, texts, values, (doc, "demo"), bench.snapshot, bench.context())
            assert {k: v for k, v in again.items() if v is not None} == {
                k: v for k, v in values.items() if k in again and v is not None
            }


def test_a_copy_has_all_but_what_is_retired_and_its_gates_warn(bench: Workbench) -> None:
    bench.commit(lambda s, c: retire_stage(s, c, NEW, "contact"))
    bench.commit(lambda s, c: set_path(s, c, NEW, {"gate_mode": "block"}))
    made = bench.commit(lambda s, c: copy_path(s, c, NEW, "Partners", "伙伴"))
    copy = path_of(bench, made.records[0][1])
    assert (copy.key, copy.name.zh, copy.gate_mode, copy.gate_from) == (
        "partners", "伙伴", "warn", "",
    )  # fmt: skip
    assert [s.key for s in copy.stages] == [s.key for s in path_of(bench).used]
    assert copy.stage("demo") == stage_of(bench, "demo")
    doc = bench.snapshot.get("pipelines", copy.id) or {}
    assert node_templates(doc, "demo")
    assert [path.key for path in paths(bench.snapshot)][-1] == "partners"
    bench.undo()
    assert len(paths(bench.snapshot)) == 2


def test_only_a_manager_lets_gates_block_where_there_is_one(bench: Workbench) -> None:
    bench.commit(lambda s, c: set_path(s, c, NEW, {"gate_mode": "block"}))
    bench.commit(lambda s, c: set_path(s, c, NEW, {"gate_mode": "warn"}))
    boss: dict[str, Value] = {"handle": "jie", "name": "Jie", "role": "manager", "active": True}

    def hired(snapshot: Any, ctx: Any) -> Any:
        from salestui.services.records import act_of, checked_edit

        return act_of("member.add", [checked_edit(snapshot, "members", "mb_jie", boss)])

    bench.commit(hired)
    with pytest.raises(Refused) as refused:
        bench.commit(lambda s, c: set_path(s, c, NEW, {"gate_mode": "block"}))
    assert "Jie" in refused.value.hint.en


def test_the_editor_lists_the_way_first_and_what_is_retired_last(
    bench: Workbench, deal: Callable[[str], str]
) -> None:
    deal("demo")
    bench.commit(lambda s, c: retire_stage(s, c, NEW, "lead"))
    doc = bench.snapshot.get("pipelines", NEW) or {}
    rows = stage_rows(doc, parse_path(doc))
    assert [row.stage.key for row in rows] == [
        "contact", "demo", "proposal", "negotiation", "won", "lost", "hold", "lead",
    ]  # fmt: skip
    counted = counts(bench.snapshot, parse_path(doc))
    assert counted.deals["demo"] == 1 and [node.key for node in rows[1].nodes] == [
        "demo_preparation"
    ]
    assert set(PARTS) == {"stages", "criteria", "nodes"}
