"""Two and three members and one folder: what goes out, what comes in, and clones."""

from __future__ import annotations

from pathlib import Path

import pytest

from salestui.sync.folder import FolderBackend

from .homes import Clock, Home
from .memory import MemoryBackend, Replicator


@pytest.fixture
def shared(tmp_path: Path) -> FolderBackend:
    backend = FolderBackend(tmp_path / "shared")
    backend.set_up()
    return backend


def settle(*homes: Home) -> None:
    """Sync until nothing moves."""
    for _ in range(3):
        for one in homes:
            one.sync()


def test_an_edit_comes_to_the_other_and_back(tmp_path: Path, shared: FolderBackend) -> None:
    clock = Clock()
    anna = Home(tmp_path / "a", "anna", shared, clock)
    bo = Home(tmp_path / "b", "bo", shared, clock)
    anna.put("dl_1", title="t", stage="lead")
    assert anna.sync().published == 1
    assert bo.sync().pulled == 1
    bo.put("dl_1", next_step="call")
    assert bo.sync(full=False).published == 1
    assert anna.sync().pulled == 1
    anna.put("dl_1", next_step="write")
    anna.sync(full=False)
    assert bo.sync(full=False).pulled == 1
    assert anna.state() == bo.state()
    assert anna.state()["deals"]["dl_1"]["next_step"] == "write"
    for member in (anna, bo):
        # The test's clock is not the file server's, which is noticed.
        assert {problem.kind for problem in member.sync().problems} == {"skew"}


def test_shared_files_are_prefixes_of_the_local_log(
    tmp_path: Path, shared: FolderBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    from salestui.store import journal

    monkeypatch.setattr(journal, "SEAL_BYTES", 1500)
    clock = Clock()
    anna = Home(tmp_path / "a", "anna", shared, clock)
    bo = Home(tmp_path / "b", "bo", shared, clock)
    for n in range(30):
        anna.put(f"dl_{n % 7}", title=f"t{n}" * 9)
        anna.sync(full=n % 3 == 0)
    bo.sync()
    rep = anna.store.replica.rep
    own = {p.name: p.read_bytes() for p in (anna.folder / "log" / rep).iterdir()}
    out = {p.name: p.read_bytes() for p in (shared.root / "log" / rep).iterdir()}
    mirror = {p.name: p.read_bytes() for p in (bo.folder / "log" / rep).iterdir()}
    assert own == out == mirror and len(own) > 3
    assert anna.state() == bo.state()


def test_a_virtual_machine_that_was_copied_takes_a_new_name(
    tmp_path: Path, shared: FolderBackend
) -> None:
    clock = Clock()
    anna = Home(tmp_path / "a", "anna", shared, clock)
    cho = Home(tmp_path / "c", "cho", shared, clock)
    anna.put("dl_1", title="t")
    anna.sync()
    clone = anna.copy_to(tmp_path / "b", keep_name=True)
    assert clone.store.replica.rep == anna.store.replica.rep
    anna.put("dl_1", next_step="anna")
    clone.put("dl_1", next_step="clone")
    clone.put("dl_2", title="of the clone")
    anna.sync()
    report = clone.sync()
    assert report.forked
    settle(anna, clone, cho)
    assert clone.store.replica.rep != anna.store.replica.rep
    assert anna.state() == clone.state() == cho.state()
    assert cho.state()["deals"]["dl_2"]["title"] == "of the clone"
    assert cho.state()["conflicts"] == [("deals", "dl_1", "next_step")]
    again = clone.store.fold.heads("deals", "dl_1", "next_step")
    assert {head.values["next_step"] for head in again} == {"anna", "clone"}


@pytest.mark.parametrize("keeps", [True, False])
def test_clones_on_two_sites_lose_nothing(tmp_path: Path, keeps: bool) -> None:
    clock, sites = Clock(), [MemoryBackend(), MemoryBackend(), MemoryBackend()]
    net = Replicator(sites, keeps_losers=keeps)
    anna = Home(tmp_path / "a", "anna", sites[0], clock)
    anna.put("dl_1", title="t")
    anna.sync()
    net.carry(0, 1)
    net.carry(0, 2)
    clone = anna.copy_to(tmp_path / "b", sites[1], keep_name=True)
    cho = Home(tmp_path / "c", "cho", sites[2], clock)
    anna.put("dl_1", next_step="anna")
    clone.put("dl_1", next_step="clone")
    clone.put("dl_2", title="of the clone")
    anna.sync()
    clone.sync()
    for _ in range(4):
        for one, two in [(0, 1), (1, 2), (0, 2), (2, 0), (2, 1), (1, 0)]:
            net.carry(one, two)
            for member in (anna, clone, cho):
                member.sync()
    assert net.conflicts
    assert anna.state() == clone.state() == cho.state()
    assert cho.state()["deals"]["dl_2"]["title"] == "of the clone"


def test_half_a_line_of_before_a_rollback_is_left_to_the_old_name(tmp_path: Path) -> None:
    clock, site = Clock(), MemoryBackend()
    anna, bo = (Home(tmp_path / n, n, site, clock) for n in ("anna", "bo"))
    anna.put("dl_1", title="t")
    anna.sync()
    backup = anna.copy_to(tmp_path / "backup", keep_name=True)
    anna.put("dl_1", next_step="lost with the disk")
    site.room = 3
    assert {problem.kind for problem in anna.sync().problems} == {"full"}
    site.room = None
    backup.put("dl_1", next_step="afterwards")
    assert backup.sync().forked
    bo.sync()
    assert {problem.kind for problem in bo.sync().problems} == {"waiting"}
    clock.step(11 * 60_000)
    for member in (bo, backup):
        member.sync()
        assert member.sync().problems == ()
    assert bo.state() == backup.state()
    assert bo.state()["deals"]["dl_1"]["next_step"] == "afterwards"
