"""How far the logs of a local store were read, and reading them on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from salestui.domain.change import Commit
from salestui.store.branches import read_log
from salestui.store.checkpoint import calm_gc
from salestui.store.segments import Cursor

SMALL = 1_000_000
"""Unread bytes from which reading is bulk work."""


@dataclass(slots=True)
class News:
    """What reading on gave."""

    commits: list[Commit] = field(default_factory=list)
    authors: dict[str, str] = field(default_factory=dict)
    """Replica -> handle, of the replicas whose headers were read."""


class Logs:
    """The logs under `log/`, one folder for each replica."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "log"
        self.cursors: dict[str, Cursor] = {}
        """How far each replica's log was read."""
        self.problems: list[str] = []
        self._replicas: list[str] = []
        self._listed = (0, 0)
        self._tails: dict[str, Path] = {}
        self._looked: dict[str, tuple[str, int]] = {}

    def replicas(self) -> list[str]:
        """The ids of the replicas whose logs are here; looked up again when the folder changed."""
        try:
            status = self.folder.stat()
            changed = (status.st_mtime_ns, status.st_nlink)
            if changed != self._listed:
                self._replicas = sorted(p.name for p in self.folder.iterdir() if p.is_dir())
                self._listed = changed
        except OSError:
            return []
        return self._replicas

    def cursor(self, rep: str) -> Cursor:
        """How far a replica's log was read; the very beginning when it never was."""
        return self.cursors.get(rep, Cursor())

    def forget(self) -> None:
        """Read everything again from here on."""
        self.cursors, self._looked, self._listed = {}, {}, (0, 0)

    def grew(self) -> bool:
        """Whether any log grew since it was last read: one `stat` for each."""
        return any(map(self._unread, self.replicas()))

    def went_back(self) -> bool:
        """Whether a log holds less than its cursor says."""
        return any(map(self._is_shorter, self.cursors))

    def read_on(self) -> News:
        """What stands behind the cursors, which move on."""
        unread = {rep: size for rep in self.replicas() if (size := self._unread(rep))}
        if sum(unread.values()) < SMALL:
            return self._read(unread)
        with calm_gc():
            return self._read(unread)

    def _read(self, replicas: Iterable[str]) -> News:
        news = News()
        for rep in replicas:
            reading = read_log(self.folder, rep, self.cursor(rep))
            news.commits += reading.commits
            self._looked[rep] = reading.looked
            self.cursors[rep] = reading.cursor
            if reading.author:
                news.authors[rep] = reading.author
            told = (f"{rep}: {problem}" for problem in reading.problems)
            self.problems += [problem for problem in told if problem not in self.problems]
        return news

    def _unread(self, rep: str) -> int:
        """Bytes of a replica's log that were not read yet; 1 where that can't be told."""
        cursor = self.cursor(rep)
        if not cursor.n:
            return SMALL
        try:
            size = self._tail(rep, cursor.name).stat().st_size
        except OSError:
            return 1
        # What was looked at and could not be read on will not get better until it grows.
        return 0 if self._looked.get(rep) == (cursor.name, size) else abs(size - cursor.off)

    def _is_shorter(self, rep: str) -> bool:
        cursor = self.cursors[rep]
        try:
            return bool(cursor.n) and self._tail(rep, cursor.name).stat().st_size < cursor.off
        except OSError:
            return True

    def _tail(self, rep: str, name: str) -> Path:
        path = self._tails.get(rep)
        if path is None or path.name != name:
            path = self._tails[rep] = self.folder / rep / name
        return path
