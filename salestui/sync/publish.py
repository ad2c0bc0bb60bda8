"""Publishing: the shared copy of one's own log is made a byte prefix of the fsynced one, again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from salestui.store.files import open_plain, read_bytes
from salestui.store.lines import GENESIS
from salestui.store.lock import locked
from salestui.store.segments import NAME
from salestui.sync.backend import Backend, Entry, NotAFile
from salestui.sync.chain import header, marks, walk
from salestui.sync.mirror import Chain
from salestui.sync.report import Problem, damaged_copy

MOST = 16 * 1024 * 1024
"""Bytes of a file that are looked at; segments are a quarter of a megabyte."""


class Forked(Exception):
    """Somebody else wrote under our name: this is a copy, or was set back to an earlier state."""


@dataclass(slots=True)
class Published:
    """What publishing did."""

    commits: int = 0
    problems: tuple[Problem, ...] = ()
    server_ms: int = 0
    """The server's time at the last write, 0 where unknown."""


def grow(chain: Chain) -> list[tuple[str, int]]:
    """Read on in one's own log; gives the segments that were sealed meanwhile."""
    sealed: list[tuple[str, int]] = []
    if not chain.n:
        names = sorted(path.name for path in chain.folder.glob("000001.*.jsonl"))
        if not names or not walk(read_bytes(chain.folder / names[0], 0), GENESIS, 0).off:
            # A first segment that a crash left without a header is begun again under another name.
            return []
        chain.n, chain.name, chain.off, chain.hash = 1, names[0], 0, GENESIS
    while True:
        data = read_bytes(chain.folder / chain.name, chain.off)
        found = walk(data, chain.hash, chain.seq)
        chain.off, chain.hash, chain.seq = chain.off + found.off, found.hash, found.seq
        seal = found.seal
        if seal is None or not NAME.fullmatch(seal.next):
            return sealed
        if not (chain.folder / seal.next).is_file():
            return sealed
        sealed.append((chain.name, chain.off + len(seal.raw)))
        chain.n, chain.name, chain.off = chain.n + 1, seal.next, 0


