"""Syncing while the app is open: a colleague's edit to my screen, a poll of 30 replicas, idling.

Run: python -m tests.bench.bench_sync [DEALS]

Budgets: edit to screen <= 1 s, poll <= 1 ms of CPU, idle <= 0.5 % CPU and 0 bytes with sync on. The
floor of the first is the pause between two polls, 0.5 s at most.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from salestui.services.deals import set_deal
from salestui.services.setup import open_workbench
from salestui.services.workbench import Workbench
from salestui.sync import join as ties
from salestui.sync.folder import FolderBackend
from salestui.sync.poller import TAIL_S
from salestui.sync.syncer import Syncer
from tests.bench.bench_board import OPEN, READY, filled
from tests.bench.terminal import Terminal

REPLICAS = 30
EDITS = 10
IDLE_S = 20.0
POLLS = 200


class Member:
    """A colleague on a computer of his own."""

    def __init__(self, homes: Path, user: str, backend: FolderBackend) -> None:
        now = time.time_ns() // 1_000_000
        folder = ties.join(homes, backend, str(backend.root), user, now, os.urandom)
        self.bench = Workbench(
            folder, user=user, lang="en", clock=lambda: time.time_ns() // 1_000_000,
            random_bytes=os.urandom,
        )  # fmt: skip
        self.syncer = Syncer(self.bench.store, backend, os.urandom)
        self.syncer.once()
        self.bench.refresh()

    def rename(self, deal: str, title: str) -> None:
        """Save, fsynced, and publish."""
        self.bench.commit(lambda s, c: set_deal(s, c, deal, {"title": title}))
        self.syncer.once(full=False)


def processor(pid: int) -> float:
    """CPU seconds that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def poll_of_many(member: Member) -> float:
    """CPU milliseconds of a look at the ends of all logs."""
    member.syncer.take_lock()
    member.syncer.once()
    start = time.process_time()
    for _ in range(POLLS):
        member.syncer.once(full=False)
    spent = time.process_time() - start
    member.syncer.lock.release()
    return spent / POLLS * 1000


def to_screen(term: Terminal, bo: Member, deal: str) -> list[float]:
    """Seconds from a colleague's save to the last cell on my screen, for each of some edits."""
    times = []
    for n in range(EDITS):
        title = f"Edit {n} of bo"
        start = time.monotonic()
        bo.rename(deal, title)
        times.append(term.began + term.wait_for(title) - start)
        # Not in step with the polls.
        time.sleep(0.37)
    return times


def main() -> None:
    """Measure and print."""
    deals = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with tempfile.TemporaryDirectory() as place:
        home, backend = Path(place) / "anna", FolderBackend(Path(place) / "shared")
        filled(home, deals)
        backend.set_up()
        anna = open_workbench(home, user="anna", lang="en")
        ties.share(anna.folder, backend, str(backend.root), "B", time.time_ns() // 1_000_000)
        Syncer(anna.store, backend, os.urandom).once()
        anna.close(leaving=True)
        team = [Member(Path(place) / f"m{n}", f"m{n}", backend) for n in range(REPLICAS)]
        deal = next(str(d["_id"]) for d in team[0].bench.snapshot.live("deals"))
        for n, member in enumerate(team):
            member.rename(deal, f"by {n}")
        print(f"poll of {REPLICAS} replicas: {poll_of_many(team[0]):.2f} ms CPU (budget 1)")
        argv = [sys.executable, "-c", OPEN, str(home)]
        term = Terminal(argv, dict(os.environ), columns=80, rows=24, cwd=str(Path.cwd()))
        try:
            measure(term, team[0], deal)
        finally:
            term.close()


def measure(term: Terminal, bo: Member, deal: str) -> None:
    """What an open app does while a colleague writes, and while nobody does."""
    term.wait_for(READY)
    term.wait_for("synced")
    term.press("/")
    number = (bo.bench.snapshot.get("deals", deal) or {})["number"]
    term.write(f"{number}\r".encode())
    term.settle()
    times = to_screen(term, bo, deal)
    print(
        f"edit to screen: median {statistics.median(times):.2f} s, most {max(times):.2f} s"
        f" (budget 1, polls each {TAIL_S})"
    )
    term.settle(1.0)
    before, start = processor(term.process.pid), time.monotonic()
    size = term.idle(IDLE_S)
    share = (processor(term.process.pid) - before) / (time.monotonic() - start)
    print(f"idle with {REPLICAS} replicas: {share:.2%} CPU (budget 0.5 %), {size} bytes (budget 0)")


if __name__ == "__main__":
    main()
