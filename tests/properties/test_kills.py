"""kill -9 of several editing programs on one store at random moments: nothing saved is lost."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from salestui.services.setup import init_workspace, open_workbench
from salestui.store.checkpoint import DB
from salestui.store.documents import Documents

EDITOR = Path(__file__).with_name("killed_editor.py")


class Editor:
    """One running editor and what it has reported as saved."""

    def __init__(self, home: Path, seed: int, out: Path) -> None:
        self.out = out / f"{seed}.txt"
        self._file = self.out.open("wb")
        command = [sys.executable, str(EDITOR), str(home), str(seed)]
        self.process = subprocess.Popen(command, stdout=self._file, stderr=self._file)

    def kill(self) -> list[str]:
        """kill -9; the complete names it had reported."""
        self.process.kill()
        self.process.wait()
        self._file.close()
        text = self.out.read_text()
        assert "Traceback" not in text, text
        return text.split("\n")[:-1]


def campaign(tmp_path: Path, kills: int) -> int:
    """Kill editors until `kills` have died; checks the store after; the number of saved names."""
    home = tmp_path / "home"
    init_workspace(
        home, name="K", currency="CNY", timezone="UTC", language="en", user="anna", full_name="A"
    )
    dice = random.Random(kills)
    seeds = iter(range(10_000))
    running = [Editor(home, next(seeds), tmp_path) for _ in range(4)]
    saved: list[str] = []
    for _ in range(kills):
        time.sleep(dice.uniform(0.0, 0.45))
        at = dice.randrange(len(running))
        saved += running[at].kill()
        running[at] = Editor(home, next(seeds), tmp_path)
    for editor in running:
        saved += editor.kill()
    check(home, saved)
    return len(saved)


def check(home: Path, saved: list[str]) -> None:
    """Everything reported is in the state, the state is the log's, TinyDB can read it."""
    bench = open_workbench(home, user="anna", lang="en")
    deals = bench.snapshot.table("deals")
    shared = deals.get("dl_shared") or {}
    missing = [name for name in saved if name not in (shared if "tags/" in name else deals)]
    assert missing == []
    assert bench.store.problems == []
    bench.store.checkpoint()
    assert len(Documents(bench.folder / DB).table("deals")) == len(deals)
    groups: dict[str, int] = {}
    for id in deals:
        if id.count("_") == 2:
            groups[id.rsplit("_", 1)[0]] = groups.get(id.rsplit("_", 1)[0], 0) + 1
    assert all(size == 400 for size in groups.values())
    (bench.folder / DB).unlink()
    assert dict(open_workbench(home, user="anna", lang="en").snapshot.table("deals")) == dict(deals)


def test_a_few_kills_lose_nothing(tmp_path: Path) -> None:
    assert campaign(tmp_path, kills=10) > 0


@pytest.mark.long
@pytest.mark.timeout(600)
def test_three_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    assert campaign(tmp_path, kills=300) > 300
