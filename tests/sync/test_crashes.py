"""A program may die between any two steps of publishing, pulling and taking a new name."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from salestui.domain.change import Act, Batch, Edit
from salestui.store import journal, write
from salestui.store.checkpoint import DB, read_db
from salestui.sync.folder import FolderBackend

from .homes import WORKSPACE, Clock, Home, adopt
from .memory import MemoryBackend
from .team import check_rebuild, tokens_in

STEPS = ("write", "fsync", "ftruncate", "truncate", "rename", "replace", "unlink", "mkdir", "rmdir")


class Crash(BaseException):
    """The program is dead."""


class Dying:
    """System calls that work until the n-th one, and never after; a write dies half done."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.count = 0
        self.real = {name: getattr(os, name) for name in STEPS}

    def patch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Put the shim before the system."""
        for name in STEPS:
            monkeypatch.setattr(os, name, self._wrap(name))

    def _wrap(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            self.count += 1
            if self.count == self.at and name == "write":
                self.real["write"](args[0], bytes(args[1])[: len(args[1]) // 2])
            if self.count >= self.at:
                raise Crash
            return self.real[name](*args, **more)

        return call


def opened(root: Path, user: str, shared: FolderBackend, clock: Clock) -> Home:
    """A member's home as copied for this try."""
    adopt(root / WORKSPACE.id)
    return Home(root, user, shared, clock)


def large(stem: str) -> Callable[[Any], Batch]:
    """An act of several lines over several segments."""
    edits = tuple(
        Edit("deals", f"dl_{stem}{k}", {"title": f"{stem}{k}", "note": "x" * 300}) for k in range(8)
    )
    return lambda _: Batch("big", (Act("big", edits[:4], 5), Act("big", edits[4:], 6)))


def prepared(base: Path) -> tuple[set[str], set[str]]:
    """A folder in which anna wrote on since bo copied her machine; both hold unpublished work."""
    clock = Clock()
    shared = FolderBackend(base / "shared")
    shared.set_up()
    anna = Home(base / "anna", "anna", shared, clock)
    for n in range(4):
        anna.put(f"dl_{n}", title=f"both{n}", note="x" * 400)
    anna.sync()
    bo = anna.copy_to(base / "bo", keep_name=True)
    for n in range(4):
        anna.put(f"dl_{n}", next_step=f"anna{n}", note="y" * 400)
    anna.store.commit(large("agroup"))
    anna.sync()
    bo.put("dl_0", next_step="bo0")
    bo.store.commit(large("bgroup"))
    bo.put("dl_1", next_step="bo1")
    return tokens_in(anna), tokens_in(bo)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rotate often and write large acts in several lines."""
    monkeypatch.setattr(journal, "SEAL_BYTES", 1800)
    monkeypatch.setattr(write, "RECORDS_PER_LINE", 3)


def tries(base: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> int:
    """Die at every `step`-th system call of bo's first sync; the number of calls in a whole one."""
    template = base / "template"
    template.mkdir()
    tokens = set.union(*prepared(template))
    at, finished = 1, False
    while not finished:
        work = base / "work"
        shutil.copytree(template, work)
        clock = Clock()
        clock.step(60_000)
        shared = FolderBackend(work / "shared")
        bo = opened(work / "bo", "anna", shared, clock)
        dying = Dying(at)
        with monkeypatch.context() as patch:
            dying.patch(patch)
            try:
                bo.syncer.once()
                finished = True
            except Crash:
                pass
        anna = opened(work / "anna", "anna", shared, clock)
        bo = Home(work / "bo", "anna", shared, clock)
        cho = Home(work / "cho", "cho", shared, clock)
        for _ in range(3):
            for member in (bo, anna, cho):
                assert not [p for p in member.sync().problems if p.kind not in ("skew", "branch")]
        assert anna.state() == bo.state() == cho.state(), at
        for member in (anna, bo, cho):
            assert tokens <= tokens_in(member), at
            check_rebuild(member)
        assert bo.store.replica.rep != anna.store.replica.rep
        shutil.rmtree(work)
        at += step
    return at


def test_a_checkpoint_cut_short_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = MemoryBackend()
    anna = Home(tmp_path / "a", "anna", site, Clock())
    for at in range(1, 12):
        anna.put("dl_1", title=f"t{at}")
        anna.store.checkpoint()
        anna.put("dl_1", title=f"u{at}")
        with monkeypatch.context() as patch:
            Dying(at).patch(patch)
            with contextlib.suppress(Crash):
                anna.store.checkpoint()
        tables, _ = read_db(anna.folder / DB)
        assert tables["deals"]["dl_1"]["title"] in (f"t{at}", f"u{at}")
        anna.open()
        assert anna.state()["deals"]["dl_1"]["title"] == f"u{at}"


@pytest.mark.usefixtures("small")
def test_dying_at_some_steps_of_a_fork_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tries(tmp_path, monkeypatch, 7) > 60


@pytest.mark.long
@pytest.mark.usefixtures("small")
def test_dying_at_every_step_of_a_fork_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tries(tmp_path, monkeypatch, 1) > 60


def test_a_first_segment_without_its_header_is_begun_again(tmp_path: Path) -> None:
    site, clock = MemoryBackend(), Clock()
    anna, bo = (Home(tmp_path / n, n, site, clock) for n in ("anna", "bo"))
    log = anna.folder / "log" / anna.store.replica.rep
    (log / "000001.aaaa.jsonl").write_bytes(b"0123456789abcdef0123456789abcdef {")
    anna.open()
    anna.put("dl_1", title="t")
    anna.sync()
    bo.sync()
    assert anna.state() == bo.state() and bo.state()["deals"]
