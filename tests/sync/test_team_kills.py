"""kill -9 of editors and syncers of several members at one folder: all that was saved comes to all.

Real programs: `killed_editor.py` edits, `salestui sync --watch` carries.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from salestui.services.setup import init_workspace, open_workbench
from salestui.services.workbench import Workbench
from salestui.store.segments import NAME
from salestui.sync.folder import FolderBackend
from salestui.sync.join import join, share
from salestui.sync.syncer import Syncer
from tests.campaigns import seeds

EDITOR = Path(__file__).parents[1] / "properties" / "killed_editor.py"
NAMES = ("anna", "bo", "cho")
ROUNDS = 20


class Program:
    """A running program and what it has printed."""

    def __init__(self, command: list[str], out: Path, env: dict[str, str]) -> None:
        self.command, self.out, self.env = command, out, env
        with out.open("ab") as file:
            self.process = subprocess.Popen(command, stdout=file, stderr=file, env=env)

    def wait_for_work(self) -> None:
        """Wait until it has printed something."""
        end = time.monotonic() + 60
        while not self.out.stat().st_size:
            assert time.monotonic() < end and self.process.poll() is None
            time.sleep(0.01)

    def kill(self) -> str:
        """kill -9; all that it had printed."""
        self.process.kill()
        self.process.wait()
        text = self.out.read_text()
        assert "Traceback" not in text and "stumbled" not in text, text[-2000:]
        return text


class Member:
    """A member's home and the programs that use it."""

    def __init__(self, work: Path, name: str, root: Path) -> None:
        self.work, self.name, self.root = work, name, root
        self.home = work / name
        self.count = 0

    def bench(self) -> Workbench:
        """The workspace, open."""
        return open_workbench(self.home, user=self.name, lang="en")

    def start(self, what: str) -> Program:
        """An editor or a syncer."""
        self.count += 1
        out = self.work / f"{self.name}-{what}-{self.count}.txt"
        seed = f"{self.name}{self.count}"
        env = {**os.environ, "SALESTUI_HOME": str(self.home), "SALESTUI_USER": self.name}
        env["XDG_STATE_HOME"] = str(self.work / "state")
        command = {
            "edit": [sys.executable, str(EDITOR), str(self.home), seed, self.name, "0.01"],
            "sync": [sys.executable, "-m", "salestui", "sync", "--watch"],
        }
        return Program(command[what], out, env)

    def sync(self) -> tuple[Workbench, set[str]]:
        """One round in this process; the workspace after it and what was wrong."""
        bench = self.bench()
        report = Syncer(bench.store, FolderBackend(self.root), random.randbytes).once()
        bench.refresh()
        assert not report.busy and report.waiting == 0
        return bench, {problem.kind for problem in report.problems}


def team(work: Path) -> list[Member]:
    """Members of one workspace in a shared folder."""
    root = work / "shared"
    backend = FolderBackend(root)
    backend.set_up()
    members = [Member(work, name, root) for name in NAMES]
    first = members[0]
    init_workspace(
        first.home, name="K", currency="CNY", timezone="UTC", language="en", user="anna",
        full_name="A",
    )  # fmt: skip
    now = int(time.time() * 1000)
    share(first.bench().folder, backend, str(root), "K", now)
    first.sync()
    for member in members[1:]:
        join(member.home, backend, str(root), member.name, now, os.urandom)
        member.sync()
    return members


def campaign(work: Path, seed: int, kills: int) -> int:
    """Kill programs until `kills` have died, then let all meet; the number of saved names."""
    members = team(work)
    dice = random.Random(seed)
    running = [
        (member, what, member.start(what))
        for member in members
        for what in ("sync", "edit", "edit")
    ]
    try:
        for _, _, program in running:
            program.wait_for_work()
        for n in range(kills):
            at = dice.randrange(len(running))
            member, what, program = running[at]
            if n % 3:
                # Some die while they start, most in the middle of their work.
                program.wait_for_work()
            time.sleep(dice.uniform(0.0, 0.3))
            program.kill()
            running[at] = (member, what, member.start(what))
    finally:
        for _, _, program in running:
            program.process.kill()
    for _, _, program in running:
        program.kill()
    texts = [path.read_text() for path in work.glob("*-edit-*.txt")]
    saved = [name for text in texts for name in text.split("\n")[:-1]]
    check(members, saved)
    return len(saved)


def check(members: list[Member], saved: list[str]) -> None:
    """All that was reported saved is in every home, all are equal, no copy of a file is there."""
    for _ in range(ROUNDS):
        met = [member.sync() for member in members]
        vectors = [dict(bench.snapshot.vector) for bench, _ in met]
        if all(vector == vectors[0] for vector in vectors):
            break
    states = []
    for bench, problems in met:
        assert problems <= {"skew"} and bench.store.problems == []
        deals = bench.snapshot.table("deals")
        shared = deals.get("dl_shared") or {}
        missing = [name for name in saved if name not in (shared if "tags/" in name else deals)]
        assert missing == []
        states.append({kind: dict(rows) for kind, rows in bench.snapshot.tables.items()})
        bench.close()
    assert all(state == states[0] for state in states)
    log = members[0].root / "log"
    assert len(list(log.iterdir())) == len(members)
    for path in log.glob("*/*"):
        assert NAME.fullmatch(path.name), path
        own = [m.home / bench.folder.name / "log" / path.parent.name / path.name
               for m, (bench, _) in zip(members, met, strict=True)]  # fmt: skip
        assert all(copy.read_bytes() == path.read_bytes() for copy in own)


@pytest.mark.long
@pytest.mark.timeout(600)
def test_kills_of_editors_and_syncers_lose_nothing(tmp_path: Path) -> None:
    for seed in seeds(30):
        assert campaign(tmp_path / str(seed), seed, kills=40) > 100
