"""Values for reading, whatever a log may hold."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from salestui.domain.schema import KINDS
from salestui.domain.snapshot import Snapshot
from salestui.services.fieldtext import FieldText, goes_along, label_of

TODAY = date(2026, 9, 2)


def text(team: Snapshot, lang: str = "en") -> FieldText:
    return FieldText(team, lang, TODAY, ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("path", "values", "full", "short"),
    [
        ("amount", {"amount": 9_000_000, "currency": "CNY"}, "CNY 90,000.00", "90k"),
        ("amount", {"amount": 9_000_000, "currency": "USD"}, "USD 90,000.00", "USD 90k"),
        ("amount", {"amount": 9_000_000}, "90,000.00", "90k"),
        ("expected_close", {"expected_close": "2026-11-02"}, "2026-11-02  Mon 2 Nov", "2 Nov"),
        ("owner", {"owner": "mb_zw"}, "张伟", "张伟"),
        ("source", {"source": "expo"}, "Expo", "Expo"),
        ("note", {"note": "one\ntwo"}, "one\ntwo", "one two"),
        ("tags/vip", {"tags/vip": True}, "yes", "yes"),
        ("tags", {"tags/vip": True, "tags/old": True}, "old, vip", "old, vip"),
        ("probability_manual", {"probability_manual": 40}, "40%", "40%"),
        ("title", {}, "", ""),
        ("of_a_newer_version", {"of_a_newer_version": 7}, "7", "7"),
    ],
)
def test_values_in_full_and_in_short(
    team: Snapshot, path: str, values: dict[str, Any], full: str, short: str
) -> None:
    assert text(team).full("deals", path, values) == full
    assert text(team).short("deals", path, values) == short


def test_a_stage_is_told_by_the_path_that_it_was_on(team: Snapshot) -> None:
    deal = dict(team.get("deals", "dl_1") or {})
    assert text(team).full("deals", "stage", deal) == "Product demo"
    assert text(team, "zh").full("deals", "stage", deal) == "产品演示"
    assert text(team).full("deals", "stage", {**deal, "pipeline": "pl_x"}) == "demo"


WRONG: list[Any] = ["x", 7, True, [1], {"a": 1}, 10**400, "2026-99-99", "\ud800", -1]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_value_of_the_wrong_type_stops_the_reader(team: Snapshot, lang: str) -> None:
    for name, kind in KINDS.items():
        for field in kind.fields:
            for value in WRONG:
                values = {field.path: value, f"{field.path}/a": value, "currency": 5}
                for path in (field.path, f"{field.path}/a"):
                    assert isinstance(text(team, lang).full(name, path, values), str)
                    assert "\n" not in text(team, lang).short(name, path, values)


def test_labels_name_fields_members_and_what_is_unknown(team: Snapshot) -> None:
    assert label_of("deals", "amount", team).zh == "金额"
    assert label_of("deals", "tags/vip", team) == ("Tags: vip", "标签：vip")
    assert label_of("deals", "collaborators/mb_zw", team).en == "Collaborators: 张伟"
    assert label_of("deals", "of_a_newer_version", team).en == "of_a_newer_version"
    assert label_of("robots", "arm", team).en == "arm"
    assert label_of("deals", "_del", team).en == "archived"


def test_what_goes_along_says_nothing_unless_it_changed_alone() -> None:
    assert goes_along("deals", "currency", {"amount", "currency"})
    assert goes_along("deals", "outcome", {"stage", "outcome"})
    assert goes_along("accounts", "owner_since", {"owner", "owner_since"})
    assert not goes_along("deals", "currency", {"currency"})
    assert not goes_along("deals", "outcome", {"outcome", "title"})
    assert not goes_along("deals", "amount", {"amount", "currency"})
    assert not goes_along("robots", "currency", {"amount", "currency"})
