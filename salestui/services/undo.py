"""Undo and redo: an ordinary act that puts the replaced values back and names what it undoes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from salestui.domain.change import Act, Batch, Commit, Edit, Op
from salestui.domain.clock import Stamp
from salestui.domain.fold import register
from salestui.domain.past import Past
from salestui.domain.problems import Refused
from salestui.domain.schema import DELETED, KINDS
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.services.reopening import Writes, by_record, decided, opening, without
from salestui.store.history import History
from salestui.store.store import Saved

Record = tuple[str, str]
"""(kind, id)"""

BORN = ("tasks", "requests")
"""Kinds that a move brings along: one that somebody touched since stays when it is undone."""

OF_ITSELF = frozenset(("survey.raise",))
"""Acts that the program does by itself: to take them back is not what a person means by undo."""

NOTHING = Words("Nothing to undo", "没有可撤销的操作")
NOTHING_AGAIN = Words("Nothing to redo", "没有可重做的操作")
CHANGED = Words(
    "{who} has changed {field} since; open the history instead",
    "{who} 之后改过{field}；请到历史中恢复",
)
SOME_CHANGED = Words(
    "{n} of {all} records were changed since; undo the others?",
    "{all} 条中有 {n} 条之后被改过；撤销其余的吗？",
)


@dataclass(frozen=True, slots=True)
class Undo:
    """An act to be taken back, or one that was."""

    act: str
    """Id of the act that is taken back."""
    intent: str
    """What that act was, such as `deal.stage`."""
    batch: Batch
    records: tuple[tuple[str, str], ...]
    left: int = 0
    """Records left as they are because somebody changed them since."""
    saved: Saved | None = None

    @property
    def subjects(self) -> tuple[Record, ...]:
        """What the act was about: without the tasks that came along, where there is more."""
        rest = tuple(record for record in self.records if record[0] not in BORN)
        return rest or self.records

    def done(self, saved: Saved) -> Undo:
        """The same, with what was saved."""
        return replace(self, saved=saved)


class ChangedSince(Refused):
    """Some records of a large act were changed since; asking again with `leave` goes on."""


def plan_undo(
    snapshot: Snapshot, history: History, past: Past, rep: str, *, redo: bool, leave: bool
) -> Undo:
    """What undoing (or redoing) the newest act of a replica would write.

    What the act decided between several people is as open afterwards as it was before.

    Raises Refused when there is nothing to undo or the value is no longer the act's own, and
    ChangedSince when that holds for some records of a group and `leave` is false.
    """
    target = _target(history, rep, redo=redo)
    if not target:
        raise Refused(NOTHING_AGAIN if redo else NOTHING)
    ids = {op[1] for commit in target for op in commit.ops}
    log = history.of_records(ids)
    everything = {(op[0], op[1]) for commit in target for op in commit.ops}
    made = {(op[0], op[1]) for commit in target for op in commit.ops if _creates(op)}
    changed = _check(target, log, made)
    born = {record for record in made if record[0] in BORN and len(made) < len(everything)}
    told = {record: change for record, change in changed.items() if record not in born}
    if told:
        _complain(snapshot, told, len(everything - born), leave=leave)
    acts = _acts(target, by_record(log), past, made, changed)
    intent = target[0].intent
    verb = "redo" if redo else "undo"
    return Undo(
        act=target[0].act,
        intent=intent,
        batch=Batch(f"{verb} {intent}", acts),
        records=tuple(sorted(everything - set(changed))),
        left=len(changed),
    )


def _target(history: History, rep: str, *, redo: bool) -> list[Commit]:
    """The commits of the act to take back: the newest act (or undo) that still stands."""
    taken: set[str] = set()
    undo_of: dict[str, str] = {}
    lines: list[Commit] = []
    for commit in history.newest_first(rep):
        if lines and commit.act != lines[0].act:
            break
        if lines:
            lines.append(commit)
        elif commit.undoes:
            undo_of[commit.act] = commit.undoes
            if commit.act in taken:
                continue
            if redo and not _is_redo(history, rep, commit.undoes):
                lines.append(commit)
            else:
                taken.add(commit.undoes)
        elif commit.intent in OF_ITSELF:
            continue
        elif commit.act not in taken:
            if redo:
                return []
            lines.append(commit)
    return [] if lines and lines[0].intent == "init" else lines[::-1]


def _is_redo(history: History, rep: str, undone: str) -> bool:
    """Whether the act that an undo takes back is itself an undo, which makes it a redo."""
    for commit in history.newest_first(rep):
        if commit.act == undone:
            return bool(commit.undoes)
    return False


def _check(
    target: list[Commit], log: list[Commit], made: set[Record]
) -> dict[Record, tuple[str, str]]:
    """The records that others changed since the act, with (replica, path) of the change.

    One's own later acts don't count: they were taken back before this one.
    """
    rep, last = target[0].stamp.rep, min(commit.stamp for commit in target)
    wrote = {
        (kind, id, register(kind, path)[0])
        for commit in target
        for kind, id, values, _ in commit.ops
        for path in values
    }
    changed: dict[Record, tuple[str, str]] = {}
    for commit in log:
        if commit.stamp < last or commit.stamp.rep == rep:
            continue
        for kind, id, values, _ in commit.ops:
            for path in values:
                if (kind, id) in made or (kind, id, register(kind, path)[0]) in wrote:
                    changed.setdefault((kind, id), (commit.stamp.rep, path))
    return changed


def _creates(op: Any) -> bool:
    kind, _, values, replaced = op
    known = KINDS.get(kind)
    return known is not None and known.essential in values and not replaced.get(known.essential)


def _complain(
    snapshot: Snapshot,
    changed: dict[Record, tuple[str, str]],
    everything: int,
    *,
    leave: bool,
) -> None:
    if everything == 1 or len(changed) == everything:
        (kind, _), (rep, path) = next(iter(changed.items()))
        field = KINDS[kind].field(path) if kind in KINDS else None
        label = field.label if field else Words(path, path)
        raise Refused(CHANGED.fill(who=snapshot.author(rep), field=label))
    if not leave:
        raise ChangedSince(SOME_CHANGED.fill(n=len(changed), all=everything))


def _acts(
    target: list[Commit],
    writes: Writes,
    past: Past,
    made: set[Record],
    leave: Iterable[Record],
) -> tuple[Act, ...]:
    """The acts that put things back, latest first, each at the time of what it undoes."""
    acts = []
    first = min(commit.stamp for commit in target)
    done = set(leave)
    opened = [
        each for each in decided(target, writes, past) if (each.kind, each.id) not in made | done
    ]
    for commit in target:
        edits = []
        for op in commit.ops:
            if (op[0], op[1]) not in done:
                edits.append(_inverse(commit, op, writes, first))
                if (op[0], op[1]) in made:
                    done.add((op[0], op[1]))
        if edits := list(without(edits, opened)):
            acts.append(Act(commit.intent, tuple(edits), commit.when))
    last = target[-1]
    return (*reversed(acts), *opening(opened, last.intent, last.when))


def _inverse(commit: Commit, op: Any, writes: Writes, first: Stamp) -> Edit:
    kind, id, values, _ = op
    if _creates(op):
        return Edit(kind, id, {DELETED: True})
    before = _values_before(values, writes.get((kind, id), ()), first)
    if values.get(DELETED) and not commit.undoes:
        # Whoever archives a record sees it; an earlier delete of it was contested.
        before[DELETED] = None
    return Edit(kind, id, before)


def _values_before(
    paths: Iterable[str], own: Iterable[tuple[Commit, Op]], first: Stamp
) -> dict[str, Any]:
    """The values that paths of a record had just before the act that began at `first`."""
    found: dict[str, Any] = dict.fromkeys(paths)
    for commit, op in own:
        if commit.stamp >= first:
            break
        found.update({path: op[2][path] for path in found if path in op[2]})
    return found
