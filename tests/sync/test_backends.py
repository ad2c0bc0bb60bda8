"""What a real directory adds to the contract, and syncing over places that damage their files."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from salestui.sync.backend import NotAFile
from salestui.sync.folder import FolderBackend
from salestui.sync.mounts import on_network

from .homes import Clock, Home
from .memory import FAULTS, MemoryBackend, Replicator

REP = "rabcdefghijkl"


def folder_backend(path: Path) -> FolderBackend:
    """A real directory."""
    backend = FolderBackend(path / "shared")
    backend.set_up()
    return backend


@pytest.mark.parametrize("umask", [0o077, 0o022, 0o002])
def test_modes_do_not_depend_on_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        backend = folder_backend(tmp_path)
        backend.make_folder(REP)
        backend.create(REP, "f.jsonl", b"x")
        backend.make_workspace(b"w")
    finally:
        os.umask(before)
    root = backend.root
    found = [
        stat.S_IMODE(path.stat().st_mode)
        for path in (root, root / "log", root / "log" / REP, root / "log" / REP / "f.jsonl")
    ]
    assert found == [0o3770, 0o3770, 0o2750, 0o640]
    assert stat.S_IMODE((root / "salestui.json").stat().st_mode) == 0o640


@pytest.mark.timeout(20)
def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    backend = folder_backend(tmp_path)
    backend.make_folder(REP)
    at = backend.root / "log" / REP
    os.mkfifo(at / "000001.fifo.jsonl")
    (at / "000001.link.jsonl").symlink_to("/etc/passwd")
    (at / "000001.fold.jsonl").mkdir()
    os.mkfifo(backend.root / "salestui.json")
    (backend.root / "log" / "rlink").symlink_to("/etc")
    assert backend.files(REP) == []
    for name in ("fifo", "link", "fold"):
        with pytest.raises((NotAFile, IsADirectoryError)):
            backend.get(REP, f"000001.{name}.jsonl", 0, 10)
        with pytest.raises(OSError):
            backend.extend(REP, f"000001.{name}.jsonl", 0, b"x")
    with pytest.raises(NotAFile):
        backend.read_workspace()
    assert backend.replicas() == [REP]
    with pytest.raises(OSError):
        backend.files("rlink")


def test_network_filesystems_are_told_from_others(tmp_path: Path) -> None:
    table = tmp_path / "mountinfo"
    rows = [
        "1 0 8:1 / / rw - ext4 /dev/sda rw",
        "2 1 0:40 / /mnt/team rw,relatime shared:1 - nfs4 srv:/team rw",
        r"3 1 0:41 / /mnt/my\040drive rw - fuse.rclone drive rw",
        "4 2 8:2 / /mnt/team/local rw - xfs /dev/sdb rw",
    ]
    table.write_text("\n".join(rows))
    told = {
        "/mnt/team": True,
        "/mnt/team/a": True,
        "/mnt/my drive/x": True,
        "/mnt/team/local/y": False,
        "/home": False,
    }
    assert {path: on_network(Path(path), table) for path in told} == told
    assert not on_network(Path("/"), tmp_path / "none")


# -- syncing through places that misbehave


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("share", [1.0, 0.4])
def test_whatever_arrives_first_nothing_wrong_is_taken_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str, share: float
) -> None:
    from salestui.store import journal

    monkeypatch.setattr(journal, "SEAL_BYTES", 1200)
    clock, sites = Clock(), [MemoryBackend(), MemoryBackend()]
    net = Replicator(sites)
    anna = Home(tmp_path / "a", "anna", sites[0], clock)
    bo = Home(tmp_path / "b", "bo", sites[1], clock)
    seen = 0
    for n in range(40):
        anna.put(f"dl_{n % 5}", title=f"t{n}" * 9)
        anna.sync()
        net.carry(0, 1, fault, share)
        net.carry(0, 1, "whole", share / 2)
        bo.sync(full=n % 3 > 0)
        now = bo.store.snapshot.vector.get(anna.store.replica.rep, 0)
        assert now >= seen
        seen = now
        assert bo.store.problems == []
        titles = [doc["title"] for doc in bo.store.snapshot.table("deals").values()]
        assert all(title == title[: len(title) // 9] * 9 for title in titles)
    net.carry(0, 1)
    bo.sync()
    assert anna.state() == bo.state()


def test_a_full_shared_folder_is_told_and_heals(tmp_path: Path) -> None:
    clock, site = Clock(), MemoryBackend()
    anna = Home(tmp_path / "a", "anna", site, clock)
    bo = Home(tmp_path / "b", "bo", site, clock)
    anna.put("dl_1", title="t")
    whole = len(next((anna.folder / "log" / anna.store.replica.rep).iterdir()).read_bytes())
    for room in range(0, whole, 7):
        site.room = room
        report = anna.sync()
        assert [p.kind for p in report.problems] == ["full"] and report.waiting == 1
        assert bo.sync().pulled == 0
        site.files_.pop(anna.store.replica.rep, None)
        site.room = room
        anna.sync()
        site.room = None
        report = anna.sync()
        assert report.problems == () and report.waiting == 0
        site.files_[anna.store.replica.rep].clear()
    anna.sync()
    bo.sync()
    assert anna.state() == bo.state()


def test_a_damaged_line_is_told_after_ten_minutes_and_others_go_on(tmp_path: Path) -> None:
    clock, site = Clock(), MemoryBackend()
    anna, bo, cho = (Home(tmp_path / n, n, site, clock) for n in ("anna", "bo", "cho"))
    for member in (anna, bo):
        for n in range(3):
            member.put(f"dl_{member.user}{n}", title=f"t{n}")
        member.sync()
    rep = anna.store.replica.rep
    (name,) = site.files_[rep]
    good = site.files_[rep][name]
    at = good.rindex(b"t1")
    site.put(rep, name, good[:at] + b"\0" + good[at + 1 :])
    kinds = {p.kind for p in cho.sync().problems}
    assert kinds == {"waiting"}
    assert len(cho.state()["deals"]) == 4
    clock.step(11 * 60_000)
    (problem,) = cho.sync().problems
    assert (problem.kind, problem.rep) == ("damaged", rep)
    site.put(rep, name, good)
    assert cho.sync().problems == ()
    assert len(cho.state()["deals"]) == 6


def test_a_copy_that_went_back_is_told_and_kept(tmp_path: Path) -> None:
    clock, site = Clock(), MemoryBackend()
    anna, bo = (Home(tmp_path / n, n, site, clock) for n in ("anna", "bo"))
    anna.put("dl_1", title="t")
    anna.put("dl_2", title="t")
    anna.sync()
    bo.sync()
    rep = anna.store.replica.rep
    (name,) = site.files_[rep]
    site.put(rep, name, site.files_[rep][name][:-50])
    (problem,) = bo.sync().problems
    assert problem.kind == "back" and len(bo.state()["deals"]) == 2
    anna.sync()
    assert bo.sync().problems == ()
