"""`salestui views` and `--view` on the sample team."""

from __future__ import annotations

import os
from typing import Any

import pytest

from salestui.services.setup import open_workbench
from salestui.services.views import save_view


def keep(cli: Any, name: str, user: str = "lina", **values: Any) -> None:
    """Save a view as its owner would on the board."""
    bench = open_workbench(cli.home, user=user, lang="en", random_bytes=os.urandom)
    path = next(doc["_id"] for doc in bench.snapshot.live("pipelines") if doc["key"] == "new")
    whole = {"screen": "board", "sort": "amount", "pipeline": path, **values}
    bench.commit(lambda s, ctx: save_view(s, ctx, name, whole))
    bench.close()


@pytest.fixture
def kept(cli: Any) -> Any:
    """The sample team where Lina and Lei keep views."""
    keep(cli, "Big", filter="is:open amount>=100k", mine=True)
    keep(cli, "East", "lei", filter="owner:me is:open", shared=True, list=True, columns="number")
    keep(cli, "Hidden", "lei")
    return cli


def test_views_are_listed(kept: Any, cli_zh: Any) -> None:
    lines = kept.ok("views").out.splitlines()
    assert lines[0].split() == ["View", "Shown", "as", "Whose", "Filter"]
    assert [line.split()[0] for line in lines[1:]] == ["Big", "East"]
    found = kept.json("views")
    assert found["count"] == 2
    big, east = found["views"]
    assert (big["owner"]["handle"], big["pipeline"], big["mine"]) == ("lina", "new", True)
    assert (east["shared"], east["list"], east["columns"]) == (True, True, ["number"])
    assert "还没有保存的视图" in cli_zh.ok("views").out


def test_deals_of_a_view_in_its_order(kept: Any) -> None:
    deals = kept.json("deals", "--view", "big")["deals"]
    asked = kept.json("deals", "owner:me is:open amount>=100k sort:-amount")["deals"]
    assert len(deals) > 2
    assert {deal["pipeline"] for deal in deals} == {"new"}
    there = [deal for deal in asked if deal["pipeline"] == "new"]
    assert {deal["id"] for deal in deals} == {deal["id"] for deal in there}
    assert [deal["amount"] for deal in deals] == [deal["amount"] for deal in there]


def test_a_filter_beside_a_view_holds_too(kept: Any) -> None:
    both = kept.json("deals", "--view", "Big", "stage:demo")["deals"]
    whole = kept.json("deals", "--view", "Big")["deals"]
    assert both == [deal for deal in whole if deal["stage"] == "demo"]
    turned = kept.json("deals", "--view", "Big", "sort:amount")["deals"]
    assert {deal["id"] for deal in turned} == {deal["id"] for deal in whole}
    assert [d["amount"] for d in turned] == [d["amount"] for d in whole][::-1]


def test_a_shared_view_means_who_looks(kept: Any) -> None:
    mine = kept.json("deals", "--view", "East")["deals"]
    assert mine and {deal["owner"]["handle"] for deal in mine} == {"lina"}
    his = kept.json("deals", "--view", "lei/East", "owner:lei")
    assert his["deals"] == []


def test_the_board_of_a_view(kept: Any) -> None:
    board = kept.json("board", "--view", "Big", "--limit", "0")
    shown = [deal["id"] for stage in board["stages"] for deal in stage["deals"]]
    listed = [deal["id"] for deal in kept.json("deals", "--view", "Big")["deals"]]
    assert sorted(shown) == sorted(listed)
    assert board["filter"] == "is:open amount>=100k"
    assert board["pipeline"]["key"] == "new"
    other = kept.json("board", "--view", "Big", "--pipeline", "existing")
    assert other["pipeline"]["key"] == "existing"


def test_what_is_wrong_with_a_view_is_said(kept: Any) -> None:
    ran = kept("deals", "--view", "Nope", "--json")
    assert (ran.code, ran.json["error"]["kind"]) == (3, "not_found")
    assert "there are: Big, East" in ran.json["error"]["message"]
    assert kept("board", "--view", "Hidden").code == 3
    nobody = kept("deals", "--view", "East", SALESTUI_USER="zoe")
    assert nobody.code == 2 and "--view East" in nobody.err
