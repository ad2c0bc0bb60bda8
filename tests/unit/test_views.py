"""Saved views: whose they are, what they are called, what they keep; on real files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from salestui.domain.change import Act, Edit
from salestui.domain.problems import InputProblem, NotFound, Refused
from salestui.domain.schema import DELETED
from salestui.services.lastseen import Look, changes_since
from salestui.services.records import archive
from salestui.services.viewdeals import deals_in
from salestui.services.views import (
    delete_view,
    find_view,
    rename_view,
    save_view,
    view_of,
    views_for,
)
from salestui.services.workbench import Workbench

EAST: dict[str, Any] = {
    "screen": "board", "filter": "owner:me sort:-amount", "sort": "amount", "reverse": True,
    "list": True, "columns": "number,deal", "mine": True, "shared": True,
}  # fmt: skip
BO = "mb_bo"


@pytest.fixture
def team(bench: Workbench) -> Workbench:
    """Anna and Bo."""
    members = (Edit("members", BO, {"handle": "bo", "name": "Bo Lin", "short_name": "Bo"}),)
    bench.commit(lambda s, c: Act("member.add", members))
    return bench


def do(bench: Workbench, case: Callable[..., Act], *arguments: Any) -> str:
    """Run a use case; the id of the first record that it changed."""
    return bench.commit(lambda s, c: case(s, c, *arguments)).records[0][1]


def names(bench: Workbench, me: str) -> list[str]:
    return [view.name for view in views_for(bench.snapshot, me)]


def lend(bench: Workbench, name: str, **values: Any) -> str:
    """A view of Bo's."""
    id = f"vw_{name}"
    edit = Edit("views", id, {"name": name, "owner": BO, **values})
    bench.commit(lambda s, c: Act("view.save", (edit,)))
    return id


def test_a_view_keeps_all_that_it_was_given(team: Workbench) -> None:
    id = do(team, save_view, "  East  ", EAST)
    view = view_of(team.snapshot.get("views", id) or {})
    assert (view.name, view.owner, view.shared) == ("East", team.me, True)
    assert (view.filter, view.sort, view.reverse) == (EAST["filter"], "amount", True)
    assert (view.list, view.columns, view.pipeline) == (True, ("number", "deal"), "")
    assert id.startswith("vw_")


def test_saved_again_under_its_name_it_is_the_same_view(team: Workbench) -> None:
    id = do(team, save_view, "East", EAST)
    again = {**EAST, "filter": None, "shared": False, "columns": None, "list": False}
    assert do(team, save_view, "ＥＡＳＴ", again) == id
    (view,) = views_for(team.snapshot, team.me)
    assert (view.filter, view.shared, view.columns, view.list) == ("", False, (), False)
    assert names(team, BO) == []


def test_mine_first_then_what_others_share(team: Workbench) -> None:
    lend(team, "Alpha", shared=True)
    lend(team, "Secret")
    do(team, save_view, "Zulu", {**EAST, "shared": False})
    do(team, save_view, "big", EAST)
    assert names(team, team.me) == ["big", "Zulu", "Alpha"]
    assert names(team, BO) == ["Alpha", "Secret", "big"]
    assert names(team, "") == ["Alpha", "big"]


def test_a_filter_is_checked_and_a_name_needed(team: Workbench) -> None:
    with pytest.raises(InputProblem) as told:
        do(team, save_view, "East", {**EAST, "filter": "stge:demo"})
    assert told.value.where == "filter"
    with pytest.raises(InputProblem):
        do(team, save_view, " ", EAST)
    assert names(team, team.me) == []


def test_deleted_and_saved_once_more(team: Workbench) -> None:
    id = do(team, save_view, "East", EAST)
    do(team, delete_view, id)
    assert names(team, team.me) == []
    team.undo()
    assert names(team, team.me) == ["East"]
    do(team, delete_view, id)
    assert do(team, save_view, "East", {**EAST, "filter": "is:open"}) == id
    assert [view.filter for view in views_for(team.snapshot, team.me)] == ["is:open"]


