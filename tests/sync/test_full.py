"""A disk that is full at any byte, here or in the shared folder: refused whole, told, mended."""

from __future__ import annotations

import errno
import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from salestui.domain.change import Act, Batch, Edit
from salestui.domain.problems import StoreProblem
from salestui.store import journal, write
from salestui.sync.folder import FolderBackend
from tests.faults import failing, room

from .homes import WORKSPACE, Clock, Home, adopt
from .mounts import PAGE, fill, small_disk
from .team import FAST, check_rebuild

LARGE = 10**9
SETTLED = {"skew"}
"""The test's clock is not that of the file system, which is told."""
Decide = Callable[[Any], Act | Batch]


def small(stem: str) -> Decide:
    """An act of one line."""
    return lambda _: Act("small", (Edit("deals", f"dl_{stem}", {"title": stem}),))


def large(stem: str) -> Decide:
    """An act of several lines over several segments."""
    edits = tuple(
        Edit("deals", f"dl_{stem}{k}", {"title": f"{stem}{k}", "note": "x" * 40}) for k in range(6)
    )
    return lambda _: Batch("large", (Act("large", edits[:3], 5), Act("large", edits[3:], 6)))


ACTS = {"a line": small, "a group": large}


@pytest.fixture(autouse=True)
def _short_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "SEAL_BYTES", 900)
    monkeypatch.setattr(write, "RECORDS_PER_LINE", 2)


@pytest.fixture(params=[23, pytest.param(1, marks=pytest.mark.long)], ids=["some", "every"])
def step(request: pytest.FixtureRequest) -> int:
    """Bytes from one try to the next."""
    return int(request.param)


class Disk:
    """Two homes and a shared folder, which are put back to the same state for each try."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.template = work / "template"
        anna, bo = self._homes(self.template)
        for member in (anna, bo):
            member.put(f"dl_{member.user}", title=member.user)
        anna.sync()
        bo.sync()

    def _homes(self, base: Path) -> tuple[Home, Home]:
        shared = FolderBackend(base / "shared")
        shared.set_up()
        clock = Clock()
        if base != self.template:
            clock.step(60_000)
        return Home(base / "anna", "anna", shared, clock), Home(base / "bo", "bo", shared, clock)

    def stay(self) -> None:
        """What the homes and the folder are now is what each try begins with."""
        shutil.rmtree(self.template)
        (self.work / "try").rename(self.template)

    def fresh(self) -> tuple[Home, Home]:
        """Both homes as they were at first."""
        base = self.work / "try"
        shutil.rmtree(base, ignore_errors=True)
        shutil.copytree(self.template, base)
        for name in ("anna", "bo"):
            adopt(base / name / WORKSPACE.id)
        return self._homes(base)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A place to fill up, in memory where that can be: thousands of syncs take long on a disk."""
    work = Path(tempfile.mkdtemp(dir=FAST if FAST.is_dir() else tmp_path))
    yield Disk(work)
    shutil.rmtree(work)


def ids(member: Home) -> set[str]:
    """The ids of the deals that a member sees."""
    return set(member.store.snapshot.table("deals"))


def in_the_end(anna: Home, bo: Home, expected: set[str]) -> None:
    """With room again all comes to everybody, and nothing more than was acknowledged."""
    for _ in range(2):
        for member in (anna, bo):
            report = member.sync()
            assert {p.kind for p in report.problems} <= SETTLED and report.waiting == 0
    assert anna.state() == bo.state()
    assert ids(bo) == expected
    for member in (anna, bo):
        assert member.store.problems == []
        check_rebuild(member)


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_refused_whole_at_every_byte(disk: Disk, act: str, step: int) -> None:
    for left in itertools.count(0, step):
        anna, bo = disk.fresh()
        before = ids(anna)
        try:
            with room(left, (errno.ENOSPC, errno.EDQUOT)[left % 2]):
                anna.store.commit(ACTS[act]("act"))
        except StoreProblem as problem:
            assert problem.message.en.startswith("Not saved: ")
            assert ids(anna) == before
            anna.store.commit(small("yes"))
            again = Home(anna.root, "anna", anna.backend, anna.clock)
            assert ids(again) == ids(anna) == before | {"dl_yes"}
        else:
            assert left > (100 if act == "a line" else 1500)
            break
        if left % 10 == 0:
            in_the_end(anna, bo, before | {"dl_yes", "dl_bo"})


@pytest.mark.parametrize("act", ACTS)
def test_what_is_published_grows_whole_from_every_byte(disk: Disk, act: str, step: int) -> None:
    anna, bo = disk.fresh()
    anna.store.commit(ACTS[act]("all"))
    expected = ids(anna) | ids(bo)
    disk.stay()
    anna, bo = disk.fresh()
    with room(LARGE) as whole:
        anna.sync()
    for left in range(0, whole.written, step):
        anna, bo = disk.fresh()
        with room(left):
            report = anna.syncer.once()
        told = {p.kind for p in report.problems} - SETTLED
        assert told <= {"full", "local"} and (told or not report.waiting)
        bo.sync()
        assert ids(bo) in ({"dl_anna", "dl_bo"}, expected)
    in_the_end(anna, bo, expected)


