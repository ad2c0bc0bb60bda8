"""Breaks each rule of the protocol in turn and shows that a test notices.

Run as `python -m tests.sync.mutants [name ...]`; exits with 1 when a mutant lives. Works on a copy
of the package, so that the checkout stays as it is. The tests that it starts load this module as a
plugin, so that no time goes into making a failure small.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import NamedTuple

from hypothesis import Phase, settings

ROOT = Path(__file__).resolve().parent.parent.parent


class Mutant(NamedTuple):
    """A rule, and the edit that breaks it."""

    name: str
    file: str
    old: str
    new: str
    test: str


SIM = "tests/sync/test_state_machine.py tests/sync/test_two_homes.py"
MUTANTS = (
    Mutant("a FIFO hangs", "sync/folder.py",
           "_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK |",
           "_READ = os.O_RDONLY | os.O_NOFOLLOW |", "tests/sync/test_backends.py"),
    Mutant("no 1 + max", "domain/clock.py",
           "return tick if tick > floor else floor.next()", "return tick",
           "tests/sync/test_contract.py"),
    Mutant("no hash check", "sync/chain.py",
           "return digest(previous, raw[33:]).encode() == raw[:32]", "return True",
           "tests/sync/test_backends.py tests/sync/test_hostile.py"),
    Mutant("an edit told before it is synced", "store/journal.py",
           "            os.fdatasync(self._fd)\n", "", "tests/properties/test_crashes.py"),
    Mutant("a log whose name is not synced", "store/journal.py",
           "        sync_folder(self.folder.parent)\n", "", "tests/properties/test_crashes.py"),
    Mutant("a cut that is not synced", "store/files.py",
           "        os.ftruncate(fd, size)\n        os.fsync(fd)\n",
           "        os.ftruncate(fd, size)\n", "tests/sync/test_crashes.py"),
    Mutant("a segment published without its header", "sync/publish.py",
           "if not names or not walk(read_bytes(chain.folder / names[0], 0), GENESIS, 0).off:",
           "if not names:", "tests/sync/test_crashes.py"),
    Mutant("half a foreign line holds the log", "sync/publish.py",
           "if not any(byte in shared[at:] for byte in (b\"\\n\", b\"\\0\")):", "if False:",
           "tests/sync/test_two_homes.py"),
    Mutant("overwrite instead of fork", "sync/publish.py",
           "            if found_on.off or found_on.seal:\n                raise Forked",
           "            if found_on.off or found_on.seal:\n                return", SIM),
    Mutant("own-id foreign files ignored", "sync/publish.py",
           "        head = header(data, self.rep, self.workspace)\n        if head is None:\n"
           "            return\n        known",
           "        head = None\n        if head is None:\n            return\n        known", SIM),
    Mutant("conflict copies ignored", "sync/syncer.py",
           "                if full or tail.stuck:\n", "                if False:\n", SIM),
    Mutant("ordering by arrival", "domain/marks.py",
           "left.sort(reverse=True, key=lambda head: head.stamp)", "left.reverse()",
           "tests/properties/test_fold_laws.py"),
    Mutant("a re-issue counts twice", "domain/again.py",
           "return self.counted.get(commit.origin or commit.stamp, commit.stamp) == commit.stamp",
           "return True", "tests/sync/test_reissue.py"),
    Mutant("old ids mean everybody's", "domain/again.py",
           'log = commit.stamp.rep if commit.origin is not None else ""',
           "log = commit.stamp.rep", "tests/sync/test_reissue.py"),
    Mutant("seal before the next header", "sync/publish.py",
           "seal = data.rfind(b\"\\n\", 0, size - 1) + 1 if name != self.chain.name else size",
           "seal = size", "tests/sync/test_reissue.py"),
    Mutant("groups torn at the cut", "sync/fork.py",
           "        tail = [*same, *tail]\n", "        pass\n", "tests/sync/test_reissue.py"),
    Mutant("clock ratchets without bound", "domain/clock.py",
           "for s in stamps if s[0] <= now + RATCHET_MS)", "for s in stamps)",
           "tests/sync/test_poller.py"),
    Mutant("absence deletes", "sync/workspacefile.py",
           "    if identity != shared.identity:\n        return Problem",
           "    if False:\n        return Problem", "tests/sync/test_joining.py"),
    Mutant("owner not pinned", "sync/pull.py",
           "if pinned != owner.uid:", "if False:", "tests/sync/test_hostile.py"),
    Mutant("links followed", "sync/folder.py",
           "_READ = os.O_RDONLY | os.O_NOFOLLOW |", "_READ = os.O_RDONLY |",
           "tests/sync/test_backends.py"),
    Mutant("db.json written in place", "store/keeping.py",
           "            temporary.replace(folder / DB)\n",
           "            import os\n"
           "            flags = os.O_WRONLY | os.O_TRUNC | os.O_CREAT\n"
           "            fd = os.open(folder / DB, flags)\n"
           "            os.write(fd, temporary.read_bytes())\n"
           "            os.close(fd)\n",
           "tests/sync/test_crashes.py"),
    Mutant("unknown features read on", "store/segments.py",
           "    if unknown:\n", "    if False:\n", "tests/sync/test_hostile.py"),
)  # fmt: skip


def pytest_configure() -> None:
    """As a plugin: the first failure is enough."""
    settings.register_profile("unshrunk", phases=[Phase.generate], database=None, deadline=None)
    settings.load_profile("unshrunk")


def lives(mutant: Mutant, work: Path) -> bool:
    """Whether the tests pass in spite of the mutant."""
    path = work / "salestui" / mutant.file
    source = path.read_text()
    if source.count(mutant.old) != 1:
        raise SystemExit(f"{mutant.name}: its place is not there any more")
    path.write_text(source.replace(mutant.old, mutant.new))
    try:
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
        command += [
            "--timeout=60",
            "--hypothesis-seed=1",
            "-p",
            "tests.sync.mutants",
            *mutant.test.split(),
        ]
        env = {**os.environ, "PYTHONPATH": str(work), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(command, cwd=work, env=env, capture_output=True, check=False)
        if done.returncode not in (0, 1):
            raise SystemExit(done.stdout.decode()[-2000:])
        return done.returncode == 0
    finally:
        path.write_text(source)


def main(names: list[str]) -> int:
    """Try the mutants of those names, or all, two at a time; the number that live."""
    wanted = [mutant for mutant in MUTANTS if not names or mutant.name in names]
    with tempfile.TemporaryDirectory() as folder:
        places: Queue[Path] = Queue()
        for n in range(2):
            places.put(_copy(Path(folder) / str(n)))
        with ThreadPoolExecutor(2) as pool:
            return sum(pool.map(lambda mutant: _try(mutant, places), wanted))


def _copy(work: Path) -> Path:
    """The program and its tests, to be broken."""
    for part in ("salestui", "tests", "data"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, work / part, ignore=ignored)
    for file in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / file, work / file)
    return work


def _try(mutant: Mutant, places: Queue[Path]) -> bool:
    work, begun = places.get(), time.monotonic()
    alive = lives(mutant, work)
    places.put(work)
    took = time.monotonic() - begun
    sys.stdout.write(f"{'LIVES ' if alive else 'caught'} {mutant.name} {took:.1f} s\n")
    sys.stdout.flush()
    return alive


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
