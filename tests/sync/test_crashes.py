"""A program may die between any two steps of publishing, pulling and taking a new name, and the
machine with it.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from salestui.domain.change import Act, Batch, Edit
from salestui.store import journal, write
from salestui.store.checkpoint import DB, read_db
from salestui.sync.folder import FolderBackend
from tests.dying import Dying

from .homes import WORKSPACE, Clock, Home, adopt
from .memory import MemoryBackend
from .team import check_rebuild, tokens_in


def opened(root: Path, shared: FolderBackend, clock: Clock) -> Home:
    """A member's home as copied for this try."""
    adopt(root / WORKSPACE.id)
    return Home(root, root.name, shared, clock)


def large(stem: str) -> Callable[[Any], Batch]:
    """An act of several lines over several segments."""
    edits = tuple(
        Edit("deals", f"dl_{stem}{k}", {"title": f"{stem}{k}", "note": "x" * 300}) for k in range(8)
    )
    return lambda _: Batch("big", (Act("big", edits[:4], 5), Act("big", edits[4:], 6)))


def copied(base: Path, clock: Clock, shared: FolderBackend) -> set[str]:
    """A folder in which anna wrote on since bo copied her machine; both hold unpublished work."""
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
    return tokens_in(anna) | tokens_in(bo)


def apart(base: Path, clock: Clock, shared: FolderBackend) -> set[str]:
    """A folder with news for bo, who has read only some of it and has news for anna."""
    anna = Home(base / "anna", "anna", shared, clock)
    bo = Home(base / "bo", "bo", shared, clock)
    for n in range(3):
        anna.put(f"dl_{n}", title=f"anna{n}", note="x" * 900)
        bo.put(f"dl_{n}", next_step=f"bo{n}", note="y" * 900)
        for member in (anna, bo) if not n else (anna,):
            member.sync()
    anna.store.commit(large("agroup"))
    anna.sync()
    bo.store.commit(large("bgroup"))
    return tokens_in(anna) | tokens_in(bo)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rotate often and write large acts in several lines."""
    monkeypatch.setattr(journal, "SEAL_BYTES", 1800)
    monkeypatch.setattr(write, "RECORDS_PER_LINE", 3)


Scene = Callable[[Path, Clock, FolderBackend], set[str]]


def tries(base: Path, scene: Scene, step: int, *, power: bool) -> int:
    """Die at every `step`-th system call of bo's next sync, then let all meet; the number of calls
    in a whole one. With `power`, what was not synced is lost, here and in the shared folder.
    """
    template, work = base / "template", base / "work"
    shared = FolderBackend(template / "shared")
    shared.set_up()
    tokens = scene(template, Clock(), shared)
    at, finished = 1, False
    while not finished:
        shutil.copytree(template, work)
        clock = Clock()
        clock.step(60_000)
        shared = FolderBackend(work / "shared")
        bo = opened(work / "bo", shared, clock)
        with Dying(work, at).running() as machine:
            bo.sync()
        finished = not machine.died
        if power:
            machine.lose_power(random.Random(at) if at % 2 else None)
        meet(work, shared, clock, tokens, at)
        shutil.rmtree(work)
        at += step
    return at


def meet(work: Path, shared: FolderBackend, clock: Clock, tokens: set[str], at: int) -> None:
    """All start anew and sync, with somebody who was not there; nothing is lost or doubled."""
    anna, bo = (opened(work / name, shared, clock) for name in ("anna", "bo"))
    cho = Home(work / "cho", "cho", shared, clock)
    for _ in range(3):
        for member in (bo, anna, cho):
            assert not [p for p in member.sync().problems if p.kind not in ("skew", "branch")], at
    assert anna.state() == bo.state() == cho.state(), at
    for member in (anna, bo, cho):
        assert tokens <= tokens_in(member), at
        check_rebuild(member)
    assert bo.store.replica.rep != anna.store.replica.rep


def test_a_checkpoint_cut_short_leaves_the_one_before(tmp_path: Path) -> None:
    site = MemoryBackend()
    anna = Home(tmp_path / "a", "anna", site, Clock())
    for at in range(1, 12):
        anna.put("dl_1", title=f"t{at}")
        anna.store.checkpoint()
        anna.put("dl_1", title=f"u{at}")
        with Dying(anna.folder, at).running():
            anna.store.checkpoint()
        tables, _ = read_db(anna.folder / DB)
        assert tables["deals"]["dl_1"]["title"] in (f"t{at}", f"u{at}")
        anna.open()
        assert anna.state()["deals"]["dl_1"]["title"] == f"u{at}"


SCENES = pytest.mark.parametrize("scene", [copied, apart])
POWER = pytest.mark.parametrize("power", [False, True], ids=["killed", "power lost"])


@pytest.mark.usefixtures("small")
@SCENES
@POWER
def test_dying_at_some_steps_of_a_sync_loses_nothing(fast: Path, scene: Scene, power: bool) -> None:
    assert tries(fast, scene, 17, power=power) > 50


@pytest.mark.long
@pytest.mark.usefixtures("small")
@SCENES
@POWER
def test_dying_at_every_step_of_a_sync_loses_nothing(fast: Path, scene: Scene, power: bool) -> None:
    assert tries(fast, scene, 1, power=power) > 50


def test_a_first_segment_without_its_header_is_begun_again(tmp_path: Path) -> None:
    site, clock = MemoryBackend(), Clock()
    anna, bo = (Home(tmp_path / n, n, site, clock) for n in ("anna", "bo"))
    log = anna.folder / "log" / anna.store.replica.rep
    (log / "000001.aaaa.jsonl").write_bytes(b"0123456789abcdef0123456789abcdef {")
    anna.open()
    assert anna.sync().problems == () and site.files_ == {}
    anna.put("dl_1", title="t")
    anna.sync()
    bo.sync()
    assert anna.state() == bo.state() and bo.state()["deals"]