@pytest.mark.parametrize("act", ACTS)
def test_what_is_pulled_grows_whole_from_every_byte(disk: Disk, act: str, step: int) -> None:
    anna, bo = disk.fresh()
    anna.store.commit(ACTS[act]("all"))
    anna.sync()
    expected = ids(anna) | ids(bo)
    disk.stay()
    anna, bo = disk.fresh()
    with room(LARGE) as whole:
        bo.sync()
    for left in range(0, whole.written, step):
        anna, bo = disk.fresh()
        with room(left):
            bo.syncer.once()
        bo.store.refresh()
        assert ids(bo) in ({"dl_anna", "dl_bo"}, expected)
        assert bo.store.problems == []
    in_the_end(anna, bo, expected)


@pytest.mark.parametrize("call", ["fsync", "fdatasync", "open"])
def test_a_disk_that_fails_anywhere_loses_nothing_acknowledged(disk: Disk, call: str) -> None:
    at, made = 0, 1
    while at < made:
        at += 1
        anna, bo = disk.fresh()
        saved = {"dl_anna", "dl_bo"}
        with failing(call, at) as calls:
            for stem, act in (("one", small), ("many", large)):
                try:
                    anna.store.commit(act(stem))
                except (StoreProblem, OSError):
                    continue
                saved |= {"dl_one"} if stem == "one" else {f"dl_many{k}" for k in range(6)}
            anna.syncer.once()
        made = len(calls)
        for member in (anna, bo):
            member.open()
        assert saved - {"dl_bo"} <= ids(anna)
        in_the_end(anna, bo, ids(anna) | {"dl_bo"})


def padded(anna: Home, n: int, left: int) -> int:
    """Write a line so long that about `left` bytes are left of the page; how many really are."""
    log = anna.folder / "log" / anna.store.replica.rep
    before = max(log.iterdir()).stat().st_size
    anna.put(f"dl_a{n}", note="x")
    frame = max(log.iterdir()).stat().st_size - before
    size = before + 2 * frame - 1
    anna.put(f"dl_b{n}", note="x" * ((-left - size) % PAGE or PAGE))
    return -max(log.iterdir()).stat().st_size % PAGE


def test_a_real_disk_that_is_full_at_any_byte_of_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Where a page ends decides how much of a line goes onto a disk without free pages."""
    monkeypatch.setattr(journal, "SEAL_BYTES", 10**7)
    met = set[int]()
    with small_disk(tmp_path / "disk", "6m") as disk:
        backend, clock = FolderBackend(tmp_path / "disk" / "shared"), Clock()
        backend.set_up()
        anna = Home(disk / "anna", "anna", backend, clock)
        bo = Home(tmp_path / "bo", "bo", backend, clock)
        anna.put("dl_first", note="x")
        for n, left in enumerate(range(0, 110, step)):
            met.add(padded(anna, n, left + 1))
            assert max(met) < 120 and anna.sync().waiting == 0
            with unchanged(anna), full_of(disk):
                with pytest.raises(StoreProblem, match="Not saved: No space left"):
                    anna.store.commit(small("no"))
                assert anna.sync().waiting == 0
        in_the_end(anna, bo, ids(anna))
        assert "dl_no" not in ids(bo) and len(met) > 90 / step


def test_a_real_shared_disk_that_is_full_at_any_byte_of_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    monkeypatch.setattr(journal, "SEAL_BYTES", 10**7)
    with small_disk(tmp_path / "disk", "6m") as disk:
        backend, clock = FolderBackend(disk / "shared"), Clock()
        backend.set_up()
        anna, bo = (Home(tmp_path / name, name, backend, clock) for name in ("anna", "bo"))
        bo.sync()
        anna.put("dl_first", note="x")
        for n, left in enumerate(range(0, 110, step)):
            padded(anna, n, left + 1)
            assert anna.sync().waiting == 0
            with full_of(disk):
                anna.store.commit(small(f"all{n}"))
                report = anna.sync()
                assert report.waiting == 1 and "full" in {p.kind for p in report.problems}
                bo.sync()
                assert f"dl_all{n}" not in ids(bo) and f"dl_b{n}" in ids(bo)
            anna.sync()
            bo.sync()
            assert f"dl_all{n}" in ids(bo)
        in_the_end(anna, bo, ids(anna))


@contextmanager
def full_of(disk: Path) -> Iterator[None]:
    """No page is free meanwhile."""
    filler = fill(disk)
    yield
    filler.unlink()


@contextmanager
def unchanged(anna: Home) -> Iterator[None]:
    """The log is as long after as before."""
    log = max((anna.folder / "log" / anna.store.replica.rep).iterdir())
    size = log.stat().st_size
    yield
    assert log.stat().st_size == size
