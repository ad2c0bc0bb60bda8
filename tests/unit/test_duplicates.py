"""Accounts that are probably one company: by name, phone, or mail domain and city."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from salestui.domain.duplicates import (
    Twin,
    domain_key,
    duplicate_groups,
    phone_key,
    twins,
)
from salestui.domain.snapshot import Snapshot

from .conftest import snapshot_of

Rows = list[dict[str, Any]]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("+86 571 8800 1234", "57188001234"), ("0571-88001234 转 12", "57188001234"),
        ("（0571）８８００１２３４", "57188001234"), ("0086-571-88001234", "57188001234"),
        ("8800 1234 ext. 7", "88001234"), ("+49 (0)30 1234567", "490301234567"),
        ("123456", ""), ("", ""), ("n/a", ""), (None, ""),
    ],
)  # fmt: skip
def test_phones_are_compared_by_their_digits(text: str | None, key: str) -> None:
    assert phone_key(text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("gu@Hengda.CN", "hengda.cn"), ("https://www.hengda.cn/about", "hengda.cn"),
        ("hengda.cn:8080", "hengda.cn"), ("gu@qq.com", ""), ("www.163.com", ""), ("none", ""),
        ("", ""), (None, ""),
    ],
)  # fmt: skip
def test_a_domain_is_the_companys_own(text: str | None, key: str) -> None:
    assert domain_key(text) == key


def firms(*rows: dict[str, Any], contacts: Rows | None = None) -> Snapshot:
    """Accounts a, b, c … of these values."""
    docs = [{"_id": f"ac_{'abcdef'[n]}", "_created": n, **row} for n, row in enumerate(rows)]
    return snapshot_of(accounts=docs, contacts=contacts or [])


def test_the_same_name_but_for_its_legal_form() -> None:
    state = firms({"name": "恒达机械有限公司"}, {"name": "恒达机械股份"}, {"name": "恒达"})
    assert twins(state, "ac_a") == [Twin("ac_b", ("same_name",))]
    assert duplicate_groups(state) == [("ac_a", "ac_b")]


def test_the_same_phone_of_the_account_or_of_somebody_there() -> None:
    people = [{"_id": "ct_1", "name": "Gu", "account": "ac_b", "phone": "+86 138 1234 5678"}]
    state = firms({"name": "A", "phone": "13812345678"}, {"name": "B"}, contacts=people)
    assert twins(state, "ac_a") == [Twin("ac_b", ("same_phone",))]
    assert twins(state, "ac_b") == [Twin("ac_a", ("same_phone",))]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("East", "east", True), ("East", None, True), (None, None, True), ("East", "West", False)],
)
def test_the_same_mail_domain_unless_the_city_is_another(
    one: str | None, other: str | None, alike: bool
) -> None:
    people = [{"_id": "ct_1", "name": "Gu", "account": "ac_b", "email": "gu@hengda.cn"}]
    rows = (
        {"name": "A", "website": "www.hengda.cn", "region": one},
        {"name": "B", "region": other},
    )
    state = firms(*({k: v for k, v in row.items() if v} for row in rows), contacts=people)
    assert [twin.reasons for twin in twins(state, "ac_a")] == ([("same_mail",)] if alike else [])


def test_the_likeliest_comes_first_and_all_reasons_are_told() -> None:
    state = firms(
        {"name": "Hengda", "phone": "0571-8800123", "website": "hengda.cn"},
        {"name": "Other", "website": "https://hengda.cn"},
        {"name": "Hengda Ltd.", "phone": "(0571) 8800123"},
    )
    assert twins(state, "ac_a") == [
        Twin("ac_c", ("same_name", "same_phone")),
        Twin("ac_b", ("same_mail",)),
    ]
    assert duplicate_groups(state) == [("ac_a", "ac_b", "ac_c")]


def test_what_was_merged_or_archived_is_no_duplicate() -> None:
    state = firms({"name": "A"}, {"name": "A", "merged_into": "ac_a"}, {"name": "A", "_del": True})
    assert twins(state, "ac_a") == twins(state, "ac_b") == []
    assert duplicate_groups(state) == []


def test_twins_follow_every_change(team: Snapshot, changed: Callable[..., Snapshot]) -> None:
    assert twins(team, "ac_hd") == []
    state = changed("accounts", "ac_ac", name="恒达机械公司")
    assert [twin.id for twin in twins(state, "ac_hd")] == ["ac_ac"]
