"""Commits that were written twice because their replica had to change its name.

Of all writings of a commit one counts: the re-issue with the smallest stamp, whether the first
writing is here or not. What was written again with it still names its old ids, which mean the new
ones there and nowhere else: under the old name another copy may have gone on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from salestui.domain.change import Commit, Op
from salestui.domain.clock import Stamp


class Again:
    """Which writings count, and what old ids mean."""

    def __init__(self) -> None:
        self.counted: dict[Stamp, Stamp] = {}
        """Stamp of a first writing -> that of the one that counts."""
        self._names: dict[tuple[str, str], str] = {}
        """(log, old id) -> the id that is meant; log "" where it means that everywhere."""

    def __bool__(self) -> bool:
        return bool(self.counted)

    def learn(self, commits: Iterable[Commit]) -> None:
        """Take note of re-issues, before any of them is folded."""
        again = [(c.origin, c.stamp) for c in commits if c.origin is not None]
        for origin, stamp in again:
            self._names[stamp.rep, origin.id] = stamp.id
            self.counted[origin] = min(stamp, self.counted.get(origin, stamp))
        for origin, stamp in again:
            if self.counted[origin] != stamp:
                self._names["", stamp.id] = self.counted[origin].id

    def late(self, commit: Commit) -> bool:
        """Whether another writing of the commit was taken in before."""
        found = self.counted.get(commit.origin) if commit.origin is not None else None
        return found is not None and found != commit.stamp

    def counts(self, commit: Commit) -> bool:
        """Whether this writing is the one that counts."""
        return self.counted.get(commit.origin or commit.stamp, commit.stamp) == commit.stamp

    def name(self, log: str, id: str) -> str:
        """The id of the commit that `id` means in a line of `log` that was written again."""
        found = self._names.get((log, id), id)
        return self._names.get(("", found), found)

    def anywhere(self, id: str) -> str:
        """The id under which a commit that is no value any more was written again, if it was."""
        return next((new for (_, old), new in self._names.items() if old == id), id)

    def once(self, commits: Iterable[Commit]) -> list[Commit]:
        """Commits in stamp order, each in the one writing that counts."""
        found = list(commits)
        self.learn(found)
        if self:
            found = [self.renamed(commit) for commit in found if self.counts(commit)]
        found.sort(key=lambda commit: commit.stamp)
        return found

    def renamed(self, commit: Commit) -> Commit:
        """The commit with every old id that it names replaced by the one that is meant."""
        log = commit.stamp.rep if commit.origin is not None else ""
        ops: list[Op] = [
            (kind, id, values, {path: self._all(log, names) for path, names in replaced.items()})
            for kind, id, values, replaced in commit.ops
        ]
        return commit._replace(ops=tuple(ops), undoes=self.name(log, commit.undoes))

    def _all(self, log: str, names: Any) -> Any:
        if not isinstance(names, list):
            return names
        return [self.name(log, name) if isinstance(name, str) else name for name in names]

    # -- keeping

    def dump(self) -> dict[str, Any]:
        """What is known as JSON."""
        return {
            "counted": [[list(one), list(other)] for one, other in self.counted.items()],
            "names": [[log, old, new] for (log, old), new in self._names.items()],
        }

    def load(self, state: Mapping[str, Any]) -> None:
        """Put back what `dump` gave. Raises KeyError, TypeError or ValueError."""
        self.counted = {Stamp(*one): Stamp(*other) for one, other in state["counted"]}
        self._names = {(log, old): new for log, old, new in state["names"]}
