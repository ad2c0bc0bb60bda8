"""Logs of nonsense that fit the chain: others go on, nothing is lost, nothing raises."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from salestui.store.lines import GENESIS, digest, make
from salestui.sync.heartbeat import Heart, disagrees
from tests.campaigns import seeds

from .homes import NOW, WORKSPACE, Clock, Home
from .memory import MemoryBackend
from .team import check_rebuild

BAD = ("rbadbadbadbad", "rworseworsew", "r", "r.1.ab", "rbadbadbadbad.3.abcdefgh", "rx y")
ODD: tuple[Any, ...] = (
    None, True, -1, 0, 1, 10**12, 10**30, -(10**30), 1.5, float("nan"), float("inf"), "", "x",
    "0" * 32, "é", "\ud83d", "../../x", "000002.aaaa.jsonl", "x" * 500, [], [1], {}, {"a": {}},
    {"rbadbadbadbad": 3}, {"x": -1, "é": 10**30, "\ud800": 1}, {"x": float("inf")},
)  # fmt: skip
NAMES = (
    "000001.aaaa.jsonl", "000001.bbbb.jsonl", "000002.aaaa.jsonl", "000003.aaaa.jsonl", "x.jsonl",
    "000001.aaaa.sync-conflict-1.jsonl", "000000.aaaa.jsonl", "999999.zzzz.jsonl", ".hidden", "~x",
)  # fmt: skip


class Liar:
    """Makes files of lines that follow each other and say anything."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def _header(self, rep: str, n: int, prev: str, plen: int) -> dict[str, Any]:
        head = {"k": "seg", "f": 1, "ws": WORKSPACE.id, "rep": rep, "n": n, "s0": 1, "prev": prev,
                "plen": plen, "who": {"u": "mal"}, "app": "x", "at": 1}  # fmt: skip
        return self._spoilt(head, 0.06)

    def _spoilt(self, line: dict[str, Any], chance: float) -> dict[str, Any]:
        for name in list(line):
            if self.dice.random() < chance:
                line[name] = self.dice.choice(ODD)
                if self.dice.random() < 0.2:
                    del line[name]
        return line

    def _line(self, seq: int) -> dict[str, Any]:
        dice = self.dice
        what = dice.random()
        if what < 0.6:
            values = {"next_step": f"s{seq}", "tags/x": True}
            ops = [["deals", f"dl_{dice.randrange(3)}", values, {"next_step": ["x:1"]}]]
            line = {"k": "c", "s": seq, "t": [NOW + seq, 0], "i": "x", "v": {"rx": seq}, "o": ops}
            more = {"w": NOW, "g": ["g", 0, 1], "un": "x:1", "re": "x:1", "rp": "0" * 32, "rq": []}
            line |= {name: value for name, value in more.items() if dice.random() < 0.1}
            return self._spoilt(line, 0.05)
        if what < 0.8:
            return self._spoilt({"k": "hb", "v": {"rx": 3}, "at": NOW, "d": "0" * 16}, 0.3)
        if what < 0.9:
            return self._spoilt({"k": "end", "next": dice.choice(NAMES)}, 0.2)
        return {"k": dice.choice(ODD), "x": dice.choice(ODD)}

    def file(self, rep: str, n: int, prev: str) -> bytes:
        """A file; at times its bytes are spoilt as well."""
        hash, data = written(prev, self._header(rep, n, prev, self.dice.choice((0, 0, 300))))
        for seq in range(1, self.dice.randrange(1, 9)):
            hash, raw = written(hash, self._line(seq))
            data += raw
        if self.dice.random() < 0.2:
            at = self.dice.randrange(len(data))
            data = data[:at] + self.dice.randbytes(3) + data[at:]
        return data


def written(previous: str, line: dict[str, Any]) -> tuple[str, bytes]:
    """A line as a program may write it that takes NaN and halves of characters for JSON."""
    body = json.dumps(line, separators=(",", ":")).encode()
    hash = digest(previous, body)
    return hash, f"{hash} ".encode() + body + b"\n"


def endure(tmp_path: Path, seed: int) -> None:
    """Two members work while somebody fills the folder with nonsense."""
    liar, clock, site = Liar(seed), Clock(), MemoryBackend()
    dice = liar.dice
    anna, bo = (Home(tmp_path / n, n, site, clock) for n in ("anna", "bo"))
    reps = [*BAD, anna.store.replica.rep]
    heart = Heart()
    for n in range(12):
        rep = dice.choice(reps)
        site.put(rep, dice.choice(NAMES), liar.file(rep, dice.choice((1, 1, 2)), GENESIS))
        anna.put(f"dl_{n % 3}", next_step=f"anna{n}")
        anna.sync(full=dice.random() < 0.8)
        bo.sync(full=dice.random() < 0.8)
        clock.step(dice.choice((1, 1000, 11 * 60_000, 3_700_000)))
        heart.beat(bo.store)
        for member in (anna, bo):
            for peer in member.syncer.status():
                assert peer.commits >= 0
            for seen in member.syncer._cursors.seen.values():
                disagrees(seen.beat, member.store.snapshot)
        if dice.random() < 0.3:
            dice.choice((anna, bo)).open()
        if dice.random() < 0.3:
            bo.store.checkpoint()
    mine = {f"anna{n}" for n in range(12)}
    there = {values.get("next_step") for _, _, values in bo.edits()}
    assert mine <= {values.get("next_step") for _, _, values in anna.edits()}
    anna.sync()
    bo.sync()
    assert mine <= there | {values.get("next_step") for _, _, values in bo.edits()}
    for member in (anna, bo):
        check_rebuild(member)


@pytest.mark.parametrize("seed", range(6))
def test_nonsense_in_the_folder_stops_nobody(tmp_path: Path, seed: int) -> None:
    endure(tmp_path, seed)


@pytest.mark.long
@pytest.mark.timeout(600)
def test_nonsense_in_the_folder_for_long(tmp_path: Path) -> None:
    for seed in seeds(30):
        endure(tmp_path / str(seed), seed)


def test_a_chain_of_good_lines_is_read_whatever_stands_beside(tmp_path: Path) -> None:
    assert make(GENESIS, {"a": 1}) == written(GENESIS, {"a": 1})
