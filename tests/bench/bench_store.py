"""The store: one durable edit against append + fsync, opening and checkpoint.

Run: python -m tests.bench.bench_store [RECORDS ...]
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from salestui.domain.change import Act, Edit
from salestui.services.deals import set_next_step
from salestui.services.setup import init_workspace, open_workbench
from salestui.services.workbench import Workbench

SIZES = (100, 1_000, 10_000, 50_000)
EDITS = 400
BUDGET = 3.0
"""How many times append + fsync an edit may take, however many records there are."""


def timed(work: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def floor(fd: int) -> None:
    """Append as many bytes as an edit takes and fsync them."""
    os.write(fd, b"x" * 300)
    os.fdatasync(fd)


def filled(home: Path, records: int) -> Workbench:
    """A workspace with that many deals, opened as after a normal start."""
    init_workspace(
        home, name="B", currency="CNY", timezone="UTC", language="en", user="anna", full_name="A"
    )
    bench = open_workbench(home, user="anna", lang="en")
    path = next(iter(bench.snapshot.live("pipelines")))["_id"]
    stages = ("lead", "contact", "demo", "proposal", "negotiation")
    for start in range(0, records, 10_000):
        edits = tuple(
            Edit("deals", f"dl_{n:016d}", deal(n, path, stages[n % 5], bench.me))
            for n in range(start, min(records, start + 10_000))
        )
        bench.commit(lambda s, c, edits=edits: Act("import.deals", edits))  # type: ignore[misc]
    bench.store.checkpoint()
    bench.close()
    return open_workbench(home, user="anna", lang="en")


def deal(n: int, path: str, stage: str, owner: str) -> dict[str, str | int | bool | None]:
    """The fields of a made deal."""
    return {
        "title": f"Renewal {n}",
        "number": f"D-BNCH-{n}",
        "pipeline": path,
        "stage": stage,
        "outcome": "open",
        "amount": 37 * n % 9_000_000,
        "currency": "CNY",
        "owner": owner,
        "expected_close": f"2026-{n % 12 + 1:02d}-15",
        "next_step": "call back",
        "next_step_due": f"2026-{n % 12 + 1:02d}-03",
        "external_id": f"X{n}",
    }


def edits(bench: Workbench, root: Path) -> tuple[list[float], list[float]]:
    """Ms of edits to one field of different deals and of the floor, by turns, both ascending."""
    bench.store.fold  # noqa: B018 - read the marks, as the app does after its first paint
    ids = [f"dl_{n * 7 % len(bench.snapshot.table('deals')):016d}" for n in range(EDITS)]
    fd = os.open(root / "floor", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    step(bench, ids[0], "warm up")
    times, low = [], []
    for id in ids:
        low.append(timed(lambda: floor(fd)) * 1000)
        times.append(timed(partial(step, bench, id, "go")) * 1000)
    os.close(fd)
    return sorted(times), sorted(low)


def step(bench: Workbench, id: str, text: str) -> None:
    """One edit as the app makes it."""
    bench.commit(lambda s, c: set_next_step(s, c, id, text, None))


def said(times: list[float]) -> str:
    """The median and the 99th percentile of ascending ms."""
    return f"p50 {statistics.median(times):.3f} p99 {times[int(len(times) * 0.99)]:.3f} ms"


def report(records: int, root: Path) -> None:
    """Some lines of figures for a size."""
    home = root / str(records)
    made = timed(lambda: filled(home, records).close())
    bench = open_workbench(home, user="anna", lang="en")
    opening = timed(lambda: open_workbench(home, user="anna", lang="en")) * 1000
    marks = timed(lambda: bench.store.fold) * 1000
    times, low = edits(bench, root)
    checkpoint = timed(bench.store.checkpoint) * 1000
    ratio = statistics.median(times) / statistics.median(low)
    print(f"{records:>7} records  edit {said(times)}  append + fsync {said(low)}", end="  ")
    print(f"ratio {ratio:.2f}   budget {BUDGET:g}")
    print(f"{'':17}fill {made:.2f} s  open {opening:.0f} ms  marks {marks:.0f} ms", end="  ")
    print(f"checkpoint {checkpoint:.0f} ms")
    bench.close()


def main() -> None:
    """Print everything."""
    sizes = [int(arg) for arg in sys.argv[1:]] or list(SIZES)
    with tempfile.TemporaryDirectory() as root:
        for records in sizes:
            report(records, Path(root))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"peak_rss_mb": round(peak)}))


if __name__ == "__main__":
    main()
