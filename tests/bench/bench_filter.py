"""Filters over many deals: compile and evaluate, through indexes and by scanning.

Run: python -m tests.bench.bench_filter [DEALS ...]

`first` puts together what the filter looks up, `then` finds it kept, as when a filter is typed;
what words are looked for in is put together before, as while the line opens.
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import UTC, date

from salestui.domain.pmap import PMap
from salestui.domain.query import Env, Memory, compile_filter, read_words
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.wanted import always
from salestui.services.defaults import pipeline_id, pipeline_values, read_data

SIZES = (10_000, 100_000)
BUDGET = 150
"""Ms of processor time that a filter may take at 100,000 deals."""
FILTERS = (
    "owner:me stage:demo",
    "owner:me stage:demo,proposal amount>=100k -is:won sort:close",
    "stage:demo amount>=100k",
    "amount>=1m expected_close:q3",
    "account.industry:valve amount>=100k",
    "hengda",
    "renewal",
    "renewal 77",
    "-renewal",
    "is:overdue",
)
TODAY = date(2026, 9, 21)
NOW = 1_790_000_000_000


def made(deals: int) -> Snapshot:
    """A state with that many deals, 40 members and a tenth as many accounts."""
    row = read_data("paths.json")["paths"][0]
    path = pipeline_id(row["key"])
    stages = ("lead", "contact", "demo", "proposal", "negotiation")
    accounts: dict[str, Doc] = {
        f"ac_{n}": {"_id": f"ac_{n}", "name": f"Hengda {n}", "industry": ("valve", "pump")[n % 2]}
        for n in range(deals // 10)
    }
    rows: dict[str, Doc] = {
        f"dl_{n}": {
            "_id": f"dl_{n}", "_created": NOW - n * 60_000, "_by": "r", "title": f"Renewal {n}",
            "account": f"ac_{n % (deals // 10)}", "pipeline": path, "stage": stages[n % 5],
            "outcome": "open", "amount": n * 3700 % 300_000_000, "currency": "CNY",
            "owner": f"mb_{n % 40}", "next_step": "call",
            "next_step_due": f"2026-{n % 12 + 1:02d}-15",
            "expected_close": f"2026-{n % 12 + 1:02d}-20",
        }
        for n in range(deals)
    }  # fmt: skip
    members: dict[str, Doc] = {f"mb_{n}": {"_id": f"mb_{n}", "handle": f"m{n}"} for n in range(40)}
    pipelines: dict[str, Doc] = {path: {"_id": path, **pipeline_values(row, 0)}}
    tables = {"deals": rows, "accounts": accounts, "members": members, "pipelines": pipelines}
    return Snapshot({kind: PMap(table) for kind, table in tables.items()})


def main() -> None:
    """Print everything."""
    env = Env(today=TODAY, zone=UTC, me="mb_7", currency="CNY", now=NOW)
    for deals in [int(arg) for arg in sys.argv[1:]] or SIZES:
        snapshot = made(deals)
        read: list[float] = []
        for text in FILTERS:
            times, memory = [], Memory(keep_words=True)
            if ":" not in text and "=" not in text:
                start = time.process_time()
                read_words("deals", snapshot, env, memory, always)
                read.append((time.process_time() - start) * 1000)
            for _ in range(5):
                start = time.process_time()
                found = compile_filter(text, "deals", snapshot, env, memory).docs()
                times.append((time.process_time() - start) * 1000)
            figures = f"first {times[0]:6.1f} ms  then {statistics.median(times[1:]):6.1f} ms"
            said = f"   budget {BUDGET} ms" if deals == 100_000 else ""
            print(f"{deals:>7} deals  {figures}  {len(found):>6} found  {text}{said}")
        print(f"{deals:>7} deals  words read in {statistics.median(read):.1f} ms")


if __name__ == "__main__":
    main()
