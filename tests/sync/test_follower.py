"""Following a folder on a thread: news, what changes under it, and how it leaves."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from salestui.sync import follower as following
from salestui.sync import workspacefile
from salestui.sync.folder import FolderBackend
from salestui.sync.follower import Follower
from salestui.sync.state import News, SyncState, count_others
from salestui.sync.synclock import SyncLock
from tests.patience import PATIENCE

from .homes import WORKSPACE, Clock, Home


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes seconds for people takes less here."""
    monkeypatch.setattr(following, "LOOK_S", 0.05)
    monkeypatch.setattr(following, "BUSY_AFTER_S", 0.2)


@pytest.fixture
def shared(tmp_path: Path) -> FolderBackend:
    backend = FolderBackend(tmp_path / "shared")
    backend.set_up()
    return backend


def eventually(true: Callable[[], Any]) -> None:
    """Wait for something that happens on another thread."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


class Desk:
    """A member whose program is open."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.news: list[News] = []
        self.faults: list[Exception] = []
        self.follower = Follower(home.store, told=self.news.append, failed=self.faults.append)

    @property
    def state(self) -> SyncState:
        """How syncing stands."""
        return self.follower.state

    def put(self, id: str, **values: Any) -> None:
        """Save, and say so."""
        self.home.put(id, **values)
        self.follower.nudge()

    def title(self, id: str) -> str:
        """What a deal is called here."""
        self.home.store.refresh()
        return str((self.home.store.snapshot.get("deals", id) or {}).get("title", ""))


@pytest.fixture
def desks(tmp_path: Path, shared: FolderBackend) -> Iterator[Callable[..., Desk]]:
    """Opens programs of members on one real folder."""
    clock, opened = Clock(), []
    clock.now = time.time_ns() // 1_000_000

    def sit(name: str, *, tied: bool = True) -> Desk:
        home = Home(tmp_path / name, name, shared, clock)
        workspacefile.leave(home.folder)
        if tied:
            tie(home, shared)
        desk = Desk(home)
        opened.append(desk)
        desk.follower.start()
        return desk

    yield sit
    for desk in opened:
        desk.follower.leave()
        assert desk.follower.join(PATIENCE)
        assert desk.faults == []
        free = SyncLock(desk.home.folder)
        assert free.take()
        free.release()


def tie(home: Home, shared: FolderBackend) -> None:
    """Share the workspace in the real folder, as a command does."""
    workspacefile.remember(home.folder, str(shared.root), shared.identity(), WORKSPACE)


def test_an_edit_comes_across_as_soon_as_it_is_saved(desks: Callable[..., Desk]) -> None:
    anna, bo = desks("anna"), desks("bo")
    for title in ("t0", "t1", "t2"):
        anna.put("dl_1", title=title)
        eventually(partial(lambda expected: bo.title("dl_1") == expected, title))
    assert any(news.report.pulled for news in bo.news)
    eventually(lambda: anna.state.waiting == 0 and anna.state.at)
    assert anna.state.hindrance is None


def test_nothing_is_told_while_nothing_happens(desks: Callable[..., Desk]) -> None:
    anna, bo = desks("anna"), desks("bo")
    anna.put("dl_1", title="t")
    eventually(lambda: bo.title("dl_1") == "t")
    eventually(lambda: bo.state.others == 1)
    for _ in range(4):
        told = len(bo.news), len(anna.news)
        time.sleep(1.0)
        if (len(bo.news), len(anna.news)) == told:
            return
    # A slow machine may still be at it; what goes on by itself is in every window.
    pytest.fail("they never come to rest")


def test_a_workspace_is_shared_and_parted_meanwhile(
    desks: Callable[..., Desk], shared: FolderBackend
) -> None:
    anna, bo = desks("anna"), desks("bo", tied=False)
    anna.put("dl_1", title="t")
    bo.put("dl_2", title="u")
    assert bo.state == SyncState()
    tie(bo.home, shared)
    eventually(lambda: bo.title("dl_1") == "t" and anna.title("dl_2") == "u")
    workspacefile.leave(bo.home.folder)
    eventually(lambda: bo.state == SyncState())
    anna.put("dl_1", title="later")
    time.sleep(0.8)
    assert bo.title("dl_1") == "t"


def test_a_folder_that_goes_is_told_once_and_so_is_its_return(
    desks: Callable[..., Desk], shared: FolderBackend
) -> None:
    anna = desks("anna")
    anna.put("dl_1", title="t")
    eventually(lambda: any(news.report.published for news in anna.news))
    eventually(lambda: not anna.state.waiting)
    shared.root.rename(shared.root.with_name("away"))
    eventually(lambda: anna.state.offline)
    assert anna.state.hindrance is not None and anna.state.hindrance.kind == "gone"
    anna.put("dl_1", title="u")
    anna.put("dl_1", title="v")
    eventually(lambda: anna.state.waiting == 2)
    kinds = [n.state.hindrance.kind for n in anna.news if n.state.hindrance]
    assert set(kinds) == {"gone"}
    shared.root.with_name("away").rename(shared.root)
    anna.follower.now()
    eventually(lambda: anna.state.hindrance is None and anna.state.waiting == 0)
    assert anna.news[-1].report.published == 2 or any(n.report.published == 2 for n in anna.news)


