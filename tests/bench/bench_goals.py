"""How soon goals have their figures again when a deal changed, beside the keys.

Run: python -m tests.bench.bench_goals [DEALS ...]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from salestui.domain.change import Act, Edit
from salestui.domain.goals.book import Book
from salestui.domain.query import Env, Memory
from salestui.services.deals import set_deal
from salestui.services.goals import add_goal
from salestui.services.moves import move_deal
from salestui.services.setup import open_workbench
from salestui.services.workbench import Workbench
from tests.bench.bench_board import filled, p95

SIZES = (1_000, 10_000, 100_000)
TIMES = 30
GOALS = (
    "new customers region:East q4 +30% on q3, industry:Manufacturing >= 50%",
    "won amount q4 CNY 50m",
    "won amount owner:me q4 CNY 20m pace:curve",
    "win rate tier:key q4 >= 40%",
    "won deals region:West q4 200",
)
REGIONS = ("East", "West", "North")
INDUSTRIES = ("Manufacturing", "Energy")
BUDGET = 30
"""Ms from a changed deal to new figures, at 10,000 deals."""


def described(deals: int) -> Iterator[Edit]:
    """Regions and industries of the accounts."""
    for n in range(0, deals, 5):
        place = {"region": REGIONS[n // 5 % 3], "industry": INDUSTRIES[n // 5 % 2]}
        yield Edit("accounts", f"ac_{n:016d}", dict(place))


def furnished(home: Path, deals: int) -> Workbench:
    """A workspace with deals and five goals, open."""
    filled(home, deals)
    bench = open_workbench(home, user="anna", lang="en")
    bench.commit(lambda s, c: Act("import", tuple(described(deals))))
    for text in GOALS:
        bench.commit(partial(add_goal, text=text))
    bench.warm_up()
    return bench


def env_of(bench: Workbench) -> Env:
    """What filters mean now."""
    ctx = bench.context()
    return Env(ctx.today, ctx.zone, ctx.me, ctx.currency, ctx.now)


def changed(bench: Workbench, n: int) -> None:
    """A deal's amount, or by turns its stage."""
    id = f"dl_{n * 7:016d}"
    if n % 2:
        bench.commit(lambda s, c: set_deal(s, c, id, {"amount": 1_234_500 + n}))
    else:
        bench.commit(lambda s, c: move_deal(s, c, [id], by=1))


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Ms by the clock, and of processor time."""
    clock, cpu = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - clock) * 1000, (time.process_time() - cpu) * 1000


Took = tuple[float, float, float, float]
"""Ms: figures by the clock and of processor time, then the page of one goal, then all others."""


def told(found: list[Took]) -> str:
    """How long it took, in words."""
    clock, cpu, page, rest = zip(*found, strict=True)
    again = f"figures again {statistics.median(clock):.0f} ms, p95 {p95(clock):.0f}"
    worked = f"of processor time {statistics.median(cpu):.0f}"
    pages = (
        f"the goal's page {statistics.median(page):.0f}, the others {statistics.median(rest):.0f}"
    )
    return f"{again}, {worked}, {pages}   budget {BUDGET}"


def main() -> None:
    """Print the figures for each size."""
    for deals in map(int, sys.argv[1:]) if sys.argv[1:] else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            bench = furnished(Path(folder), deals)
            memory = Memory()
            found: list[Took] = []
            first = Book(bench.snapshot, env_of(bench), memory)
            chosen = next(iter(first.goals))
            begun, _ = timed(partial(first.begin, chosen))
            for n in range(TIMES):
                changed(bench, n)
                book = Book(bench.snapshot, env_of(bench), memory)
                figures, page = timed(book.begin), timed(partial(book.begin, chosen))
                found.append((*figures, page[1], timed(book.prepare)[1]))
            print(f"{deals:>7,} deals: first count {begun:.0f} ms, {told(found)}")
            bench.close()


if __name__ == "__main__":
    main()
