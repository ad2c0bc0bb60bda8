"""Typed views: they say the same as the schema, and never fail on what a record holds."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic.fields import FieldInfo

from salestui.domain.criteria import BY_HAND, CHECKS
from salestui.domain.fold import register
from salestui.domain.models import MODELS, Contact, Deal, Pipeline, Record
from salestui.domain.models.base import nested
from salestui.domain.models.check import check_record
from salestui.domain.schema import KINDS, Field
from salestui.services.defaults import default_edits

KIND_NAMES = sorted(KINDS)


def own_fields(kind: str) -> dict[str, FieldInfo]:
    fields = MODELS[kind].model_fields
    return {name: info for name, info in fields.items() if name not in Record.model_fields}


def literals(annotation: object) -> tuple[str, ...] | None:
    for part in get_args(annotation):
        if get_origin(part) is Literal:
            return get_args(part)
    return None


def base_type(annotation: object) -> object:
    """The plain type inside `Annotated[X, …] | None`."""
    part = get_args(annotation)[0] if get_args(annotation) else annotation
    return getattr(part, "__origin__", part)


PLAIN: dict[str, object] = {
    "text": str,
    "long_text": str,
    "ref": str,
    "money": int,
    "integer": int,
    "percent": int,
    "instant": int,
    "date": date,
    "flag": bool,
}


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_models_and_schema_have_the_same_fields(kind: str) -> None:
    names = set(own_fields(kind)) - {"moves", "pushes", "redated"}
    assert names == {field.path for field in KINDS[kind].fields}
    assert MODELS.keys() == KINDS.keys()


FIELDS = [
    pytest.param(kind, field, id=f"{kind}.{field.path}")
    for kind in KIND_NAMES
    for field in KINDS[kind].fields
]


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_models_and_schema_have_the_same_types(kind: str, field: Field) -> None:
    annotation = own_fields(kind)[field.path].annotation
    if field.type == "map":
        assert get_origin(annotation) is dict
    elif field.choices:
        assert literals(annotation) == tuple(field.choices)
    else:
        assert base_type(annotation) is PLAIN[field.type]


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_money_field_has_its_currency_in_its_own_group(kind: str) -> None:
    for field in KINDS[kind].fields:
        if field.type == "money":
            assert field.currency in register(kind, field.path)


def test_a_flat_record_becomes_a_view() -> None:
    deal = Deal.of(
        {
            "_id": "dl_1",
            "_created": 5,
            "_moves": [[5, "pl", "lead"], [9, "pl", "demo"]],
            "_del": True,
            "title": "line 2",
            "expected_close": "2026-09-28",
            "tags/vip": True,
            "tags/a~1b": True,
            "pains/p1": "slow",
            "checklist/needs_note": True,
            "checklist/needs_note/evidence": "v2.pdf",
            "checklist/untied/evidence": "left over",
            "competitors/gone": False,
        }
    )
    assert (deal.id, deal.created, deal.archived) == ("dl_1", 5, True)
    assert deal.moves[1] == [9, "pl", "demo"]
    assert deal.expected_close == date(2026, 9, 28)
    assert deal.tags == {"vip": True, "a/b": True}
    assert deal.pains == {"p1": "slow"}
    assert list(deal.checklist) == ["needs_note"]
    assert deal.checklist["needs_note"].evidence == "v2.pdf"
    assert deal.competitors == {}
    assert deal.odd == {}


def test_a_nested_record_becomes_the_same_view() -> None:
    flat = Deal.of({"_id": "d", "tags/a": True, "checklist/x": True, "checklist/x/evidence": "e"})
    assert Deal.of({"id": "d", "tags": {"a": True}, "checklist": {"x": {"evidence": "e"}}}) == flat


def test_fields_of_a_newer_version_survive() -> None:
    deal = Deal.of({"mood": "sunny", "weather/today": "rain", "pains/p1": "x", "pains/p1/cost": 5})
    assert deal.model_extra == {"mood": "sunny", "weather": {"today": "rain"}}
    assert deal.pains == {"p1": {"": "x", "cost": 5}}


@pytest.mark.parametrize("value", [7, "much", True, [1], {"a": 1}, 10**30])
def test_a_view_never_fails_on_what_a_record_holds(value: Any) -> None:
    contact = Contact.of({"_id": "c", "name": "He Jun", "influence": value})
    assert (contact.name, contact.influence) == ("He Jun", None)
    assert contact.odd == {"influence": value}


def test_the_default_paths_are_sound_and_whole_in_their_view() -> None:
    for edit in default_edits(
        workspace="w", name="Keda", language="en", currency="CNY", timezone="UTC", handle="x"
    ):
        check_record(edit.kind, edit.values)
        view = MODELS[edit.kind].of(edit.values)
        assert view.odd == {}
        assert view.model_extra == {}
        if isinstance(view, Pipeline):
            for stage in view.stages.values():
                assert stage.model_extra == {}
                for criterion in stage.criteria.values():
                    assert criterion.check in CHECKS or criterion.check in BY_HAND
                    assert criterion.model_extra == {}
                assert all(node.model_extra == {} for node in stage.nodes.values())
    first = Pipeline.of(default_edits(
        workspace="w", name="K", language="en", currency="CNY", timezone="UTC", handle="x"
    )[1].values)  # fmt: skip
    assert first.stages["demo"].nodes["demo_preparation"].resources == {
        "custom_demo": "technical|custom demo|定制演示"
    }


def test_nesting_tells_members_that_are_there_from_leftovers() -> None:
    doc = {"a/x": True, "a/x/b": 1, "a/y/b": 2, "a/z/m/k": True, "a/z": True, "c": None}
    assert nested(doc) == {"a": {"x": {"b": 1}, "z": {"m": {"k": True}}}}
    assert nested(doc, loose=True)["a"]["y"] == {"b": 2}


def test_reading_paths_and_flags_needs_no_pydantic() -> None:
    code = (
        "import sys, salestui.domain.attention, salestui.domain.criteria, "
        "salestui.domain.pipelines, salestui.services.defaults; "
        "sys.exit('pydantic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
