"""How far the logs of a local store were read, and reading them on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from salestui.domain.change import Commit
from salestui.store.branches import Together, read_log
from salestui.store.lines import MUCH, parser
from salestui.store.segments import Cursor, Reading, bytes_behind, segment_names


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
        return any(map(self._grew, self.replicas()))

    def went_back(self) -> bool:
        """Whether a log holds less than its cursor says."""
        return any(map(self._is_shorter, self.cursors))

    def unread(self) -> dict[str, int]:
        """Replica -> about how many bytes of its log were not read yet, of those that grew."""
        return {
            rep: bytes_behind(self.folder / rep, self.cursor(rep))
            for rep in self.replicas()
            if self._grew(rep)
        }

    def read(self, replicas: Iterable[str]) -> News:
        """What stands behind the cursors of replicas, which move on."""
        news = News()
        for rep in replicas:
            reading = read_log(self.folder, rep, self.cursor(rep))
            news.commits += reading.commits
            self._take(rep, reading, news)
        return news

    def read_together(self, replicas: Iterable[str], part: int) -> Iterator[News]:
        """As `read`, everybody's commits in stamp order nearly, at most `part` of them at a time.

        A record is made before it is changed then, which folds fastest. The cursors move on when
        all is read.
        """
        cursors = {rep: self.cursor(rep) for rep in replicas}
        together = Together(self.folder, cursors, parser(MUCH))
        commits = together.commits()
        while some := list(islice(commits, part)):
            yield News(some)
        news = News()
        for rep, reading in together.readings().items():
            self._take(rep, reading, news)
        yield news

    def _take(self, rep: str, reading: Reading, news: News) -> None:
        self._looked[rep] = reading.looked
        self.cursors[rep] = reading.cursor
        if reading.author:
            news.authors[rep] = reading.author
        told = (f"{rep}: {problem}" for problem in reading.problems)
        self.problems += [problem for problem in told if problem not in self.problems]

    def _grew(self, rep: str) -> bool:
        """Whether a replica's log may hold more than was read; true where that can't be told."""
        cursor = self.cursor(rep)
        if not cursor.n:
            return bool(segment_names(self.folder / rep))
        try:
            size = self._tail(rep, cursor.name).stat().st_size
        except OSError:
            return True
        # What was looked at and could not be read on will not get better until it grows.
        return size != cursor.off and self._looked.get(rep) != (cursor.name, size)

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
