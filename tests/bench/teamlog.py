"""The logs that a team of thirty leaves behind, as large as wanted, written without a store.

Three of five commits make a record, the others change a deal. People work by turns, some commits
at a time, and the first of them names what the others had done until then.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from salestui.store.journal import Journal, Origin
from salestui.store.segments import Cursor

PEOPLE = 30
IN_A_ROW = 8
START_MS = 1_700_000_000_000
STEP_MS = 20_000
STAGES = ("lead", "contact", "demo", "proposal", "negotiation")
UNSET = ("closed_on", "won_amount", "won_currency", "lost_reason", "lost_note", "lost_to",
         "recycle_on", "wake_on")  # fmt: skip
"""What goes along, empty, whenever a deal moves."""
_FLUSH = 500

Deed = tuple[str, list[Any]]
"""An intent and the change."""


@dataclass
class Person:
    """One replica and what it has not written down yet."""

    journal: Journal
    cursor: Cursor = field(default_factory=Cursor)
    seq: int = 0
    said: dict[str, int] = field(default_factory=dict)
    lines: list[dict[str, Any]] = field(default_factory=list)

    @property
    def rep(self) -> str:
        """The replica's id."""
        return self.journal.origin.rep

    def flush(self) -> None:
        """Write it down."""
        if self.lines:
            self.cursor, _ = self.journal.append(self.cursor, self.lines, START_MS)
            self.lines.clear()


class Team:
    """Writes commits by turns into the logs of the local store `folder`."""

    def __init__(self, folder: Path) -> None:
        self.dice = random.Random(7)
        self.people = [self._person(folder, n) for n in range(PEOPLE)]
        self.writers: dict[tuple[str, str], str] = {}
        """(record, first path of a register) -> the commit that wrote it last."""
        self.deals: list[str] = []
        self.made = 0

    def _person(self, folder: Path, n: int) -> Person:
        rep = f"rbenchteam{'abcdefghij'[n // 10]}{'abcdefghij'[n % 10]}"
        origin = Origin(folder.name, rep, f"user{n}", 1000 + n, "bench", "0")
        return Person(Journal(folder / "log" / rep, origin, self.dice.randbytes))

    def write(self, commits: int) -> None:
        """Write so many commits, STEP_MS apart."""
        for n in range(commits):
            who = self.people[n // IN_A_ROW % PEOPLE]
            who.seq += 1
            line: dict[str, Any] = {"k": "c", "s": who.seq, "sv": 1}
            if n % IN_A_ROW == 0 and (news := self._news(who)):
                line["v"] = news
            line["t"] = [START_MS + n * STEP_MS, 0]
            line["i"], change = self._deed(f"{who.rep}:{who.seq}")
            line["o"] = [change]
            who.lines.append(line)
            if len(who.lines) >= _FLUSH:
                who.flush()
        for who in self.people:
            who.flush()
            who.journal.close()

    def _news(self, who: Person) -> dict[str, int]:
        new = {o.rep: o.seq for o in self.people if o is not who and who.said.get(o.rep, 0) < o.seq}
        who.said.update(new)
        return new

    def _deed(self, commit: str) -> Deed:
        if self.dice.random() < 0.6 or not self.deals:
            return self._creation(commit)
        deal, dice = self.dice.choice(self.deals), self.dice
        what = dice.choices(("step", "move", "amount", "title"), (50, 25, 15, 10))[0]
        values: dict[str, Any] = {"title": f"Renewal {dice.randrange(999)}"}
        if what == "step":
            day = f"2026-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}"
            values = {"next_step": f"call {dice.randrange(99)} 恒达", "next_step_due": day}
        elif what == "move":
            values = {"stage": dice.choice(STAGES), "pipeline": "pl_bench", "outcome": "open"}
            values |= dict.fromkeys(UNSET)
        elif what == "amount":
            values = {"amount": dice.randrange(10**8), "currency": "CNY"}
        return f"deal.{what}", self._change(deal, values, commit)

    def _change(self, deal: str, values: dict[str, Any], commit: str) -> list[Any]:
        register = next(iter(values))
        before = self.writers.get((deal, register)) or self.writers[deal, ""]
        self.writers[deal, register] = commit
        return ["deals", deal, values, {path: [before] for path in values}]

    def _creation(self, commit: str) -> Deed:
        n, self.made = self.made, self.made + 1
        if n % 3 == 0:
            kind, id, values = "accounts", f"ac_{n:016d}", self._account(n)
        elif n % 3 == 1:
            kind, id, values = "deals", f"dl_{n:016d}", self._deal(n)
            self.deals.append(id)
        else:
            kind, id, values = "activities", f"at_{n:016d}", self._call(n)
        self.writers[id, ""] = commit
        return f"{kind}.add", [kind, id, values, {}]

    def _account(self, n: int) -> dict[str, Any]:
        return {"name": f"恒达阀门 {n}", "industry": "valve"}

    def _deal(self, n: int) -> dict[str, Any]:
        return {
            "title": f"Leak monitoring {n}", "number": f"D-BNCH-{n}", "pipeline": "pl_bench",
            "account": f"ac_{n - 1:016d}", "stage": STAGES[n % 5], "outcome": "open",
            "amount": 37 * n % 9_000_000, "currency": "CNY", "owner": f"mb_{n % PEOPLE}",
            "expected_close": f"2026-{n % 12 + 1:02d}-15", "next_step": "call back",
            "next_step_due": f"2026-{n % 12 + 1:02d}-03",
        }  # fmt: skip

    def _call(self, n: int) -> dict[str, Any]:
        return {
            "type": "call", "deal": f"dl_{n - 1:016d}", "at": START_MS + n * STEP_MS,
            "summary": f"Spoke about line {n}, wants a price by Friday",
        }  # fmt: skip


def size_of(folder: Path) -> int:
    """Bytes of all logs."""
    return sum(path.stat().st_size for path in folder.glob("log/*/*.jsonl"))
