"""Earlier states of a program that stays open: read once, kept, and right when edits come late."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from salestui.domain.change import Act, Commit, Edit
from salestui.domain.dates import at_end_of_day
from salestui.domain.wanted import Superseded
from salestui.services.lent import was_there
from salestui.services.lookback import WEEKS, Lookback, weeks_around
from salestui.services.workbench import Workbench
from salestui.store.history import History, Vector

DAY = 86_400_000


class Counting(History):
    """A log that counts how often it is read whole."""

    reads = 0

    def commits(self, until: Vector | None = None) -> list[Commit]:
        """Every commit."""
        Counting.reads += 1
        return super().commits(until)


@pytest.fixture
def back(bench: Workbench) -> Lookback:
    """Looking back from a workspace, with the reads counted from 0."""
    Counting.reads = 0
    return Lookback(Counting(bench.folder))


def write(bench: Workbench, id: str, when: int, **values: Any) -> None:
    """A deal, or a change of one, that happened at a time."""
    whole = {"stage": "lead", "pipeline": "pl", "outcome": "open", **values}
    bench.commit(lambda s, c: Act("import", (Edit("deals", id, whole),), when))


def test_a_pass_over_the_log_serves_every_week_around(bench: Workbench, back: Lookback) -> None:
    now, zone = bench.clock(), bench.zone
    today = bench.context().today
    for n in range(1, 5):
        write(bench, f"dl_{n}", now - n * 7 * DAY)
    instants = weeks_around(today, today, zone)
    found = back.at(instants, bench.snapshot)
    assert found == [back.kept(instant, bench.snapshot) for instant in instants]
    assert [len(state.table("deals")) for state in found][-6:] == [0, 1, 2, 3, 4, 4]
    assert back.at(instants, bench.snapshot) == found
    assert Counting.reads == 1
    for instant, state in zip(instants, found, strict=True):
        assert dict(state.table("deals")) == dict(bench.as_of(instant).table("deals"))


def test_weeks_reach_back_and_forward_but_not_to_today(bench: Workbench) -> None:
    zone, day, today = bench.zone, date(2026, 9, 1), date(2026, 9, 22)
    instants = weeks_around(day, today, zone)
    assert instants[0] == at_end_of_day(date(2026, 6, 9), zone)
    assert instants[-1] == at_end_of_day(date(2026, 9, 15), zone)
    assert len(instants) == WEEKS + 3
    assert weeks_around(today, today, zone)[-1] == at_end_of_day(today, zone)


def test_a_late_edit_is_seen_in_the_days_that_it_changes(bench: Workbench, back: Lookback) -> None:
    now = bench.clock()
    write(bench, "dl_1", now - 20 * DAY)
    early, late = now - 10 * DAY, now - 2 * DAY
    first, second = back.at([early, late], bench.snapshot)
    write(bench, "dl_1", now - 5 * DAY, stage="demo")
    assert back.kept(early, bench.snapshot) is None
    again = back.at([early, late], bench.snapshot)
    assert again[0] is first and again[1] is not second
    assert [state.table("deals")["dl_1"]["stage"] for state in again] == ["lead", "demo"]


def test_an_edit_of_now_leaves_the_past_alone(bench: Workbench, back: Lookback) -> None:
    now = bench.clock()
    write(bench, "dl_1", now - 20 * DAY)
    past = back.at([now - DAY], bench.snapshot)
    write(bench, "dl_1", now, stage="demo")
    assert back.at([now - DAY], bench.snapshot)[0] is past[0]
    assert Counting.reads == 1
    assert back.kept(now - DAY, bench.snapshot) is past[0]


def test_who_does_not_wait_any_more_is_let_go(bench: Workbench, back: Lookback) -> None:
    asked: list[bool] = []

    def wanted() -> bool:
        asked.append(True)
        return False

    with pytest.raises(Superseded):
        back.at([bench.clock()], bench.snapshot, wanted)
    assert asked == [True]
    assert back.kept(bench.clock(), bench.snapshot) is None


def test_what_is_lent_for_its_name_was_not_there(bench: Workbench, back: Lookback) -> None:
    now = bench.clock()
    bench.commit(lambda s, c: Act("import", (Edit("accounts", "ac_1", {"name": "Hengda"}),)))
    write(bench, "dl_1", now - 20 * DAY, account="ac_1")
    (past,) = back.at([now - DAY], bench.snapshot)
    account, deal = past.get("accounts", "ac_1"), past.get("deals", "dl_1")
    assert account is not None and deal is not None
    assert account["name"] == "Hengda"
    assert (was_there(account), was_there(deal)) == (False, True)
