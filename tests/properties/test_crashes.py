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

import pytest

from salestui.domain.change import Act, Batch, Edit
from salestui.domain.snapshot import Snapshot
from salestui.store import journal
from salestui.store.checkpoint import DB
from salestui.store.documents import Documents
from salestui.store.home import create, replica
from salestui.store.store import Store
from tests.dying import Dying

BORN = {"stage": "lead", "pipeline": "pl_x", "outcome": "open", "title": "t"}


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


@pytest.mark.usefixtures("small_segments")
@pytest.mark.parametrize("power", [False, True], ids=["killed", "power lost"])
def test_dying_at_every_system_call_loses_nothing(fast: Path, power: bool) -> None:
    root = fast / "home"
    at, finished = 0, False
    while not finished:
        at += 1
        root.mkdir()
        saved: list[str] = []
        with Dying(root, at).running() as machine:
            work(opened(create(root, "wtest")), saved)
        finished = not machine.died
        if power:
            machine.lose_power()
        if saved or (root / "wtest").is_dir():
            check(root / "wtest", saved)
        shutil.rmtree(root)
    assert at > 50