class Publisher:
    """Keeps the shared copy of one replica's log up to date."""

    def __init__(self, backend: Backend, folder: Path, rep: str, workspace: str) -> None:
        self.backend = backend
        self.folder = folder
        self.rep = rep
        self.workspace = workspace
        self.chain = Chain(folder / "log" / rep)
        self._sealed: list[tuple[str, int]] = []
        self._there: dict[str, int] = {}
        """Segment -> bytes that are known to stand in the shared copy as they should."""
        self._checked: dict[str, tuple[int, int]] = {}
        self._looked = False
        self._synced = ("", 0)
        """The segment and the length of it that was last synced here."""
        self._result = Published()

    def waiting(self, published: int) -> int:
        """Commits of one's own that are not in the shared copy yet.

        `published` is the last one that went out, for as long as the copy was not looked at.
        """
        if not self._looked:
            return max(0, self.chain.seq - published)
        count = 0
        for name, size in self._segments():
            there = self._there.get(name, 0)
            if there < size:
                data = read_bytes(self.chain.folder / name, 0, size)
                # A line of which only a part is there has not come anywhere.
                start = data.rfind(b"\n", 0, there) + 1
                count += sum(b'"k":"c"' in raw for raw in data[start:].split(b"\n"))
        return count

    def learn(self) -> None:
        """Take note of what is durable here, under the store's lock where there is more."""
        chain = self.chain
        if not chain.n or not chain.current():
            with locked(self.folder / "lock"):
                self._sealed += grow(chain)
        here = (chain.name, chain.off)
        if chain.n and self._synced != here and self._there.get(chain.name) != chain.off:
            # A program that died may have left bytes that it did not sync.
            fd = open_plain(chain.folder / chain.name, os.O_RDONLY)
            try:
                os.fsync(fd)
            finally:
                os.close(fd)
            self._synced = here

    def _segments(self) -> list[tuple[str, int]]:
        last = [(self.chain.name, self.chain.off)] if self.chain.n else []
        return self._sealed + last

    def publish(self, *, full: bool) -> Published:
        """Copy what is missing. `full` looks at every file; else only at what grew.

        Raises OSError when the shared place refuses, Forked when it holds what we did not write.
        """
        self._result = Published()
        self.learn()
        segments = self._segments()
        if full:
            self._look(segments)
        todo = [(n, s) for n, s in segments if self._there.get(n) != s]
        if todo and self.rep not in self.backend.replicas():
            self.backend.make_folder(self.rep)
        late: list[tuple[str, int]] = []
        for name, size in todo:
            data = read_bytes(self.chain.folder / name, 0, size)
            seal = data.rfind(b"\n", 0, size - 1) + 1 if name != self.chain.name else size
            self._put(name, data, seal)
            if seal < size:
                late.append((name, size))
        # A seal follows when the segment that it names is there.
        for name, size in late:
            self._put(name, read_bytes(self.chain.folder / name, 0, size), size)
        return self._result

    def _put(self, name: str, data: bytes, upto: int) -> None:
        """Make the shared file hold `data[:upto]`, or more of `data`."""
        try:
            shared = self.backend.get(self.rep, name, 0, MOST).data
        except FileNotFoundError:
            self._wrote(name, b"", data[:upto], self.backend.create(self.rep, name, data[:upto]))
            return
        if not data.startswith(shared):
            self._there.pop(name, None)
            self._differs(name, data, shared)
            return
        self._there[name] = len(shared)
        if len(shared) < upto:
            missing = data[len(shared) : upto]
            time = self.backend.extend(self.rep, name, len(shared), missing)
            self._wrote(name, shared, missing, time)

    def _wrote(self, name: str, before: bytes, data: bytes, time: int) -> None:
        self._there[name] = len(before) + len(data)
        self._result.server_ms = time
        self._result.commits += sum(b'"k":"c"' in raw for raw in data.split(b"\n"))

    def _differs(self, name: str, data: bytes, shared: bytes) -> None:
        """Tell a second writer (Forked) from a copy that is damaged or still on its way."""
        at, hash = 0, ""
        for end, found in marks(data):
            if shared[:end] != data[:end]:
                break
            at, hash = end, found
        if not any(byte in shared[at:] for byte in (b"\n", b"\0")):
            # Begun by what we were before we were set back; nobody will ever end that line.
            raise Forked
        if not at:
            first = header(shared, self.rep, self.workspace)
            if first is not None:
                raise Forked
        else:
            found_on = walk(shared[at:], hash, 0)
            if found_on.off or found_on.seal:
                raise Forked
        self._result.problems += (damaged_copy(self.rep, name, at),)

    def _look(self, segments: list[tuple[str, int]]) -> None:
        """Compare all files there with ours.

        Raises Forked on commits that are not ours, OSError where the folder can't be read.
        """
        try:
            entries = {entry.name: entry for entry in self.backend.files(self.rep)}
            self._looked = True
        except FileNotFoundError:
            # Raises where it is the whole folder that went: of what was in it nothing is known.
            self.backend.replicas()
            self._there, self._checked, self._looked = {}, {}, True
            return
        own = dict(segments)
        for name in own:
            entry = entries.get(name)
            if entry is None or self._there.get(name) != entry.size or name not in self._checked:
                self._there.pop(name, None)
            if entry is not None:
                self._checked[name] = (entry.size, entry.mark)
        for entry in entries.values():
            if entry.name not in own and self._checked.get(entry.name) != entry[1:]:
                self._stranger(entry)
                self._checked[entry.name] = (entry.size, entry.mark)

    def _stranger(self, entry: Entry) -> None:
        """Look at a file under our name that is none of our segments. Raises Forked."""
        try:
            data = self.backend.get(self.rep, entry.name, 0, MOST).data
        except (NotAFile, FileNotFoundError):
            return
        head = header(data, self.rep, self.workspace)
        if head is None:
            return
        known = self._known(head["n"])
        found = walk(data, head["prev"], 0)
        if any(hash not in known for _, hash in marks(data[: found.off])):
            raise Forked
        if found.seal and found.seal.hash not in known and head["n"] < self.chain.n:
            raise Forked

    def _known(self, n: int) -> set[str]:
        names = [name for name, _ in self._segments()]
        if not 0 < n <= len(names):
            return set()
        data = read_bytes(self.chain.folder / names[n - 1], 0)
        return {hash for _, hash in marks(data)}


def public_hashes(backend: Backend, rep: str, workspace: str) -> Iterator[str]:
    """The hashes of all valid lines that stand in the shared place under a replica's name."""
    try:
        entries = backend.files(rep)
    except FileNotFoundError:
        return
    for entry in entries:
        try:
            data = backend.get(rep, entry.name, 0, MOST).data
        except (NotAFile, FileNotFoundError):
            continue
        head = header(data, rep, workspace)
        if head is not None:
            off = walk(data, head["prev"], 0).off
            yield from (hash for _, hash in marks(data[:off]))
