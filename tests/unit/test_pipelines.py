"""Sales paths from flat documents, probabilities and weighted values."""

from __future__ import annotations

from typing import Any

import pytest

from salestui.domain.pipelines import (
    default_path,
    effective_probability,
    parse_path,
    path_in_use,
    paths,
)
from salestui.domain.pmap import PMap
from salestui.domain.problems import NotFound
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.domain.worth import weighted

PIPELINE: dict[str, Any] = {
    "_id": "pl_1",
    "key": "new",
    "name_en": "New customers",
    "name_zh": "新客户",
    "order": 1,
    "stages/won": True,
    "stages/won/kind": "won",
    "stages/won/order": 2,
    "stages/demo": True,
    "stages/demo/order": 1,
    "stages/demo/name_en": "Product demo",
    "stages/demo/name_zh": "产品演示",
    "stages/demo/short_en": "Demo",
    "stages/demo/short_zh": "演示",
    "stages/demo/is_qualified": True,
    "stages/demo/probability": 40,
    "stages/demo/rot_days": 10,
    "stages/demo/criteria/b": True,
    "stages/demo/criteria/b/order": 2,
    "stages/demo/criteria/a": True,
    "stages/demo/criteria/a/order": 1,
    "stages/demo/criteria/a/text_en": "demo held",
    "stages/demo/criteria/a/text_zh": "演示已进行",
    "stages/demo/criteria/a/check": "activity_done",
    "stages/demo/criteria/a/arg": "demo",
    "stages/demo/criteria/a/severity": "advised",
    "stages/lead": True,
    "stages/lead/order": 0,
    "stages/lead/probability": 10,
    "stages/lost": True,
    "stages/lost/order": 3,
    "stages/lost/kind": "lost",
    "stages/hold": True,
    "stages/hold/order": 4,
    "stages/hold/kind": "hold",
    "stages/hold/probability": 5,
}
PATH = parse_path(PIPELINE)


def snapshot_of(*docs: Doc) -> Snapshot:
    return Snapshot({"pipelines": PMap({doc["_id"]: doc for doc in docs})})


def test_stages_come_in_order_with_their_fields() -> None:
    assert [stage.key for stage in PATH.stages] == ["lead", "demo", "won", "lost", "hold"]
    demo = PATH.stages[1]
    assert demo.name == Words("Product demo", "产品演示")
    assert demo.short == Words("Demo", "演示")
    assert (demo.probability, demo.rot_days, demo.expected_days) == (40, 10, None)
    assert demo.is_qualified
    assert demo.kind == "open"


def test_criteria_come_in_order_and_default_to_a_required_tick() -> None:
    first, second = PATH.stages[1].criteria
    assert (first.key, first.check, first.arg, first.severity) == (
        "a",
        "activity_done",
        "demo",
        "advised",
    )
    assert first.text == Words("demo held", "演示已进行")
    assert (second.key, second.check, second.severity) == ("b", "checklist", "required")


def test_rank_knows_open_and_won_stages_only() -> None:
    ranks = {stage.key: PATH.rank(stage.key) for stage in PATH.stages}
    assert ranks == {"lead": 0, "demo": 1, "won": 2, "lost": None, "hold": None}
    assert PATH.rank("nowhere") is None


def test_the_line_goes_on_to_a_signature_and_ends_there() -> None:
    assert [stage.key for stage in PATH.line] == ["lead", "demo", "won"]
    onward = {stage.key: PATH.after(stage.key) for stage in PATH.stages}
    assert {key: stage.key for key, stage in onward.items() if stage} == {
        "lead": "demo", "demo": "won",
    }  # fmt: skip


def test_named_stages() -> None:
    assert [stage.key for stage in PATH.open_stages] == ["lead", "demo"]
    assert PATH.won is not None and PATH.won.key == "won"
    assert PATH.lost is not None and PATH.lost.key == "lost"
    assert PATH.hold is not None and PATH.hold.key == "hold"
    assert PATH.stage(None) is None


def test_a_removed_stage_and_a_bare_document_are_no_trouble() -> None:
    without = {key: value for key, value in PIPELINE.items() if key != "stages/lead"}
    assert parse_path(without).stage("lead") is None
    bare = parse_path({"_id": "pl_2", "key": "x"})
    assert (bare.stages, bare.name, bare.won) == ((), Words("x", "x"), None)
    assert (bare.allow_skip, bare.allow_back, bare.gate_mode, bare.active) == (
        True,
        "yes",
        "warn",
        True,
    )


