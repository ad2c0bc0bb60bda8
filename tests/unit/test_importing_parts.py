"""The parts of an import: names, paths made of stages, timelines, options, presets."""

from __future__ import annotations

from pathlib import Path

import pytest

from salestui.domain.pipelines import parse_path
from salestui.domain.problems import InputProblem, NotFound, UsageProblem
from salestui.exchange.options import ImportOptions
from salestui.exchange.presets import load_preset, save_preset
from salestui.services.importing.names import (
    Companies,
    People,
    handle_from,
    is_handle,
    name_from_mail,
    site_key,
)
from salestui.services.importing.rows import Moment, Row
from salestui.services.importing.stages import StageMap, kind_of, path_values, split_stage
from salestui.services.importing.timeline import timeline


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Anna Snelling", "anna.snelling"),
        ("Mei-Mei Johns", "mei.mei.johns"),
        ("José Ángel", "jose.angel"),
        ("dwight.schrute@example.com", "dwight.schrute"),
        ("张伟", "张伟"),
        ("张伟 Wei", "wei"),
        ("1001", "m1001"),
        ("!!!", "member"),
        ("x" * 90, "x" * 40),
    ],
)
def test_handles_from_names(name: str, handle: str) -> None:
    assert handle_from(name, ()) == handle
    assert handle_from(name, {handle, f"{handle}2"}) == f"{handle}3"


def test_what_a_handle_is() -> None:
    assert is_handle("anna.li") and is_handle("张伟")
    assert not is_handle("Anna Li") and not is_handle("1001") and not is_handle("")


def test_names_from_mail_and_sites() -> None:
    assert name_from_mail("dwight.schrute@example.com") == "Dwight Schrute"
    assert site_key("https://www.Frost.info/about?x") == site_key("frost.info") == "frost.info"
    assert site_key("no site") == ""


