"""Marks of what changed: the net difference of a deal, counted and written."""

from __future__ import annotations

from typing import Any

import pytest

from salestui.cells import width
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.exchange.sincewords import COUNTS, MARKS, SIGNS, counts_lines, mark_text
from salestui.services.lastseen import News
from salestui.services.since import KINDS, Mark, Tally, since_news, since_state
from tests.unit.conftest import EXISTING, NEW

SAID = Words("since Mon", "周一以来")


def kinds(team: Snapshot, **changed: Any) -> list[str]:
    """The marks of the press line after a change."""
    now = {**team.table("deals")["dl_1"], **changed}
    return [mark.kind for mark in since_state(SAID, team).marks(now)]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"_updated": 5, "_updated_by": "r"}, []),
        ({"stage": "proposal"}, ["moved"]),
        ({"stage": "lead"}, ["back"]),
        ({"stage": "hold"}, ["back"]),
        ({"stage": "renew", "pipeline": EXISTING}, ["moved"]),
        ({"stage": "won", "outcome": "won", "won_amount": 5}, ["won"]),
        ({"stage": "lost", "outcome": "lost", "lost_reason": "price"}, ["lost"]),
        ({"amount": 12_000_000}, ["up"]),
        ({"amount": None}, ["down"]),
        ({"amount": 1, "currency": "USD"}, ["up"]),
        ({"expected_close": "2026-12-01"}, ["close"]),
        ({"owner": "mb_al", "owner_since": "2026-09-02"}, ["owner"]),
        ({"next_step": "call"}, ["step"]),
        ({"next_step_due": None}, ["step"]),
        ({"tags/hot": True}, ["other"]),
        ({"note": "n", "stage": "proposal", "amount": 1}, ["moved", "down"]),
    ],
)
def test_what_is_different(team: Snapshot, changed: dict[str, Any], expected: list[str]) -> None:
    assert kinds(team, **changed) == expected


def test_new_and_brought_back_deals_are_new(team: Snapshot) -> None:
    since = since_state(SAID, team)
    assert since.marks({"_id": "dl_x", "stage": "lead"}) == (Mark("new"),)
    back = {k: v for k, v in team.table("deals")["dl_6"].items() if k != "_del"}
    assert since.marks(back) == (Mark("new"),)


def test_a_reopened_deal_moved(team: Snapshot) -> None:
    lost = dict(team.table("deals")["dl_5"])
    again = {**lost, "stage": "demo", "outcome": "open", "lost_reason": None}
    assert [m.kind for m in since_state(SAID, team).marks(again)] == ["moved"]


def test_amounts_tell_by_how_much(team: Snapshot) -> None:
    deal = team.table("deals")["dl_1"]
    since = since_state(SAID, team)
    (up,) = since.marks({**deal, "amount": 16_000_000})
    (down,) = since.marks({**deal, "amount": 7_000_000})
    assert [mark_text(m, lang) for m in (up, down) for lang in ("en", "zh")] == [
        "^60k", "^6万", "v30k", "v3万",
    ]  # fmt: skip


def news(path: str, old: Any, new: Any, id: str = "dl_1") -> News:
    """One change of somebody else."""
    return News(1, "bob", "deals", id, "x", path, Words("f", "f"), old, new, True, False, "r:1")


def test_only_what_others_changed_is_marked_since_the_last_look(team: Snapshot) -> None:
    """The value before the first of several changes counts; my own changes count as they are."""
    found = [news("amount", 9_000_000, 10_000_000), news("amount", 10_000_000, 9_000_000),
             news("", None, None, "dl_3")]  # fmt: skip
    deals = team.table("deals")
    since = since_news(SAID, found, team)
    assert since.marks(deals["dl_1"]) == ()
    since = since_news(SAID, [news("stage", "contact", "demo"), *found[1:]], team)
    assert [m.kind for m in since.marks(deals["dl_1"])] == ["moved"]
    assert since.marks(deals["dl_3"]) == (Mark("new"),)
    assert since.marks(deals["dl_2"]) == ()


def test_counts_follow_the_view(team: Snapshot, changed: Any) -> None:
    since = since_state(SAID, team)
    docs = {doc["_id"]: doc for doc in team.live("deals")}
    tally = Tally(since, docs.values())
    assert +tally.counts == {}
    docs["dl_1"] = {**docs["dl_1"], "stage": "proposal", "amount": 11_000_000}
    docs["dl_9"] = {"_id": "dl_9", "stage": "lead", "pipeline": NEW}
    tally.follow(["dl_1", "dl_9"], docs.get)
    assert +tally.counts == {"moved": 1, "up": 1, "new": 1}
    docs.pop("dl_9")
    docs["dl_1"] = {**docs["dl_1"], "stage": "demo"}
    tally.follow(["dl_1", "dl_9"], docs.get)
    assert +tally.counts == {"up": 1}
    assert +Tally(since, docs.values()).counts == +tally.counts


def test_every_kind_is_written_and_counted_once() -> None:
    assert set(MARKS) == set(KINDS)
    assert sorted(kind for kinds, _, _ in COUNTS for kind in kinds) == sorted(KINDS)
    for kind in KINDS:
        for lang in ("en", "zh"):
            text = mark_text(Mark(kind, 12_345_600, "CNY"), lang)
            assert text[0] in SIGNS and width(text) <= {"en": 6, "zh": 9}[lang]


def test_the_line_of_counts() -> None:
    counts = {"new": 3, "moved": 5, "up": 3, "down": 1, "lost": 2, "step": 1, "other": 2}
    assert counts_lines(SAID, counts, "en") == (
        "since Mon  +3 new  >5 moved  ^3 v1 amount  2 lost  ~3 other",
        "since Mon +3 >5 ^3 v1 2 lost ~3",
    )
    assert counts_lines(SAID, counts, "zh")[0] == (
        "周一以来  +3 新增  >5 推进  ^3 v1 金额  2单输单  ~3 其他"
    )
    assert counts_lines(SAID, {"new": 0}, "en")[0] == "since Mon  nothing changed"
