"""A full disk, on a real small file system: refused in one sentence, and the store stays whole."""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from salestui.domain.change import Act, Edit
from salestui.domain.problems import StoreProblem
from salestui.services.setup import init_workspace, open_workbench
from salestui.services.workbench import Workbench
from salestui.store import journal

BORN = {"stage": "lead", "pipeline": "pl_x", "outcome": "open", "title": "t"}
PAGE = 4096


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 6 MiB. Only root can make one: elsewhere the test is skipped."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)], capture_output=True
    )
    if made.returncode:
        if "CI" in os.environ:
            pytest.fail(f"no small file system can be made: {made.stderr.decode()}")
        pytest.skip("only root can make a small file system")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def leave(place: Path, pages: int) -> Path:
    """Fill the disk up to `pages` free pages; the file that does it."""
    filler = place / "filler"
    free = os.statvfs(place).f_bavail
    filler.write_bytes(b"x" * PAGE * max(0, free - pages))
    return filler


def many(size: int) -> Act:
    """An act on that many records; one record alone is longer than a page of the disk."""
    note = "n" * (60 if size > 1 else 3 * PAGE)
    return Act("big", tuple(Edit("deals", f"dl_{n}", {**BORN, "note": note}) for n in range(size)))


def one(note: str) -> Act:
    """A small act on a record of its own."""
    return Act("small", (Edit("deals", f"dl_{note}", {**BORN, "note": note}),))


@pytest.mark.parametrize("size", [1, 300], ids=["a line", "a group"])
def test_what_does_not_fit_is_refused_whole(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(journal, "SEAL_BYTES", 6000)
    home = small_disk / "home"
    init_workspace(
        home, name="K", currency="CNY", timezone="UTC", language="en", user="anna", full_name="A"
    )
    bench = open_workbench(home, user="anna", lang="en")
    for n in range(8):
        bench.commit(lambda s, c, n=n: one(f"before{n}"))  # type: ignore[misc]
    refused = 0
    for pages in range(0, 40):
        refused += try_with(bench, small_disk, pages, lambda: many(size))
        assert len(list(bench.snapshot.live("deals"))) in (8 + pages, 8 + pages + size)
        if "dl_0" in ids(bench):
            bench.undo()
        bench.commit(lambda s, c, pages=pages: one(f"after{pages}"))  # type: ignore[misc]
        again = open_workbench(home, user="anna", lang="en")
        assert set(ids(again)) == set(ids(bench))
        assert again.store.problems == []
        again.close()
    assert refused and "dl_0" in bench.snapshot.table("deals")
    bench.close()


def ids(bench: Workbench) -> list[str]:
    """The ids of the live deals."""
    return [doc["_id"] for doc in bench.snapshot.live("deals")]


def try_with(bench: Workbench, place: Path, pages: int, act: Callable[[], Act]) -> int:
    """Commit an act with that much room; 1 when it was refused. The room comes back after."""
    filler = leave(place, pages)
    try:
        bench.commit(lambda s, c: act())
    except StoreProblem as problem:
        assert problem.message.en == "Not saved: No space left on device"
        assert problem.hint.zh
        return 1
    finally:
        filler.unlink()
    return 0


def test_a_checkpoint_that_does_not_fit_leaves_the_old_one(small_disk: Path) -> None:
    home = small_disk / "home"
    init_workspace(
        home, name="K", currency="CNY", timezone="UTC", language="en", user="anna", full_name="A"
    )
    bench = open_workbench(home, user="anna", lang="en")
    bench.commit(lambda s, c: one(f"n{random.Random(1).random()}"))
    bench.store.checkpoint()
    before = (bench.folder / "db.json").read_bytes()
    bench.commit(lambda s, c: one("more"))
    filler = leave(small_disk, 2)
    with pytest.raises(StoreProblem, match="No space left"):
        bench.store.checkpoint()
    filler.unlink()
    assert (bench.folder / "db.json").read_bytes() == before
    assert set(ids(open_workbench(home, user="anna", lang="en"))) == set(ids(bench))
    left = {path.name for path in bench.folder.iterdir()}
    assert left == {"db.json", "fold.json", "log", "lock", "replica.json"}
    bench.close()
