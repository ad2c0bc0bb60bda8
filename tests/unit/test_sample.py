"""The sample team: complete, alive on any day, the same in both languages, and sound."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path as FilePath
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from salestui.domain.attention import flags
from salestui.domain.criteria import progress
from salestui.domain.goals.book import Book
from salestui.domain.models.check import check_record
from salestui.domain.pipelines import Path, paths
from salestui.domain.query import Env
from salestui.domain.schema import KINDS
from salestui.domain.snapshot import Doc, Snapshot
from salestui.services.sample import SAMPLE_ZONE, sample_events
from salestui.services.sampledeals import Told
from salestui.store.journal import Origin
from salestui.store.replay import write_history

ZONE = ZoneInfo(SAMPLE_ZONE)
WEDNESDAY = date(2026, 8, 19)
WEEK = [WEDNESDAY + timedelta(days=offset) for offset in range(7)]
HAN = re.compile("[\u4e00-\u9fff]")

TEXTS = {"title", "name", "summary", "feedback", "next_step", "desired_solution", "lost_note"}
TEXT_MAPS = ("pains/",)


def told(lang: str = "en", today: date = WEDNESDAY) -> list[Told]:
    return sample_events(lang, today, ZONE, workspace="wsample")


def folded(tmp: FilePath, lang: str = "en", today: date = WEDNESDAY) -> Snapshot:
    events = told(lang, today)
    handles = dict.fromkeys(handle for handle, _ in events)
    origins = {
        handle: Origin("wsample", f"r{number:012d}".replace("0", "a"), handle, 0, "test", "0")
        for number, handle in enumerate(handles, 1)
    }
    return write_history(tmp, events, origins, lambda size: bytes(size))


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return folded(tmp_path_factory.mktemp("sample"))


def new_path(snapshot: Snapshot) -> Path:
    return next(path for path in paths(snapshot) if path.key == "new")


def deals_of(snapshot: Snapshot, handle: str, stage: str) -> list[Doc]:
    (member,) = snapshot.ids("members.handle", handle)
    found = snapshot.ids("deals.stage", f"{new_path(snapshot).id}|{stage}")
    docs = [snapshot.table("deals")[id] for id in found]
    return [doc for doc in docs if doc["owner"] == member]


def test_the_team_has_the_size_of_the_design(team: Snapshot) -> None:
    sizes = {kind: len(list(team.live(kind))) for kind in KINDS}
    assert sizes["members"] == 6 and sizes["pipelines"] == 2 and sizes["workspace"] == 1
    assert sizes["accounts"] >= 40
    assert sizes["contacts"] >= 90
    assert sizes["deals"] >= 60
    assert sizes["activities"] >= 120


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_record_is_sound_and_refers_to_what_there_is(lang: str, tmp_path: FilePath) -> None:
    snapshot = folded(tmp_path, lang)
    for name, kind in KINDS.items():
        for doc in snapshot.live(name):
            check_record(name, doc)
            assert "number" not in kind.essential and (not kind.letter or doc["number"])
            for field in kind.fields:
                if field.ref and field.path in doc:
                    assert snapshot.get(field.ref, doc[field.path]), field.path


def test_the_board_of_lina_is_the_one_drawn(team: Snapshot) -> None:
    stages = new_path(team).open_stages
    columns = {stage.key: deals_of(team, "lina", stage.key) for stage in stages}
    assert {key: len(docs) for key, docs in columns.items()} == {
        "lead": 9, "contact": 8, "demo": 6, "proposal": 5, "negotiation": 2,
    }  # fmt: skip
    sums = {key: sum(doc["amount"] for doc in docs) // 100_000 for key, docs in columns.items()}
    assert sums == {
        "lead": 1200, "contact": 781, "demo": 2148, "proposal": 2560, "negotiation": 1920,
    }  # fmt: skip
    won = deals_of(team, "lina", "won")
    assert sum(doc["won_amount"] for doc in won) == 1_300_000_00
    amounts = [doc["amount"] // 100_000 for docs in columns.values() for doc in docs]
    assert (min(amounts), max(amounts)) == (48, 1400)


GATES = {
    "Hengda Valve": "2/3", "Suguang Opto": "1/3", "Yuecheng Dye": "0/3", "Luqiao Motor": "2/3",
    "Anji Chair": "2/3", "Qidong Chem": "3/3", "Yongli Pumps": "1/3", "Beichen Felt": "1/3",
    "Taihe Foods": "2/3", "Taihu Paper": "2/3", "Jiahe Glass": "1/3", "Husi Textile": "2/3",
    "Chang Cable": "0/3", "Linan Bamboo": "1/3", "Xihe Bearing": "3/4", "Kunshan Tool": "2/4",
    "Nantong Ship": "1/4", "Yongji Mould": "3/4", "Deqing Steel": "2/4", "Yancheng Wind": "2/3",
    "Jiading Auto": "1/3",
}  # fmt: skip


def test_gates_stand_as_drawn(team: Snapshot) -> None:
    found = {}
    for stage in new_path(team).open_stages[1:]:
        for doc in deals_of(team, "lina", stage.key):
            name = (team.get("accounts", doc["account"]) or {})["name"]
            found[name] = "{}/{}".format(*progress(doc, team, stage))
    assert found == GATES


def steps(doc: Doc) -> list[str]:
    return [move[2] for move in doc.get("_moves", [])]


def test_the_log_tells_skips_returns_reopenings_and_pushes(team: Snapshot) -> None:
    order = [stage.key for stage in new_path(team).open_stages]
    jumps: Counter[int] = Counter()
    reopened = 0
    for doc in team.live("deals"):
        way = steps(doc)
        for old, new in pairwise(way):
            if old in order and new in order:
                jumps[order.index(new) - order.index(old)] += 1
            reopened += old in ("won", "lost")
    assert reopened >= 3
    assert sum(count for size, count in jumps.items() if size < 0) >= 2
    assert sum(count for size, count in jumps.items() if size > 1) >= 3
    changed: Counter[str] = Counter()
    for _, act in told():
        if act.intent == "deal.set":
            changed.update(path for edit in act.edits for path in edit.values)
    assert changed["expected_close"] >= 6
    assert changed["amount"] >= 6


def test_outcomes_have_their_fields(team: Snapshot) -> None:
    outcomes: Counter[str] = Counter()
    reasons = set()
    for doc in team.live("deals"):
        outcomes[doc["outcome"]] += 1
        if doc["outcome"] == "won":
            assert doc["won_amount"] > 0 and doc["won_currency"] == "CNY" and doc["closed_on"]
            assert (team.get("accounts", doc["account"]) or {})["kind"] == "customer"
        elif doc["outcome"] == "lost":
            assert doc["closed_on"] and doc["lost_note"]
            reasons.add(doc["lost_reason"])
        else:
            assert "closed_on" not in doc and "lost_reason" not in doc and "won_amount" not in doc
    assert outcomes["won"] >= 8 and outcomes["lost"] >= 8
    assert len(reasons) >= 6


@pytest.mark.parametrize("today", WEEK, ids=lambda day: day.strftime("%a"))
def test_it_looks_alive_on_every_day_of_the_week(today: date, tmp_path: FilePath) -> None:
    snapshot = folded(tmp_path, "en", today)
    path = new_path(snapshot)
    docs = [doc for stage in path.open_stages for doc in deals_of(snapshot, "lina", stage.key)]
    kinds = Counter(flag for doc in docs for flag in flags(doc, snapshot, path, today, ZONE)[:1])
    assert 3 <= kinds["next_step_overdue"] <= 6
    assert 1 <= kinds["no_next_step"] <= 3
    assert kinds["close_past"] >= 1
    assert 2 <= kinds["rotten"] <= 5
    assert sum(kinds.values()) <= 14
    soon = (today + timedelta(days=11)).isoformat()
    coming = [d for d in docs if today.isoformat() <= d.get("next_step_due", "") <= soon]
    assert len(coming) >= 20


@pytest.mark.parametrize("today", WEEK, ids=lambda day: day.strftime("%a"))
def test_everything_happened_before_today_on_working_days_in_working_hours(today: date) -> None:
    events = told(today=today)
    times = [act.when or 0 for _, act in events]
    assert times == sorted(times)
    for ms in times:
        moment = datetime.fromtimestamp(ms / 1000, UTC).astimezone(ZONE)
        assert moment.date() < today
        assert moment.isoweekday() <= 5
        assert 8 <= moment.hour < 18
    first = datetime.fromtimestamp(times[0] / 1000, UTC).astimezone(ZONE).date()
    assert 270 <= (today - first).days <= 280


def test_the_same_day_and_language_give_the_same_team() -> None:
    assert told() == told()
    assert told("zh") == told("zh")


def test_several_people_write_and_the_first_act_makes_the_workspace() -> None:
    events = told()
    writers = Counter(handle for handle, _ in events)
    assert {"lina", "lei", "min"} <= set(writers) and min(writers.values()) >= 5
    assert events[0][1].intent == "init"
    assert {edit.kind for edit in events[0][1].edits} == {"workspace", "pipelines", "members"}


def shape(values: Mapping[str, Any]) -> set[str]:
    return {path for path in values if not path.startswith(("competitors/", "themes/"))}


def test_both_languages_tell_the_same_story_in_their_own_words() -> None:
    pairs = list(zip(told("en"), told("zh"), strict=True))
    for (writer, english), (author, chinese) in pairs:
        assert (writer, english.intent, english.when) == (author, chinese.intent, chinese.when)
        for one, other in zip(english.edits, chinese.edits, strict=True):
            assert (one.kind, one.id, shape(one.values)) == (
                other.kind,
                other.id,
                shape(other.values),
            )
            if english.intent == "init":
                continue
            for path, value in one.values.items():
                if value is not None and (path in TEXTS or path.startswith(TEXT_MAPS)):
                    assert value and not HAN.search(str(value)), value
                    assert HAN.search(str(other.values[path])), other.values[path]


def test_no_text_names_a_weekday_or_season_that_today_would_belie() -> None:
    names = re.compile(
        r"\b(on (mon|tues|wednes|thurs|fri)day|since (mon|tues)day|in (spring|summer|autumn))\b"
        r"|[去今明]年|[上下本这]周[一二三四五六]|\d+月",
        re.IGNORECASE,
    )
    for lang in ("en", "zh"):
        for _, act in told(lang):
            for edit in act.edits if act.intent != "init" else ():
                for path, value in edit.values.items():
                    assert path in ("email", "website") or not names.search(str(value)), value


def test_made_up_addresses_belong_to_nobody(team: Snapshot) -> None:
    for doc in team.live("contacts"):
        assert doc.get("email", "x.example").endswith(".example")
        assert re.fullmatch(r"0\d{2,3}-0\d{7}", doc.get("phone", "021-00000000"))


@pytest.mark.parametrize("today", [WEDNESDAY, date(2026, 9, 28), date(2026, 10, 5)])
def test_the_goals_are_alive_on_any_day(tmp_path: FilePath, today: date) -> None:
    snapshot = folded(tmp_path, "zh", today)
    book = Book(snapshot, Env(today, ZONE, "", "CNY", 0))
    sights = [book.sight(branch.goal.id) for branch in book.branches]
    assert [branch.depth for branch in book.branches] == [0, 1, 2, 2, 0, 1, 1, 1, 0]
    standings = {sight.standing for sight in sights}
    assert "unknown" not in standings and len(standings) > 1
    for sight in sights:
        assert sight.goal.period is not None and sight.goal.period[0] < today
        assert sight.attainment is not None
    lina = next(s for s in sights if s.goal.statement.startswith("新签客户 区域:华东 负责人:lina"))
    assert lina.remaining is not None
    assert lina.remaining.parts == (("行业:制造业", 2),)
    (people,) = book.rollups(lina.goal.parent)
    assert (people.required, people.asked) == (12, 13)
