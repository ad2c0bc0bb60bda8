"""What others wrote between my looking and my saving: it is kept beside my value, and told.

A save names as replaced what I had seen, never what came since. So a value of a colleague that I
did not know of is not overwritten: both stand, on every replica, until somebody decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from salestui.domain.change import Act, Batch, Edit
from salestui.domain.fold import register
from salestui.domain.ids import commit_parts
from salestui.domain.snapshot import Doc, Snapshot
from salestui.services.context import Context

if TYPE_CHECKING:
    from salestui.domain.marks import Head
    from salestui.services.workbench import UseCase, Workbench

Replaced = Mapping[tuple[str, str, str], Mapping[str, frozenset[str]]]
"""(kind, id, register) -> commit that came since -> the commits whose values it replaced."""


class Overtaken(NamedTuple):
    """A field that somebody else wrote since I looked, and that I wrote all the same."""

    kind: str
    id: str
    path: str
    """Of fields that stand together the first that differs from what I had seen."""
    rep: str
    """The replica that wrote it."""
    doc: Doc
    """The record as that left it."""


class Careful:
    """A use case on what a person saw: what came since is not replaced by what it decides."""

    def __init__(self, use_case: UseCase, bench: Workbench, seen: Snapshot) -> None:
        self._use_case = use_case
        self._bench = bench
        self._seen = seen
        self._since: Replaced | None = None
        self.overtaken: list[Overtaken] = []
        """What others wrote, once it ran."""

    def __call__(self, snapshot: Snapshot, ctx: Context) -> Act | Batch:
        """What the use case decides, naming as replaced what was seen. Raises what it raises."""
        self._since, self.overtaken = None, []
        decided = self._use_case(snapshot, ctx)
        if isinstance(decided, Batch) or snapshot.vector == self._seen.vector:
            return decided
        return decided._replace(edits=tuple([self._of(e, snapshot) for e in decided.edits]))

    def _of(self, edit: Edit, snapshot: Snapshot) -> Edit:
        seen = dict(edit.seen or {})
        done: set[str] = set()
        for path in edit.values:
            paths = register(edit.kind, path)
            if paths[0] in done:
                continue
            done.add(paths[0])
            came = self._came(edit, path)
            if came and (differing := self._differing(edit, paths, snapshot)):
                doc = snapshot.get(edit.kind, edit.id) or {}
                rep = came[0].stamp.rep
                self.overtaken.append(Overtaken(edit.kind, edit.id, differing, rep, doc))
                ids = self._stood(edit.kind, edit.id, paths)
                seen = {**dict.fromkeys(paths, ids), **seen}
        return edit._replace(seen=seen) if seen else edit

    def _came(self, edit: Edit, path: str) -> list[Head]:
        """The values of others that stand there and were not seen."""
        heads = self._bench.store.fold.heads(edit.kind, edit.id, path)
        named = (edit.seen or {}).get(path)
        if named is not None:
            return [h for h in heads if h.stamp.id not in named and not self._is_mine(h.stamp.rep)]
        return [head for head in heads if not self._knew(head.stamp.rep, head.stamp.seq)]

    def _differing(self, edit: Edit, paths: Iterable[str], snapshot: Snapshot) -> str:
        """The first path that is neither as I saw it nor as I write it; empty for none."""
        old = self._seen.get(edit.kind, edit.id) or {}
        new = snapshot.get(edit.kind, edit.id) or {}
        mine = {**new, **edit.values}
        if all(mine.get(path) == new.get(path) for path in paths):
            return ""
        return next((path for path in paths if old.get(path) != new.get(path)), "")

    def _knew(self, rep: str, seq: int) -> bool:
        """Whether a commit was seen; what I wrote myself in another window counts as seen."""
        return seq <= self._seen.vector.get(rep, 0) or self._is_mine(rep)

    def _is_mine(self, rep: str) -> bool:
        return self._bench.snapshot.author(rep) == self._bench.user

    # -- what stood there when I looked

    def _stood(self, kind: str, id: str, paths: tuple[str, ...]) -> tuple[str, ...]:
        """The commits whose values I saw in a register."""
        if self._since is None:
            self._since = self._replaced_since()
        replaced = self._since.get((kind, id, paths[0]), {})
        waiting = [head.stamp.id for head in self._bench.store.fold.heads(kind, id, paths[0])]
        # A log may name anything as replaced: what is no commit, or commits in a circle.
        met: set[str] = set()
        found: list[str] = []
        while waiting:
            commit = waiting.pop()
            parts = commit_parts(commit)
            if commit in met or parts is None:
                continue
            met.add(commit)
            if self._knew(*parts):
                found.append(commit)
            else:
                waiting += replaced.get(commit, ())
        return tuple(found)

    def _replaced_since(self) -> Replaced:
        found: dict[tuple[str, str, str], dict[str, frozenset[str]]] = {}
        for commit in self._bench.history.since(self._seen.vector):
            for kind, id, values, names in commit.ops:
                for path in values:
                    key = kind, id, register(kind, path)[0]
                    of = found.setdefault(key, {})
                    before = of.get(commit.stamp.id, frozenset())
                    of[commit.stamp.id] = before | frozenset(names.get(path) or ())
        return found
