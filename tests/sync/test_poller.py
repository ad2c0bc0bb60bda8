"""When the folder is looked at, who may look, and what heartbeats and clocks tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from salestui.domain.clock import RATCHET_MS
from salestui.sync.heartbeat import Heart, disagrees
from salestui.sync.poller import SCAN_S, TAIL_S, Poller
from salestui.sync.report import Report
from salestui.sync.syncer import Syncer
from salestui.sync.synclock import SyncLock

from .homes import Clock, Home
from .memory import MemoryBackend


class Seconds:
    """A monotonic clock that tests move."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def looks(poller: Poller, seconds: Seconds, during: float) -> int:
    """How often the poller looks in a stretch of time."""
    end, count = seconds.now + during, 0
    while seconds.now < end:
        count += poller.step() is not None
        seconds.now += 0.1
    return count


def test_tails_each_half_second_less_when_idle(tmp_path: Path) -> None:
    site, seconds = MemoryBackend(), Seconds()
    anna = Home(tmp_path / "a", "anna", site, Clock())
    poller = Poller(anna.syncer, seconds)
    assert 16 <= looks(poller, seconds, 10) <= 21
    looks(poller, seconds, 600)
    assert 1 <= looks(poller, seconds, 10) <= 3
    poller.nudge()
    assert poller.wait() == 0
    assert looks(poller, seconds, 10) >= 16


def test_somebody_new_is_seen_at_the_next_look_at_tails(tmp_path: Path) -> None:
    site, seconds = MemoryBackend(), Seconds()
    anna, bo = (Home(tmp_path / name, name, site, Clock()) for name in ("anna", "bo"))
    poller = Poller(anna.syncer, seconds)
    # Where nobody is known yet, directories are listed at every look anyway.
    anna.put("dl_0", title="mine")
    assert looks(poller, seconds, 1) > 1
    bo.put("dl_1", title="t")
    bo.sync()
    seconds.now += TAIL_S
    assert seconds.now < 100 + SCAN_S
    report = poller.step()
    assert report is not None and report.pulled == 1


