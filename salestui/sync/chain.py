"""Checking bytes from the shared place: complete lines, for as long as the hash chain holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from salestui.store.lines import MAX_READ, digest

_VECTOR = re.compile(rb'"v":(\{[^{}]*\})')


@dataclass(frozen=True, slots=True)
class Seal:
    """An `end` line: which file follows."""

    next: str
    raw: bytes
    """The line with its line feed."""
    hash: str


@dataclass(slots=True)
class Walk:
    """How far bytes could be checked."""

    off: int
    """Bytes of whole, valid lines; a seal is not counted."""
    hash: str
    seq: int
    """Number of the last commit."""
    seal: Seal | None = None
    bad: bool = False
    """Whether the line behind `off` is complete, or too long to be one, and does not fit."""
    later: bool = False
    """Whether there is more behind that line."""
    ms: int = 0
    """Clock reading of the last commit."""
    vector: dict[str, int] = field(default_factory=dict)
    """What the lines say their author had applied."""
    beat: dict[str, Any] | None = None
    """The last heartbeat."""


def walk(data: bytes, hash: str, seq: int) -> Walk:
    """Check lines that follow a line of hash `hash` and commit `seq`; never raises."""
    found = Walk(0, hash, seq)
    at, last = 0, b""
    while (cut := data.find(b"\n", at)) >= 0:
        raw = data[at:cut]
        if not _fits(found.hash, raw):
            found.bad, found.later = True, cut + 1 < len(data)
            break
        body = raw[33:]
        if b'"k":"c"' in body:
            last = body
            _note_vector(found, body)
        else:
            line = parsed(body)
            if line.get("k") == "end" and isinstance(line.get("next"), str):
                found.seal = Seal(line["next"], data[at : cut + 1], raw[:32].decode())
                break
            if line.get("k") == "hb":
                found.beat = _beat(line)
                _add(found.vector, line.get("v"))
        at = cut + 1
        found.off, found.hash = at, raw[:32].decode()
    else:
        found.bad = found.later = len(data) - at > MAX_READ
    _note_last(found, last)
    return found


def _fits(previous: str, raw: bytes) -> bool:
    if len(raw) > MAX_READ or raw[32:33] != b" ":
        return False
    return digest(previous, raw[33:]).encode() == raw[:32]


def parsed(body: bytes) -> dict[str, Any]:
    """The object of a line's JSON; empty when it is none."""
    try:
        line = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return line if isinstance(line, dict) else {}


def _beat(line: dict[str, Any]) -> dict[str, Any]:
    """What a heartbeat says, as far as it can be kept."""
    vector: dict[str, int] = {}
    _add(vector, line.get("v"))
    beat: dict[str, Any] = {"k": "hb", "v": vector}
    if type(line.get("at")) is int:
        beat["at"] = line["at"]
    if isinstance(told := line.get("d"), str) and told.isascii():
        beat["d"] = told
    return beat


def _note_vector(found: Walk, body: bytes) -> None:
    if b'"v":{' in body:
        for part in _VECTOR.findall(body):
            try:
                _add(found.vector, json.loads(part))
            except ValueError:
                continue


def _add(vector: dict[str, int], more: object) -> None:
    for rep, seq in more.items() if isinstance(more, dict) else ():
        if type(seq) is int and rep.isascii():
            vector[rep] = max(seq, vector.get(rep, 0))


def _note_last(found: Walk, body: bytes) -> None:
    line = parsed(body) if body else {}
    tick = line.get("t")
    if type(line.get("s")) is int:
        found.seq = line["s"]
    if isinstance(tick, list) and tick and type(tick[0]) is int:
        found.ms = tick[0]


def header(data: bytes, rep: str, workspace: str) -> dict[str, Any] | None:
    """The header with which a segment of `rep` begins; None when these bytes are none."""
    raw = data[: data.find(b"\n") + 1][:-1]
    line = parsed(raw[33:])
    prev = line.get("prev")
    if (
        line.get("k") != "seg"
        or line.get("rep") != rep
        or line.get("ws") != workspace
        or not isinstance(prev, str)
        or not prev.isascii()
        or any(type(line.get(name)) is not int for name in ("n", "plen", "s0"))
        or not _fits(prev, raw)
    ):
        return None
    return line


def marks(data: bytes) -> Iterator[tuple[int, str]]:
    """(end, hash) of every line of bytes that were checked before."""
    at = 0
    while (cut := data.find(b"\n", at)) >= 0:
        yield cut + 1, data[at : at + 32].decode("ascii", "replace")
        at = cut + 1


def last_number(data: bytes, before: int) -> int:
    """The number of the last commit in checked bytes; `before` when there is none."""
    for raw in reversed(data.split(b"\n")):
        line = parsed(raw[33:]) if b'"k":"c"' in raw else {}
        if line.get("k") == "c" and type(line.get("s")) is int:
            return int(line["s"])
    return before
