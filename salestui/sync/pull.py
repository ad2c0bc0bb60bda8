"""Pulling: new bytes of others, checked against the chain, into the local mirror."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field

from salestui.store.segments import NAME
from salestui.sync.backend import Backend, Chunk, Entry, NotAFile
from salestui.sync.chain import Seal, Walk, header, walk
from salestui.sync.cursors import Cursors
from salestui.sync.mirror import Chain, local_name
from salestui.sync.report import Problem, arriving, damaged, loose, went_back, wrong_owner

CHUNK = 4 * 1024 * 1024
"""Bytes read at once; more than the longest line that is accepted."""
PATIENCE_MS = 10 * 60 * 1000
"""How long a line may fail before it counts as damaged, and half a line as given up."""


@dataclass(slots=True)
class Source:
    """The directory from which a replica's log is read."""

    rep: str
    folder: str
    """`rep`, or `other/of-rep` when another member keeps it."""
    uid: int
    entries: list[Entry] | None = None
    """Its files, when they were listed in this round."""


@dataclass(slots=True)
class Pulled:
    """What pulling from one replica did."""

    commits: int = 0
    problems: list[Problem] = field(default_factory=list)
    stuck: bool = False
    """Whether the log's tail could not be followed, so that the other files should be looked at."""


class Puller:
    """Reads on in the logs of others."""

    def __init__(self, backend: Backend, cursors: Cursors, workspace: str, own: str) -> None:
        self.backend = backend
        self.cursors = cursors
        self.workspace = workspace
        self.own = own

    # -- whose files are read

    def source(self, rep: str) -> tuple[Source | None, list[Problem]]:
        """Where to read a replica's log; none when its owner is not who it was."""
        owner = self.backend.owner(rep)
        pinned = self.cursors.owners.setdefault(rep, owner.uid)
        if pinned != owner.uid:
            return None, [wrong_owner(rep)]
        return Source(rep, rep, owner.uid), [loose(rep)] if owner.loose else []

    def read(self, source: Source, name: str, start: int, count: int = CHUNK) -> Chunk:
        """Bytes of a file that belongs to whom it should. Raises NotAFile otherwise."""
        chunk = self.backend.get(source.folder, name, start, count)
        if chunk.uid != source.uid:
            raise NotAFile(f"{name} belongs to somebody else")
        return chunk

    def listed(self, source: Source) -> list[Entry]:
        """The files of a source, listed once in a round."""
        if source.entries is None:
            source.entries = self.backend.files(source.folder)
        return source.entries

    # -- the tail

    def tail(self, source: Source, now: int) -> Pulled:
        """Follow the first seen chain of a replica as far as it goes."""
        result = Pulled()
        chain = self.cursors.chain(source.rep)
        if not chain.n and not self._first(source, chain):
            return result
        while True:
            try:
                chunk = self.read(source, chain.name, chain.off)
            except FileNotFoundError:
                result.stuck = True
                return result
            except NotAFile:
                result.problems.append(wrong_owner(source.rep, chain.name))
                result.stuck = True
                return result
            if chunk.size < chain.off:
                result.problems.append(went_back(source.rep, chain.name))
                result.stuck = True
                return result
            before = (chain.n, chain.off)
            found = self.take(source, chain, chunk.data, now, result)
            if (chain.n, chain.off) == before:
                self._judge(source, chain, found, chunk, now, result)
                return result

    def _first(self, source: Source, chain: Chain) -> bool:
        """Begin a mirror with the first segment's header, if that is there."""
        for entry in self.listed(source):
            if NAME.fullmatch(entry.name) and entry.name.startswith("000001."):
                with contextlib.suppress(FileNotFoundError, NotAFile):
                    data = self.read(source, entry.name, 0).data
                    if self.start(source, chain, entry.name, data):
                        return True
        return False

    def start(self, source: Source, chain: Chain, name: str, data: bytes) -> bool:
        """Begin a chain with the header in `data`, when that is the header of a first segment."""
        head = header(data, source.rep, self.workspace)
        if head is None or head["n"] != 1 or head["prev"] != chain.hash or chain.n:
            return False
        raw = data[: data.index(b"\n") + 1]
        hash = raw[:32].decode()
        chain.begin(1, local_name(1, name, hash), raw, hash)
        return True

    def take(self, source: Source, chain: Chain, data: bytes, now: int, result: Pulled) -> Walk:
        """Put what fits of bytes behind a chain's end into the mirror; go on behind a seal."""
        found = walk(data, chain.hash, chain.seq)
        result.commits += data[: found.off].count(b'"k":"c"')
        if found.off:
            self._note(source.rep, found, now)
        chain.append(data[: found.off], found.hash, found.seq)
        if found.seal:
            self.follow(source, chain, found.seal)
        return found

    def follow(self, source: Source, chain: Chain, seal: Seal) -> bool:
        """Go on to the segment that a seal names, or whatever file holds it, if that is here."""
        others: list[str] = []
        with contextlib.suppress(OSError):
            start = f"{chain.n + 1:06d}"
            others = [e.name for e in self.listed(source) if e.name.startswith(start)]
        for name in [seal.next, *others] if NAME.fullmatch(seal.next) else []:
            try:
                data = self.read(source, name, 0).data
            except (FileNotFoundError, NotAFile):
                continue
            head = header(data, source.rep, self.workspace)
            if (
                head is not None
                and (head["n"], head["prev"]) == (chain.n + 1, chain.hash)
                and head["plen"] == chain.off
            ):
                raw = data[: data.index(b"\n") + 1]
                chain.follow(seal, seal.next, raw, raw[:32].decode())
                return True
        return False

    # -- what it tells

    def _note(self, rep: str, found: Walk, now: int) -> None:
        seen = self.cursors.of(rep)
        seen.at = now
        for who, seq in found.vector.items():
            seen.vector[who] = max(seq, seen.vector.get(who, 0))
        if found.beat is not None:
            seen.beat = found.beat
        said = seen.beat.get("at")
        wrote = max(found.ms, said if found.beat and type(said) is int else 0)
        if wrote:
            seen.ahead = wrote - now

    def _judge(
        self, source: Source, chain: Chain, found: Walk, chunk: Chunk, now: int, result: Pulled
    ) -> None:
        """Tell the end of a log from a line that is still arriving, and that from damage."""
        seen = self.cursors.of(source.rep)
        if chunk.size == chain.off:
            seen.failing = ("", 0, 0)
            return
        result.stuck = found.bad or found.seal is not None
        name, off, since = seen.failing
        if (name, off) != (chain.name, chain.off):
            seen.failing = (chain.name, chain.off, now)
        elif now - since > PATIENCE_MS:
            if found.bad and found.later:
                result.problems.append(damaged(source.rep, chain.name, chain.off))
                return
            if not result.stuck:
                # Half a line that its writer never ended, such as one from before a rollback.
                return
        result.problems.append(arriving(source.rep))