def test_network_filesystems_are_polled_half_as_often(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, seconds = MemoryBackend(), Seconds()
    monkeypatch.setattr(site, "slow", lambda: True, raising=False)
    anna = Home(tmp_path / "a", "anna", site, Clock())
    assert 9 <= looks(Poller(anna.syncer, seconds), seconds, 10) <= 11


def test_errors_are_met_with_patience_and_end(tmp_path: Path) -> None:
    site, seconds = MemoryBackend(), Seconds()
    anna = Home(tmp_path / "a", "anna", site, Clock())
    anna.put("dl_1", title="t")
    poller = Poller(anna.syncer, seconds)
    site.present = False
    assert looks(poller, seconds, 60) < 10
    assert poller.wait() <= 10
    assert looks(poller, seconds, 240) < 10
    assert poller.wait() <= 60
    site.present = True
    seconds.now += 61
    report = poller.step()
    assert report is not None and report.problems == () and report.published == 1
    assert 16 <= looks(poller, seconds, 10) <= 21


def test_who_asks_does_not_wait_for_patience(tmp_path: Path) -> None:
    site, seconds = MemoryBackend(), Seconds()
    anna = Home(tmp_path / "a", "anna", site, Clock())
    poller = Poller(anna.syncer, seconds)
    site.present = False
    looks(poller, seconds, 120)
    anna.put("dl_1", title="t")
    poller.nudge()
    assert poller.failing and poller.wait() > 0
    site.present = True
    poller.now()
    report = poller.step()
    assert report is not None and report.published == 1 and not poller.failing


def test_a_folder_that_takes_nothing_is_read_at_full_pace(tmp_path: Path) -> None:
    site, seconds = MemoryBackend(), Seconds()
    anna, bo = (Home(tmp_path / n, n, site, Clock()) for n in ("anna", "bo"))
    bo.put("dl_1", title="t")
    bo.sync()
    poller = Poller(anna.syncer, seconds)
    poller.step()
    anna.put("dl_2", title="t")
    site.room = 0
    assert 80 <= looks(poller, seconds, 50) <= 101
    assert anna.syncer.waiting() == 1 and poller.wait() <= 0.5
    bo.put("dl_1", title="u")
    site.room = None
    bo.sync(full=False)
    site.room = 0
    seconds.now += 1
    report = poller.step()
    assert report is not None and report.pulled == 1 and not report.offline
    assert report.hindrance is not None and report.hindrance.kind == "full"


def test_the_lock_is_taken_over_with_what_its_holder_knew(tmp_path: Path) -> None:
    site, seconds = MemoryBackend(), Seconds()
    anna, bo = (Home(tmp_path / n, n, site, Clock()) for n in ("anna", "bo"))
    first, second = (Poller(Syncer(anna.store, site, anna.dice.randbytes), seconds) for _ in "ab")
    assert first.step() == Report() and first.syncer.lock.held
    anna.put("dl_1", title="t")
    busy = second.step()
    assert busy == Report(busy=True, waiting=1)
    bo.put("dl_2", title="t")
    bo.sync()
    seconds.now += 6
    done = first.step()
    assert done is not None and (done.published, done.pulled) == (1, 1)
    first.syncer.lock.release()
    seconds.now += 1
    report = second.step()
    assert report == Report() and second.syncer.lock.held
    assert [peer.commits for peer in second.syncer.status()] == [1, 1]


def test_one_process_syncs_a_store(tmp_path: Path) -> None:
    site = MemoryBackend()
    anna = Home(tmp_path / "a", "anna", site, Clock())
    other = SyncLock(anna.folder)
    assert other.take() and other.take()
    assert anna.sync().busy
    other.release()
    other.release()
    assert not anna.sync().busy
    assert not anna.syncer.lock.held


def test_a_heartbeat_says_what_was_read_and_only_when_it_changed(tmp_path: Path) -> None:
    clock, site = Clock(), MemoryBackend()
    anna, bo = (Home(tmp_path / n, n, site, clock) for n in ("anna", "bo"))
    anna.put("dl_1", title="t")
    anna.sync()
    heart = Heart()
    assert not heart.beat(bo.store)
    bo.sync()
    clock.step(3_700_000)
    assert heart.beat(bo.store) and not heart.beat(bo.store, leaving=True)
    assert not Heart().beat(bo.store, leaving=True), "another program says it no second time"
    bo.sync()
    anna.sync()
    seen = anna.syncer._cursors.of(bo.store.replica.rep)
    assert seen.vector == {anna.store.replica.rep: 1}
    assert not disagrees(seen.beat, anna.store.snapshot)
    assert disagrees({**seen.beat, "d": "0" * 16}, anna.store.snapshot)
    anna.put("dl_1", title="u")
    anna.sync()
    bo.sync()
    assert not heart.beat(bo.store)
    assert heart.beat(bo.store, leaving=True)
    bo.put("dl_2", title="after a heartbeat")
    bo.sync()
    anna.sync()
    assert anna.state() == bo.state() and bo.store.problems == anna.store.problems == []
    bo.open()
    assert anna.state() == bo.state()


def test_clocks_are_told_and_never_refused(tmp_path: Path) -> None:
    clock, site = Clock(), MemoryBackend()
    anna = Home(tmp_path / "anna", "anna", site, clock, skew=-3 * RATCHET_MS)
    others = [Home(tmp_path / n, n, site, clock) for n in ("bo", "cho")]
    far = Home(tmp_path / "dan", "dan", site, clock, skew=400 * 86_400_000)
    for member in (*others, far):
        member.put(f"dl_{member.user}", title="t")
        member.sync()
    site.server_ms = clock.now
    anna.put("dl_1", title="t")
    told = [p.text.en for p in anna.sync().problems]
    assert told == ["This clock is 15 minutes off the server's"] or len(told) == 2
    assert len(anna.state()["deals"]) == 4
    assert anna.store.fold.clock.last.ms <= anna.now() + RATCHET_MS
    status = {peer.who: peer for peer in anna.syncer.status()}
    assert [p.kind for p in status["dan"].problems] == ["skew"]
    anna.put("dl_dan", title="mine now")
    anna.sync()
    far.sync()
    assert far.state()["deals"]["dl_dan"]["title"] == "mine now"
