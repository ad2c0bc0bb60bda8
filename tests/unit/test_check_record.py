"""What is written is checked field by field, and refused by the field's name with a cure."""

from __future__ import annotations

from typing import Any

import pytest

from salestui.domain.models.check import check_record
from salestui.domain.problems import InputProblem

GOOD: list[tuple[str, dict[str, Any]]] = [
    ("contacts", {"influence": 1, "stance": "oppose"}),
    ("contacts", {"influence": None}),
    ("deals", {"amount": 0, "currency": "CNY", "probability_manual": 100}),
    ("deals", {"amount": None, "currency": None}),
    ("deals", {"checklist/needs_note/evidence": "only this"}),
    ("deals", {"checklist/needs_note": False}),
    ("deals", {"expected_close": "2024-02-29", "mood": "sunny", "mood/x": 5}),
    ("activities", {"sentiment": -2, "score": 5, "at": -1}),
    ("pipelines", {"stages/demo/probability": 40}),
    ("accounts", {"explicit_need": False, "name": "x" * 65536}),
]


@pytest.mark.parametrize(("kind", "doc"), GOOD)
def test_sound_values_pass(kind: str, doc: dict[str, Any]) -> None:
    check_record(kind, doc)


BAD: list[tuple[str, dict[str, Any], str, str]] = [
    (
        "contacts",
        {"influence": 6},
        "Influence takes a whole number from 1 to 5",
        "影响力应为1到5的整数",
    ),
    ("contacts", {"influence": "5"}, "Influence takes a whole number,", "影响力应为整数，"),
    ("contacts", {"influence": True}, "Influence takes a whole number,", "影响力应为整数，"),
    (
        "deals",
        {"probability_manual": 101},
        "Probability takes a whole number from 0 to 100",
        "赢率应为0到100",
    ),
    (
        "deals",
        {"amount": 1.5},
        "Amount takes a whole number of the smallest unit",
        "金额应为以最小货币单位计",
    ),
    ("deals", {"amount": 10**19}, "Amount takes a number nearer to zero", "金额应为绝对值更小的数"),
    ("deals", {"amount": 5, "currency": None}, "Amount needs its currency.", "金额缺少币种。"),
    (
        "deals",
        {"currency": "rmb"},
        "Currency takes a code of three letters",
        "币种应为CNY这样的三字母代码",
    ),
    (
        "deals",
        {"expected_close": "28.9.2026"},
        "Expected close takes a date such as",
        "预计签约日应为2026-09-28",
    ),
    (
        "deals",
        {"expected_close": "2026-02-30"},
        "Expected close takes a date such as",
        "预计签约日应为2026-09-28",
    ),
    (
        "deals",
        {"expected_close": "20260930"},
        "Expected close takes a date such as",
        "预计签约日应为2026-09-28",
    ),
    (
        "deals",
        {"title": "长" * 21846},
        "Title takes at most 65536 bytes",
        "标题应为不超过65536字节",
    ),
    (
        "deals",
        {"pains/p1": "x" * 65537},
        "Pains takes at most 65536 bytes",
        "痛点应为不超过65536字节",
    ),
    ("deals", {"title": 5}, 'Title takes text, not "5".', '标题应为文字，不能是"5"。'),
    ("deals", {"tags/a": 5}, "Tags takes text, yes or no", "标签应为文字、是或否"),
    ("deals", {"tags": "a"}, "Tags takes members", "标签应为由文字或是否组成的多项"),
    ("deals", {"checklist/a": 5}, "Checklist takes yes or no", "输出标准应为是或否"),
    ("deals", {"account": ""}, "Account takes the id of a record", "客户应为一条记录的标识"),
    (
        "activities",
        {"sentiment": 3},
        "Sentiment takes a whole number from -2 to 2",
        "态度应为-2到2的整数",
    ),
    ("activities", {"type": "fax"}, "Type takes one of its keys", "类型应为规定的键值"),
    (
        "accounts",
        {"employees": -1},
        "Employees takes a whole number of at least 0",
        "员工数应为不小于0的整数",
    ),
    ("members", {"active": "yes"}, "Active takes yes or no", "在职应为是或否"),
    (
        "pipelines",
        {"stages/a/probability": 300},
        "Stages takes a whole number of at most 100",
        "阶段应为不大于100",
    ),
]


@pytest.mark.parametrize(("kind", "doc", "en", "zh"), BAD)
def test_unsound_values_are_refused_by_name(
    kind: str, doc: dict[str, Any], en: str, zh: str
) -> None:
    with pytest.raises(InputProblem) as caught:
        check_record(kind, doc)
    problem = caught.value
    assert problem.message.en.startswith(en)
    assert problem.message.zh.startswith(zh)
    assert problem.where in doc
    assert "{" not in problem.message.en + problem.message.zh


def test_choices_are_listed_as_the_cure() -> None:
    with pytest.raises(InputProblem) as caught:
        check_record("deals", {"grade": "D"})
    assert caught.value.hint.en == "It takes: A (A), B (B), C (C)."
    with pytest.raises(InputProblem) as caught:
        check_record("contacts", {"stance": "angry"})
    assert "支持" in caught.value.hint.zh


def test_a_kind_that_does_not_exist_is_refused() -> None:
    with pytest.raises(InputProblem, match="no kind of record"):
        check_record("unicorns", {})


def test_control_characters_in_a_value_do_not_get_into_the_sentence() -> None:
    with pytest.raises(InputProblem) as caught:
        check_record("activities", {"type": "\x1b]0;x\x07fax"})
    assert "\x1b" not in caught.value.message.en
