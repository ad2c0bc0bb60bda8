"""Reading one replica's log: segments in order, the chain checked, groups whole."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from salestui.domain.change import BadCommit, Commit, read_commit
from salestui.store.lines import GENESIS, BadLine
from salestui.store.lines import read as read_line
from salestui.store.reissue import with_origin

NAME = re.compile(r"\d{6}\.[a-z2-7]{4}\.jsonl")
FORMAT = 1
"""The newest form of segments that this version reads."""
FEATURES: frozenset[str] = frozenset()
"""What a commit may require of its readers (`rq`) that this version has."""
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


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


def read_bytes(path: Path, start: int, stop: int | None = None) -> bytes:
    """The bytes of a regular file from `start` to `stop` (or its end)."""
    fd = os.open(path, _FLAGS)
    try:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(f"{path.name} is not a regular file")
        end = status.st_size if stop is None else min(stop, status.st_size)
        parts, at = [], start
        while at < end:
            part = os.pread(fd, end - at, at)
            if not part:
                break
            parts.append(part)
            at += len(part)
        return b"".join(parts)
    finally:
        os.close(fd)


class Reader:
    """Reads on from a cursor through the segments of one replica."""

    def __init__(self, folder: Path, rep: str, cursor: Cursor) -> None:
        self.folder = folder
        self.rep = rep
        self.reading = Reading(cursor)
        self._resume = cursor
        self._held: list[Commit] = []

    def read(self) -> Reading:
        """Everything complete and valid behind the cursor; an incomplete group is left unread."""
        if not self.reading.cursor.n and not self._start():
            return self.reading
        while self._segment():
            pass
        if self.reading.cursor.n == 1 and not self.reading.cursor.off:
            # A crash left a first segment without a header: there is no log yet.
            self.reading.cursor = Cursor()
        return self.reading

    def _start(self) -> bool:
        first = [name for name in segment_names(self.folder) if name.startswith("000001.")]
        if first:
            self.reading.cursor = Cursor(1, first[0])
        return bool(first)

    def _segment(self) -> bool:
        """Read the rest of the current segment; true when another one follows."""
        cursor = self.reading.cursor
        if not self._held:
            self._resume = cursor
        try:
            data = read_bytes(self.folder / cursor.name, cursor.off)
        except FileNotFoundError:
            self.reading.problems.append(f"{cursor.name} is missing")
            return False
        start, at = cursor.off, 0
        self.reading.looked = (cursor.name, start + len(data))
        while (cut := data.find(b"\n", at)) >= 0:
            try:
                found, line = read_line(cursor.hash, data[at:cut])
            except BadLine as error:
                skipped = _past_damage(data, at)
                if skipped is None:
                    return self._follow_damaged_seal(cursor) or self._stop(cursor, torn=True)
                self.reading.problems.append(f"{cursor.name} at byte {start + at}: {error}")
                at, claimed = skipped
                cursor = cursor._replace(off=start + at, hash=claimed)
                continue
            if beyond := beyond_us(line):
                self.reading.problems.append(f"{cursor.name}: {beyond}")
                return self._stop(cursor, torn=False)
            at = cut + 1
            if line.get("k") == "end":
                return self._next_segment(cursor, line)
            n, name, _, _, seq, lines = cursor
            cursor = self._line(Cursor(n, name, start + at, found, seq, lines), line)
        return self._stop(cursor, torn=at < len(data))

    def _stop(self, cursor: Cursor, *, torn: bool) -> bool:
        self.reading.cursor = self._resume if self._held else cursor
        self.reading.torn = torn
        return False

    def _follow_damaged_seal(self, cursor: Cursor) -> bool:
        """Whether a segment stands behind an unreadable seal; its header proves its place."""
        for name in segment_names(self.folder):
            if int(name[:6]) != cursor.n + 1:
                continue
            head = read_bytes(self.folder / name, 0, 4096).split(b"\n", 1)[0]
            try:
                _, line = read_line(cursor.hash, head)
            except BadLine:
                continue
            first = read_bytes(self.folder / name, len(head) + 1, len(head) + 2)
            if line.get("plen") == cursor.off and first:
                self.reading.problems.append(f"{cursor.name}: its seal is damaged")
                return self._next_segment(cursor, {"next": name})
        return False

    def _line(self, cursor: Cursor, line: dict[str, Any]) -> Cursor:
        kind = line.get("k")
        if kind == "seg":
            self._header(line)
        elif kind == "c":
            cursor = self._commit(cursor, line)
        if not self._held:
            self._resume = cursor
        return cursor

    def _header(self, line: dict[str, Any]) -> None:
        who = line.get("who")
        if isinstance(who, dict) and isinstance(who.get("u"), str):
            self.reading.author = who["u"]

    def _commit(self, cursor: Cursor, line: dict[str, Any]) -> Cursor:
        try:
            commit = with_origin(read_commit(line, self.rep, cursor.hash), line)
        except BadCommit as error:
            self.reading.problems.append(f"{cursor.name} at byte {cursor.off}: {error}")
            return cursor._replace(lines=cursor.lines + 1)
        self._whole(commit, cursor)
        n, name, off, found, _, lines = cursor
        return Cursor(n, name, off, found, commit.position[1], lines + 1)

    def _whole(self, commit: Commit, cursor: Cursor) -> None:
        """Hand on single commits and complete groups; a group that was broken off is left out."""
        if commit.group is None:
            self._held = []
            self.reading.commits.append(commit)
            return
        id, index, count = commit.group
        before = self._held[-1].group if self._held else None
        if index and before != (id, index - 1, count):
            self.reading.problems.append(f"{cursor.name}: an act of many lines is broken off")
            self._held = []
            return
        self._held = [*self._held, commit] if index else [commit]
        if index == count - 1:
            self.reading.commits.extend(self._held)
            self._held = []

    def _next_segment(self, cursor: Cursor, line: dict[str, Any]) -> bool:
        name = line.get("next")
        if not isinstance(name, str) or not NAME.fullmatch(name):
            self.reading.problems.append(f"{cursor.name}: the seal names no segment")
            return self._stop(cursor, torn=False)
        # The next header is chained to the last line before the seal, and so is its cursor.
        self.reading.cursor = Cursor(cursor.n + 1, name, 0, cursor.hash, cursor.seq)
        if not (self.folder / name).exists():
            self.reading.cursor = self._resume if self._held else cursor
            return False
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