def test_renamed_it_leaves_its_old_name_free(team: Workbench) -> None:
    id = do(team, save_view, "East", EAST)
    do(team, save_view, "West", {**EAST, "filter": "is:won"})
    with pytest.raises(Refused):
        do(team, rename_view, id, "west")
    do(team, rename_view, id, "North")
    assert names(team, team.me) == ["North", "West"]
    assert find_view(team.snapshot, team.me, "north").filter == EAST["filter"]
    team.undo()
    assert names(team, team.me) == ["East", "West"]
    do(team, rename_view, id, "EAST")
    assert names(team, team.me) == ["EAST", "West"]


def test_anothers_view_is_theirs_while_they_are_in_the_team(team: Workbench) -> None:
    id = lend(team, "Alpha", shared=True)
    with pytest.raises(Refused) as told:
        do(team, delete_view, id)
    assert told.value.message.en == "Alpha is Bo's view"
    with pytest.raises(Refused):
        do(team, rename_view, id, "Beta")
    team.commit(lambda s, c: archive(s, c, "members", [BO]))
    do(team, delete_view, id)
    assert (team.snapshot.get("views", id) or {})[DELETED] is True


def test_found_by_name_ones_own_first(team: Workbench) -> None:
    with pytest.raises(NotFound) as told:
        find_view(team.snapshot, team.me, "East")
    assert told.value.message.en == "No view is saved yet"
    lend(team, "East", shared=True, filter="is:won")
    third: dict[str, Any] = {"name": "East", "owner": "mb_cy", "shared": True}
    cy = (Edit("members", "mb_cy", {"handle": "cy"}), Edit("views", "vw_cy", third))
    team.commit(lambda s, c: Act("x", cy))
    with pytest.raises(InputProblem) as several:
        find_view(team.snapshot, team.me, "East")
    assert "bo/East, cy/East" in several.value.hint.en
    assert find_view(team.snapshot, team.me, "BO/east").filter == "is:won"
    do(team, save_view, "East", EAST)
    assert find_view(team.snapshot, team.me, "east").owner == team.me
    with pytest.raises(NotFound) as missing:
        find_view(team.snapshot, team.me, "West")
    assert missing.value.message.en.endswith("there are: East")


def test_only_shared_views_are_news(team: Workbench) -> None:
    before = Look(dict.fromkeys(team.snapshot.vector, 0), 0)
    do(team, save_view, "Own", {**EAST, "shared": False})
    do(team, save_view, "East", EAST)
    found = changes_since(before, team.history, team.snapshot, "somebody")
    assert {news.name for news in found if news.kind == "views"} == {"East"}


def test_the_deals_of_a_view_stand_in_its_order(team: Workbench) -> None:
    path = next(doc["_id"] for doc in team.snapshot.live("pipelines") if doc["key"] == "new")
    deal: dict[str, Any] = {"pipeline": path, "stage": "demo", "outcome": "open", "currency": "CNY"}
    rows = [(1, team.me), (3, team.me), (2, team.me), (9, BO)]
    edits = [
        Edit("deals", f"dl_{n}", {**deal, "title": "x", "amount": n, "owner": who})
        for n, who in rows
    ]
    team.commit(lambda s, c: Act("import", tuple(edits)))
    id = do(team, save_view, "East", {**EAST, "filter": None})
    view = view_of(team.snapshot.get("views", id) or {})

    def amounts(me: str, path: str = "") -> list[int]:
        today = team.context().today
        found = deals_in(view, team.snapshot, None, path=path, today=today, me=me)
        return [doc["amount"] for doc in found]

    assert amounts(team.me) == [1, 2, 3]
    assert amounts(BO, path) == [9]
    assert amounts(BO, "pl_other") == []
