"""Commands that print and exit, on 10,000 deals, against an interpreter that does nothing.

Run: python tests/bench/bench_commands.py [DEALS]
Budget: `board` and `today` within 12 times bare Python.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from salestui.domain.change import Act, Batch, Edit, Value
from salestui.domain.pipelines import default_path
from salestui.domain.snapshot import Snapshot
from salestui.services.context import Context
from salestui.services.reading import keep
from salestui.services.setup import init_workspace, open_workbench
from salestui.store.quick import NAME

ROUNDS = 20
BUDGET = 12.0
COMMANDS = (
    ["board"],
    ["board", "owner:me", "-is:rotten"],
    ["today"],
    ["deals"],
    ["deals", "amount>=500k", "sort:-amount"],
    ["accounts"],
    ["funnel"],
    ["show", "D-AAAA-77"],
)


def made(snapshot: Snapshot, ctx: Context, deals: int) -> Batch:
    """So many deals of a tenth as many accounts."""
    dice, path = random.Random(1), default_path(snapshot)
    stages = [stage for stage in path.stages if stage.kind != "hold"]
    accounts = [ctx.new_id("ac") for _ in range(max(deals // 10, 1))]
    edits = [
        Edit("accounts", id, {"name": f"Company {n} Valves", "number": f"A-AAAA-{n}",
                              "industry": "manufacturing", "owner": ctx.me})
        for n, id in enumerate(accounts)
    ]  # fmt: skip
    for n in range(deals):
        stage = dice.choice(stages)
        outcome = stage.kind if stage.kind in ("won", "lost") else "open"
        values: dict[str, Value] = {
            "number": f"D-AAAA-{n}", "account": dice.choice(accounts), "pipeline": path.id,
            "title": f"line {n} leak monitoring", "stage": stage.key, "outcome": outcome,
            "amount": dice.randrange(10**6, 10**8), "currency": "CNY", "owner": ctx.me,
            "owner_since": "2026-01-01", "next_step": "call Mr Tang", "source": "expo",
            "next_step_due": f"2026-12-{dice.randrange(1, 29):02}", "product": "P1",
            "expected_close": "2027-02-01", "region": "East",
        }  # fmt: skip
        edits.append(Edit("deals", ctx.new_id("dl"), values))
    return Batch("import", (Act("import", tuple(edits), ctx.now - 90 * 86_400_000),))


def seconds(command: list[str], env: dict[str, str], without: Path | None = None) -> float:
    """The best of some runs; before each the file `without` is removed."""
    best = 9.0
    for _ in range(ROUNDS):
        if without is not None:
            without.unlink(missing_ok=True)
        start = time.perf_counter()
        subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=True)
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Print everything."""
    deals = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        init_workspace(home, name="Bench", currency="CNY", timezone="Asia/Shanghai",
                       language="en", user="lina", full_name="Li Na")  # fmt: skip
        bench = open_workbench(home, user="lina", lang="en")
        bench.commit(lambda snapshot, ctx: made(snapshot, ctx, deals))
        bench.checkpoint()
        keep(bench)
        bench.close()
        env = {"PATH": os.environ["PATH"], "SALESTUI_HOME": str(home), "SALESTUI_USER": "lina",
               "XDG_CONFIG_HOME": folder, "LANG": "C.UTF-8",
               "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled")}  # fmt: skip
        bare = seconds([sys.executable, "-c", "pass"], env)
        print(f"{'bare Python':44} {bare * 1000:7.1f} ms   1.0 x")
        copy = bench.folder / NAME
        took = seconds([sys.executable, "-m", "salestui", "board"], env, copy)
        name = "salestui board, without the quick copy"
        print(f"{name:44} {took * 1000:7.1f} ms {took / bare:5.1f} x")
        for command in COMMANDS:
            took = seconds([sys.executable, "-m", "salestui", *command], env)
            ratio = took / bare
            note = f"   budget {BUDGET:g} x" if command in (["board"], ["today"]) else ""
            name = "salestui " + " ".join(command)
            print(f"{name:44} {took * 1000:7.1f} ms {ratio:5.1f} x{note}")


if __name__ == "__main__":
    main()
