"""Importing a made CSV of deals: whole time, reading and commit included, and a second import.

Run: python tests/bench/bench_import.py [ROWS ...]
"""

from __future__ import annotations

import csv
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from salestui.exchange.importer import run_import
from salestui.exchange.options import ImportOptions
from salestui.services.setup import init_workspace, open_workbench

SIZES = (8_800, 100_000)
STAGES = ("Prospecting", "Engaging", "Won", "Lost")


def write_deals(path: Path, rows: int) -> None:
    """A pipeline export in the shape of a real one."""
    start = date(2016, 10, 20)
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(
            ["opportunity_id", "sales_agent", "product", "account", "deal_stage", "engage_date",
             "close_date", "close_value"]
        )  # fmt: skip
        for n in range(rows):
            stage = STAGES[(0, 1, 1, 2, 2, 2, 3)[n % 7]]
            engaged = start + timedelta(days=n * 7 % 430)
            closed = engaged + timedelta(days=n * 13 % 130 + 1)
            done = stage in ("Won", "Lost")
            out.writerow(
                [f"OP{n:07d}", f"Agent {n % 30}", f"GTX {n % 7}", f"Account {n % 850}", stage,
                 "" if stage == "Prospecting" else engaged, closed if done else "",
                 n * 37 % 9000 if stage == "Won" else ""]
            )  # fmt: skip


def measure(rows: int, root: Path) -> None:
    """One line of figures for a size."""
    home, file = root / f"home{rows}", root / f"{rows}.csv"
    write_deals(file, rows)
    init_workspace(
        home, name="B", currency="USD", timezone="UTC", language="en", user="anna", full_name="A"
    )
    options = ImportOptions(kind="deals", pipeline="Bench", stages=",".join(STAGES))
    bench = open_workbench(home, user="anna", lang="en")
    start = time.perf_counter()
    first = run_import(bench, [file], options)
    took = time.perf_counter() - start
    start = time.perf_counter()
    again = run_import(bench, [file], options)
    second = time.perf_counter() - start
    start = time.perf_counter()
    bench.undo()
    undone = time.perf_counter() - start
    bench.close()
    print(
        f"{rows:>7} rows  import {took:6.2f} s ({first.count('created')} created)  "
        f"again {second:6.2f} s ({again.count('created')} created)  undo {undone:6.2f} s"
    )


def main() -> None:
    """Print everything."""
    sizes = [int(arg) for arg in sys.argv[1:]] or list(SIZES)
    with tempfile.TemporaryDirectory() as root:
        for rows in sizes:
            measure(rows, Path(root))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the importing program {peak:.0f} MB")


if __name__ == "__main__":
    main()
