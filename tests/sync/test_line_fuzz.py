"""The line reader under bytes that no program wrote: it never raises, and takes nothing wrong.

Half of the time the hashes are made to fit again, so that what is behind them is reached.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from salestui.store.lines import GENESIS, MUCH, BadLine, Parse, digest, make, parse, parser, read
from salestui.store.segments import Cursor, Reader
from salestui.sync.chain import header, last_number, marks, walk
from tests.campaigns import seeds

from .homes import NOW, WORKSPACE

REP = "rabcdefghijkl"
NAME = "000001.aaaa.jsonl"
WORDS = (
    '"k":"c"', '"k":"seg"', '"k":"end"', '"k":"hb"', '"v":{', '"o":[', '"g":["a",0,2]',
    '"rq":["x"]', '"un":"', '"re":"r:1"', '"rp":"0"', "null", "true", "1e999", "-0", "9" * 40,
    "NaN", "\\ud83d", "\\u0000", "[" * 300, "{}", '""', ",", ":", "恒", "\n", "\0", "\r", "\ufeff",
)  # fmt: skip


def good() -> bytes:
    """A segment with a line of every kind."""
    head = {"k": "seg", "f": 1, "ws": WORKSPACE.id, "rep": REP, "n": 1, "s0": 1, "prev": GENESIS,
            "plen": 0, "who": {"u": "anna", "uid": 1, "h": "h"}, "app": "1", "at": NOW}  # fmt: skip
    ops = [["deals", "dl_1", {"title": "恒达", "tags/vip": True}, {"title": ["r:1"]}]]
    lines: list[dict[str, object]] = [
        {"k": "c", "s": 1, "t": [NOW, 0], "w": NOW, "i": "x", "sv": 1, "v": {"ra": 1}, "o": ops},
        {"k": "hb", "v": {"ra": 2}, "at": NOW, "d": "0" * 16},
        {"k": "c", "s": 2, "t": [NOW, 1], "i": "x", "sv": 1, "g": ["a", 0, 2], "o": ops},
        {"k": "c", "s": 3, "t": [NOW, 2], "i": "x", "sv": 1, "g": ["a", 1, 2], "o": ops},
        {"k": "c", "s": 4, "t": [NOW, 3], "i": "x", "re": "rb:7", "rp": GENESIS, "o": []},
        {"k": "end", "next": "000002.aaaa.jsonl"},
    ]  # fmt: skip
    hash, data = GENESIS, b""
    for line in (head, *lines):
        hash, raw = make(hash, line)
        data += raw
    return data


def spoilt(data: bytes, dice: random.Random) -> bytes:
    """Bytes changed, added, taken away, moved or doubled in a few places."""
    for _ in range(dice.choice((1, 1, 2, 5))):
        at = dice.randrange(len(data) + 1)
        to = min(len(data), at + dice.choice((0, 1, 1, 4, 40, 400)))
        word = dice.choice(WORDS).encode("utf-8", "surrogatepass")
        middle = dice.choice((b"", dice.randbytes(to - at), word, data[at:to] * 2, data[to:at]))
        data = data[:at] + middle + data[to:]
    return data


def fitted(data: bytes) -> bytes:
    """The lines with the hashes that belong to them."""
    hash, whole = GENESIS, b""
    for raw in data.split(b"\n")[:-1]:
        hash = digest(hash, raw[33:])
        whole += hash.encode() + b" " + raw[33:] + b"\n"
    return whole


def endure(folder: Path, data: bytes) -> None:
    """Read bytes in every way that bytes of others are read."""
    found = walk(data, GENESIS, 0)
    assert 0 <= found.off <= len(data) and data[: found.off].endswith((b"", b"\n")[found.off > 0 :])
    assert walk(data[: found.off], GENESIS, 0).hash == found.hash
    header(data, REP, WORKSPACE.id)
    assert [end for end, _ in marks(data)][-1:] in ([], [data.rfind(b"\n") + 1])
    last_number(data, 0)
    before = GENESIS
    for raw in data.split(b"\n")[:-1]:
        told = {_told(before, raw, reader) for reader in (parse, parser(MUCH))}
        assert len(told) == 1
        before = raw[:32].decode() if raw[:32].isascii() else GENESIS
    (folder / NAME).write_bytes(data)
    reading = Reader(folder, REP, Cursor()).read()
    assert 0 <= reading.cursor.off <= len(data)
    assert all(commit.stamp.rep == REP for commit in reading.commits)


def _told(previous: str, raw: bytes, reader: Parse) -> str:
    try:
        return repr(read(previous, raw, reader))
    except BadLine as error:
        return str(error)


def tries(folder: Path, seed: int, count: int) -> None:
    """So many spoilt segments."""
    dice, whole = random.Random(seed), good()
    for _ in range(count):
        data = spoilt(whole, dice)
        for read_as in (data, fitted(data), whole + data):
            endure(folder, read_as)


def test_spoilt_lines_are_never_more_than_a_problem(tmp_path: Path) -> None:
    tries(tmp_path, 1, 150)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_spoilt_lines_for_long(tmp_path: Path) -> None:
    for seed in seeds(30):
        tries(tmp_path, seed, 500)
