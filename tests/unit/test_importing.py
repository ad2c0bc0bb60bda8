"""Imports into a real workspace: what is made, what is found again, what is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from salestui.domain.change import Act, Edit
from salestui.domain.problems import InputProblem, NotFound, Problem
from salestui.domain.schema import DELETED
from salestui.exchange.importer import run_import
from salestui.exchange.options import ImportOptions, ImportResult
from salestui.services.workbench import Workbench

Import = Callable[..., ImportResult]
STAGES = "New,Talking,Won,Lost"
DEALS = (
    "Deal ID,Deal Name,Account Name,Owner,Stage,Amount,Created,Close Date\n"
    "1,Pumps,Acme,Ben Wu,Won,\"1,000\",2026-01-05,2026-02-01\n"
    "2,Valves,Acme,ben wu,Talking,50.5,2026-01-06,2026-12-01\n"
    "3,Pipes,,anna,Lost,7,2026-01-07,2026-03-01\n"
    "4,Hoses,Beta,,New,,,\n"
)  # fmt: skip


@pytest.fixture
def load(bench: Workbench, tmp_path: Path) -> Import:
    """Imports text as a file."""

    def run(*texts: str, **options: Any) -> ImportResult:
        files = []
        for number, text in enumerate(texts):
            files.append(tmp_path / f"file{number}.csv")
            files[-1].write_text(text, encoding="utf-8")
        return run_import(bench, files, ImportOptions(**options))

    return run


def counts(result: ImportResult) -> tuple[int, int, int, int]:
    return tuple(result.count(name) for name in ("created", "updated", "unchanged", "skipped"))  # type: ignore[return-value]


def by(bench: Workbench, kind: str, path: str) -> dict[Any, Any]:
    return {doc.get(path): doc for doc in bench.snapshot.live(kind)}


def noon(bench: Workbench, *day: int) -> int:
    return int(datetime(*day, 12, tzinfo=bench.zone).timestamp() * 1000)  # type: ignore[misc,arg-type]


def test_deals_with_all_they_name(bench: Workbench, load: Import) -> None:
    result = load(DEALS, pipeline="Trade", stages=STAGES)
    assert counts(result) == (4, 0, 0, 0)
    assert (result.count("undated"), result.also) == (
        1,
        {"pipelines": 1, "members": 1, "accounts": 2},
    )
    deals, path = by(bench, "deals", "title"), by(bench, "pipelines", "key")["trade"]
    pumps, valves, pipes, hoses = (deals[t] for t in ("Pumps", "Valves", "Pipes", "Hoses"))
    assert {d["pipeline"] for d in deals.values()} == {path["_id"]}
    assert (pumps["stage"], pumps["outcome"], pumps["closed_on"]) == ("won", "won", "2026-02-01")
    assert (
        (pumps["amount"], pumps["currency"])
        == (pumps["won_amount"], pumps["won_currency"])
        == (100000, "CNY")
    )
    assert (valves["stage"], valves["expected_close"], valves["amount"]) == (
        "talking",
        "2026-12-01",
        5050,
    )
    assert (pipes["outcome"], pipes["closed_on"]) == ("lost", "2026-03-01")
    assert "won_amount" not in pipes and "account" not in pipes
    ben = by(bench, "members", "name")["Ben Wu"]
    assert (ben["handle"], ben["role"], ben["active"]) == ("ben.wu", "rep", True)
    assert pumps["owner"] == valves["owner"] == ben["_id"]
    assert pipes["owner"] == bench.me
    assert pumps["account"] == valves["account"] == by(bench, "accounts", "name")["Acme"]["_id"]
    assert hoses["outcome"] == "open" and "owner" not in hoses and "amount" not in hoses


def test_deals_happen_at_their_dates(bench: Workbench, load: Import) -> None:
    load(DEALS, pipeline="Trade", stages=STAGES)
    pumps = by(bench, "deals", "title")["Pumps"]
    assert pumps["_created"] == noon(bench, 2026, 1, 5)
    assert [move[0] for move in pumps["_moves"]] == [
        noon(bench, 2026, 1, 5),
        noon(bench, 2026, 2, 1),
    ]
    assert pumps["history_from"] > pumps["_created"]
    then = bench.as_of(noon(bench, 2026, 1, 6))
    assert {d["title"]: d["stage"] for d in then.live("deals")} == {
        "Pumps": "new",
        "Valves": "talking",
    }
    assert [d["name"] for d in then.live("accounts")] == ["Acme"]
    # The workspace's own people and paths are lent to a day before it was made.
    assert {d["name"] for d in then.live("members")} == {"Ben Wu", "Anna Li"}
    assert {d["key"] for d in then.live("pipelines")} == {"trade", "new", "existing"}


def test_what_a_deal_closed_at_is_not_known_before(bench: Workbench, load: Import) -> None:
    text = "id,stage,created,close_date,close_value\n1,Won,2026-01-05,2026-02-01,500\n"
    load(text, kind="deals", pipeline="Trade", stages=STAGES)
    (deal,) = bench.snapshot.live("deals")
    assert (deal["amount"], deal["won_amount"]) == (50000, 50000)
    (then,) = bench.as_of(noon(bench, 2026, 1, 6)).live("deals")
    assert then["outcome"] == "open" and "amount" not in then
    assert load(text, kind="deals", pipeline="Trade", stages=STAGES).count("unchanged") == 1


def test_a_stage_date_is_history(bench: Workbench, load: Import) -> None:
    text = "id,name,stage,talking_date\n1,A,Talking,2026-02-03\n2,B,New,2026-02-03\n"
    result = load(text, kind="deals", pipeline="T", stages=STAGES)
    assert result.files[0].mapping["talking_date"] == "entered:Talking"
    deals = by(bench, "deals", "title")
    assert deals["A"]["_created"] == noon(bench, 2026, 2, 3)
    assert "history_from" not in deals["A"] and "history_from" in deals["B"]


def test_importing_again_changes_nothing(bench: Workbench, load: Import) -> None:
    first = load(DEALS, pipeline="Trade", stages=STAGES)
    vector = dict(bench.snapshot.vector)
    for options in ({"pipeline": "Trade", "stages": STAGES}, {"pipeline": "trade"}, {}):
        again = load(DEALS, **options)
        assert (counts(again), again.also, again.commit) == ((0, 0, 4, 0), {}, "")
    assert first.commit and bench.snapshot.vector == vector


def test_the_file_wins_and_empty_cells_say_nothing(bench: Workbench, load: Import) -> None:
    load(DEALS, pipeline="Trade", stages=STAGES)
    valves = by(bench, "deals", "title")["Valves"]
    edit = Edit("deals", valves["_id"], {"amount": 1, "note": "mine", "region": "East"})
    bench.commit(lambda snapshot, ctx: Act("deal.set", (edit,)))
    text = DEALS.replace("Talking,50.5,2026-01-06,2026-12-01", "Won,50.5,2026-01-06,2026-04-01")
    result = load(text.replace("Lost,7", "Lost,"), pipeline="Trade")
    assert counts(result) == (0, 1, 3, 0)
    assert "the file wins" in result.files[0].notices[-1].en
    valves = by(bench, "deals", "title")["Valves"]
    assert (valves["amount"], valves["note"], valves["stage"]) == (5050, "mine", "won")
    assert (valves["closed_on"], valves["won_amount"]) == ("2026-04-01", 5050)
    assert valves["_moves"][-1][0] == noon(bench, 2026, 4, 1)
    assert by(bench, "deals", "title")["Pipes"]["amount"] == 700


def test_a_reopened_deal_loses_what_its_end_had(bench: Workbench, load: Import) -> None:
    load(DEALS, pipeline="Trade", stages=STAGES)
    load(DEALS.replace('Won,"1,000"', 'Talking,"1,000"'), pipeline="Trade")
    pumps = by(bench, "deals", "title")["Pumps"]
    assert (pumps["stage"], pumps["outcome"]) == ("talking", "open")
    assert not {"closed_on", "won_amount", "won_currency"} & set(pumps)


def test_one_undo_takes_it_back_and_it_can_come_again(bench: Workbench, load: Import) -> None:
    load(DEALS, pipeline="Trade", stages=STAGES)
    numbers = {d["title"]: d["number"] for d in bench.snapshot.live("deals")}
    bench.undo()
    assert not list(bench.snapshot.live("deals")) and not list(bench.snapshot.live("accounts"))
    again = load(DEALS, pipeline="Trade", stages=STAGES)
    assert counts(again) == (4, 0, 0, 0)
    assert {d["title"]: d["number"] for d in bench.snapshot.live("deals")} == numbers
    assert by(bench, "deals", "title")["Pumps"].get(DELETED) is None


def test_a_dry_run_tells_and_does_nothing(bench: Workbench, load: Import) -> None:
    before = bench.snapshot
    result = load(DEALS, pipeline="Trade", stages=STAGES, dry_run=True)
    assert (counts(result), result.as_json()["dry_run"]) == ((4, 0, 0, 0), True)
    assert bench.snapshot is before
    load(DEALS, pipeline="Trade", stages=STAGES)
    assert by(bench, "deals", "title")["Pumps"]["number"].endswith("-1")


def test_bad_rows_are_named_and_good_ones_go_in(bench: Workbench, load: Import) -> None:
    text = (
        "id,name,stage,amount,created\n"
        "1,A,Nowhere,5,2026-01-01\n"
        "2,B,New,lots,2026-13-01\n"
        "3,C,New,5,2026-01-01\n"
        "3,D,New,5,2026-01-01\n"
        "4,E,New,5,2026-01-01,extra\n"
        "5,F,New,5,2026-01-01\n"
    )
    result = load(text, kind="deals", pipeline="T", stages=STAGES)
    assert counts(result) == (2, 0, 0, 4)
    errors = [(e["row"], e["column"], e["value"]) for e in result.as_json()["errors"]]
    assert errors == [
        (2, "stage", "Nowhere"),
        (3, "amount", "lots"),
        (3, "created", "2026-13-01"),
        (5, "id", "3"),
        (6, "#6", "extra"),
    ]
    messages = [fault.message for fault in result.faults]
    assert "New, Talking, Won, Lost" in messages[0].en and "没有这个阶段" in messages[0].zh
    assert "row 4" in messages[3].en
    assert not result.failed


def test_stages_of_theirs_are_mapped(bench: Workbench, load: Import) -> None:
    text = "id,name,stage\n1,A,Closed Won\n2,B,\n3,C,negotiation\n"
    result = load(text, kind="deals", map_stage=("closed won=Signed",))
    assert counts(result) == (3, 0, 0, 0)
    assert result.files[0].stages == {"Closed Won": "won", "negotiation": "negotiation"}
    assert {t: d["stage"] for t, d in by(bench, "deals", "title").items()} == {
        "A": "won", "B": "lead", "C": "negotiation",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"pipeline": "Trade"}, 'no sales path "Trade"'),
        ({"stages": STAGES}, "--stages needs a name"),
        ({"map_stage": ("x=nowhere",)}, "has no stage"),
        ({"pipeline": "new", "stages": STAGES}, "exists and has no stage"),
    ],
)
def test_paths_that_can_not_be(bench: Workbench, load: Import, options: Any, says: str) -> None:
    with pytest.raises(Problem) as caught:
        load(DEALS, **options)
    assert says in caught.value.message.en
    assert not list(bench.snapshot.live("deals"))


def test_a_path_that_is_missing_is_offered_with_the_stages_of_the_file(load: Import) -> None:
    with pytest.raises(NotFound) as caught:
        load(DEALS, pipeline="Trade")
    assert '--stages "Talking,New,Won,Lost"' in caught.value.hint.en


def test_rows_may_name_their_path(bench: Workbench, load: Import) -> None:
    text = "id,name,stage,pipeline\n1,A,New,East\n2,B,New,West\n3,C,Signed,New customers\n"
    refused = load(text, kind="deals", dry_run=True)
    assert counts(refused) == (1, 0, 0, 2)
    assert '"East" (1), "West" (1)' in refused.files[0].notices[-1].en
    text = text.replace("3,C,Signed,New customers\n", "")
    assert load(text, kind="deals", stages=STAGES).also == {"pipelines": 2}
    paths = {d["_id"]: d["key"] for d in bench.snapshot.live("pipelines")}
    assert {t: paths[d["pipeline"]] for t, d in by(bench, "deals", "title").items()} == {
        "A": "east", "B": "west",
    }  # fmt: skip
    one = load(text, kind="deals", pipeline="East")
    assert "is ignored" in one.files[0].notices[0].en


def test_rows_without_ids_are_known_by_their_content(bench: Workbench, load: Import) -> None:
    text = "name,stage,amount\nA,New,5\nA,New,5\nB,New,6\n"
    for expected in ((3, 0, 0, 0), (0, 0, 3, 0)):
        assert counts(load(text, kind="deals", pipeline="T", stages=STAGES)) == expected
    assert len(list(bench.snapshot.live("deals"))) == 3


def test_sources_keep_equal_ids_apart(bench: Workbench, load: Import) -> None:
    text = "id,name,stage\n1,A,\n"
    load(text, kind="deals")
    assert counts(load(text.replace("A", "B"), kind="deals", source="other")) == (1, 0, 0, 0)
    assert counts(load(text.replace("A", "C"), kind="deals")) == (0, 1, 0, 0)
    assert sorted(by(bench, "deals", "title")) == ["B", "C"]


def test_members_with_their_managers(bench: Workbench, load: Import) -> None:
    text = "agent,manager,office\nAnna Li,Cara Bo,East\nBen Wu,Anna Li,West\nCy Wu,Cy Wu,\n"
    result = load(text, kind="members")
    assert (counts(result), result.also) == ((2, 1, 0, 0), {"members": 1})
    people = by(bench, "members", "name")
    assert people["Anna Li"]["handle"] == "anna"  # who made the workspace
    assert people["Anna Li"]["manager"] == people["Cara Bo"]["_id"]
    assert people["Ben Wu"]["manager"] == people["Anna Li"]["_id"]
    assert "manager" not in people["Cy Wu"]
    assert {n: p["role"] for n, p in people.items()} == {
        "Anna Li": "rep", "Cara Bo": "manager", "Ben Wu": "rep", "Cy Wu": "manager",
    }  # fmt: skip
    assert counts(load(text, kind="members")) == (0, 0, 3, 0)


def test_namesakes_are_told_apart_by_what_differs(bench: Workbench, load: Import) -> None:
    text = (
        "first name,last name,e-mail,user_id\nWei,Li,w1@x.cn,1\nWei,Li,w2@x.cn,2\n,,,\nWei,Li,,1\n"
    )
    result = load(text, kind="members")
    assert counts(result) == (2, 0, 0, 1)
    assert sorted(
        m["handle"] for m in by(bench, "members", "email").values() if m.get("email")
    ) == ["w1", "w2"]
    assert by(bench, "members", "external_id")["1"]["name"] == "Wei Li"


def test_chains_of_managers_do_not_close(bench: Workbench, load: Import) -> None:
    load("name,handle,manager\nA,aa,B\nB,bb,C\nC,cc,A\n", kind="members")
    people = by(bench, "members", "name")
    assert [n for n in "ABC" if "manager" not in people[n]] == ["C"]


def test_accounts_with_parents_and_owners(bench: Workbench, load: Import) -> None:
    text = (
        "Company ID,Company Name,Revenue (k),Parent,Owner,Created\n"
        "c1,Acme,12.5,,ben@x.cn,2026-01-02\nc2,Acme East,,Acme,ben@x.cn,\n"
        "c3,Gamma,,Nobody,,\n,,3,,,\n"
    )
    result = load(text, kind="accounts", currency="USD")
    assert (counts(result), result.also) == ((3, 0, 0, 1), {"members": 1})
    accounts = by(bench, "accounts", "name")
    assert (accounts["Acme"]["annual_revenue"], accounts["Acme"]["revenue_currency"]) == (
        1250000,
        "USD",
    )
    assert accounts["Acme East"]["parent"] == accounts["Acme"]["_id"]
    assert accounts["Acme"]["owner_since"] == "2026-01-02"
    assert "Nobody" in result.files[0].notices[0].en
    assert by(bench, "members", "email")["ben@x.cn"]["name"] == "Ben"
    assert counts(load(text, kind="accounts", currency="USD")) == (0, 0, 3, 1)


def test_an_account_named_by_a_deal_is_the_one_that_comes_later(
    bench: Workbench, load: Import
) -> None:
    load("id,name,company,stage\n1,A,acme.com,\n2,B,Beta,\n", kind="deals")
    text = "id,name,website\nx1,Acme Inc,https://www.acme.com/\nx2,Beta,\nx3,Beta,\n"
    assert counts(load(text, kind="accounts")) == (1, 2, 0, 0)
    assert counts(load(text, kind="accounts")) == (0, 0, 3, 0)
    deals, accounts = by(bench, "deals", "title"), by(bench, "accounts", "external_id")
    assert deals["A"]["account"] == accounts["x1"]["_id"]
    assert deals["B"]["account"] == accounts["x2"]["_id"]
    assert accounts["x3"]["_id"] != accounts["x2"]["_id"]


def test_ids_of_accounts_that_are_not_known_are_told(bench: Workbench, load: Import) -> None:
    result = load("id,name,AccountId,stage\n1,A,001X,\n", kind="deals")
    assert counts(result) == (1, 0, 0, 0)
    assert "id not known here" in result.files[0].notices[0].en
    assert not list(bench.snapshot.live("accounts"))


def test_several_files_are_one_act_in_any_order(bench: Workbench, load: Import) -> None:
    accounts = "account name,industry\nAcme,steel\n"
    products = "product,series\nPump,P\n"
    result = load(DEALS, products, accounts, pipeline="Trade", stages=STAGES)
    assert [file.kind for file in result.files] == ["deals", "products", "accounts"]
    assert [file.created for file in result.files] == [4, 0, 1]
    assert result.also["accounts"] == 1
    acme = by(bench, "accounts", "name")["Acme"]
    assert (acme["industry"], acme["_created"]) == ("steel", noon(bench, 2026, 1, 5))
    bench.undo()
    assert not list(bench.snapshot.live("deals")) and not list(bench.snapshot.live("accounts"))


def test_dates_in_the_future_take_effect_now(bench: Workbench, load: Import) -> None:
    result = load(
        "id,name,stage,created,closed\n1,A,Won,2026-01-01,2031-01-01\n",
        kind="deals",
        pipeline="T",
        stages=STAGES,
    )
    assert "in the future" in result.files[0].notices[0].en
    deal = by(bench, "deals", "title")["A"]
    assert deal["closed_on"] == "2031-01-01"
    assert deal["_moves"][-1][0] < noon(bench, 2027, 1, 1)


def test_words_that_are_none_of_ours_are_told(bench: Workbench, load: Import) -> None:
    text = "id,name,stage,source,lost reason\n1,A,Lost,Radio,Asteroid\n"
    result = load(text, kind="deals")
    deal = by(bench, "deals", "title")["A"]
    assert (deal["source"], deal["lost_reason"], deal["lost_note"]) == (
        "other",
        "other",
        "Asteroid",
    )
    assert '"Radio" (1)' in result.files[0].notices[0].en


def test_tags_are_added_never_taken(bench: Workbench, load: Import) -> None:
    load('id,name,stage,tags\n1,A,,"x;a/b"\n', kind="deals")
    load("id,name,stage,tags\n1,A,,y\n", kind="deals")
    deal = by(bench, "deals", "title")["A"]
    assert {path for path in deal if path.startswith("tags/")} == {"tags/x", "tags/a~1b", "tags/y"}


@pytest.mark.parametrize(
    ("text", "options", "says"),
    [
        ("name,stage\n", {}, "no rows below its header"),
        ("when,what\n1,2\n", {}, "can't be told"),
        ("when,what\n1,2\n", {"kind": "accounts"}, "names the accounts"),
        ("product,series\nPump,P\n", {}, "lists products"),
        ("name,stage,created\nA,New,01/02/2026\n", {"kind": "deals"}, "the day or the month"),
    ],
)
def test_files_refused_as_a_whole(
    bench: Workbench, load: Import, text: str, options: Any, says: str
) -> None:
    before = bench.snapshot
    with pytest.raises(InputProblem) as caught:
        load(text, **options)
    assert says in caught.value.message.en and caught.value.message.zh
    assert bench.snapshot is before


def test_progress_ends_when_all_is_done(bench: Workbench, tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("id,name,stage\n" + "".join(f"{n},A{n},\n" for n in range(600)))
    seen: list[tuple[int, int]] = []
    run_import(bench, [path], ImportOptions(kind="deals"), lambda *step: seen.append(step))
    assert seen[0] == (0, 600) and seen[-1] == (600, 600)
    assert seen == sorted(seen) and len(seen) > 4


def test_json_has_the_keys_of_the_contract(load: Import) -> None:
    found = load("id,name,stage,odd\n1,A,Nope,5\n2,B,,\n", kind="deals").as_json("zh")
    assert (found["schema"], found["kind"], found["rows"]) == (1, "deals", 2)
    assert [found[k] for k in ("created", "updated", "unchanged", "skipped")] == [1, 0, 0, 1]
    assert found["mapping"] == {"id": "external_id", "name": "title", "stage": "stage"}
    assert (found["ignored"], found["undated"], found["dry_run"]) == (["odd"], 1, False)
    assert found["errors"][0]["row"] == 2 and "没有这个阶段" in found["errors"][0]["message"]
