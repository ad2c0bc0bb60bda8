"""The computer seller's export becomes a path of its own, with the figures its owner published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from salestui.exchange.importer import run_import
from salestui.exchange.options import ImportOptions, ImportResult
from salestui.services.setup import init_workspace, open_workbench
from salestui.services.workbench import Workbench

OPTIONS = ImportOptions(pipeline="Maven", stages="Prospecting,Engaging,Won,Lost", currency="USD")
FILES = ("accounts.csv", "products.csv", "sales_teams.csv", "sales_pipeline.csv")


def load(bench: Workbench, datasets: Path) -> ImportResult:
    return run_import(bench, [datasets / "maven-crm" / name for name in FILES], OPTIONS)


@pytest.fixture(scope="module")
def maven(tmp_path_factory: pytest.TempPathFactory, datasets: Path) -> Iterator[Workbench]:
    """A workspace with the four files imported; the last test takes the import back."""
    home = tmp_path_factory.mktemp("maven") / "home"
    init_workspace(
        home, name="Maven", currency="CNY", timezone="Asia/Shanghai", language="en",
        user="anna", full_name="Anna Li",
    )  # fmt: skip
    bench = open_workbench(home, user="anna", lang="en")
    result = load(bench, datasets)
    assert [file.created for file in result.files] == [85, 0, 35, 8800]
    assert (result.count("undated"), result.count("skipped"), result.faults) == (500, 0, [])
    assert result.also == {"pipelines": 1, "members": 6}
    yield bench
    bench.close()


def stages(bench: Workbench, instant: int | None = None) -> Counter[str]:
    snapshot = bench.snapshot if instant is None else bench.as_of(instant)
    names = {
        (path["_id"], key.split("/")[1]): path[f"{key}/name_en"]
        for path in snapshot.live("pipelines")
        if path["name_en"] == "Maven"
        for key, value in path.items()
        if key.count("/") == 1 and key.startswith("stages/") and value is True
    }
    return Counter(names[deal["pipeline"], deal["stage"]] for deal in snapshot.live("deals"))


def test_the_published_figures(maven: Workbench) -> None:
    deals = list(maven.snapshot.live("deals"))
    assert stages(maven) == {"Won": 4238, "Lost": 2473, "Engaging": 1589, "Prospecting": 500}
    won = [deal for deal in deals if deal["outcome"] == "won"]
    assert sum(deal["won_amount"] for deal in won) == 10_005_534_00
    assert {deal["won_currency"] for deal in won} == {"USD"}
    assert Counter("account" in deal for deal in deals)[False] == 1425
    assert len(list(maven.snapshot.live("accounts"))) == 85
    assert Counter(deal["product"] for deal in deals)["GTXPro"] == 1480


def test_owners_and_their_managers(maven: Workbench) -> None:
    deals, snapshot = list(maven.snapshot.live("deals")), maven.snapshot
    members = {m["_id"]: m for m in snapshot.live("members") if m["_id"] != maven.me}
    agents = [m for m in members.values() if "manager" in m]
    managers = {m["manager"] for m in agents}
    assert (len(agents), len(managers)) == (35, 6)
    assert {members[id]["role"] for id in managers} == {"manager"}
    assert len({deal["owner"] for deal in deals}) == 30
    assert all("manager" in members[deal["owner"]] for deal in deals)


def test_cycles_are_those_of_the_source(maven: Workbench) -> None:
    cycles = []
    for deal in maven.snapshot.live("deals"):
        if deal["outcome"] == "won":
            (began, _, first), (ended, _, last) = deal["_moves"]
            assert (first, last) == ("engaging", "won")
            cycles.append((ended - began) / 86_400_000)
    assert round(sum(cycles) / len(cycles), 2) == 51.78
    assert sorted(cycles)[len(cycles) // 2] == 57


def test_the_board_of_an_earlier_day(maven: Workbench) -> None:
    end = int(datetime(2017, 6, 30, 23, 59, 59, tzinfo=maven.zone).timestamp() * 1000)
    then = maven.as_of(end)
    assert stages(maven, end) == {"Won": 1785, "Lost": 894, "Engaging": 1686}
    # Whoever and whatever the deals of that day name is there too.
    for deal in then.live("deals"):
        assert then.get("members", deal["owner"]) is not None
        assert "account" not in deal or then.get("accounts", deal["account"]) is not None


def test_importing_again_changes_nothing(maven: Workbench, datasets: Path) -> None:
    vector = dict(maven.snapshot.vector)
    again = load(maven, datasets)
    assert (again.count("created"), again.count("updated"), again.count("unchanged")) == (
        0,
        0,
        8920,
    )
    assert (again.also, again.commit, maven.snapshot.vector) == ({}, "", vector)


def test_revenue_in_millions(bench: Workbench, datasets: Path) -> None:
    options = ImportOptions(currency="USD", maps=("revenue=annual_revenue:m",))
    run_import(bench, [datasets / "maven-crm" / "accounts.csv"], options)
    acme = next(a for a in bench.snapshot.live("accounts") if a["name"] == "Acme Corporation")
    assert (acme["annual_revenue"], acme["revenue_currency"]) == (1_100_040_000_00, "USD")
    assert acme["industry"] == "technolgy"


def test_one_undo_takes_all_of_it_back(maven: Workbench) -> None:
    maven.undo()
    assert not list(maven.snapshot.live("deals"))
    assert [m["handle"] for m in maven.snapshot.live("members")] == ["anna"]