def test_odd_keys_of_stages_do_not_collide() -> None:
    odd = {"_id": "p", "stages/a": True, "stages/a~1": True, "stages/a/order": 5}
    assert {stage.key: stage.order for stage in parse_path(odd).stages}["a"] == 5
    assert parse_path(odd).stage("a/") is not None


def test_a_missing_language_takes_the_other() -> None:
    path = parse_path({"_id": "p", "key": "k", "stages/s": True, "stages/s/name_zh": "阶段"})
    assert path.stages[0].name == path.stages[0].short == Words("阶段", "阶段")


def test_paths_by_order_without_archived_ones_and_the_default_is_active() -> None:
    first = {"_id": "a", "key": "z", "order": 0, "active": False}
    second = {"_id": "b", "key": "y", "order": 1}
    gone = {"_id": "c", "key": "w", "order": 0, "_del": True}
    snapshot = snapshot_of(second, gone, first)
    assert [path.key for path in paths(snapshot)] == ["z", "y"]
    assert default_path(snapshot).key == "y"
    assert default_path(snapshot_of(first)).key == "z"


def test_the_path_that_has_deals_goes_before_an_empty_default() -> None:
    first: Doc = {"_id": "a", "key": "a", "order": 0}
    second: Doc = {"_id": "b", "key": "b", "order": 1}
    deal: Doc = {"_id": "d", "account": "c", "stage": "s", "pipeline": "b"}
    mine: Doc = {**deal, "pipeline": "a"}
    both, deals = PMap({"a": first, "b": second}), PMap({"d": deal, "f": deal})
    assert path_in_use(Snapshot({"pipelines": both})).key == "a"
    assert path_in_use(Snapshot({"pipelines": both, "deals": deals})).key == "b"
    with_mine = deals.updated({"e": mine})
    assert path_in_use(Snapshot({"pipelines": both, "deals": with_mine})).key == "a"


def test_no_path_says_what_to_do() -> None:
    with pytest.raises(NotFound) as caught:
        default_path(Snapshot())
    assert "init" in caught.value.hint.zh


@pytest.mark.parametrize(
    ("doc", "expected"),
    [
        ({"stage": "demo"}, (40, "stage")),
        ({"stage": "demo", "probability_manual": 70}, (70, "manual")),
        ({"stage": "demo", "probability_manual": 0}, (0, "manual")),
        ({"stage": "hold"}, (5, "stage")),
        ({"stage": "won", "probability_manual": 70}, (100, "stage")),
        ({"stage": "lost", "probability_manual": 70, "outcome": "lost"}, (0, "stage")),
        ({"stage": "nowhere"}, (None, "stage")),
        ({}, (None, "stage")),
    ],
)
def test_effective_probability(doc: Doc, expected: tuple[int | None, str]) -> None:
    assert effective_probability(doc, PATH) == expected


def test_probability_without_a_path_is_unknown_unless_manual() -> None:
    assert effective_probability({"stage": "demo"}, None) == (None, "stage")
    assert effective_probability({"probability_manual": 25}, None) == (25, "manual")


@pytest.mark.parametrize(
    ("amount", "percent", "expected"),
    [
        (86000000, 40, 34400000),
        (50, 1, 0),  # 0.5 goes to the even 0
        (150, 1, 2),  # 1.5 goes to the even 2
        (250, 1, 2),
        (251, 1, 3),
        (-150, 1, -2),
        (0, 40, 0),
    ],
)
def test_weighted_rounds_half_to_even(amount: int, percent: int, expected: int) -> None:
    doc = {"stage": "demo", "amount": amount, "probability_manual": percent, "outcome": "open"}
    assert weighted(doc, PATH) == expected


@pytest.mark.parametrize(
    "doc",
    [
        {"stage": "demo", "outcome": "open"},
        {"stage": "nowhere", "outcome": "open", "amount": 100},
        {"stage": "won", "outcome": "won", "amount": 100},
        {"stage": "lost", "outcome": "lost", "amount": 100},
    ],
)
def test_weighted_is_none_without_amount_or_probability_or_when_closed(doc: Doc) -> None:
    assert weighted(doc, PATH) is None


def test_a_path_is_read_once_as_long_as_its_document_is_the_same() -> None:
    doc = dict(PIPELINE)
    first = parse_path(doc)
    assert parse_path(doc) is first
    other = parse_path({**doc, "stages/demo/probability": 55})
    demos = [path.stage("demo") for path in (other, first)]
    assert [stage.probability for stage in demos if stage] == [55, 40]
