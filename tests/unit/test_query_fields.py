"""The registry of filter fields: every field has its names in both languages."""

from __future__ import annotations

import pytest

from salestui.domain.query import QUERY_KINDS, field_names, nearest
from salestui.domain.query.fields import FLAGS, LOG_NAMES, field_named, fields_of
from salestui.domain.schema import KINDS

ALIASES = [
    ("deals", "负责人", "owner"),
    ("deals", "金额", "amount"),
    ("deals", "层级", "tier"),
    ("deals", "分层", "tier"),
    ("deals", "阶段", "stage"),
    ("deals", "产品", "product"),
    ("deals", "区域", "region"),
    ("deals", "来源", "source"),
    ("deals", "客户", "account"),
    ("deals", "赢率", "probability"),
    ("deals", "预计签约日", "expected_close"),
    ("deals", "close", "expected_close"),
    ("deals", "closed", "closed_on"),
    ("deals", "due", "next_step_due"),
    ("deals", "path", "pipeline"),
    ("deals", "路径", "pipeline"),
    ("deals", "OWNER", "owner"),
    ("deals", "next-step", "next_step"),
    ("deals", "是", "is"),
    ("accounts", "层级", "tier"),
    ("accounts", "revenue", "annual_revenue"),
    ("contacts", "角色", None),
    ("contacts", "role", "decision_role"),
    ("members", "经理", "manager"),
    ("activities", "跟进人", "member"),
    ("activities", "by", None),
]


@pytest.mark.parametrize(("kind", "name", "field"), ALIASES)
def test_names_in_both_languages(kind: str, name: str, field: str | None) -> None:
    """A field answers to its name, its labels and its aliases."""
    found = field_named(kind, name)
    assert (found.name if found else None) == field


@pytest.mark.parametrize("kind", QUERY_KINDS)
def test_every_schema_field_can_be_asked_for(kind: str) -> None:
    """Nothing of a record is out of reach of the filter."""
    names = field_names(kind)
    assert len(set(names)) == len(names)
    for field in KINDS[kind].fields:
        assert field.path in names


@pytest.mark.parametrize("kind", QUERY_KINDS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_each_listed_name_leads_to_its_own_field(kind: str, lang: str) -> None:
    """What completion would offer is understood, and as the field meant."""
    for name, field in zip(field_names(kind, lang), fields_of(kind), strict=True):
        assert field_named(kind, name) is field


@pytest.mark.parametrize("kind", QUERY_KINDS)
def test_reserved_names_stay_free(kind: str) -> None:
    """`changed` and `by` ask the log; no field answers to them."""
    assert all(field_named(kind, name) is None for name in LOG_NAMES)


@pytest.mark.parametrize("kind", FLAGS)
def test_states_have_names_of_their_own(kind: str) -> None:
    """No two states of a kind share a name in either language."""
    for lang in ("en", "zh"):
        names = [label.say(lang) for label in FLAGS[kind].values()]
        assert len(set(names)) == len(names)


def test_the_nearest_name() -> None:
    """A slip of the pen has a neighbour, a foreign word has none."""
    assert nearest("deals", "ammount") == "amount"
    assert nearest("deals", "qqqq") == ""
