"""Reading one replica's log: segments in order, the chain checked, groups whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from salestui.domain.change import BadCommit, Commit, read_commit
from salestui.store.files import read_bytes
from salestui.store.lines import GENESIS, BadLine, Parse, parse
from salestui.store.lines import read as read_line
from salestui.store.reissue import with_origin

NAME = re.compile(r"\d{6}\.[a-z2-7]{4}\.jsonl")
FORMAT = 1
"""The newest form of segments that this version reads."""
FEATURES: frozenset[str] = frozenset()
"""What a commit may require of its readers (`rq`) that this version has."""


class Cursor(NamedTuple):
    """How far a replica's log has been read."""

    n: int = 0
    """Number of the segment; 0 before the first was found."""
    name: str = ""
    off: int = 0
    """Bytes of that segment read and checked."""
    hash: str = GENESIS
    """Hash of the last line read."""
    seq: int = 0
    """Number of the last commit read."""
    lines: int = 0
    """Commits in this segment so far."""


@dataclass(slots=True)
class Reading:
    """What one look at a replica's log gave."""

    cursor: Cursor
    commits: list[Commit] = field(default_factory=list)
    author: str = ""
    """The handle that the segment headers name."""
    problems: list[str] = field(default_factory=list)
    torn: bool = False
    """Whether bytes stand behind the cursor that are no complete, valid line."""
    looked: tuple[str, int] = ("", 0)
    """The segment that was read last, and its length then."""


def segment_names(folder: Path) -> list[str]:
    """The names of the segment files in a replica's folder, in number order."""
    try:
        return sorted(path.name for path in folder.iterdir() if NAME.fullmatch(path.name))
    except FileNotFoundError:
        return []


def bytes_behind(folder: Path, cursor: Cursor) -> int:
    """How many bytes stand behind a cursor in a replica's segments; 0 where that can't be told."""
    names = [name for name in segment_names(folder) if int(name[:6]) >= cursor.n]
    try:
        return max(0, sum((folder / name).stat().st_size for name in names) - cursor.off)
    except OSError:
        return 0


@dataclass(slots=True)
class _Place:
    """A cursor on the move."""

    n: int
    name: str
    off: int
    hash: str
    seq: int
    lines: int

    def cursor(self) -> Cursor:
        """Where it stands now."""
        return Cursor(self.n, self.name, self.off, self.hash, self.seq, self.lines)


