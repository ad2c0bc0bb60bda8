"""Names found by the first letters of their pinyin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from salestui.domain.initials import initials_pattern
from salestui.domain.problems import NotFound
from salestui.domain.query import Env, compile_filter
from salestui.domain.refs import find
from salestui.domain.snapshot import Snapshot

Change = Callable[..., Snapshot]


@pytest.mark.parametrize(
    ("letters", "name"),
    [
        ("hd", "恒达"),
        ("hdfm", "杭州恒达阀门"),
        ("ahd", "a恒达"),
        ("yh", "银行"),
        ("cq", "重庆"),
        ("zyb", "张轶博"),
        ("zq", "曾琪"),
    ],
)
def test_initials_find_names(letters: str, name: str) -> None:
    pattern = initials_pattern(letters)
    assert pattern is not None
    assert pattern.search(name)


@pytest.mark.parametrize(("letters", "name"), [("hd", "达恒"), ("hd", "恒\n达"), ("xq", "恒达")])
def test_other_letters_do_not(letters: str, name: str) -> None:
    pattern = initials_pattern(letters)
    assert pattern is not None
    assert not pattern.search(name)


@pytest.mark.parametrize("text", ["h", "", "恒达", "h d", "d-17", "abcdefghi", "[a", "h.", "h1"])
def test_what_is_no_row_of_letters_is_no_initials(text: str) -> None:
    assert initials_pattern(text) is None


def test_filters_find_names_by_initials(team: Snapshot, env: Env, changed: Change) -> None:
    named = changed("accounts", "ac_ac", name="恒达阀门")
    assert compile_filter("hdfm", "deals", team, env).ids() == []
    for text in ("hdfm", "HDFM", "account:hdfm"):
        assert sorted(compile_filter(text, "deals", named, env).ids()) == ["dl_2", "dl_4"]
    assert compile_filter("hdfm", "accounts", named, env).ids() == ["ac_ac"]
    assert compile_filter("name=hdfm", "accounts", named, env).ids() == []


def test_a_title_and_a_rename(team: Snapshot, env: Env, changed: Change) -> None:
    found: Any = compile_filter("xsz", "deals", team, env)
    assert found.ids() == []
    assert found.ids(changed("deals", "dl_4", title="西山站改造")) == ["dl_4"]
    assert found.on(team).ids() == []


def test_a_record_is_called_by_its_initials(team: Snapshot, changed: Change) -> None:
    named = changed("accounts", "ac_ac", name="恒达阀门")
    assert find(named, "accounts", "hdfm")["_id"] == "ac_ac"
    with pytest.raises(NotFound):
        find(named, "accounts", "fmhd")
