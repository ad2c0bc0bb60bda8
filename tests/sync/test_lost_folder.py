"""The shared folder full, read-only, unmounted, mounted over, deleted: work goes on, it heals."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from salestui.sync.backend import Entry
from salestui.sync.folder import FolderBackend
from salestui.sync.join import restore
from salestui.sync.report import Report
from salestui.sync.rights import faults

from .homes import Clock, Home
from .mounts import fill, mounted, run, small_disk, unmount
from .team import check_rebuild, tokens_in


class Pair:
    """Two members at a real folder; what they save while it is lost must come through after."""

    def __init__(self, work: Path, root: Path) -> None:
        self.shared = FolderBackend(root)
        self.shared.set_up()
        self.clock = Clock()
        self.anna = Home(work / "anna", "anna", self.shared, self.clock)
        self.bo = Home(work / "bo", "bo", self.shared, self.clock)
        self.count = 0
        self.tokens: set[str] = set()
        self.edit()
        self.meet()

    def edit(self) -> None:
        """Each saves an edit."""
        for member in (self.anna, self.bo):
            self.count += 1
            member.put(f"dl_{self.count % 3}", next_step=f"t{self.count}")
            self.tokens.add(f"t{self.count}")

    def meet(self) -> None:
        """Everything comes to everybody, nobody waits, nothing is wrong."""
        for member in (self.anna, self.bo, self.anna, self.bo):
            member.sync()
        for member in (self.anna, self.bo):
            for full in (True, False):
                report = member.sync(full=full)
                assert kinds(report) == set() and report.waiting == 0, report
        assert self.anna.state() == self.bo.state()
        for member in (self.anna, self.bo):
            assert self.tokens <= tokens_in(member)
            assert member.store.problems == []

    def lost(self, kind: str, already: int = 0) -> None:
        """Both work on for a while; one notice each round, and each edit counts as waiting."""
        for waiting in range(already + 1, already + 4):
            self.edit()
            for member in (self.anna, self.bo):
                for full in (True, False):
                    report = member.sync(full=full)
                    assert report.waiting == waiting, (member.user, report)
                    # Of a full folder, the half of a colleague's line is on its way too.
                    assert kinds(report) - {"waiting"} == {kind}, report
        for member in (self.anna, self.bo):
            member.open()
            assert member.sync().waiting == already + 3
            check_rebuild(member)


def kinds(report: Report) -> set[str]:
    """What is wrong; the test's clock is not that of the file system, which does not count."""
    return {problem.kind for problem in report.problems} - {"skew"}


def test_a_folder_without_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        team = Pair(tmp_path, disk / "shared")
        filler = fill(disk)
        # What is left of the last page of each file is room too.
        for member in (team.anna, team.bo):
            while not member.sync().waiting:
                member.put("dl_1", next_step="fills the page")
        team.lost("full", already=1)
        filler.unlink()
        team.meet()


class Fleeting(FolderBackend):
    """A folder that goes while a directory in it is about to be listed."""

    leaves = False

    def files(self, folder: str) -> list[Entry]:
        """The regular files in a directory."""
        if self.leaves:
            self.root.rename(self.root.with_name("away"))
        return super().files(folder)


def test_what_waits_is_counted_right_where_the_folder_goes_in_the_middle_of_a_look(
    tmp_path: Path,
) -> None:
    shared = Fleeting(tmp_path / "shared")
    shared.set_up()
    anna = Home(tmp_path / "anna", "anna", shared, Clock())
    anna.put("dl_1", title="t")
    assert anna.sync().published == 1
    anna.put("dl_1", title="u")
    shared.leaves = True
    report = anna.syncer.once()
    shared.leaves = False
    assert (report.published, report.waiting) == (0, 1)
    assert report.hindrance is not None
    assert anna.syncer.once().waiting == 1
    shared.root.with_name("away").rename(shared.root)
    assert anna.sync().published == 1


