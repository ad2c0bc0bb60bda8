"""Claiming accounts of the pool, and contacts who left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from salestui.domain.change import Act
from salestui.domain.problems import InputProblem, Refused
from salestui.services.accounts import add_account, add_contact, contact_left
from salestui.services.activities import log_activity
from salestui.services.claims import claim_accounts
from salestui.services.defaults import member_id
from salestui.services.workbench import Workbench

DAY = 86_400_000


@pytest.fixture
def do(bench: Workbench) -> Callable[..., str]:
    """Saves what a use case decides; gives the first record's id."""
    return lambda use_case: bench.commit(use_case).records[0][1]


def owned(bench: Workbench, id: str) -> tuple[Any, Any]:
    """Whose an account is, and since when."""
    doc = bench.snapshot.table("accounts")[id]
    return doc.get("owner"), doc.get("owner_since")


def test_nobodys_account_becomes_mine_today(bench: Workbench, do: Callable[..., str]) -> None:
    ids = [do(lambda s, c, n=n: add_account(s, c, {"name": n, "owner": None})) for n in "AB"]
    bench.commit(lambda s, c: claim_accounts(s, c, ids))
    today = bench.context().today.isoformat()
    assert [owned(bench, id) for id in ids] == [(bench.me, today)] * 2
    bench.undo()
    assert [owned(bench, id) for id in ids] == [(None, None)] * 2


def test_a_colleagues_account_is_free_once_it_sleeps(
    bench: Workbench, do: Callable[..., str], clock: Any
) -> None:
    other = member_id("bo")
    id = do(lambda s, c: add_account(s, c, {"name": "A", "owner": other}))
    do(lambda s, c: log_activity(s, c, type="call", summary="hello", account_id=id))
    clock.now += 89 * DAY
    with pytest.raises(Refused) as taken:
        bench.commit(lambda s, c: claim_accounts(s, c, [id]))
    assert "touched 89d ago" in taken.value.message.en
    clock.now += DAY
    bench.commit(lambda s, c: claim_accounts(s, c, [id]))
    assert owned(bench, id)[0] == bench.me
    with pytest.raises(Refused, match="yours already"):
        bench.commit(lambda s, c: claim_accounts(s, c, [id]))


def test_a_contact_who_left_has_a_day_and_somebody_instead(
    bench: Workbench, do: Callable[..., str]
) -> None:
    account, elsewhere = (do(lambda s, c, n=n: add_account(s, c, {"name": n})) for n in "AB")

    def person(name: str, at: str) -> str:
        return do(lambda s, c: add_contact(s, c, {"name": name, "account": at}))

    gone, stays, foreign = person("Gu", account), person("He", account), person("Xu", elsewhere)

    def leave(on: date, backup: str | None) -> Callable[..., Act]:
        return lambda s, c: contact_left(s, c, gone, on, backup)

    today = bench.context().today
    for backup in (gone, foreign):
        with pytest.raises(InputProblem, match="can't stand in"):
            bench.commit(leave(today, backup))
    with pytest.raises(InputProblem, match="future"):
        bench.commit(leave(date(2030, 1, 1), None))
    bench.commit(leave(today, stays))
    doc = bench.snapshot.table("contacts")[gone]
    assert (doc["left_on"], doc["backup"]) == (today.isoformat(), stays)
    bench.undo()
    assert "left_on" not in bench.snapshot.table("contacts")[gone]
