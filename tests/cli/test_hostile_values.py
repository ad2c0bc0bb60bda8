"""Logs whose lines fit the chain and whose values fit nothing: no command stumbles over them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from salestui.domain.schema import KINDS
from salestui.services.setup import open_workbench
from salestui.store.lines import GENESIS, make
from tests.campaigns import seeds

from .conftest import Cli

BAD = "rbadbadbadbad"
NOW = 1_790_000_000_000
VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 10**9, 10**13, 10**18, 10**25, -(10**25), 1.5, -0.0, 1e300,
    "", "x", "won", "lead", "mb_x", "D-1", "USD", "XXX", "cny", "[/b]", "\x1b[31m", "x" * 300,
    "2026-09-21", "2026-13-45", "20260921", "9999-12-31", "0001-01-01", "\ufe0f", "你",
    [], [1], ["a"], {}, {"a": 1}, [[[]]],
)  # fmt: skip
REPLACED: tuple[Any, ...] = ([], ["x:1"], [f"{BAD}:1"], [1], [[1]], 1, "abc", None, {"a": 1})
DERIVED = ("_del", "_id", "_created", "_moves", "_contested", "_x", "", "/", "a/b/c", "~")
SELDOM: dict[str, tuple[Any, ...]] = {
    "w": (0, -1, 10**15, 10**20, -(10**20), "x", None, 1.5),
    "t": ([0, 0], [-5, -1], [10**14, 0], [10**20, 10**20], [1.5, 0], [], None),
    "un": ("x:1", f"{BAD}:1", "", ":", 1),
    "v": ({"x": 1}, {BAD: 9}, {"x": -1}, {"x": 10**30}, {"x": "y"}, []),
    "g": (["a", 0, 1], ["a", 0, 2], ["a", 1, 2], ["", 0, 10**9], ["a", 2, 1], "a"),
    "re": ("x:1", f"x:{10**20}", "x", f"{BAD}:1", ":1", 1),
    "rp": ("0" * 32, "é", 1, ""),
    "o": ([], [[]], [["deals"]], [["deals", "x", {}]], [[1, 2, 3]], {}),
    "i": (1, None, "\x1b]0;x\x07"),
}
"""Parts of a line that are altered now and then."""
LOOKS = (
    ("board",),
    ("board", "--at", "2026-09-01"),
    ("deals", "--limit", "0"),
    ("deals", "--json"),
    ("deals", "rotten"),
    ("deals", "amount>1", "sort:amount"),
    ("deals", "close:..fri"),
    ("deals", "changed>=mon"),
    ("accounts", "--limit", "0"),
    ("account", "duplicates"),
    ("funnel",),
    ("funnel", "--json"),
    ("history", "--limit", "0"),
    ("today",),
    ("changes",),
    ("export", "deals"),
    ("export", "accounts"),
    ("export", "contacts", "--format", "json"),
    ("export", "activities"),
    ("export", "members"),
    ("doctor",),
    ("undo",),
)


class Hostile:
    """Writes lines about the records of a workspace."""

    def __init__(self, home: Path, seed: int) -> None:
        self.dice = random.Random(seed)
        bench = open_workbench(home, user="lina", lang="en")
        self.folder = bench.folder
        self.ids = {kind: [doc["_id"] for doc in bench.snapshot.live(kind)] for kind in KINDS}
        self.paths = {
            kind: sorted({path for doc in bench.snapshot.live(kind) for path in doc})
            for kind in KINDS
        }
        bench.close()

    def _record(self, kind: str) -> str:
        made = f"{KINDS[kind].prefix}_new{self.dice.randrange(9)}"
        return str(self.dice.choice([*self.ids[kind][:30], *[made] * 15]))

    def _path(self, kind: str) -> str:
        dice = self.dice
        field = dice.choice(KINDS[kind].fields)
        member = dice.choice(("a", "b/c", "~0", "x y", "mb_1", ""))
        path = f"{field.path}/{member}" if field.type == "map" else field.path
        known = dice.choice(self.paths[kind]) if self.paths[kind] else path
        return path if dice.random() < 0.7 else str(known)

    def _line(self, seq: int) -> dict[str, Any]:
        dice = self.dice
        kind = dice.choice([*KINDS, "widgets"]) if dice.random() < 0.9 else "deals"
        if kind not in KINDS:
            values = {dice.choice(DERIVED): dice.choice(VALUES)}
            return _commit(seq, "widgets", "w_1", values, {})
        values = {self._path(kind): dice.choice(VALUES) for _ in range(dice.randrange(1, 6))}
        if dice.random() < 0.5:
            values[KINDS[kind].essential] = dice.choice((*VALUES, "a", "b", "open", "lead"))
        if dice.random() < 0.1:
            values[dice.choice(DERIVED)] = dice.choice(VALUES)
        replaced = {path: dice.choice(REPLACED) for path in values if dice.random() < 0.05}
        return _commit(seq, kind, self._record(kind), values, replaced)

    def lines(self, count: int) -> Iterator[dict[str, Any]]:
        """Lines of which a few are odd in other ways too."""
        for seq in range(1, count + 1):
            line = self._line(seq)
            for name, values in SELDOM.items():
                if self.dice.random() < 0.02:
                    line[name] = self.dice.choice(values)
            yield line

    def write(self, count: int) -> set[str]:
        """Put the log of a colleague beside the others; the ids of what it touches."""
        head = {"k": "seg", "f": 1, "ws": self.folder.name, "rep": BAD, "n": 1, "s0": 1, "plen": 0}
        hash, data = make(GENESIS, {**head, "prev": GENESIS, "who": {"u": "mal"}, "at": 1})
        touched = set()
        for line in self.lines(count):
            hash, raw = make(hash, line)
            data += raw
            touched |= {op[1] for op in line["o"] if len(op) > 3 and op[0] in KINDS}
        log = self.folder / "log" / BAD
        log.mkdir()
        (log / "000001.aaaa.jsonl").write_bytes(data)
        return touched


def _commit(
    seq: int, kind: str, id: str, values: dict[str, Any], replaced: dict[str, Any]
) -> dict[str, Any]:
    return {"k": "c", "s": seq, "t": [NOW + seq, 0], "i": "deal.stage", "sv": 1,
            "o": [[kind, id, values, replaced]]}  # fmt: skip


def look(cli: Cli, seed: int, count: int, *, whole: bool = False) -> None:
    """Write hostile lines, then run every command: each ends in order.

    `whole` asks as well that the checkpoint is what the log says.
    """
    hostile = Hostile(cli.home, seed)
    touched = sorted(hostile.write(count))
    some = hostile.dice.sample(touched, min(8, len(touched)))
    about = [(verb, id) for id in some for verb in ("show", "history")]
    deal = hostile.dice.choice(hostile.ids["deals"])
    acts = [("deal", "set", deal, "next_step=x"), ("deal", "won", deal), ("log", "call", deal, "y")]
    faults = Path(str(cli.env["XDG_STATE_HOME"])) / "salestui" / "faults.log"
    for argv in (*LOOKS, *about, *acts):
        ran = cli(*argv)
        fault = faults.read_text()[-1500:] if faults.exists() else ""
        assert not fault and "stumbled" not in ran.err, (argv, fault)
        assert "refused:" not in ran.err, (argv, ran)
        assert not whole or "differs from the log" not in ran.out, (argv, ran)
        if hostile.dice.random() < 0.1:
            (hostile.folder / "db.json").unlink(missing_ok=True)


@pytest.mark.parametrize("seed", [1, 2])
def test_no_command_stumbles_over_values_that_fit_nothing(cli: Cli, seed: int) -> None:
    look(cli, seed, 80)


@pytest.mark.long
@pytest.mark.timeout(400)
def test_no_command_stumbles_over_values_for_long(samples: dict[str, Path], tmp_path: Path) -> None:
    from .conftest import copied

    for seed in seeds(30):
        look(copied(samples["en"], tmp_path / str(seed)), seed, 80, whole=True)