def test_a_folder_that_may_only_be_read(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        team = Pair(tmp_path, disk / "shared")
        run("mount", "-o", "remount,ro", str(disk))
        team.lost("unwritable")
        assert not [fault for fault in faults(disk / "shared") if "not write" in fault.text.en]
        run("mount", "-o", "remount,rw", str(disk))
        team.meet()


def test_a_folder_that_is_unmounted_and_mounted_again(tmp_path: Path) -> None:
    real, root = tmp_path / "real", tmp_path / "shared"
    real.mkdir()
    with mounted(root, "--bind", str(real)):
        team = Pair(tmp_path, root)
        unmount(root)
        team.lost("other")
        assert list(root.iterdir()) == []
        with mounted(root, "--bind", str(real)):
            team.meet()


def test_an_empty_disk_mounted_over_the_folder(tmp_path: Path) -> None:
    root = tmp_path / "shared"
    team = Pair(tmp_path, root)
    with small_disk(root):
        team.lost("other")
        assert list(root.iterdir()) == []
    team.meet()


def test_another_disk_in_the_place_of_the_folder_is_not_filled(tmp_path: Path) -> None:
    with small_disk(tmp_path / "shared") as root:
        team = Pair(tmp_path, root)
        number = root.stat().st_ino
        unmount(root)
        with small_disk(root):
            assert root.stat().st_ino == number
            team.lost("other")
            assert list(root.iterdir()) == []


def test_a_folder_that_is_moved_away_and_back(tmp_path: Path) -> None:
    root = tmp_path / "shared"
    team = Pair(tmp_path, root)
    root.rename(tmp_path / "away")
    team.lost("gone")
    (tmp_path / "away").rename(root)
    team.meet()


def emptied(root: Path) -> None:
    """Everything in the folder is deleted; the folder itself stays."""
    for path in root.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def without_logs(root: Path) -> None:
    """All logs are deleted."""
    shutil.rmtree(root / "log")


def without_one(root: Path) -> None:
    """One member's log is deleted."""
    shutil.rmtree(min((root / "log").iterdir()))


def without_segments(root: Path) -> None:
    """The files are deleted, the directories stay."""
    for path in root.rglob("*.jsonl"):
        path.unlink()


def without_name(root: Path) -> None:
    """The workspace file is deleted."""
    (root / "salestui.json").unlink()


DELETIONS = (emptied, without_logs, without_one, without_segments, without_name)


@pytest.mark.parametrize("delete", DELETIONS)
def test_what_is_deleted_by_accident_is_put_back(
    tmp_path: Path, delete: Callable[[Path], None]
) -> None:
    root = tmp_path / "shared"
    team = Pair(tmp_path, root)
    before = {p.relative_to(root): p.read_bytes() for p in root.rglob("*") if p.is_file()}
    for _ in range(2):
        delete(root)
        team.edit()
        for member in (team.anna, team.bo, team.anna):
            member.sync()
        team.meet()
    for path, data in before.items():
        assert (root / path).read_bytes().startswith(data)
    cho = Home(tmp_path / "cho", "cho", team.shared, team.clock)
    cho.sync()
    assert cho.state() == team.anna.state()


def test_a_folder_that_is_deleted_and_made_anew_waits_for_a_word(tmp_path: Path) -> None:
    root = tmp_path / "shared"
    team = Pair(tmp_path, root)
    # Made before the old one goes, so that the system does not give it the same number.
    (tmp_path / "new" / "log").mkdir(parents=True)
    shutil.rmtree(root)
    team.lost("gone")
    (tmp_path / "new").rename(root)
    for _ in range(3):
        team.anna.put("dl_1", next_step="on")
        assert kinds(team.anna.sync()) == {"other"}
    assert list((root / "log").iterdir()) == []
    for member in (team.anna, team.bo):
        restore(member.folder, team.shared, str(root))
    for member in (team.anna, team.bo):
        member.sync()
    team.meet()
