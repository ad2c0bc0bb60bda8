"""Every point at which a program can die: no acknowledged edit is lost, nothing is unreadable.

The store runs on real files. A shim counts its system calls and kills it at the n-th one, half
way through a write. In the second mode the machine loses power there: what was not fsynced is
gone, names as well as bytes.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from salestui.domain.change import Act, Batch, Edit
from salestui.domain.snapshot import Snapshot
from salestui.store import journal
from salestui.store.checkpoint import DB
from salestui.store.documents import Documents
from salestui.store.home import create, replica
from salestui.store.store import Store

BORN = {"stage": "lead", "pipeline": "pl_x", "outcome": "open", "title": "t"}
MUTATORS = ("write", "fsync", "fdatasync", "ftruncate", "rename", "replace", "unlink")


class Crash(BaseException):
    """The program is dead."""


class Dying:
    """System calls that work until the n-th one, and never after."""

    def __init__(self, root: Path, at: int) -> None:
        self.root = root
        self.at = at
        self.count = 0
        self.synced: dict[str, bytes] = {}
        """Path -> bytes that would survive a power loss."""
        self.named: set[str] = set()
        """Paths whose names would survive."""
        self.real = {name: getattr(os, name) for name in (*MUTATORS, "open")}

    def patch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Put the shim between the store and the system."""
        for name in MUTATORS:
            monkeypatch.setattr(os, name, self._wrap(name))
        monkeypatch.setattr(os, "open", self._open)

    def _step(self) -> bool:
        """Count a call; true when it is the one to die in. Raises when already dead."""
        self.count += 1
        if self.count > self.at:
            raise Crash
        return self.count == self.at

    def _open(self, path: Any, flags: int, *rest: Any, **more: Any) -> int:
        if flags & os.O_CREAT and not Path(path).exists() and self._step():
            raise Crash
        return int(self.real["open"](path, flags, *rest, **more))

    def _wrap(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            dies = self._step()
            if dies and name == "write":
                self.real["write"](args[0], bytes(args[1])[: len(args[1]) // 2])
            if dies:
                raise Crash
            result = self.real[name](*args, **more)
            if name in ("fsync", "fdatasync"):
                self._sync(str(Path(f"/proc/self/fd/{args[0]}").readlink()))
            return result

        return call

    def _sync(self, path: str) -> None:
        if Path(path).is_dir():
            inside = {str(child) for child in Path(path).iterdir() if child.is_file()}
            gone = {name for name in self.named if str(Path(name).parent) == path} - inside
            self.named = (self.named - gone) | inside
            for name in inside:
                self.synced.setdefault(name, b"")
        else:
            self.synced[path] = Path(path).read_bytes()

    def lose_power(self) -> None:
        """Leave on disk only what was synced. A synced file whose name was renamed keeps bytes."""
        contents = set(self.synced.values())
        for path in [p for p in self.root.rglob("*") if p.is_file()]:
            name = str(path)
            if name not in self.named:
                path.unlink()
            elif path.read_bytes() not in contents:
                path.write_bytes(self.synced.get(name, b""))


def opened(folder: Path) -> Store:
    """The store as a program would open it."""
    dice = random.Random(5)
    who = replica(folder, "anna", 1, dice.randbytes)
    clock = iter(range(1_790_000_000_000, 1_790_000_100_000)).__next__
    return Store(folder, who, clock=clock, random_bytes=os.urandom, app="t")


def single(n: int) -> Callable[[Snapshot], Act]:
    """An act of one line."""
    return lambda _: Act("test", (Edit("deals", f"dl_{n}", {**BORN, "note": "x" * 900}),))


def large(n: int) -> Callable[[Snapshot], Batch]:
    """An act of several lines over several segments."""
    edits = tuple(Edit("deals", f"dl_{n}_{k}", BORN) for k in range(12))
    return lambda _: Batch("big", (Act("big", edits[:6], 5), Act("big", edits[6:], 6)))


def work(store: Store, saved: list[str]) -> None:
    """A short life: edits with rotations, a group, a checkpoint, more edits."""
    for n in range(3):
        store.commit(single(n))
        saved.append(f"dl_{n}")
    store.commit(large(10))
    saved.extend(f"dl_10_{k}" for k in range(12))
    store.checkpoint()
    store.commit(single(20))
    saved.append("dl_20")
    store.checkpoint()
    store.commit(large(30))
    saved.extend(f"dl_30_{k}" for k in range(12))


def check(folder: Path, saved: list[str]) -> None:
    """All that was saved is there, groups are whole, and work can go on."""
    store = opened(folder)
    ids = set(store.snapshot.table("deals"))
    assert ids >= set(saved)
    for group in ("dl_10_", "dl_30_"):
        assert len({id for id in ids if id.startswith(group)}) in (0, 12)
    assert store.problems == []
    store.commit(single(99))
    store.checkpoint()
    again = opened(folder)
    assert dict(again.snapshot.table("deals")) == dict(store.snapshot.table("deals"))
    assert len(Documents(folder / DB).table("deals")) == len(again.snapshot.table("deals"))
    (folder / DB).unlink()
    assert dict(opened(folder).snapshot.table("deals")) == dict(again.snapshot.table("deals"))


@pytest.fixture
def small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rotate after a kilobyte or so, so that a short life rotates often."""
    monkeypatch.setattr(journal, "SEAL_BYTES", 2000)


def prepared(root: Path) -> Path:
    """A folder with a replica and one commit, all of it durable."""
    folder = create(root, "wtest")
    opened(folder).commit(single(1000))
    return folder


@pytest.mark.usefixtures("small_segments")
@pytest.mark.parametrize("power", [False, True], ids=["killed", "power lost"])
def test_dying_at_every_system_call_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, power: bool
) -> None:
    folder = prepared(tmp_path / "home")
    at = 0
    finished = False
    while not finished:
        at += 1
        copy = tmp_path / "copy" / "wtest"
        shutil.copytree(folder, copy)
        saved = ["dl_1000"]
        dying = Dying(copy, at)
        dying.synced = {str(p): p.read_bytes() for p in copy.rglob("*") if p.is_file()}
        dying.named = set(dying.synced)
        with monkeypatch.context() as patch:
            store = opened(copy)
            dying.synced |= {str(copy / "replica.json"): (copy / "replica.json").read_bytes()}
            dying.patch(patch)
            try:
                work(store, saved)
                finished = True
            except Crash:
                pass
        if power:
            dying.lose_power()
        check(copy, saved)
        shutil.rmtree(tmp_path / "copy")
    assert at > 50
