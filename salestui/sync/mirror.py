"""The local copies of everybody's logs: verified bytes only, fsynced before they count."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from salestui.domain.ids import base32
from salestui.store.branches import branch_name
from salestui.store.files import open_plain, read_bytes, sync_folder, write_all
from salestui.store.lines import GENESIS, make
from salestui.store.segments import NAME, segment_names
from salestui.sync.chain import Seal, last_number, marks, walk


@dataclass(slots=True)
class Chain:
    """A log in the local store and how far it goes."""

    folder: Path
    """`log/<name>` of the local store."""
    n: int = 0
    """Number of the last segment; 0 when there is none yet."""
    name: str = ""
    off: int = 0
    hash: str = GENESIS
    seq: int = 0

    @property
    def log(self) -> str:
        """The log's name: the replica, or a branch of it."""
        return self.folder.name

    def row(self) -> dict[str, int | str]:
        """What `cursors.json` keeps of it."""
        return {"n": self.n, "name": self.name, "off": self.off, "hash": self.hash, "seq": self.seq}

    def current(self) -> bool:
        """Whether the files still are what this cursor says."""
        try:
            return not self.n or (self.folder / self.name).stat().st_size == self.off
        except OSError:
            return False

    def append(self, data: bytes, hash: str, seq: int) -> None:
        """Add checked bytes to the last segment."""
        if data:
            self._write(self.name, self.off, data)
            self.off, self.hash, self.seq = self.off + len(data), hash, seq

    def follow(self, seal: Seal, name: str, head: bytes, hash: str) -> None:
        """Seal the last segment and begin the next one with its header line.

        The header is there before the seal, so that no reader comes to a seal that leads nowhere.
        """
        self.begin(self.n + 1, name, head, hash, seal=seal.raw)

    def begin(self, n: int, name: str, head: bytes, hash: str, *, seal: bytes = b"") -> None:
        """Begin a segment with its header line."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._write(name, 0, head)
        sync_folder(self.folder)
        if n == 1:
            sync_folder(self.folder.parent)
        if seal:
            self._write(self.name, self.off, seal)
        self.n, self.name, self.off, self.hash = n, name, len(head), hash

    def _write(self, name: str, off: int, data: bytes) -> None:
        fd = open_plain(self.folder / name, os.O_WRONLY | os.O_CREAT, 0o640)
        try:
            # Whatever stands behind the checked bytes is of a copy that was broken off.
            os.ftruncate(fd, off)
            os.lseek(fd, off, os.SEEK_SET)
            write_all(fd, data)
            os.fsync(fd)
        finally:
            os.close(fd)

    def segment(self, n: int) -> bytes:
        """The checked bytes of segment `n`; none when it isn't here."""
        if n == self.n:
            return read_bytes(self.folder / self.name, 0, self.off)
        for name in segment_names(self.folder):
            if int(name[:6]) == n:
                return read_bytes(self.folder / name, 0)
        return b""

    def holds(self, name: str, size: int) -> bool:
        """Whether a sealed segment of that name and length is here."""
        try:
            return name != self.name and (self.folder / name).stat().st_size == size
        except OSError:
            return False


def scan(folder: Path) -> Chain:
    """A chain as its files tell it, from the first segment on; nothing is written."""
    chain = Chain(folder)
    names = {int(name[:6]): name for name in reversed(segment_names(folder))}
    following = names.get(1, "")
    while following:
        data = read_bytes(folder / following, 0)
        found = walk(data, chain.hash, chain.seq)
        if not found.off:
            break
        chain = Chain(folder, chain.n + 1, following, found.off, found.hash, found.seq)
        following = found.seal.next if found.seal and NAME.fullmatch(found.seal.next) else ""
        if following and not (folder / following).is_file():
            following = ""
    return chain


def local_name(n: int, name: str, hash: str) -> str:
    """The name of a segment in the local store: its own, unless a replicator renamed it."""
    if NAME.fullmatch(name) and int(name[:6]) == n:
        return name
    return f"{n:06d}.{base32(bytes.fromhex(hash)[:3])[:4]}.jsonl"


def seal_to(hash: str, name: str) -> Seal:
    """The seal that leads from a line of `hash` to the segment `name`."""
    found, raw = make(hash, {"k": "end", "next": name})
    return Seal(name, raw, found)


def branch(chain: Chain, n: int, off: int, differs: str) -> Chain:
    """A second chain that shares segments up to `off` of segment `n` with `chain` and then goes on
    with the line of hash `differs`.
    """
    parts = [(k, chain.segment(k)) for k in range(1, n)]
    last = chain.segment(n)[:off] if n else b""
    seq = last_number(last, 0)
    for _, data in reversed(parts):
        seq = seq or last_number(data, 0)
    folder = chain.folder.with_name(branch_name(chain.log.partition(".")[0], seq + 1, differs))
    if folder.is_dir():
        return scan(folder)
    building = chain.folder.parent.parent / "branch.new"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(mode=0o700)
    names = {int(name[:6]): name for name in reversed(segment_names(chain.folder))}
    made = Chain(building)
    for k, data in [*parts, (n, last)] if n else []:
        made._write(names[k], 0, data)
        made.n, made.name, made.off = k, names[k], len(data)
    sync_folder(building)
    building.rename(folder)
    sync_folder(folder.parent)
    made.folder, made.seq = folder, seq
    for _, hash in marks(last):
        made.hash = hash
    return made
