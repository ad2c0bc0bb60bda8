"""A new deal with its account, and who is there already."""

from __future__ import annotations

import pytest

from salestui.domain.problems import InputProblem
from salestui.services.accounts import add_account
from salestui.services.activities import log_activity
from salestui.services.newdeal import known_accounts, open_deal, same_account
from salestui.services.workbench import Workbench


def names(bench: Workbench, text: str) -> list[str]:
    """The accounts that a typed name may mean."""
    return [str(known.account["name"]) for known in known_accounts(bench.snapshot, text)]


@pytest.fixture
def filled(bench: Workbench) -> Workbench:
    """Some accounts, one with a deal and a call."""
    for name in ("Hengda Valve Co., Ltd", "Hengda Pumps", "Xihe Bearing", "恒达阀门有限公司"):
        bench.commit(lambda s, c, name=name: add_account(s, c, {"name": name}))  # type: ignore[misc]
    saved = bench.commit(lambda s, c: open_deal(s, c, "Xihe Bearing", {"title": "line 3"}))
    bench.commit(
        lambda s, c: log_activity(s, c, type="call", summary="x", deal_id=saved.records[0][1])
    )
    return bench


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", []),
        ("H", []),
        ("Heng", ["Hengda Valve Co., Ltd", "Hengda Pumps"]),
        ("hengda valve", ["Hengda Valve Co., Ltd"]),
        ("HENGDA VALVE LTD", ["Hengda Valve Co., Ltd"]),
        ("恒达阀门", ["恒达阀门有限公司"]),
        ("Valve", []),
        ("Nobody", []),
    ],
)
def test_an_account_is_found_as_it_is_typed(
    filled: Workbench, typed: str, found: list[str]
) -> None:
    assert sorted(names(filled, typed)) == sorted(found)


def test_a_known_account_says_its_open_deal_and_its_last_touch(filled: Workbench) -> None:
    (known,) = known_accounts(filled.snapshot, "xihe bearing")
    assert known.deal is not None and known.deal["title"] == "line 3"
    assert known.path is not None and known.path.stage(str(known.deal["stage"])) is not None
    assert known.touched is not None


def test_a_deal_goes_to_the_account_that_is_there(filled: Workbench) -> None:
    before = sum(1 for _ in filled.snapshot.live("accounts"))
    saved = filled.commit(lambda s, c: open_deal(s, c, "Hengda Valve", {"title": "again"}))
    assert [kind for kind, _ in saved.records] == ["deals", "tasks", "requests"]
    assert sum(1 for _ in filled.snapshot.live("accounts")) == before
    deal = filled.snapshot.get("deals", saved.records[0][1]) or {}
    account = filled.snapshot.get("accounts", deal["account"]) or {}
    assert account["name"] == "Hengda Valve Co., Ltd"


def test_a_new_account_comes_with_the_deal_and_goes_with_it(filled: Workbench) -> None:
    saved = filled.commit(lambda s, c: open_deal(s, c, "Anji Chair", {"source": "expo"}))
    kinds = {kind for kind, _ in saved.records}
    assert kinds == {"accounts", "deals", "tasks", "requests"}
    made = same_account(filled.snapshot, "anji chair")
    assert made is not None and made["source"] == "expo" and made["number"].startswith("A-")
    filled.undo()
    assert same_account(filled.snapshot, "anji chair") is None


def test_two_of_the_same_name_are_never_guessed(filled: Workbench) -> None:
    filled.commit(lambda s, c: add_account(s, c, {"name": "Hengda Valve GmbH"}))
    assert same_account(filled.snapshot, "Hengda Valve") is None
    assert same_account(filled.snapshot, "hengda valve gmbh") is not None


def test_a_deal_without_account_and_title_is_refused(filled: Workbench) -> None:
    with pytest.raises(InputProblem):
        filled.commit(lambda s, c: open_deal(s, c, " ", {}))
