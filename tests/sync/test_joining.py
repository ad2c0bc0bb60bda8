"""Sharing, joining with and without data, leaving; a folder that is wiped, gone or exchanged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from salestui.domain.ids import derived_id
from salestui.domain.problems import FolderProblem, Refused
from salestui.store import home
from salestui.sync.folder import FolderBackend
from salestui.sync.join import carry, join, offer, only_defaults, restore, share
from salestui.sync.workspacefile import (
    Workspace,
    leave,
    read_workspace,
    remember,
    remembered,
)

from .homes import NOW, WORKSPACE, Clock, Home
from .memory import MemoryBackend


def pair(tmp_path: Path) -> tuple[Clock, MemoryBackend, Home, Home]:
    """Two members with a commit each, synced."""
    clock, site = Clock(), MemoryBackend()
    anna, bo = (Home(tmp_path / n, n, site, clock) for n in ("anna", "bo"))
    anna.put("dl_1", title="a")
    bo.put("dl_2", title="b")
    for member in (anna, bo, anna):
        member.sync()
    return clock, site, anna, bo


def test_a_folder_is_shared_once_and_joined(tmp_path: Path) -> None:
    site, homes = MemoryBackend(), tmp_path / "homes"
    folder = home.create(homes, "wone")
    made = share(folder, site, "/s", "One", NOW)
    assert share(folder, site, "/s", "Other", NOW + 1) == made
    assert remembered(folder) is not None
    with pytest.raises(FolderProblem):
        share(home.create(homes, "wtwo"), site, "/s", "Two", NOW)
    joined = join(tmp_path / "b", site, "/s", "bo", NOW, lambda n: bytes(range(n)))
    assert joined.name == "wone"
    assert join(tmp_path / "b", site, "/s", "bo", NOW, lambda n: bytes(n)) == joined
    leave(joined)
    leave(joined)
    assert remembered(joined) is None and joined.is_dir()
    with pytest.raises(Refused):
        restore(joined, site, "/s")


def test_what_is_no_workspace_or_a_newer_one_is_not_joined(tmp_path: Path) -> None:
    site = MemoryBackend()
    with pytest.raises(FolderProblem, match=r"no salestui\.json"):
        join(tmp_path / "b", site, "/s", "bo", NOW, lambda n: bytes(n))
    bad = (b"", b"[]", b"{}", b"\xff", b"[" * 99_999, b'{"format":"x","ws":"wa"}')
    for raw in (*bad, b'{"format":1,"ws":"../a"}'):
        site.workspace = raw
        with pytest.raises(FolderProblem, match="can't be read"):
            read_workspace(site)
    site.workspace = b'{"format":2,"ws":"wtest"}'
    with pytest.raises(FolderProblem, match="newer"):
        join(tmp_path / "b", site, "/s", "bo", NOW, lambda n: bytes(n))
    site.present = False
    with pytest.raises(FolderProblem, match="can't be used"):
        join(tmp_path / "b", site, "/s", "bo", NOW, lambda n: bytes(n))
    assert not (tmp_path / "b").exists()


def test_a_newer_folder_is_left_alone_and_work_goes_on(tmp_path: Path) -> None:
    _, site, anna, _ = pair(tmp_path)
    site.workspace = b'{"format":2,"ws":"wtest","name":"n","made":1}'
    anna.put("dl_3", title="c")
    before = {folder: dict(files) for folder, files in site.files_.items()}
    report = anna.sync()
    assert [p.kind for p in report.problems] == ["newer"] and report.waiting == 1
    assert site.files_ == before


def test_a_wiped_folder_is_filled_again_by_its_members(tmp_path: Path) -> None:
    clock, site, anna, bo = pair(tmp_path)
    site.workspace, site.files_ = None, {}
    anna.put("dl_3", title="c")
    for member in (anna, bo, anna):
        member.sync()
    assert read_workspace(site) == WORKSPACE
    assert anna.state() == bo.state() and len(bo.state()["deals"]) == 3
    cho = Home(tmp_path / "cho", "cho", site, clock)
    cho.sync()
    assert cho.state() == bo.state()


def test_an_exchanged_or_vanished_folder_stops_sync_and_loses_nothing(tmp_path: Path) -> None:
    _, site, anna, bo = pair(tmp_path)
    kept = site.workspace, site.files_
    site.inode, site.workspace, site.files_ = "8", None, {}
    anna.put("dl_3", title="c")
    report = anna.sync()
    assert [p.kind for p in report.problems] == ["other"] and report.waiting == 1
    assert site.files_ == {} and len(anna.state()["deals"]) == 3
    site.workspace = Workspace("wother", "Other", 1).raw()
    assert [p.kind for p in anna.sync().problems] == ["other"] and site.files_ == {}
    with pytest.raises(FolderProblem):
        restore(anna.folder, site, "/s")
    site.present = False
    report = anna.sync()
    assert [p.kind for p in report.problems] == ["gone"] and report.waiting == 1
    site.present, site.inode, (site.workspace, site.files_) = True, "9", kept
    assert anna.sync().published == 1
    assert bo.sync().pulled == 1
    assert anna.state() == bo.state()


def test_restoring_into_an_empty_directory(tmp_path: Path) -> None:
    _, site, anna, bo = pair(tmp_path)
    fresh = MemoryBackend(inode="99")
    for member in (anna, bo):
        restore(member.folder, fresh, "/new")
        member.backend = fresh
        member.open()
    for member in (anna, bo, anna):
        member.sync()
    assert fresh.files_ == site.files_ and anna.state() == bo.state()


def test_a_member_who_is_gone_can_be_offered_by_another(tmp_path: Path) -> None:
    clock, site, anna, bo = pair(tmp_path)
    gone = bo.store.replica.rep
    site.files_.pop(gone)
    assert offer(anna.folder, site, anna.store.replica.rep, gone) == 1
    cho = Home(tmp_path / "cho", "cho", site, clock)
    cho.sync()
    assert cho.state() == anna.state()
    bo.put("dl_9", title="back")
    bo.sync()
    cho.sync()
    assert cho.state() == bo.state()


def test_joining_with_data_merges_what_is_the_same_and_shows_what_is_not(tmp_path: Path) -> None:
    clock, site, anna, _ = pair(tmp_path)
    same = derived_id("ac", "account", "crm", "17")
    anna.put(same, kind="accounts", name="Hengda", city="Wuhan")
    anna.sync()
    alone = MemoryBackend()
    cho = Home(tmp_path / "alone", "cho", alone, clock)
    cho.put("wtest2", kind="workspace", name="Mine")
    cho.put(same, kind="accounts", name="Hengda", city="Beijing")
    cho.put(same, kind="accounts", city="Shanghai")
    cho.put("dl_7", title="mine", stage="lead")
    cho.put("dl_7", next_step="call")
    assert not only_defaults(cho.folder)
    joined = join(tmp_path / "cho", site, "/s", "cho", clock.now, cho.dice.randbytes)
    assert only_defaults(joined)
    new = Home(tmp_path / "cho", "cho", site, clock)
    for _ in range(2):
        carry(cho.folder, joined, new.store.origin, clock.now, cho.dice.randbytes)
    for member in (new, anna, new):
        member.sync()
    assert new.state() == anna.state()
    assert anna.state()["deals"]["dl_7"]["next_step"] == "call"
    assert "workspace" not in anna.state()
    assert anna.state()["accounts"][same]["city"] == "Shanghai"
    was = cho.store.snapshot.get("deals", "dl_7") or {}
    assert anna.state()["deals"]["dl_7"]["_created"] == was["_created"]
    assert len(anna.edits()) == 7
    assert [e for e in anna.edits() if e[1] == "wtest2"] == []


def test_a_restored_backup_gives_out_what_was_never_published(tmp_path: Path) -> None:
    _, _, anna, bo = pair(tmp_path)
    anna.put("dl_3", title="not published")
    copy = anna.copy_to(tmp_path / "copy", keep_name=False)
    shutil.rmtree(anna.root)
    copy.put("dl_4", title="after")
    for member in (copy, bo, copy):
        member.sync()
    assert copy.store.replica.rep != anna.store.replica.rep
    assert home.former(copy.folder) == []
    assert copy.state() == bo.state()
    assert {"dl_3", "dl_4"} <= set(bo.state()["deals"])
    assert len(bo.edits()) == 4


def test_a_root_that_cannot_be_read(tmp_path: Path) -> None:
    backend = FolderBackend(tmp_path / "none")
    assert backend.identity() == ""
    folder = home.create(tmp_path / "h", "wtest")
    remember(folder, "/s", "1", WORKSPACE)
    with pytest.raises(FolderProblem):
        share(folder, backend, str(backend.root), "n", NOW)
