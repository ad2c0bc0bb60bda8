"""The calendar file: what RFC 5545 asks for, whatever people typed."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from salestui.domain.snapshot import Snapshot
from salestui.exchange.ics import LONGEST, ics_text
from salestui.services.reading import Reading
from tests.unit.conftest import NEW, TODAY, ZONE, ago


def reading(team: Snapshot, lang: str = "en") -> Reading:
    return Reading(team, ago(0), TODAY, ZONE, "mb_zw", lang)


def task(**values: Any) -> dict[str, Any]:
    return {"_id": "tk_1", "number": "T-1", "title": "call", "due": "2026-09-04", **values}


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_a_task_is_a_day_in_the_calendar(team: Snapshot) -> None:
    lines = unfolded(ics_text("tasks", [task(deal="dl_1", _updated=ago(1))], reading(team)))
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    assert "UID:tk_1@salestui" in lines
    assert "DTSTART;VALUE=DATE:20260904" in lines and "DTEND;VALUE=DATE:20260905" in lines
    assert "SUMMARY:call: 恒达机械" in lines
    assert "DTSTAMP:20260902T040000Z" in lines and "LAST-MODIFIED:20260901T040000Z" in lines


def test_a_task_of_an_account_alone_names_it(team: Snapshot) -> None:
    account = (team.get("deals", "dl_1") or {})["account"]
    lines = unfolded(ics_text("tasks", [task(account=account)], reading(team)))
    assert "SUMMARY:call: 恒达机械" in lines


def test_a_node_task_speaks_the_language_and_lists_its_outputs(team: Snapshot) -> None:
    node = task(deal="dl_1", pipeline=NEW, stage="demo", node="demo_preparation")
    lines = unfolded(ics_text("tasks", [node], reading(team, "zh")))
    assert any(line.startswith("SUMMARY:演示准备") for line in lines)
    assert any(line.startswith("DESCRIPTION:T-1\\n. 演示已进行") for line in lines)


def test_what_is_over_or_undated_has_no_entry(team: Snapshot) -> None:
    over = [task(status="done"), task(due=None), task(due="soon"), task(status="dropped")]
    assert "VEVENT" not in ics_text("tasks", over, reading(team))
    deals = [team.get("deals", id) or {} for id in ("dl_1", "dl_2", "dl_5")]
    found = unfolded(ics_text("deals", deals, reading(team)))
    assert [line for line in found if line.startswith("SUMMARY")] == [
        "SUMMARY:send offer: 恒达机械"
    ]


@given(st.text(max_size=300))
def test_no_text_breaks_out_of_its_line(team: Snapshot, text: str) -> None:
    """Every line is short, ends in CR LF, and what was typed adds no property."""
    raw = ics_text("tasks", [task(title=text)], reading(team)).encode("utf-8", "backslashreplace")
    lines = raw.split(b"\r\n")
    assert all(len(line) <= LONGEST for line in lines)
    assert b"\n" not in raw.replace(b"\r\n", b"") and b"\r" not in raw.replace(b"\r\n", b"")
    names = [line.split(b":")[0] for line in lines if line and not line.startswith(b" ")]
    assert names.count(b"SUMMARY") == names.count(b"BEGIN") - 1 == 1
