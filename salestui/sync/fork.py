"""A copied or rolled back home: it stops using its name and writes what was never published again
under a new one.

The order makes every step repeatable: first the folder takes the new name and remembers the old
one, then the commits are written again, then the old log is cut to what is public, then the old
name is forgotten. What is cut is kept in `aside/`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from salestui.domain.ids import RandomBytes, new_replica_id
from salestui.store import home
from salestui.store.checkpoint import DB, FOLD
from salestui.store.files import cut_synced, read_bytes, replace_file, sync_folder
from salestui.store.journal import Journal, Origin
from salestui.store.lines import GENESIS
from salestui.store.lock import locked
from salestui.store.reissue import again
from salestui.store.segments import NAME, Cursor, Reader, segment_names
from salestui.sync.chain import parsed, walk

CHUNK = 100
"""Lines written with one fsync."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a log of the local store."""

    name: str
    start: int
    previous: str
    hash: str
    content: Mapping[str, Any]


def lines_of(folder: Path) -> Iterator[Line]:
    """The valid lines of a log, seals left out."""
    names = {int(name[:6]): name for name in reversed(segment_names(folder))}
    name, previous = names.get(1, ""), GENESIS
    while name:
        data = read_bytes(folder / name, 0)
        found = walk(data, previous, 0)
        at = 0
        while at < found.off:
            cut = data.index(b"\n", at)
            hash = data[at : at + 32].decode()
            yield Line(name, at, previous, hash, parsed(data[at + 33 : cut]))
            at, previous = cut + 1, hash
        seal = found.seal
        name = seal.next if seal and NAME.fullmatch(seal.next) else ""
        if name and not (folder / name).is_file():
            name = ""


def take_new_name(folder: Path, rep: str, now: int, random_bytes: RandomBytes) -> str:
    """Stop using `rep`; gives the new name. Its commits are still to be settled."""
    with locked(folder / "lock"):
        new = new_replica_id(random_bytes)
        (folder / "log" / new).mkdir(mode=0o700, parents=True, exist_ok=True)
        sync_folder(folder / "log")
        was = [old for old in home.former(folder) if old != rep]
        home.name_replica(folder, new, now, [*was, rep])
    return new


def settle(
    folder: Path, old: str, public: Collection[str], origin: Origin, now: int, dice: RandomBytes
) -> int:
    """Write what is not public of the log of `old` again under the folder's name, and cut it off
    there; gives the number of commits. Raises StoreProblem or OSError; then it may be repeated.
    """
    with locked(folder / "lock"):
        log = folder / "log" / old
        lines = list(lines_of(log))
        kept = next((k for k, line in enumerate(lines) if line.hash not in public), len(lines))
        tail = whole_groups(lines, kept)
        count = write_again(folder, old, tail, seen_by(lines[:kept], old), origin, now, dice)
        # Whatever was made from the log as it was: the next start folds it again.
        for path in [folder / DB, folder / FOLD, *folder.glob("quick.*")]:
            path.unlink(missing_ok=True)
        if kept < len(lines):
            _cut(folder, old, lines, kept)
        was = [rep for rep in home.former(folder) if rep != old]
        home.name_replica(folder, origin.rep, now, was)
    return count


def whole_groups(lines: list[Line], kept: int) -> list[Line]:
    """The commits from line `kept` on; the act that the cut would tear goes along as a whole."""
    tail = [line for line in lines[kept:] if line.content.get("k") == "c"]
    group = tail[0].content.get("g") if tail else None
    if isinstance(group, list) and group:
        same = [x for x in lines[:kept] if (x.content.get("g") or [None])[0] == group[0]]
        tail = [*same, *tail]
    return tail


def seen_by(lines: Iterable[Line], rep: str) -> dict[str, int]:
    """What the author of lines had applied by their end, its own commits included."""
    vector: dict[str, int] = {}
    for line in lines:
        said = line.content.get("v")
        for who, seq in said.items() if isinstance(said, dict) else ():
            vector[who] = max(seq, vector.get(who, 0))
        if line.content.get("k") == "c":
            vector[rep] = int(line.content["s"])
    return vector


def write_again(
    folder: Path,
    old: str,
    tail: Iterable[Line],
    vector: Mapping[str, int],
    origin: Origin,
    now: int,
    dice: RandomBytes,
) -> int:
    """Append commits of `old` to the log of `origin.rep`, those left out that are there already."""
    journal = Journal(folder / "log" / origin.rep, origin, dice)
    cursor = Reader(journal.folder, origin.rep, Cursor()).read().cursor
    journal.heal(cursor)
    there = {line.content.get("re") for line in lines_of(journal.folder)}
    todo = []
    seq = cursor.seq
    for line in tail:
        made = again(line.content, old, line.previous, seq + 1)
        if made["re"] not in there:
            todo.append(made)
            seq += 1
    if todo and vector:
        cursor, _ = journal.append(cursor, [{"k": "hb", "v": dict(vector), "at": now}], now)
    for batch in _batches(todo):
        append = journal.append_group if "g" in batch[0] else journal.append
        cursor, _ = append(cursor, batch, now)
    journal.close()
    return len(todo)


def _batches(lines: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Lines to be written at once: each act of many lines by itself, others in handfuls."""
    batch: list[dict[str, Any]] = []
    key: object = None
    for line in lines:
        group = line["g"][0] if "g" in line else None
        if batch and (group != key or (group is None and len(batch) >= CHUNK)):
            yield batch
            batch = []
        batch.append(line)
        key = group
    if batch:
        yield batch


def _cut(folder: Path, old: str, lines: list[Line], kept: int) -> None:
    """Cut a log behind its first `kept` lines; the rest is kept aside."""
    log = folder / "log" / old
    first = lines[kept]
    aside = folder / "aside"
    aside.mkdir(mode=0o700, exist_ok=True)
    names = segment_names(log)
    for name in [n for n in names if int(n[:6]) > int(first.name[:6])]:
        replace_file(aside / f"{old}.{name}.forked", read_bytes(log / name))
        (log / name).unlink()
    rest = read_bytes(log / first.name, first.start)
    replace_file(aside / f"{old}.{first.name}.{first.start}.forked", rest)
    cut_synced(log / first.name, first.start)
    if not first.start:
        with contextlib.suppress(FileNotFoundError):
            (log / first.name).unlink()
        _unseal(log, lines, kept)
    sync_folder(log)
    if not kept:
        log.rmdir()


def _unseal(log: Path, lines: list[Line], kept: int) -> None:
    """Cut the seal that led to a segment that is gone."""
    if kept:
        before = lines[kept - 1]
        path = log / before.name
        cut_synced(path, read_bytes(path).index(b"\n", before.start) + 1)