class Reader:
    """Reads on from a cursor through the segments of one replica."""

    def __init__(self, folder: Path, rep: str, cursor: Cursor, parse: Parse = parse) -> None:
        self.folder = folder
        self.rep = rep
        self.reading = Reading(cursor)
        self._parse = parse
        self._place = _Place(*cursor)
        self._found: list[Commit] = []
        self._held: list[Commit] = []
        self._resume = cursor
        """Where the group that is held begins."""

    def read(self) -> Reading:
        """Everything complete and valid behind the cursor; an incomplete group is left unread."""
        for commits in self.parts():
            self.reading.commits += commits
        return self.reading

    def parts(self) -> Iterator[list[Commit]]:
        """As `read`, the commits of a segment at a time; the cursor moves on behind the last."""
        more = bool(self._place.n) or self._start()
        while more:
            more = self._segment()
            found, self._found = self._found, []
            yield found
        self.reading.cursor = self._resume if self._held else self._place.cursor()
        if self.reading.cursor.n == 1 and not self.reading.cursor.off:
            # A crash left a first segment without a header: there is no log yet.
            self.reading.cursor = Cursor()

    def _start(self) -> bool:
        first = [name for name in segment_names(self.folder) if name.startswith("000001.")]
        if first:
            self._place = _Place(*Cursor(1, first[0]))
        return bool(first)

    def _segment(self) -> bool:
        """Read the rest of the current segment; true when another one follows."""
        place = self._place
        try:
            data = read_bytes(self.folder / place.name, place.off)
        except FileNotFoundError:
            self._tell("is missing")
            return False
        start, at = place.off, 0
        self.reading.looked = (place.name, start + len(data))
        while (cut := data.find(b"\n", at)) >= 0:
            try:
                found, line = read_line(place.hash, data[at:cut], self._parse)
            except BadLine as error:
                skipped = _past_damage(data, at)
                if skipped is None:
                    self.reading.torn = not self._follow_damaged_seal()
                    return not self.reading.torn
                self._tell(f"at byte {place.off}: {error}")
                at, place.hash = skipped
                place.off = start + at
                continue
            kind = line.get("k")
            if kind != "c" or "rq" in line:
                if beyond := beyond_us(line):
                    self._tell(beyond)
                    return False
                if kind == "end":
                    return self._next_segment(line)
                if kind == "seg":
                    self._header(line)
            if kind == "c":
                self._commit(line, found)
            at = cut + 1
            place.off, place.hash = start + at, found
        self.reading.torn = at < len(data)
        return False

    def _tell(self, problem: str) -> None:
        self.reading.problems.append(f"{self._place.name}: {problem}")

    def _follow_damaged_seal(self) -> bool:
        """Whether a segment stands behind an unreadable seal; its header proves its place."""
        place = self._place
        for name in segment_names(self.folder):
            if int(name[:6]) != place.n + 1:
                continue
            head = read_bytes(self.folder / name, 0, 4096).split(b"\n", 1)[0]
            try:
                _, line = read_line(place.hash, head)
            except BadLine:
                continue
            first = read_bytes(self.folder / name, len(head) + 1, len(head) + 2)
            if line.get("plen") == place.off and first:
                self._tell("its seal is damaged")
                return self._next_segment({"next": name})
        return False

    def _header(self, line: dict[str, Any]) -> None:
        who = line.get("who")
        if isinstance(who, dict) and isinstance(who.get("u"), str):
            self.reading.author = who["u"]

    def _commit(self, line: dict[str, Any], found: str) -> None:
        place = self._place
        try:
            commit = read_commit(line, self.rep, found)
        except BadCommit as error:
            self._tell(f"at byte {place.off}: {error}")
        else:
            if commit.reissue:
                commit = with_origin(commit, line)
            if commit.group is None:
                self._held = []
                self._found.append(commit)
            else:
                self._grouped(commit, commit.group)
            place.seq = commit.stamp.seq
        place.lines += 1

    def _grouped(self, commit: Commit, group: tuple[str, int, int]) -> None:
        """Hand on complete groups; one that was broken off is left out."""
        id, index, count = group
        before = self._held[-1].group if self._held else None
        if index and before != (id, index - 1, count):
            self._tell("an act of many lines is broken off")
            self._held = []
            return
        if not index:
            self._held, self._resume = [], self._place.cursor()
        self._held.append(commit)
        if index == count - 1:
            self._found += self._held
            self._held = []

    def _next_segment(self, line: dict[str, Any]) -> bool:
        name, place = line.get("next"), self._place
        if not isinstance(name, str) or not NAME.fullmatch(name):
            self._tell("the seal names no segment")
            return False
        if not (self.folder / name).exists():
            # It has not arrived: the seal is read again when more is here.
            return False
        # The next header is chained to the last line before the seal, and so is its cursor.
        self._place = _Place(place.n + 1, name, 0, place.hash, place.seq, 0)
        return True


def beyond_us(line: Mapping[str, Any]) -> str:
    """Why this version must not read past a line; empty when it may."""
    if line.get("k") == "seg" and isinstance(form := line.get("f"), int) and form > FORMAT:
        return f"written in form {form}, which needs a newer salestui"
    needs = line.get("rq")
    unknown = [n for n in needs if n not in FEATURES] if isinstance(needs, list) else []
    if unknown:
        return f"needs a newer salestui ({', '.join(map(str, unknown))})"
    return ""


def _past_damage(data: bytes, at: int) -> tuple[int, str] | None:
    """Where the chain goes on behind a line that fails at `at`, and the hash it goes on from.

    A line behind the damage is proven by the hash that the line before it claims.
    """
    before, cut = at, data.find(b"\n", at)
    while cut >= 0:
        following = data.find(b"\n", cut + 1)
        if following < 0:
            return None
        claimed = data[before : before + 32].decode("ascii", "replace")
        try:
            read_line(claimed, data[cut + 1 : following])
        except (BadLine, UnicodeEncodeError):
            before, cut = cut + 1, following
            continue
        return cut + 1, claimed
    return None
