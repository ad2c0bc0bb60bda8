"""The checkpoint files: `db.json` as TinyDB lays it out, and beside it what folding needs to go on.

Both are disposable: the log rebuilds them. `db.json` ends in a checksum of everything before it,
so damage anywhere is noticed; the two files carry the same digest, so a pair never mixes.
"""

from __future__ import annotations

import gc
import hashlib
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from salestui.domain.pmap import PMap
from salestui.domain.snapshot import Doc
from salestui.store.files import read_bytes, replace_file
from salestui.store.lines import encode
from salestui.store.segments import Cursor

DB = "db.json"
FOLD = "fold.json"
FORMAT = 3
"""What the fold derives is in the documents: with more of it the log is folded again."""
SLICE = 300
"""Records written between two pauses."""
_TAIL = b',"sum":"00000000"}}}'
Pause = Callable[[], None]


def no_pause() -> None:
    """Write on without giving way to others."""


@dataclass(frozen=True, slots=True)
class Meta:
    """What `db.json` says of itself in its table `_meta`."""

    vector: Mapping[str, int] = field(default_factory=dict)
    cursors: Mapping[str, Cursor] = field(default_factory=dict)
    authors: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""


class Unusable(Exception):
    """The checkpoint is missing, damaged or of another version; the log rebuilds it."""


@contextmanager
def calm_gc() -> Iterator[None]:
    """Collect no garbage during a bulk load, and never look at what it loaded again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()


# -- db.json


def write_db(path: Path, tables: Mapping[str, PMap[Doc]], meta: Meta, pause: Pause) -> str:
    """Write the documents; gives the digest of all records, the same on every replica."""
    parts: list[str] = ["{"]
    digest = 0
    for kind in sorted(tables):
        table = tables[kind]
        parts.append(f"{encode(kind)}:{{")
        for count, id in enumerate(sorted(table)):
            text = encode(table[id])
            digest ^= record_hash(kind, id, text)
            parts.append(f"{',' if count else ''}{encode(id)}:{text}")
            if count % SLICE == SLICE - 1:
                pause()
        parts.append("},")
    found = f"{digest:016x}"
    parts.append(f'"_meta":{{"1":{_meta_json(meta, found)[:-1]}')
    body = "".join(parts).encode()
    pause()
    replace_file(path, body + b',"sum":"%08x"}}}' % zlib.crc32(body))
    return found


def record_hash(kind: str, id: str, text: str) -> int:
    """64 bits of a record's canonical form, for the digest (an xor over all records)."""
    whole = f"{kind}|{id}|{text}".encode()
    return int.from_bytes(hashlib.blake2b(whole, digest_size=8).digest(), "big")


def _meta_json(meta: Meta, digest: str) -> str:
    return encode(
        {
            "authors": dict(meta.authors),
            "cursors": {rep: list(cursor) for rep, cursor in meta.cursors.items()},
            "digest": digest,
            "format": FORMAT,
            "vector": dict(meta.vector),
        }
    )


def read_db(path: Path) -> tuple[dict[str, PMap[Doc]], Meta]:
    """The documents and what they say of themselves. Raises Unusable, never anything else."""
    try:
        data = read_bytes(path)
    except OSError as error:
        raise Unusable(str(error)) from error
    body, tail = data[: -len(_TAIL)], data[-len(_TAIL) :]
    if tail != b',"sum":"%08x"}}}' % zlib.crc32(body):
        raise Unusable("the checksum does not fit")
    try:
        with calm_gc():
            tables = json.loads(data)
            del data, body
        row = tables.pop("_meta")["1"]
        if row["format"] != FORMAT:
            raise Unusable("another format")
        cursors = {rep: Cursor(*cursor) for rep, cursor in row["cursors"].items()}
        meta = Meta(row["vector"], cursors, row["authors"], row["digest"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unusable("not a checkpoint") from error
    return {kind: PMap(table) for kind, table in tables.items()}, meta


def read_vector(path: Path) -> dict[str, int]:
    """The vector of the checkpoint at `path`, read from the file's end; empty without one."""
    try:
        tail = read_bytes(path, max(0, path.stat().st_size - 1024 * 1024))
        _, found, row = tail.rpartition(b'"_meta":{"1":')
        return dict(json.loads(row[:-2])["vector"]) if found else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


# -- fold.json


def write_fold(path: Path, state: Mapping[str, Any]) -> None:
    """Write what folding needs to go on, with a checksum line in front."""
    body = encode(state).encode()
    replace_file(path, b"%08x\n" % zlib.crc32(body) + body)


def read_fold(path: Path) -> dict[str, Any]:
    """What `write_fold` wrote. Raises Unusable, never anything else."""
    try:
        head, _, body = read_bytes(path).partition(b"\n")
        if head != b"%08x" % zlib.crc32(body):
            raise Unusable("the checksum does not fit")
        with calm_gc():
            state = json.loads(body)
    except (OSError, ValueError, RecursionError) as error:
        raise Unusable(str(error)) from error
    if not isinstance(state, dict):
        raise Unusable("not a state")
    return state
