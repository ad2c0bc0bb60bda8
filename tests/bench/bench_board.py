"""The board in a real terminal: start, key, bytes, move, burst, idle, memory; the floor beside it.

Run: python -m tests.bench.bench_board [--size 120x40] [DEALS ...]

The floor is the smallest Textual app, started in the same run. Everything is mine (`@` changes
nothing), the worst case for a board that opens on one's own deals.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from salestui.domain.change import Act, Edit, Value
from salestui.domain.snapshot import Doc
from salestui.services.setup import init_workspace, open_workbench
from tests.bench.terminal import Answer, Terminal

SIZES = (10, 1_000, 10_000, 100_000)
STARTS = 5
BUDGETS = {1_000: 1.4, 10_000: 1.7, 100_000: 3.5}
"""How many times bare Textual the start may take, by the number of deals."""
READY = r"help[ \n]"
"""What the painted board ends with."""
HELLO = """
from textual.app import App
from textual.widgets import Static

class Hello(App):
    ENABLE_COMMAND_PALETTE = False

    def compose(self):
        yield Static("READY")

    def on_key(self, event):
        self.query_one(Static).update("READY " + event.key)

Hello().run(mouse=False)
"""
OPEN = """
import os, sys
from pathlib import Path
from salestui.config import Config
from salestui.services import reading
from salestui.services.setup import open_workbench
from salestui.ui.start import run_app

home = Path(sys.argv[1])
config = Config("anna", "en", home, state=home / "state")
bench = open_workbench(home, user="anna", lang="en")
run_app(bench, config, screen="board")
reading.keep(bench)
"""
STAGES = ("lead", "contact", "demo", "proposal", "negotiation", "won", "lost")


def filled(home: Path, deals: int) -> None:
    """A workspace of anna's with deals, an account for every fifth, a call for every tenth."""
    init_workspace(
        home, name="B", currency="CNY", timezone="UTC", language="en", user="anna", full_name="A"
    )
    bench = open_workbench(home, user="anna", lang="en")
    path = next(d["_id"] for d in bench.snapshot.live("pipelines") if d["key"] == "new")
    today = bench.context().today
    edits = [open_gates(bench.snapshot.get("pipelines", path) or {})]
    edits += made(deals, path, bench.me, today)
    for start in range(0, len(edits), 10_000):
        part = tuple(edits[start : start + 10_000])
        bench.commit(lambda s, c, part=part: Act("import", part))  # type: ignore[misc]
    bench.store.checkpoint()
    bench.close()


def open_gates(path: Doc) -> Edit:
    """Makes every exit criterion of a path advised, so that `L` moves and asks for nothing."""
    severities: dict[str, Value] = {
        name: "advised" for name in path if "/criteria/" in name and name.endswith("/severity")
    }
    return Edit("pipelines", path["_id"], severities)


def made(deals: int, path: str, owner: str, today: date) -> Iterator[Edit]:
    """The records of a workspace of that size."""
    for n in range(0, deals, 5):
        name = f"{('Hengda', 'Yongli', 'Suguang', 'Xihe')[n // 5 % 4]} {n}"
        yield Edit("accounts", f"ac_{n:016d}", {"name": name, "tier_manual": "key"})
    for n in range(deals):
        yield Edit("deals", f"dl_{n:016d}", deal(n, path, owner, today))
    for n in range(0, deals, 10):
        call: dict[str, Value] = {"type": "call", "deal": f"dl_{n:016d}", "summary": "call"}
        yield Edit("activities", f"at_{n:016d}", {**call, "at": 1_700_000_000_000})


def deal(n: int, path: str, owner: str, today: date) -> dict[str, Value]:
    """The fields of a made deal."""
    stage = STAGES[n % 7]
    closed = stage in ("won", "lost")
    values: dict[str, Value] = {
        "account": f"ac_{n // 5 * 5:016d}",
        "title": f"Renewal {n}",
        "number": f"D-BNCH-{n}",
        "pipeline": path,
        "stage": stage,
        "outcome": stage if closed else "open",
        "amount": 3_700_000 * (n % 977 + 1),
        "currency": "CNY",
        "owner": owner,
        "expected_close": (today + timedelta(n % 90)).isoformat(),
    }
    if closed:
        values["closed_on"] = (today - timedelta(n % 300)).isoformat()
    else:
        values["next_step"] = "call back"
        values["next_step_due"] = (today + timedelta(n % 40 - 10)).isoformat()
    return values


def environment() -> dict[str, str]:
    """The caller's, without what would change the colours."""
    drop = ("NO_COLOR", "CI", "LINES", "COLUMNS", "PYTHONDONTWRITEBYTECODE")
    return {key: value for key, value in os.environ.items() if key not in drop}


def started(argv: Sequence[str], ready: str, size: tuple[int, int]) -> tuple[float, Terminal]:
    """Ms from the start to the painted screen, and the program, running."""
    term = Terminal(argv, environment(), columns=size[0], rows=size[1])
    seconds = term.wait_for(ready)
    term.settle()
    return seconds * 1000, term


