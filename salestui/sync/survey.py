"""The other files of a replica's directory: conflict copies of replicators, second chains of copied
homes, files that came late or under another name.

Any regular file that begins with a valid header of the replica is a source. A line's hash stands
for everything before it, so each line either is known, or follows the end of a known chain, or
parts from one: then both are kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from salestui.sync.backend import Entry, NotAFile
from salestui.sync.chain import header, marks, walk
from salestui.sync.mirror import Chain, branch, local_name, seal_to
from salestui.sync.publish import MOST
from salestui.sync.pull import Pulled, Puller, Source


@dataclass(frozen=True, slots=True)
class File:
    """A file whose lines were checked by themselves."""

    name: str
    data: bytes
    n: int
    prev: str
    plen: int
    marks: list[tuple[int, str]]
    """(end, hash) of each line."""


class Surveyor:
    """Finds what the files beside a replica's known chain hold."""

    def __init__(self, puller: Puller) -> None:
        self.puller = puller
        self.cursors = puller.cursors
        self._done: dict[tuple[str, str], tuple[int, int]] = {}
        """(folder, file) -> size and mark when all of it was known."""

    def survey(self, source: Source, now: int, result: Pulled, *, stuck: bool) -> None:
        """Take in every line of the source's files that is not in a mirror yet."""
        progress = True
        while progress:
            progress = False
            for entry in self.puller.listed(source):
                if self._interesting(source, entry, stuck=stuck):
                    progress |= self._file(source, entry, now, result)

    def _interesting(self, source: Source, entry: Entry, *, stuck: bool) -> bool:
        if self._done.get((source.folder, entry.name)) == entry[1:]:
            return False
        chain = self.cursors.chain(source.rep)
        if entry.name == chain.name and not stuck:
            return False
        return not chain.holds(entry.name, entry.size)

    def _file(self, source: Source, entry: Entry, now: int, result: Pulled) -> bool:
        key = (source.folder, entry.name)
        try:
            chunk = self.puller.read(source, entry.name, 0, MOST)
        except FileNotFoundError:
            return False
        except NotAFile:
            self._done[key] = entry[1:]
            return False
        file = read_file(entry.name, chunk.data, source.rep, self.puller.workspace)
        if file is None:
            if b"\n" in chunk.data:
                self._done[key] = entry[1:]
            return False
        whole = file.marks[-1][0] == len(chunk.data)
        known, progress = self._attach(source, file, now, result)
        if known and whole and chunk.size == entry.size:
            self._done[key] = entry[1:]
        return progress

    def _attach(self, source: Source, file: File, now: int, result: Pulled) -> tuple[bool, bool]:
        """Put a file's lines where they belong: (all of them are known now, something was new)."""
        chain, common = self._best(source, file)
        if not common:
            return self._begin(source, file, now, result)
        off = file.marks[common - 1][0]
        at_end = chain.n == file.n and chain.off == off
        rest = walk(file.data[off:], file.marks[common - 1][1], 0)
        if not rest.off and not rest.seal:
            return True, False
        if not rest.off and rest.seal:
            return self._sealed(source, chain, file, off, now, result)
        if not at_end:
            chain = branch(chain, file.n, off, file.marks[common][1])
            self.cursors.chains[chain.log] = chain
        before = (chain.n, chain.off)
        self.puller.take(source, chain, file.data[chain.off :], now, result)
        return True, (chain.n, chain.off) != before

    def _best(self, source: Source, file: File) -> tuple[Chain, int]:
        """The chain that shares the most lines with a file, and how many."""
        best, most = self.cursors.chain(source.rep), 0
        for log in self.cursors.logs_of(source.rep):
            chain = self.cursors.chain(log)
            there = dict(marks(chain.segment(file.n))) if 0 < file.n <= chain.n else {}
            common = 0
            for end, hash in file.marks:
                if there.get(end) != hash:
                    break
                common += 1
            if common > most:
                best, most = chain, common
        return best, most

    def _sealed(
        self, source: Source, chain: Chain, file: File, off: int, now: int, result: Pulled
    ) -> tuple[bool, bool]:
        """A file of known lines that ends in a seal: follow it, unless the chain went on already.

        Where two seals part, the header behind each tells its chain (`_begin`).
        """
        found = walk(file.data[off:], file.marks[-1][1], 0)
        if found.seal and chain.n == file.n and chain.off == off:
            followed = self.puller.follow(source, chain, found.seal)
            return followed, followed
        return True, False

    def _begin(self, source: Source, file: File, now: int, result: Pulled) -> tuple[bool, bool]:
        """A file whose header is new: the first of a chain, or one that follows a known line."""
        differs = file.marks[0][1]
        if file.n == 1:
            chain = self.cursors.chain(source.rep)
            if chain.n:
                chain = branch(chain, 0, 0, differs)
                self.cursors.chains[chain.log] = chain
            return self._grow(source, chain, file, now, result)
        for log in self.cursors.logs_of(source.rep):
            chain = self.cursors.chain(log)
            if chain.n < file.n - 1:
                continue
            if (file.plen, file.prev) not in set(marks(chain.segment(file.n - 1))):
                continue
            if chain.n == file.n - 1 and chain.off == file.plen:
                return False, False
            chain = branch(chain, file.n - 1, file.plen, differs)
            self.cursors.chains[chain.log] = chain
            return self._grow(source, chain, file, now, result)
        return False, False

    def _grow(
        self, source: Source, chain: Chain, file: File, now: int, result: Pulled
    ) -> tuple[bool, bool]:
        if chain.n < file.n:
            end, hash = file.marks[0]
            name = local_name(file.n, file.name, hash)
            if chain.n:
                chain.follow(seal_to(chain.hash, name), name, file.data[:end], hash)
            else:
                chain.begin(1, name, file.data[:end], hash)
        before = (chain.n, chain.off)
        if chain.n == file.n:
            self.puller.take(source, chain, file.data[chain.off :], now, result)
        return True, (chain.n, chain.off) != before or not file.marks[1:]


def read_file(name: str, data: bytes, rep: str, workspace: str) -> File | None:
    """A file with the lines of it that fit each other; None when it has no header of `rep`."""
    head = header(data, rep, workspace)
    if head is None:
        return None
    found = walk(data, head["prev"], 0)
    lines = list(marks(data[: found.off]))
    return File(name, data, head["n"], head["prev"], head["plen"], lines)