def test_another_program_that_syncs_is_waited_for_and_followed(
    desks: Callable[..., Desk], tmp_path: Path
) -> None:
    other = SyncLock(tmp_path / "anna" / WORKSPACE.id)
    (tmp_path / "anna" / WORKSPACE.id).mkdir(parents=True)
    assert other.take()
    anna = desks("anna")
    eventually(lambda: anna.state.busy)
    anna.put("dl_1", title="t")
    eventually(lambda: anna.state.waiting == 1)
    other.release()
    eventually(lambda: not anna.state.busy and anna.state.waiting == 0)
    assert not other.take()


def test_a_command_that_syncs_in_passing_is_not_told(
    desks: Callable[..., Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "BUSY_AFTER_S", 20.0)
    (tmp_path / "anna" / WORKSPACE.id).mkdir(parents=True)
    other = SyncLock(tmp_path / "anna" / WORKSPACE.id)
    assert other.take()
    anna = desks("anna")
    time.sleep(0.8)
    other.release()
    eventually(lambda: anna.state.at)
    assert not any(news.state.busy for news in anna.news)


def test_who_asks_is_answered_even_where_nothing_is_new(desks: Callable[..., Desk]) -> None:
    anna = desks("anna")
    eventually(lambda: anna.state.at)
    anna.follower.now()
    eventually(lambda: anna.news[-1].asked)
    assert anna.news[-1].report.hindrance is None


def test_leaving_publishes_what_is_not_out(tmp_path: Path, shared: FolderBackend) -> None:
    clock = Clock()
    anna, bo = (Home(tmp_path / n, n, shared, clock) for n in ("anna", "bo"))
    tie(anna, shared)
    desk = Desk(anna)
    desk.follower.start()
    eventually(lambda: desk.state.at)
    # Not nudged: it is due only in a while.
    anna.put("dl_1", title="the last edit")
    desk.follower.leave()
    assert desk.follower.join(PATIENCE)
    bo.sync()
    assert bo.state()["deals"]["dl_1"]["title"] == "the last edit"
    assert not desk.follower._thread.is_alive()


def test_leaving_does_not_wait_for_a_dead_folder(
    tmp_path: Path, shared: FolderBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    hang, stuck = threading.Event(), threading.Event()

    def dead(self: FolderBackend) -> bytes:
        stuck.set()
        hang.wait(60)
        raise OSError(5, "dead")

    anna = Home(tmp_path / "anna", "anna", shared, Clock())
    tie(anna, shared)
    monkeypatch.setattr(FolderBackend, "read_workspace", dead)
    desk = Desk(anna)
    desk.follower.start()
    assert stuck.wait(PATIENCE)
    anna.put("dl_1", title="saved all the same")
    desk.follower.leave()
    assert not desk.follower.join(0.3)
    assert not hang.is_set() and desk.follower._thread.daemon
    hang.set()
    assert desk.follower.join(PATIENCE)


def test_a_mistake_is_told_once_and_the_syncing_goes_on(
    desks: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    from salestui.sync.syncer import Syncer

    monkeypatch.setattr(following, "FAULT_S", 0.05)
    real, fails = Syncer.once, [True]

    def once(self: Syncer, *, full: bool = True) -> Any:
        if fails[0]:
            raise ZeroDivisionError("a mistake")
        return real(self, full=full)

    monkeypatch.setattr(Syncer, "once", once)
    anna = desks("anna")
    eventually(lambda: anna.faults)
    time.sleep(0.5)
    assert [str(error) for error in anna.faults] == ["a mistake"]
    fails[0] = False
    anna.put("dl_1", title="t")
    eventually(lambda: anna.state.at)
    anna.faults.clear()


def test_others_are_people_who_wrote_lately(tmp_path: Path, shared: FolderBackend) -> None:
    clock = Clock()
    anna = Home(tmp_path / "anna", "anna", shared, clock)
    laptop = Home(tmp_path / "laptop", "anna", shared, clock)
    bo, bo_too = (Home(tmp_path / n, "bo", shared, clock) for n in ("b1", "b2"))
    for n, member in enumerate((laptop, bo, bo_too)):
        member.put(f"dl_{n}", title="t")
        member.sync()
    anna.sync()
    peers = tuple(anna.syncer.status())
    assert len(peers) == 4 and count_others(peers, clock.now) == 1
    clock.step(15 * 86_400_000)
    assert count_others(peers, clock.now) == 0
    # Who joins now does not take those for present who wrote long ago.
    late = Home(tmp_path / "late", "late", shared, clock)
    late.sync()
    assert count_others(tuple(late.syncer.status()), clock.now) == 0
    bo.put("dl_1", title="u")
    bo.sync()
    late.sync()
    assert count_others(tuple(late.syncer.status()), clock.now) == 1
    shutil.rmtree(tmp_path / "late")
