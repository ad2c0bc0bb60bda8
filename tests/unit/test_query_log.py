"""`changed` and `by`: what a filter asks of the log, and that it asks it of one change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from salestui.domain.change import Commit
from salestui.domain.clock import Stamp
from salestui.domain.problems import InputProblem
from salestui.domain.query import Env, change_filter, compile_filter
from salestui.domain.snapshot import Snapshot
from salestui.domain.touches import Touch, Touches, touches_of
from salestui.services.logfacts import LogUntil
from tests.unit.conftest import ago

FACTS: dict[str, dict[str, list[Touch]]] = {
    "deals": {
        "dl_1": [
            Touch(ago(40), "rz", (), True),
            Touch(ago(20), "rz", ("stage", "outcome"), False),
            Touch(ago(9), "ra", ("amount", "tags/vip"), False),
            Touch(ago(1), "rz", ("next_step",), False),
        ],
        "dl_2": [Touch(ago(400), "ra", (), True), Touch(ago(3), "ra", ("amount",), False)],
        "dl_3": [Touch(ago(2), "rx", (), True)],
        "dl_4": [Touch(ago(100), "rz", (), True), Touch(ago(30), "rz", ("stage",), False)],
        "dl_5": [Touch(ago(200), "ra", (), True)],
    },
    "accounts": {"ac_hd": [Touch(ago(50), "rz", (), True), Touch(ago(1), "ra", ("name",), False)]},
}
AUTHORS = {"rz": "zhang", "ra": "anna", "rx": "xu"}


class Facts:
    """A log whose touches are known."""

    until: int | None = None
    whole = True

    def touches(self, kind: str) -> Touches:
        """The touches of a kind."""
        return FACTS.get(kind, {})


@pytest.fixture
def asked(team: Snapshot, env: Env) -> Any:
    """Gives the deals that a filter finds, with somebody who wrote without being a member."""
    now = team.stepped({}, {}, AUTHORS)

    def ask(text: str, **changed: Any) -> list[str]:
        scope = replace(env, **({"log": Facts()} | changed))
        return sorted(compile_filter(text, "deals", now, scope).ids())

    return ask


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("changed>=mon", ["dl_1", "dl_3"]),
        ("changed:2026-08-30", ["dl_2"]),
        ("changed:2026-08-20..2026-08-31", ["dl_1", "dl_2", "dl_3"]),
        ("changed<2026-08-01", ["dl_1", "dl_2", "dl_4", "dl_5"]),
        ("changed:stage", ["dl_1", "dl_4"]),
        ("changed=stage,amount", ["dl_1", "dl_2", "dl_4"]),
        ("changed:tags", ["dl_1"]),
        ("改动:金额", ["dl_1", "dl_2"]),
        ("by:anna", ["dl_1", "dl_2", "dl_5"]),
        ("by:xu", ["dl_3"]),
        ("by:me", ["dl_1", "dl_4"]),
        ("改动人:我", ["dl_1", "dl_4"]),
        ("by:anna,xu", ["dl_1", "dl_2", "dl_3", "dl_5"]),
        ("by!=anna", ["dl_3", "dl_4"]),
        ("-by:anna", ["dl_3", "dl_4"]),
        ("changed:none", ["dl_3", "dl_5"]),
        ("changed:any", ["dl_1", "dl_2", "dl_4"]),
        ("changed!=none", ["dl_1", "dl_2", "dl_4"]),
        ("changed!=stage", ["dl_2", "dl_3", "dl_5"]),
        ("account.changed>=mon", ["dl_1", "dl_3"]),
        ("account.by:anna", ["dl_1", "dl_3"]),
    ],
)
def test_each_asks_for_any_change(asked: Any, text: str, found: list[str]) -> None:
    assert asked(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("changed:stage changed>=mon", []),
        ("changed:amount changed>=-10d", ["dl_1", "dl_2"]),
        ("changed:amount by:zhang", []),
        ("changed:amount by:anna changed<-5d", ["dl_1"]),
        ("changed:stage by:me changed>=-25d", ["dl_1"]),
        ("(changed:stage) (by:anna)", ["dl_1"]),
        ("changed:stage or by:anna", ["dl_1", "dl_2", "dl_4", "dl_5"]),
        ("by:anna stage:won", ["dl_2"]),
        ("!changed:amount by:anna", ["dl_3", "dl_4", "dl_5"]),
    ],
)
def test_side_by_side_they_mean_one_change(asked: Any, text: str, found: list[str]) -> None:
    if text.startswith("("):
        # Brackets make no difference to what stands side by side.
        assert asked(text) == asked("changed:stage by:anna")
        return
    assert asked(text) == found


def test_a_look_back_knows_no_later_change(asked: Any) -> None:
    log = LogUntil(Facts(), ago(5))
    assert asked("changed:amount", log=log) == ["dl_1"]
    assert asked("changed:none", log=log) == ["dl_2", "dl_3", "dl_5"]


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("changed:amout", "8", "amount"),
        ("changed>=xx", "9", "date"),
        ("changed>=stage", "9", "date"),
        ("changed:stage,mon", "0", "two conditions"),
        ("by:nobody", "3", "nobody"),
        ("by>=anna", "2", ">="),
        ("account.by:nobody", "11", "nobody"),
        ("changed:fri..mon,", "17", "value"),
    ],
)
def test_mistakes_are_placed(asked: Any, text: str, where: str, said: str) -> None:
    with pytest.raises(InputProblem) as refused:
        asked(text)
    assert refused.value.where == where
    assert said in refused.value.message.en + refused.value.hint.en


def test_where_there_is_no_log_it_says_so(asked: Any) -> None:
    for text in ("changed>=mon", "by:anna", "changed:none"):
        with pytest.raises(InputProblem, match="log"):
            asked(text, log=None)


def test_what_is_asked_of_each_change_told(team: Snapshot, env: Env) -> None:
    """History tells the changes that meet all of it, whatever else is asked of the record."""
    now = team.stepped({}, {}, AUTHORS)
    env = replace(env, log=Facts())
    test, only = change_filter("by:anna changed:amount", "deals", now, env)
    assert test is not None and only
    assert [test(touch) for touch in FACTS["deals"]["dl_1"]] == [False, False, True, False]
    test, only = change_filter("owner:me by:anna", "deals", now, env)
    assert test is not None and not only
    for text in ("owner:me", "-by:anna", "changed:none", "!by:anna"):
        assert change_filter(text, "deals", now, env) == (None, False)


def commit(seq: int, values: dict[str, Any], when: int = 0, rep: str = "r") -> Commit:
    """One change of a deal."""
    stamp = Stamp(seq, 0, rep, seq, "")
    return Commit(stamp, when or seq, "x", (("deals", "d", values, {}),))


def test_touches_tell_only_what_changed() -> None:
    """A group is written whole, whatever of it changes."""
    log = [
        commit(1, {"stage": "lead", "outcome": "open", "amount": 1}),
        commit(2, {"stage": "demo", "outcome": "open", "closed_on": None}, rep="s"),
        commit(3, {"stage": "demo", "outcome": "open"}),
        commit(4, {"_del": True, "_x": 1}, when=9),
        commit(5, {"amount": True, "": 1}),
    ]
    assert touches_of(log, "deals") == {
        "d": [
            Touch(1, "r", (), True),
            Touch(2, "s", ("stage",), False),
            Touch(9, "r", ("_del",), False),
            Touch(5, "r", ("amount", ""), False),
        ]
    }
    assert touches_of(log, "accounts") == {}
