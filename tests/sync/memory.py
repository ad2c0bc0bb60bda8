"""A shared place in memory, and what replicators do to one between two sites."""

from __future__ import annotations

import errno
import os
import random
from dataclasses import dataclass, field

from salestui.sync.backend import Chunk, Entry, NotAFile, Owner

Path = tuple[str, str]
"""(folder, name)"""


@dataclass
class MemoryBackend:
    """One site's view of the shared root."""

    inode: str = "7"
    present: bool = True
    workspace: bytes | None = None
    files_: dict[str, dict[str, bytes]] = field(default_factory=dict)
    owners: dict[str, Owner] = field(default_factory=dict)
    room: int | None = None
    """Bytes that may still be written; then the disk is full, in the middle of a write."""
    server_ms: int = 0
    changes: int = 0
    marks: dict[Path, int] = field(default_factory=dict)

    def _here(self) -> None:
        if not self.present:
            raise FileNotFoundError(errno.ENOENT, "no such directory")

    def _folder(self, folder: str) -> dict[str, bytes]:
        self._here()
        if folder not in self.files_:
            raise FileNotFoundError(errno.ENOENT, "no such directory", folder)
        return self.files_[folder]

    def _spend(self, data: bytes) -> bytes:
        if self.room is None:
            return data
        part, self.room = data[: self.room], max(0, self.room - len(data))
        return part

    def put(self, folder: str, name: str, data: bytes) -> None:
        """Set a file's content, as a replicator does."""
        self.files_.setdefault(folder, {})[name] = data
        self.changes += 1
        self.marks[folder, name] = self.changes

    # -- the protocol

    def identity(self) -> str:
        return self.inode if self.present else ""

    def slow(self) -> bool:
        return False

    def mark(self) -> int:
        return sum(map(hash, self.files_)) if self.present else 0

    def read_workspace(self) -> bytes:
        self._here()
        if self.workspace is None:
            raise FileNotFoundError(errno.ENOENT, "no such file")
        return self.workspace

    def make_workspace(self, data: bytes) -> None:
        self._here()
        if self.workspace is not None:
            raise FileExistsError(errno.EEXIST, "exists")
        self.workspace = data

    def replicas(self) -> list[str]:
        self._here()
        return sorted(name for name in self.files_ if "/" not in name)

    def folders(self, folder: str) -> list[str]:
        start = f"{folder}/"
        return [name[len(start) :] for name in self.files_ if name.startswith(start)]

    def owner(self, folder: str) -> Owner:
        self._folder(folder)
        return self.owners.get(folder, Owner(os.getuid(), False))

    def make_folder(self, folder: str) -> None:
        self._here()
        self.files_.setdefault(folder, {})

    def files(self, folder: str) -> list[Entry]:
        found = self._folder(folder)
        return sorted(
            Entry(name, len(data), self.marks.get((folder, name), 0))
            for name, data in found.items()
        )

    def get(self, folder: str, name: str, start: int, count: int) -> Chunk:
        found = self._folder(folder)
        if name not in found:
            raise FileNotFoundError(errno.ENOENT, "no such file", name)
        if name.endswith(".fifo"):
            raise NotAFile(errno.EINVAL, "not a regular file", name)
        data = found[name]
        return Chunk(data[start : start + count], len(data), self.owner(folder).uid, False)

    def size(self, folder: str, name: str) -> int:
        return self.get(folder, name, 0, 0).size

    def extend(self, folder: str, name: str, have: int, data: bytes) -> int:
        found = self._folder(folder)
        if name not in found or len(found[name]) != have:
            raise OSError(errno.EAGAIN, "the file changed meanwhile", name)
        part = self._spend(data)
        self.put(folder, name, found[name] + part)
        if len(part) < len(data):
            raise OSError(errno.ENOSPC, "no space left")
        return self.server_ms

    def create(self, folder: str, name: str, data: bytes) -> int:
        if name in self._folder(folder):
            raise FileExistsError(errno.EEXIST, "exists", name)
        part = self._spend(data)
        self.put(folder, name, part)
        if len(part) < len(data):
            raise OSError(errno.ENOSPC, "no space left")
        return self.server_ms


FAULTS = ("whole", "prefix", "nul", "flip", "stale")


@dataclass
class Replicator:
    """Copies files between sites as Syncthing or Dropbox would: file by file, in no order."""

    sites: list[MemoryBackend]
    keeps_losers: bool = True
    dice: random.Random = field(default_factory=lambda: random.Random(1))
    base: dict[tuple[int, str, str], bytes] = field(default_factory=dict)
    """(site, folder, name) -> what the replicator last put there or took from there."""
    old: dict[Path, list[bytes]] = field(default_factory=dict)
    damaged: set[tuple[int, str, str]] = field(default_factory=set)
    """Copies that are not yet what was sent: they are no version of their own."""
    conflicts: int = 0

    def carry(self, source: int, target: int, fault: str = "whole", share: float = 1.0) -> None:
        """Bring files from one site to another, a share of them, each with the same fault."""
        one, two = self.sites[source], self.sites[target]
        if one.workspace is not None and two.workspace is None:
            two.workspace = one.workspace
        for folder, files in list(one.files_.items()):
            two.files_.setdefault(folder, {})
            for name, data in list(files.items()):
                if self.dice.random() < share:
                    self._file(source, target, (folder, name), data, fault)

    def _file(self, source: int, target: int, path: Path, data: bytes, fault: str) -> None:
        folder, name = path
        two = self.sites[target]
        there = two.files_.get(folder, {}).get(name)
        was_there, was_here = self.base.get((target, *path)), self.base.get((source, *path))
        if there == data:
            self.base[source, folder, name] = self.base[target, folder, name] = data
            return
        if (source, *path) in self.damaged and was_here == data and there is not None:
            return
        if was_here == data and there is not None and was_there == there and fault == "whole":
            # Neither side wrote since: a copy that was damaged on its way is sent again.
            if not data.startswith(there) and there.startswith(data):
                return
        elif was_here == data and there is not None:
            return
        if there is not None and there != was_there and not data.startswith(there):
            if there.startswith(data):
                return
            self._conflict(two, path, there)
        self.old.setdefault(path, []).append(data)
        self._deliver(target, path, data, fault)
        if fault == "whole":
            self.base[source, folder, name] = data

    def _conflict(self, site: MemoryBackend, path: Path, loser: bytes) -> None:
        self.conflicts += 1
        if self.keeps_losers:
            folder, name = path
            stem = name.removesuffix(".jsonl")
            site.put(folder, f"{stem}.sync-conflict-{self.conflicts}.jsonl", loser)

    def _deliver(self, target: int, path: Path, data: bytes, fault: str) -> None:
        folder, name = path
        sent = data
        if fault == "prefix":
            data = data[: self.dice.randrange(len(data) + 1)]
        elif fault == "nul" and data:
            cut = self.dice.randrange(len(data))
            data = data[:cut] + bytes(len(data) - cut)
        elif fault == "flip" and data:
            at = self.dice.randrange(len(data))
            data = data[:at] + bytes([data[at] ^ (1 << self.dice.randrange(8))]) + data[at + 1 :]
        elif fault == "stale":
            data = self.dice.choice(self.old[folder, name])
        self.sites[target].put(folder, name, data)
        self.base[target, folder, name] = data
        change = self.damaged.discard if data == sent else self.damaged.add
        change((target, folder, name))
