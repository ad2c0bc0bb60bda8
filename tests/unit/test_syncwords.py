"""What the top line and the notices say of syncing, in both languages."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest

from salestui.sync.report import Problem, Report
from salestui.sync.state import News, SyncState, after
from salestui.sync.workspacefile import Shared, Workspace
from salestui.ui import syncwords

SHARED = Shared("/srv/keda", "7", Workspace("w1", "Keda", 0))
TWO = 14 * 3_600_000 + 120_000
GONE = Problem("gone", "", syncwords.BACK, syncwords.BACK)
FULL = Problem("full", "", syncwords.BACK, syncwords.BACK)


def state(**parts: Any) -> SyncState:
    """A state of the shared workspace, in step since 14:02 unless said otherwise."""
    return SyncState(SHARED, **{"at": TWO, **parts})


@pytest.mark.parametrize(
    ("now", "full", "short", "zh"),
    [
        (SyncState(), "", "", ""),
        (SyncState(SHARED), "", "", ""),
        (state(), "synced 14:02", "synced 14:02", "已同步 14:02"),
        (state(others=1), "synced 14:02, 1 other", "synced 14:02", "已同步 14:02，另1人"),
        (state(others=4), "synced 14:02, 4 others", "synced 14:02", "已同步 14:02，另4人"),
        (state(hindrance=GONE, offline=True), "offline", "offline", "离线"),
        (
            state(hindrance=GONE, offline=True, waiting=1),
            "offline, 1 edit waiting",
            "offline, 1 edit waiting",
            "离线，1项待发",
        ),
        (state(hindrance=FULL, waiting=3), "3 edits waiting", "3 edits waiting", "3项待发"),
        (state(hindrance=FULL), "synced 14:02", "synced 14:02", "已同步 14:02"),
        (state(busy=True), "synced elsewhere", "synced elsewhere", "由另一程序同步"),
        (state(busy=True, waiting=2), "2 edits waiting", "2 edits waiting", "2项待发"),
    ],
)
def test_the_top_line(now: SyncState, full: str, short: str, zh: str) -> None:
    said = syncwords.state_words(now, UTC)
    assert (said[0].en, said[1].en, said[0].zh) == (full, short, zh)
    assert (said[2] == "risk") == ("waiting" in full or "offline" in full)


def notices(*rounds: Report, asked: bool = False) -> list[str]:
    """What is said of rounds that follow each other, from a folder in step on."""
    now, said = state(), []
    for report in rounds:
        then = after(now, SHARED, report, TWO)
        found = syncwords.notice(now, News(then, report, asked))
        said += [found[0].en] if found else []
        now = then
    return said


def test_a_folder_that_fails_is_said_once_and_so_is_its_return() -> None:
    gone = Report(problems=(GONE,))
    assert notices(Report(), gone, gone, Report(waiting=2, problems=(GONE,)), Report()) == [
        "The shared folder is gone; work goes on here, :team says more",
        "The shared folder is back",
    ]
    assert notices(gone, Report(problems=(FULL,)), Report(published=1)) == [
        "The shared folder is gone; work goes on here, :team says more",
        "The shared folder is full; work goes on here, :team says more",
        "The shared folder is back; 1 edit went out",
    ]


def test_what_comes_and_goes_is_not_said_unless_asked() -> None:
    assert notices(Report(published=2, pulled=1)) == []
    assert notices(Report(published=2, pulled=1), asked=True) == ["2 edits went out, 1 came in"]
    assert notices(Report(), asked=True) == ["Nothing new: everything is in step"]
    assert notices(Report(busy=True), asked=True) == [syncwords.BUSY.en]
    assert (
        notices(Report(problems=(GONE,)), Report(problems=(GONE,)), asked=True)
        == ["The shared folder is gone; work goes on here, :team says more"] * 2
    )


def test_a_new_name_is_said() -> None:
    assert notices(Report(published=3, forked=True)) == [syncwords.RENAMED.en]


def test_sharing_and_parting_are_said_but_not_at_the_start() -> None:
    tied = syncwords.notice(SyncState(), News(SyncState(SHARED), Report()))
    assert tied is not None and "/srv/keda" in tied[0].en
    parted = syncwords.notice(state(), News(SyncState(), Report()))
    assert parted is not None and parted[0] == syncwords.PARTED
    first = after(SyncState(SHARED), SHARED, Report(), TWO)
    assert syncwords.notice(SyncState(), News(first, Report())) is None


def test_the_clock_time_moves_only_when_something_did() -> None:
    later = TWO + 60_000
    now = after(state(), SHARED, Report(), later)
    assert now.at == TWO and now == state()
    assert after(now, SHARED, Report(pulled=1), later).at == later
    assert after(now, SHARED, Report(pulled=1, problems=(FULL,)), later).at == later
    assert after(now, SHARED, Report(problems=(GONE,)), later).at == TWO
    gone = after(now, SHARED, Report(problems=(GONE,)), later)
    assert after(gone, SHARED, Report(), later).at == later


def test_what_stays_behind_is_said_when_leaving() -> None:
    assert syncwords.left(2).en.startswith("2 of your edits")
    assert "does not answer" in syncwords.left(0).en
    problem = Problem("damaged", "r1", syncwords.BACK, syncwords.PARTED)
    assert syncwords.sentence(problem, "bo").en.startswith("bo: The shared folder is back; Not")
    assert syncwords.sentence(problem, "").zh.startswith("r1：")
