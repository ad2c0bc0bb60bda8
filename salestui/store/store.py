"""The one door to the disk: commits go out through it, everybody's commits come in through it.

The log is the truth; `db.json` is its fold kept on disk. One thread at a time uses a Store; other
processes may use the same folder at the same moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from salestui.domain.change import Act, Batch, read_commit
from salestui.domain.ids import base32
from salestui.domain.problems import StoreProblem
from salestui.domain.snapshot import Snapshot
from salestui.store import keeping
from salestui.store.branches import is_branch
from salestui.store.checkpoint import Pause, no_pause
from salestui.store.folded import CHECKPOINT_EVERY, Folded
from salestui.store.logs import News
from salestui.store.write import Draft, draft_lines

Decide = Callable[[Snapshot], Act | Batch]
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


class Store(Folded):
    """The local store of one workspace."""

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
        own = self._logs.cursor(self.replica.rep)
        # Another program of ours may have died in the middle of a line since.
        if not self._healed or not self._journal.ends_at(own):
            self._journal.heal(own)
            self._healed = True

    def _write(self, acts: tuple[Act, ...], undoes: str) -> Saved:
        fold, now = self.fold, self.clock()
        own = self._logs.cursor(self.replica.rep)
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
        self._logs.cursors[self.replica.rep] = after
        rep = self.replica.rep
        commits = [read_commit(line, rep, found) for line, found in zip(lines, hashes, strict=True)]
        self._fold_in([News(commits, {rep: self.replica.user})])
        records = {(edit.kind, edit.id): None for act in acts for edit in act.edits}
        return Saved(f"{self.replica.rep}:{draft.first}", tuple(records), self.snapshot)

    def note(self, line: dict[str, Any]) -> None:
        """Append a line that changes no record, such as a heartbeat. Raises StoreProblem."""
        with self._locked():
            self._ready_to_write()
            rep = self.replica.rep
            own = self._logs.cursor(rep)
            self._logs.cursors[rep], _ = self._journal.append(own, [line], self.clock())

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
        """Write `fold.json` and `db.json` for the state of now, unless newer ones are there.

        `pause` is called now and then; it may commit. Raises StoreProblem when the disk refuses.
        """
        held = self._since_checkpoint
        digest = keeping.keep(
            self.folder,
            self.fold,
            self._logs.cursors,
            random_bytes=self._random,
            guard=self._same_folder,
            pause=pause,
        )
        if digest:
            self._since_checkpoint, self._digest = self._since_checkpoint - held, digest

    @contextmanager
    def _same_folder(self) -> Iterator[bool]:
        with self._locked():
            yield not self._renamed()

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