def test_people_and_companies_are_found_by_all_they_are_called() -> None:
    people, companies = People(), Companies()
    people.add("m1", {"handle": "anna", "name": "Anna  Li", "email": "a@x.cn", "external_id": "7"})
    people.add("m2", {"handle": "anna2", "name": "Anna Li"})
    assert {people.find(t) for t in ("ANNA", "anna li", "A@X.cn", "7")} == {"m1"}
    assert people.find("ben") is None
    companies.add("a1", {"name": "Acme Inc", "website": "https://acme.com", "external_id": "C1"})
    assert {companies.find(t) for t in ("ACME  inc", "acme.com", "C1")} == {"a1"}
    assert companies.find("") is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Won", "won"), ("Closed Won", "won"), ("closed_won", "won"), ("赢单", "won"),
        ("已成交", "won"), ("签约", "won"), ("Lost", "lost"), ("Closed Lost", "lost"),
        ("输单", "lost"), ("丢单", "lost"),
        ("Engaging", "open"), ("Wonderful", "open"), ("On hold", "open"), ("待审批", "open"),
    ],
)  # fmt: skip
def test_the_kind_of_a_stage_is_in_its_name(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_a_stage_may_name_its_kind() -> None:
    assert split_stage("Gewonnen=won") == ("Gewonnen", "won")
    assert split_stage("A=B") == ("A=B", "open")


def test_a_path_made_of_stages_claims_nothing_it_does_not_know() -> None:
    stages = ("Prospecting", "Engaging", "Won", "Lost")
    path = parse_path({**path_values("Maven", stages, 3), "_id": "pl_1"})
    assert (path.key, path.name, path.order) == ("maven", ("Maven", "Maven"), 3)
    assert [(s.key, s.kind, s.probability) for s in path.stages] == [
        ("prospecting", "open", None),
        ("engaging", "open", None),
        ("won", "won", 100),
        ("lost", "lost", 0),
    ]
    assert [s.short.en for s in path.stages] == ["Prospec~", "Engaging", "Won", "Lost"]
    assert path.won is not None and path.lost is not None and path.hold is None


def test_equal_and_odd_stage_names_get_keys_of_their_own() -> None:
    values = path_values("报价/1", ("A b", "a-b", "待审批", "/"), 1)
    assert [k for k, v in values.items() if v is True and k.startswith("stages/")] == [
        "stages/a_b", "stages/a_b_2", "stages/待审批", "stages/stage",
    ]  # fmt: skip


PATH = parse_path({**path_values("P", ("One", "Two", "Three", "Won", "Lost"), 1), "_id": "pl"})
STAGES = StageMap(PATH, {"gone": "lost"})


def day(number: int) -> Moment:
    return Moment(f"2026-01-{number:02}", number * 1000)


def test_stages_are_found_by_name_key_and_map() -> None:
    found = [STAGES.find(text) for text in ("ONE", "two", "Gone", "", "four")]
    assert [s.key if s else None for s in found] == ["one", "two", "lost", "one", None]
    with pytest.raises(InputProblem, match="has no stage"):
        StageMap(PATH, {"x": "nowhere"})


@pytest.mark.parametrize(
    ("stage", "values", "steps"),
    [
        ("two", {}, [(None, "two")]),
        ("two", {"created": 1}, [(1000, "two")]),
        ("two", {"entered:Two": 3}, [(3000, "two")]),
        ("two", {"created": 1, "entered:Two": 3}, [(1000, "one"), (3000, "two")]),
        ("three", {"created": 1, "entered:Two": 3}, [(1000, "one"), (3000, "three")]),
        ("three", {"entered:One": 1, "entered:Two": 2, "entered:Three": 3},
         [(1000, "one"), (2000, "two"), (3000, "three")]),
        ("one", {"entered:One": 1, "entered:Two": 2}, [(1000, "one")]),
        ("two", {"closed_on": 5}, [(None, "two")]),
        ("won", {"created": 1, "closed_on": 5}, [(1000, "one"), (5000, "won")]),
        ("won", {"entered:Two": 2, "closed_on": 5}, [(2000, "two"), (5000, "won")]),
        ("lost", {"closed_on": 5}, [(5000, "lost")]),
        ("lost", {"created": 5, "closed_on": 5}, [(5000, "lost")]),
        ("lost", {"created": 9, "closed_on": 5}, [(5000, "lost")]),
        ("won", {"created": 1}, [(1000, "one"), (None, "won")]),
        ("won", {}, [(None, "won")]),
    ],
)  # fmt: skip
def test_timelines(stage: str, values: dict[str, int], steps: list[tuple[int | None, str]]) -> None:
    found = PATH.stage(stage)
    assert found is not None
    row = Row(2, {field: day(number) for field, number in values.items()})
    assert list(timeline(row, PATH, found, STAGES.find).steps) == steps


def test_what_a_timeline_says_of_itself() -> None:
    def of(stage: str, **values: int) -> tuple[bool, bool, bool]:
        found = PATH.stage(stage)
        assert found is not None
        row = Row(2, {k.replace("__", ":"): day(n) for k, n in values.items()})
        line = timeline(row, PATH, found, STAGES.find)
        return line.undated, line.observed, line.swapped

    assert of("one") == (True, False, False)
    assert of("one", created=1) == (False, False, False)
    assert of("two", entered__Two=1) == (False, True, False)
    assert of("won", created=9, closed_on=5) == (False, False, True)
    assert of("won", created=1) == (True, False, False)


@pytest.mark.parametrize(
    ("options", "flag"),
    [
        (ImportOptions(kind="contacts"), "--kind"),
        (ImportOptions(dates="american"), "--dates"),
        (ImportOptions(currency="dollars"), "--currency"),
        (ImportOptions(map_stage=("won",)), "--map-stage"),
    ],
)
def test_words_that_no_flag_takes(options: ImportOptions, flag: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        options.setup()
    assert caught.value.where == flag


def test_options_as_written() -> None:
    setup = ImportOptions(stages="A, B ，C", map_stage=("Closed Won=C",)).setup()
    assert setup.stages == ("A", "B", "C")
    assert setup.map_stage == {"closedwon": "C"}
    assert (setup.source, setup.own_source) == ("import", False)
    assert ImportOptions(source="crm").setup().own_source


def test_presets_come_back_below_what_is_given(tmp_path: Path) -> None:
    kept = ImportOptions(
        kind="deals", stages=("A", "B"), maps=("x=note",), dates="dmy", dry_run=True
    )
    save_preset(tmp_path / "presets", "crm", kept)
    found = ImportOptions(maps=("y=title",), dates="mdy").over(
        load_preset(tmp_path / "presets", "crm")
    )
    assert (found.kind, found.dates, found.dry_run) == ("deals", "mdy", False)
    assert (found.stage_names(), tuple(found.maps)) == (("A", "B"), ("x=note", "y=title"))


def test_presets_that_are_not_there_or_damaged(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        load_preset(tmp_path, "none")
    with pytest.raises(InputProblem, match="name of a preset"):
        load_preset(tmp_path, "../evil")
    for text in ("{", "[]", '{"kind": 3}', '{"nope": "x"}'):
        (tmp_path / "bad.json").write_text(text)
        with pytest.raises(InputProblem, match="can't be read"):
            load_preset(tmp_path, "bad")
