"""The default sales paths and the first edits of a workspace, against the tables of the design."""

from __future__ import annotations

import json
from pathlib import Path as FilePath

import pytest

from salestui.domain.criteria import BY_HAND, CHECKS, _terms
from salestui.domain.pipelines import Path, Stage, parse_path
from salestui.domain.problems import StoreProblem
from salestui.domain.schema import ACCOUNTS, ACTIVITY_TYPES, DEALS, DECISION_ROLES, FORECASTS
from salestui.domain.words import Words
from salestui.services import defaults
from salestui.services.defaults import data_file, default_edits, member_id, pipeline_id

NEW = {
    "lead": ("open", 10, "pipeline", 3, 5, 5, 0),
    "contact": ("open", 20, "pipeline", 7, 7, 3, 2),
    "demo": ("open", 40, "best_case", 10, 10, 3, 1),
    "proposal": ("open", 60, "best_case", 10, 10, 4, 1),
    "negotiation": ("open", 80, "commit", 14, 10, 3, 1),
    "won": ("won", 100, "closed", None, None, 2, 1),
    "lost": ("lost", 0, "omitted", None, None, 1, 2),
    "hold": ("hold", 5, "omitted", None, 30, 1, 0),
}
"""Kind, probability, forecast, expected and rot days, required and advised criteria (4.5.1)."""

EXISTING = {
    "visit": ("open", 20, "pipeline", 7, 14, 1, 0),
    "need": ("open", 40, "pipeline", 14, 14, 2, 0),
    "expand": ("open", 60, "best_case", 14, 14, 3, 0),
    "renew": ("open", 80, "commit", 21, 14, 3, 0),
    "won": ("won", 100, "closed", None, None, 2, 1),
    "lost": ("lost", 0, "omitted", None, None, 1, 2),
    "hold": ("hold", 5, "omitted", None, 30, 1, 0),
}

EDITS = {
    (edit.kind, edit.id): edit.values
    for edit in default_edits(
        workspace="wx",
        name="Keda",
        language="zh",
        currency="CNY",
        timezone="Asia/Shanghai",
        handle="lina",
        person="李娜",
    )
}


def path(key: str) -> Path:
    return parse_path({"_id": pipeline_id(key), **EDITS["pipelines", pipeline_id(key)]})


STAGES = [
    pytest.param(stage, id=f"{key}-{stage.key}")
    for key in ("new", "existing")
    for stage in path(key).stages
]


def columns(text: str) -> int:
    return sum(2 if ord(char) > 0x2E80 else 1 for char in text)


def shape(stage: Stage) -> tuple[object, ...]:
    required = sum(c.severity == "required" for c in stage.criteria)
    return (
        stage.kind,
        stage.probability,
        stage.forecast,
        stage.expected_days,
        stage.rot_days,
        required,
        len(stage.criteria) - required,
    )


@pytest.mark.parametrize(("key", "table"), [("new", NEW), ("existing", EXISTING)])
def test_paths_are_those_of_the_design(key: str, table: dict[str, tuple[object, ...]]) -> None:
    found = path(key)
    assert {stage.key: shape(stage) for stage in found.stages} == table
    assert [stage.key for stage in found.stages] == list(table)
    assert found.customer_kind == key
    assert found.active and found.gate_mode == "warn"


def test_a_lead_becomes_an_opportunity_at_the_demo_and_at_the_offer() -> None:
    def first(key: str) -> str:
        return next(stage.key for stage in path(key).stages if stage.is_qualified)

    assert (first("new"), first("existing")) == ("demo", "expand")


@pytest.mark.parametrize("stage", STAGES)
def test_every_text_is_in_both_languages(stage: Stage) -> None:
    texts = [stage.name, stage.short, stage.guidance, *(c.text for c in stage.criteria)]
    for text in texts:
        assert text.en.isascii() and text.en
        assert any(ord(char) > 0x2E80 for char in text.zh)
    assert columns(stage.short.en) <= 8 and columns(stage.short.zh) <= 8


@pytest.mark.parametrize("stage", STAGES)
def test_criteria_can_be_evaluated_and_few_are_ticked_by_hand(stage: Stage) -> None:
    assert sum(c.check in BY_HAND for c in stage.criteria) <= 2
    for criterion in stage.criteria:
        assert criterion.check in CHECKS or criterion.check in BY_HAND
        terms = [term for terms in _terms(criterion.arg.split(":")[0]) for term in terms]
        if criterion.check.startswith("field"):
            for term in terms:
                kind = ACCOUNTS if term.startswith("account.") else DEALS
                assert kind.field(term.removeprefix("account.").partition(">=")[0])
        if criterion.check == "contact_role":
            assert set(terms) <= set(DECISION_ROLES)
        if criterion.check == "activity_done":
            assert set(terms) <= {*ACTIVITY_TYPES, "*"}
    assert stage.forecast in FORECASTS


def test_every_node_has_its_output_standard_and_resources_in_both_languages() -> None:
    for kind, id in EDITS:
        if kind != "pipelines":
            continue
        values = EDITS[kind, id]
        nodes = [p for p, v in values.items() if p.count("/") == 3 and "/nodes/" in p and v is True]
        assert len(nodes) >= 6
        for node in nodes:
            assert values[f"{node}/standard_en"] and values[f"{node}/standard_zh"]
            assert values[f"{node}/name_en"] and values[f"{node}/name_zh"]
        resources = [str(v) for p, v in values.items() if "/resources/" in p]
        assert resources
        assert all(text.count("|") == 2 for text in resources)
        assert "legal|contract review|合同审核" in resources


def test_the_workspace_and_its_first_member() -> None:
    workspace = EDITS["workspace", "wx"]
    assert workspace["name"] == "Keda"
    assert (workspace["language"], workspace["currency"]) == ("zh", "CNY")
    assert workspace["business_days/5"] is True and "business_days/6" not in workspace
    assert workspace["lag_threshold_days"] == 3
    member = EDITS["members", member_id("lina")]
    assert (member["handle"], member["name"], member["active"]) == ("lina", "李娜", True)


def test_a_member_without_a_name_goes_by_the_handle() -> None:
    edits = default_edits(
        workspace="w", name="N", language="en", currency="EUR", timezone="UTC", handle="ann"
    )
    assert edits[-1].values["name"] == "ann"


def test_values_are_what_the_log_can_hold() -> None:
    for values in EDITS.values():
        assert all(type(value) in (str, int, bool) for value in values.values())


def test_data_is_found_in_the_package_first_and_beside_it_in_a_checkout(
    tmp_path: FilePath, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert json.loads(data_file("paths.json").read_text(encoding="utf-8"))["paths"]
    inside, beside = tmp_path / "in", tmp_path / "beside"
    inside.mkdir()
    beside.mkdir()
    (beside / "x.json").write_text("{}")
    monkeypatch.setattr(defaults, "_PLACES", (inside, beside))
    assert data_file("x.json") == beside / "x.json"
    (inside / "x.json").write_text("{}")
    assert data_file("x.json") == inside / "x.json"
    with pytest.raises(StoreProblem) as caught:
        data_file("y.json")
    assert caught.value.message == Words(
        "The file y.json that comes with salestui is missing.", "缺少随程序安装的文件 y.json。"
    )
