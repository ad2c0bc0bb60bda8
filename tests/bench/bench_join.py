"""Joining a team: verify and fold the logs of thirty people; then the state of another day.

Run: python -m tests.bench.bench_join [COMMITS ...]

The floor does the least with the same bytes: it checks the chain, parses by the standard library,
and keeps the last value of each field. Everything is measured in a fresh program, in seconds of
processor time.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from operator import itemgetter
from pathlib import Path
from typing import Any

from tests.bench.teamlog import START_MS, STEP_MS, Team, size_of

SIZES = (100_000, 1_000_000)
BUDGETS = {100_000: "2 s and 200 MB", 1_000_000: "15 s"}
MUCH_LATER = START_MS + 10**7 * STEP_MS


def floor(folder: Path) -> None:
    """Check, parse, and let the last line win."""
    gc.disable()
    lines: list[tuple[list[int], list[Any]]] = []
    for path in sorted(folder.glob("log/*/*.jsonl")):
        before = b""
        for raw in path.read_bytes().splitlines():
            body = raw[33:]
            fits = hashlib.sha256(before + body).hexdigest()[:32].encode() == raw[:32]
            assert fits or not before
            before, line = raw[:32], json.loads(body)
            if "o" in line:
                lines.append((line["t"], line["o"]))
    records: dict[tuple[str, str], dict[str, Any]] = {}
    for _, changes in sorted(lines, key=itemgetter(0)):
        for kind, id, values, _ in changes:
            records.setdefault((kind, id), {}).update(values)


def join(folder: Path) -> None:
    """Open the store of somebody who has just got all logs."""
    from salestui.store import home
    from salestui.store.store import Store

    me = home.replica(folder, "anna", MUCH_LATER, os.urandom)
    store = Store(folder, me, clock=lambda: MUCH_LATER, random_bytes=os.urandom, app="0")
    assert store.snapshot.table("deals") and not store.problems


def look_back(folder: Path) -> None:
    """The state of the middle of the time, as the program reads it that has been open."""
    from salestui.services.asof import states
    from salestui.store.history import History

    commits = History(folder).commits()
    middle = commits[len(commits) // 2].when
    assert states(commits, [middle], {})[middle].table("deals")


TASKS: dict[str, Callable[[Path], None]] = {"floor": floor, "join": join, "as-of": look_back}


def measured(task: str, folder: Path) -> tuple[float, float]:
    """Seconds of processor time and MB at the highest, of a program that does nothing else."""
    argv = [sys.executable, "-m", "tests.bench.bench_join", "--do", task, str(folder)]
    done = subprocess.run(argv, capture_output=True, check=True, text=True)
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak)


def do(task: str, folder: Path) -> None:
    """Do a task and print what it took."""
    start = time.process_time()
    TASKS[task](folder)
    seconds = time.process_time() - start
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def report(commits: int, folder: Path) -> None:
    """Some lines of figures for a size."""
    Team(folder).write(commits)
    low, _ = measured("floor", folder)
    seconds, peak = measured("join", folder)
    back, back_peak = measured("as-of", folder)
    print(f"{commits:>9,} commits of 30 people, {size_of(folder) / 1e6:.0f} MB; floor {low:.2f} s")
    said = f"   budget {BUDGETS[commits]}" if commits in BUDGETS else ""
    print(f"{'join':>12} {seconds:6.2f} s = {seconds / low:.2f} x floor, {peak:.0f} MB{said}")
    said = "   budget 1.2 s" if commits == 100_000 else ""
    print(f"{'as-of':>12} {back:6.2f} s = {back / low:.2f} x floor, {back_peak:.0f} MB{said}")


def main() -> None:
    """Print everything."""
    if sys.argv[1:2] == ["--do"]:
        do(sys.argv[2], Path(sys.argv[3]))
        return
    for commits in [int(arg) for arg in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as root:
            report(commits, Path(root) / "wbench")


if __name__ == "__main__":
    main()
