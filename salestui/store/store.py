"""The one door to the disk: commits go out through it, everybody's commits come in through it.

The log is the truth; `db.json` is its fold kept on disk. One thread at a time uses a Store; other
processes may use the same folder at the same moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from salestui.domain.change import Act, Batch, Commit, read_commit
from salestui.domain.fold import Fold
from salestui.domain.ids import RandomBytes, base32
from salestui.domain.problems import StoreProblem
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.store import foldstate, quick
from salestui.store.branches import is_branch, read_log, written_before
from salestui.store.checkpoint import (
    DB,
    FOLD,
    Meta,
    Pause,
    Unusable,
    calm_gc,
    no_pause,
    read_db,
    read_fold,
    read_vector,
    write_db,
    write_fold,
)
from salestui.store.home import Replica, identity, renamed
from salestui.store.journal import Journal, Origin
from salestui.store.lock import locked
from salestui.store.segments import Cursor
from salestui.store.write import Draft, draft_lines

NO_CHECKPOINT = Words("The checkpoint could not be written: {why}", "检查点未能写入：{why}")
NOTHING_LOST = Words(
    "Nothing is lost; the next start reads the log instead", "数据没有丢失；下次启动会从日志重建"
)
Decide = Callable[[Snapshot], Act | Batch]
SMALL = 1_000_000
"""Unread bytes from which reading is bulk work."""
CHECKPOINT_EVERY = 400
"""Commits after which a command that closes the store writes a new checkpoint."""
ABANDONED_S = 600
"""Seconds after which a half-written checkpoint belongs to nobody any more."""
QUICK_RECORDS = 2000
"""Up to so many records a checkpoint takes no time to speak of."""


@dataclass(frozen=True, slots=True)
class Saved:
    """An act that is on disk."""

    commit: str
    """Id of its first commit, `rep:seq`; empty when there was nothing to change."""
    records: tuple[tuple[str, str], ...]
    """(kind, id) of every record that it wrote."""
    snapshot: Snapshot


class Store:
    """The local store of one workspace."""

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
        self.problems: list[str] = []
        self._random = random_bytes
        self._depth = 0
        self._replicas: list[str] = []
        self._listed = (0, 0)
        self._tails: dict[str, Path] = {}
        self._looked: dict[str, tuple[str, int]] = {}
        self._identity = identity(folder)
        origin = Origin(
            replica.workspace, replica.rep, replica.user, replica.uid, replica.host, app
        )
        self._journal = Journal(folder / "log" / replica.rep, origin, random_bytes)
        self._healed = False
        self._fold: Fold | None = None
        self._cursors: dict[str, Cursor] = {}
        self._digest = ""
        self._since_checkpoint = 0
        self.snapshot = self._load()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the store's lock; inside, it may be taken again."""
        if self._depth:
            yield
            return
        with locked(self.folder / "lock"):
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1

    # -- reading

    def _load(self) -> Snapshot:
        kept = quick.load(self.folder)
        if kept is not None and kept.digest:
            self._cursors = {rep: Cursor(*fields) for rep, fields in kept.cursors.items()}
            self._digest, self.snapshot = kept.digest, kept.snapshot
            return self.snapshot
        try:
            tables, meta = read_db(self.folder / DB)
        except Unusable:
            return self._rebuild()
        self._cursors, self._digest = dict(meta.cursors), meta.digest
        if any(self._went_back(rep) for rep in self._cursors):
            return self._rebuild()
        snapshot = Snapshot(tables, meta.vector, meta.authors)
        self.snapshot = snapshot
        self.refresh()
        return self.snapshot

    def _went_back(self, rep: str) -> bool:
        """Whether a log holds less than the checkpoint was made from."""
        cursor = self._cursors[rep]
        try:
            return bool(cursor.n) and self._tail(rep, cursor.name).stat().st_size < cursor.off
        except OSError:
            return True

    def _rebuild(self) -> Snapshot:
        """Fold the whole log again."""
        self._refold()
        return self.snapshot

    def _refold(self) -> Fold:
        fold = self._fold = Fold()
        self._cursors, self._digest, self.snapshot = {}, "", fold.snapshot
        self._looked = {}
        self.refresh()
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

    def replicas(self) -> list[str]:
        """The ids of the replicas whose logs are here; looked up again when the folder changed."""
        log = self.folder / "log"
        try:
            status = log.stat()
            changed = (status.st_mtime_ns, status.st_nlink)
            if changed != self._listed:
                self._replicas = sorted(path.name for path in log.iterdir() if path.is_dir())
                self._listed = changed
        except OSError:
            return []
        return self._replicas

    @property
    def origin(self) -> Origin:
        """What segment headers written here say."""
        return self._journal.origin

    @property
    def cursors(self) -> Mapping[str, Cursor]:
        """How far the log of each replica is in the snapshot."""
        return dict(self._cursors)

    def changed_on_disk(self) -> bool:
        """Whether any log grew since it was last read: one `stat` for each, no lock."""
        return self._renamed() or any(map(self._unread, self.replicas()))

    def _unread(self, rep: str) -> int:
        """Bytes of a replica's log that were not read yet; 1 where that can't be told."""
        cursor = self._cursors.get(rep)
        if cursor is None or not cursor.n:
            return SMALL
        try:
            size = self._tail(rep, cursor.name).stat().st_size
        except OSError:
            return 1
        # What was looked at and could not be read on will not get better until it grows.
        return 0 if self._looked.get(rep) == (cursor.name, size) else abs(size - cursor.off)

    def _tail(self, rep: str, name: str) -> Path:
        path = self._tails.get(rep)
        if path is None or path.name != name:
            path = self._tails[rep] = self.folder / "log" / rep / name
        return path

    def refresh(self) -> bool:
        """Fold what other processes appended; true when there was anything."""
        if not self.changed_on_disk():
            return False
        with self._locked():
            return self._catch_up()

    def _catch_up(self) -> bool:
        """Read on in every log that grew; true when there was anything to fold."""
        if self._renamed():
            self._take_new_name()
            return True
        unread = {rep: size for rep in self.replicas() if (size := self._unread(rep))}
        if not unread:
            return False
        if sum(unread.values()) < SMALL:
            return self._read_on(unread)
        with calm_gc():
            return self._read_on(unread)

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
        self._healed, self._listed = False, (0, 0)
        self._refold()

    def _read_on(self, replicas: Iterable[str]) -> bool:
        authors: dict[str, str] = {}
        commits: list[Commit] = []
        for rep in replicas:
            cursor = self._cursors.get(rep, Cursor())
            reading = read_log(self.folder / "log", rep, cursor)
            commits += reading.commits
            self._looked[rep] = reading.looked
            self._cursors[rep] = reading.cursor
            if reading.author:
                authors[rep] = reading.author
            told = (f"{rep}: {problem}" for problem in reading.problems)
            self.problems += [problem for problem in told if problem not in self.problems]
        if commits or authors:
            self._fold_in(commits, authors)
        return bool(commits)

    def _fold_in(self, commits: list[Commit], authors: Mapping[str, str]) -> None:
        # Reading the marks may rebuild everything, which reads these commits too.
        fold = self.fold
        vector = fold.snapshot.vector
        new = [c for c in commits if c.position[1] > vector.get(c.position[0], 0)]
        if written_before(self.folder / "log", fold, new):
            # Of several writings of a commit one counts, whichever came first.
            self._refold()
            return
        now = self.clock()
        for commit in new:
            fold.clock.receive(commit.stamp.tick, now)
        self.snapshot = fold.apply(new, {**fold.snapshot.authors, **authors})
        self._since_checkpoint += len(new)

    # -- writing

    def commit(self, decide: Decide, *, undoes: str = "") -> Saved:
        """Run a use case on the latest snapshot and put what it decides on disk.

        Raises what `decide` raises, and StoreProblem when the disk refuses; either way nothing
        has changed.
        """
        with self._locked():
            self._ready_to_write()
            decided = decide(self.snapshot)
            acts = decided.acts if isinstance(decided, Batch) else (decided,)
            acts = tuple(act for act in acts if act.edits)
            if not acts:
                return Saved("", (), self.snapshot)
            return self._write(acts, undoes)

    def _ready_to_write(self) -> None:
        self._catch_up()
        if not self._healed:
            own = self._cursors.get(self.replica.rep, Cursor())
            self._journal.heal(own)
            self._healed = True

    def _write(self, acts: tuple[Act, ...], undoes: str) -> Saved:
        fold, now = self.fold, self.clock()
        own = self._cursors.get(self.replica.rep, Cursor())
        before = fold.clock.last
        draft = Draft(
            fold=fold,
            rep=self.replica.rep,
            now=now,
            first=own.seq + 1,
            vector=self._unsaid(),
            undoes=undoes,
            group=base32(self._random(5)),
        )
        lines = draft_lines(draft, acts)
        try:
            append = self._journal.append if len(lines) == 1 else self._journal.append_group
            after, hashes = append(own, lines, now)
        except BaseException:
            fold.clock.last = before
            raise
        self._cursors[self.replica.rep] = after
        rep = self.replica.rep
        commits = [read_commit(line, rep, found) for line, found in zip(lines, hashes, strict=True)]
        self._fold_in(commits, {rep: self.replica.user})
        records = {(edit.kind, edit.id): None for act in acts for edit in act.edits}
        return Saved(f"{self.replica.rep}:{draft.first}", tuple(records), self.snapshot)

    def note(self, line: dict[str, Any]) -> None:
        """Append a line that changes no record, such as a heartbeat. Raises StoreProblem."""
        with self._locked():
            self._ready_to_write()
            rep = self.replica.rep
            own = self._cursors.get(rep, Cursor())
            self._cursors[rep], _ = self._journal.append(own, [line], self.clock())

    def unsaid(self) -> dict[str, int]:
        """Which commits of others were applied that no line of ours has named yet."""
        return self._unsaid()

    def _unsaid(self) -> dict[str, int]:
        """Which commits of others were applied and not yet named by a commit of ours."""
        own = self.replica.rep
        said = self.fold.past.saw.get(own, {})
        return {
            rep: seq
            for rep, seq in self.snapshot.vector.items()
            if rep != own and said.get(rep, 0) < seq and not is_branch(rep)
        }

    # -- the checkpoint

    def checkpoint(self, pause: Pause = no_pause) -> None:
        """Write `fold.json` and `db.json` for the snapshot of now, unless newer ones are there."""
        fold, snapshot = self.fold, self.snapshot
        fold.epoch += 1
        marks = {kind: dict(rows) for kind, rows in fold.marks.items()}
        meta = Meta(snapshot.vector, dict(self._cursors), snapshot.authors)
        if not self._newer(meta.vector):
            return
        temporary = self.folder / f"{DB}.{base32(self._random(5))}"
        try:
            digest = write_db(temporary, snapshot.tables, meta, pause)
            state = foldstate.dump(fold, marks, digest)
            with self._locked():
                if self._newer(meta.vector) and not self._renamed():
                    write_fold(self.folder / FOLD, state)
                    temporary.replace(self.folder / DB)
                    self._since_checkpoint, self._digest = 0, digest
                    self._sweep()
        except OSError as error:
            why = error.strerror or str(error)
            raise StoreProblem(NO_CHECKPOINT.fill(why=why), hint=NOTHING_LOST) from error
        finally:
            temporary.unlink(missing_ok=True)

    def _sweep(self) -> None:
        """Remove what killed programs left of their checkpoints; those of living ones are young."""
        now = (self.folder / DB).stat().st_mtime
        for path in self.folder.glob(f"{DB}.*"):
            with suppress(OSError):
                if now - path.stat().st_mtime > ABANDONED_S:
                    path.unlink()

    def _newer(self, vector: Mapping[str, int]) -> bool:
        """Whether `vector` covers the checkpoint on disk."""
        there = read_vector(self.folder / DB)
        return all(vector.get(rep, 0) >= seq for rep, seq in there.items())

    @property
    def dirty(self) -> int:
        """Commits that the checkpoint on disk does not hold."""
        return self._since_checkpoint

    @property
    def digest(self) -> str:
        """Digest of the checkpoint where it holds this very state, else empty."""
        return "" if self._since_checkpoint else self._digest

    def close(self, *, leaving: bool = False) -> None:
        """Leave the store; writes a checkpoint when one is due.

        A program that was `leaving` after a while always writes one; a command does where that
        is quick or much was changed.
        """
        if self._since_checkpoint and (leaving or self._checkpoint_due()):
            # A checkpoint only saves time at the next start: not a reason to fail now.
            with suppress(StoreProblem):
                self.checkpoint()
        self._journal.close()

    def _checkpoint_due(self) -> bool:
        records = sum(map(len, self.snapshot.tables.values()))
        return records <= QUICK_RECORDS or self._since_checkpoint >= CHECKPOINT_EVERY