def raced(home: Path, size: tuple[int, int], deals: int) -> str:
    """How long bare Textual and the board take to start, by turns: a machine has moods."""
    floors: list[tuple[float, float]] = []
    boards: list[tuple[float, float]] = []
    for n in range(STARTS + 1):
        for argv, ready, times in (
            ((sys.executable, "-c", HELLO), "READY", floors),
            ((sys.executable, "-c", OPEN, str(home)), READY, boards),
        ):
            term = Terminal(argv, environment(), columns=size[0], rows=size[1])
            ms = term.wait_for(ready) * 1000
            if n:
                # The first one warms the disk cache, and leaves byte code and the quick copy.
                times.append((ms, worked_ms(term.process.pid)))
            term.settle()
            term.close()
    floor, floor_cpu = map(statistics.median, zip(*floors, strict=True))
    board, board_cpu = map(statistics.median, zip(*boards, strict=True))
    told = f"start {board:.0f} ms = {board / floor:.2f} x {floor:.0f} ms"
    cpu = f"of processor time {board_cpu / floor_cpu:.2f} x {floor_cpu:.0f} ms"
    return f"{told}, {cpu}" + (f"   budget {BUDGETS[deals]:g} x" if deals in BUDGETS else "")


def worked_ms(pid: int) -> float:
    """Ms that all threads of a process have been on a processor, exactly."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text("ascii").split()[0]) for task in tasks) / 1e6


def p95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[int(len(values) * 0.95)]


def said(name: str, answers: Sequence[Answer], budget: str = "") -> str:
    """Times (median, p95) and bytes (median, most) of some keys."""
    ms, size = [a.ms for a in answers], [a.bytes for a in answers]
    return (
        f"{name} {statistics.median(ms):.1f}/{p95(ms):.1f} ms {statistics.median(size):.0f}/"
        f"{max(size)} B{budget and f'   budget {budget}'}"
    )


def memory(pid: int) -> tuple[float, float]:
    """Resident memory of a process in MB: now, and at its highest."""
    rows = dict(
        line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    )
    return int(rows["VmRSS"].split()[0]) / 1024, int(rows["VmHWM"].split()[0]) / 1024


def cpu(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def worked(term: Terminal) -> Iterator[str]:
    """Figures of a running board."""
    term.write(b"l" * 2)
    term.write(b"j" * 4)
    yield said("key", [term.press(key) for key in "jkjkhljklh" * 6], "p95 20 ms, median 1200 B")
    term.write(b"l" * 20 + b"h")
    yield said("key, last column", [term.press(key) for key in "jk" * 10])
    yield said("sideways", [term.press(key) for key in "hhhhhhhh"], "4000 B")
    term.write(b"h" * 20 + b"lg")
    term.write(b"j" * 20)
    yield said("scroll", [term.press("j") for _ in range(15)], "4000 B")
    term.write(b"g")
    first = term.press("L", quiet=0.3)
    yield f"first move {first.ms:.0f} ms {first.bytes} B"
    yield said("move", moved(term), "p95 30 ms, 8000 B")
    burst = term.write(b"j" * 100, quiet=0.3)
    yield f"burst of 100 {burst.ms:.0f} ms {burst.bytes} B   budget 60 ms, 6000 B"
    before = cpu(term.process.pid)
    idle = term.idle(5)
    used = (cpu(term.process.pid) - before) / 5 * 100
    yield f"idle {idle} B {used:.1f} % CPU   budget 0 B, 0.5 %"
    rss, peak = memory(term.process.pid)
    yield f"memory {rss:.0f}, peak {peak:.0f} MB   budget 75 MB at 1,000 deals, 400 MB at 100,000"


def moved(term: Terminal) -> list[Answer]:
    """Cards moved one stage on, each from the first column."""
    answers = []
    for _ in range(20):
        term.write(b"hg")
        answers.append(term.press("L", quiet=0.15))
    return answers


def main() -> None:
    """Print a line for the floor and some for every size."""
    words = sys.argv[1:]
    size = (120, 40)
    if "--size" in words:
        at = words.index("--size")
        columns, rows = words[at + 1].split("x")
        size = int(columns), int(rows)
        del words[at : at + 2]
    _, hello = started([sys.executable, "-c", HELLO], "READY", size)
    print(f"bare Textual  {said('key', [hello.press(k) for k in 'jk' * 20])}")
    print(f"{'':14}memory {memory(hello.process.pid)[1]:.0f} MB")
    hello.close()
    with tempfile.TemporaryDirectory() as folder:
        for deals in [int(word) for word in words] or SIZES:
            home = Path(folder) / str(deals)
            filled(home, deals)
            print(f"{deals:>7} deals  {raced(home, size, deals)}")
            _, term = started([sys.executable, "-c", OPEN, str(home)], READY, size)
            for line in worked(term):
                print(f"{'':14}{line}")
            term.close()


if __name__ == "__main__":
    main()
