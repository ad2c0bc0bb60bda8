"""What is on disk as one state: the checkpoint, and the logs read on from there.

One thread at a time uses it; other processes may append to the same folder at the same moment.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from salestui.domain.fold import Fold
from salestui.domain.ids import RandomBytes
from salestui.domain.snapshot import Snapshot
from salestui.store import foldstate, quick
from salestui.store.branches import doubled, written_before
from salestui.store.checkpoint import DB, FOLD, Unusable, calm_gc, read_db, read_fold
from salestui.store.home import Replica, identity, renamed
from salestui.store.journal import Journal, Origin
from salestui.store.lines import MUCH
from salestui.store.lock import locked
from salestui.store.logs import Logs, News
from salestui.store.segments import Cursor

CHECKPOINT_EVERY = 400
"""Commits after which a command that closes the store writes a new checkpoint."""
PART = 4096
"""Commits that a bulk read holds in memory at a time."""
ALL = sys.maxsize


class Folded:
    """The logs of a workspace, folded as far as they were read; follows what others append."""

    def __init__(
        self,
        folder: Path,
        replica: Replica,
        *,
        clock: Callable[[], int],
        random_bytes: RandomBytes,
        app: str,
    ) -> None:
        self.folder = folder
        self.replica = replica
        self.clock = clock
        self._logs = Logs(folder)
        self._lock = folder / "lock"
        self._random = random_bytes
        self._depth = 0
        self._identity = identity(folder)
        origin = Origin(
            replica.workspace, replica.rep, replica.user, replica.uid, replica.host, app
        )
        self._journal = Journal(folder / "log" / replica.rep, origin, random_bytes)
        self._healed = False
        self._fold: Fold | None = None
        self._digest = ""
        self._since_checkpoint = 0
        self.snapshot = self._load()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the store's lock; inside, it may be taken again."""
        if self._depth:
            yield
            return
        with locked(self._lock):
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1

    # -- reading

    def _load(self) -> Snapshot:
        kept = quick.load(self.folder)
        if kept is not None and kept.digest:
            self._logs.cursors = {rep: Cursor(*row) for rep, row in kept.cursors.items()}
            self._digest, self.snapshot = kept.digest, kept.snapshot
            return self.snapshot
        try:
            tables, meta = read_db(self.folder / DB)
        except Unusable:
            return self._rebuild()
        self._logs.cursors, self._digest = dict(meta.cursors), meta.digest
        if self._logs.went_back():
            return self._rebuild()
        self.snapshot = Snapshot(tables, meta.vector, meta.authors)
        self.refresh()
        return self.snapshot

    def _rebuild(self) -> Snapshot:
        """Fold the whole log again."""
        self._refold()
        return self.snapshot

    def _refold(self, part: int = PART) -> Fold:
        fold = self._fold = Fold()
        self._logs.forget()
        fold.doubled = doubled(self._logs.replicas())
        self._digest, self.snapshot = "", fold.snapshot
        if self.changed_on_disk():
            with self._locked():
                self._catch_up(part)
        # However short the log: whoever opens next shall find a checkpoint.
        self._since_checkpoint = CHECKPOINT_EVERY
        return fold

    @property
    def fold(self) -> Fold:
        """The fold with its marks, read from `fold.json` when first needed."""
        if self._fold is None:
            fold = Fold(self.snapshot)
            try:
                state = read_fold(self.folder / FOLD)
                if state.get("digest") != self._digest:
                    raise Unusable("of another checkpoint")
                with calm_gc():
                    foldstate.load(fold, state)
            except (Unusable, KeyError, TypeError, ValueError):
                return self._refold()
            self._fold = fold
        return self._fold

    @property
    def problems(self) -> list[str]:
        """What is damaged in the logs, a sentence for each place."""
        return self._logs.problems

    def replicas(self) -> list[str]:
        """The ids of the replicas whose logs are here."""
        return self._logs.replicas()

    @property
    def origin(self) -> Origin:
        """What segment headers written here say."""
        return self._journal.origin

    @property
    def cursors(self) -> Mapping[str, Cursor]:
        """How far the log of each replica is in the snapshot."""
        return dict(self._logs.cursors)

    def changed_on_disk(self) -> bool:
        """Whether anything was written since the logs were last read; takes no lock."""
        return self._renamed() or self._logs.grew()

    def refresh(self) -> bool:
        """Fold what other processes appended; true when there was anything."""
        if not self.changed_on_disk():
            return False
        with self._locked():
            return self._catch_up()

    def _catch_up(self, part: int = PART) -> bool:
        """Read on in every log that grew; true when there was anything to fold.

        Where that is much, at most `part` commits are in memory at a time.
        """
        if self._renamed():
            self._take_new_name()
            return True
        unread = self._logs.unread()
        if sum(unread.values()) < MUCH:
            return bool(unread) and self._fold_in([self._logs.read(unread)])
        with calm_gc():
            return self._fold_in(self._logs.read_together(unread, part))

    def _renamed(self) -> bool:
        """Whether this folder became another replica, or its log was cut, since it was read."""
        return identity(self.folder) != self._identity

    def _take_new_name(self) -> None:
        """Write on under the name that the folder has now, and read everything again."""
        self._identity = identity(self.folder)
        self.replica = renamed(self.folder, self.replica)
        self._journal.close()
        origin = replace(self._journal.origin, rep=self.replica.rep)
        self._journal = Journal(self.folder / "log" / origin.rep, origin, self._random)
        self._healed = False
        self._refold()

    def _fold_in(self, parts: Iterable[News]) -> bool:
        """Take commits into the next snapshot; true when there were any."""
        # Reading the marks may rebuild everything, which reads these commits too.
        before, fold = self.snapshot, self.fold
        authors, now, came = dict(self.snapshot.authors), self.clock(), 0
        if not doubled(self._logs.replicas()) <= fold.doubled:
            # Ids of that replica may mean two commits from now on, in what was folded too.
            self._refold(part=ALL)
            return True
        for news in parts:
            authors.update(news.authors)
            vector = fold.vector
            new = [c for c in news.commits if (at := c.position)[1] > vector.get(at[0], 0)]
            if written_before(self._logs.folder, fold, new):
                # Of several writings of a commit one counts, whichever came first.
                self._refold(part=ALL)
                return True
            fold.clock.receive([commit.stamp for commit in new], now)
            fold.take(new)
            came += len(new)
        self._since_checkpoint += came
        if came or authors != self.snapshot.authors:
            self.snapshot = fold.step(authors)
        return before.vector != self.snapshot.vector
