"""From acts to commit lines: groups filled in, text cleaned, replaced values named, stamped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from salestui.domain.change import Act, Edit, commit_json
from salestui.domain.clock import ZERO, Tick
from salestui.domain.fold import Fold, register
from salestui.domain.marks import Head
from salestui.domain.schema import KINDS, key_path, path_parts
from salestui.domain.text import clean
from salestui.store.lines import MAX_WRITTEN, encode

RECORDS_PER_LINE = 150
"""Most records in one line: what one reader folds at a time."""
ROOM = MAX_WRITTEN - 1024
"""Bytes for the changes of a line; the rest is for its frame."""
SHORT_PATH = 1000
"""Characters of a path that is no text of any length."""
GROUPED = {name for name, kind in KINDS.items() if kind.groups}
LONG_TEXTS = {
    (name, field.path)
    for name, kind in KINDS.items()
    for field in kind.fields
    if field.type == "long_text"
}


class Draft(NamedTuple):
    """What turning acts into lines needs to know."""

    fold: Fold
    rep: str
    now: int
    first: int
    """Number of the first commit to be written."""
    vector: Mapping[str, int]
    undoes: str
    group: str


@dataclass(frozen=True, slots=True)
class _Pending:
    """What earlier lines of the same act wrote, not yet folded."""

    values: dict[tuple[str, str], dict[str, Any]]
    heads: dict[tuple[str, str, str], tuple[str, Tick]]
    """(kind, id, register) -> the commit that wrote it last, its clock reading."""


def draft_lines(draft: Draft, acts: Iterable[Act]) -> list[dict[str, Any]]:
    """The commit lines of what is one act of a person: one line where it fits, else a group."""
    pending = _Pending({}, {})
    pieces = [piece for act in acts for piece in _pieces(draft.fold, _cleaned(act))]
    lines = []
    for index, piece in enumerate(pieces):
        seq = draft.first + index
        group = (draft.group, index, len(pieces)) if len(pieces) > 1 else None
        lines.append(_line(draft, seq, piece, group, pending))
    return lines


def _cleaned(act: Act) -> Act:
    """An act whose texts, values and members of maps alike, are as they may be kept."""
    edits = tuple([edit._replace(values=_clean_values(edit)) for edit in act.edits])
    return Act(act.intent, edits, act.when)


def _clean_values(edit: Edit) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for path, value in edit.values.items():
        if isinstance(value, str):
            value = clean(value, multiline=(edit.kind, path) in LONG_TEXTS) or None
        # What is taken away goes under the name that it has, whoever wrote that.
        if value is not None and not (path.isprintable() and len(path) <= SHORT_PATH):
            path = key_path(*(clean(part) for part in path_parts(path)))
            if path.endswith("/"):
                continue
        values[path] = value
    return values


def _pieces(fold: Fold, act: Act) -> list[Act]:
    """An act in parts that each fit a line."""
    if len(act.edits) <= RECORDS_PER_LINE and _size(fold, act.edits) <= ROOM:
        return [act]
    parts: list[Act] = []
    edits: list[Edit] = []
    size = 0
    for edit in (part for whole in act.edits for part in _parts(fold, whole)):
        weight = _size(fold, (edit,))
        if edits and (size + weight > ROOM or len(edits) >= RECORDS_PER_LINE):
            parts.append(Act(act.intent, tuple(edits), act.when))
            edits, size = [], 0
        edits.append(edit)
        size += weight
    return [*parts, Act(act.intent, tuple(edits), act.when)]


def _parts(fold: Fold, edit: Edit) -> list[Edit]:
    """An edit in parts that each fit a line, unless one register alone is longer."""
    if _size(fold, (edit,)) <= ROOM:
        return [edit]
    # What makes it a record goes first, so that the act still begins with making it.
    essential = KINDS[edit.kind].essential if edit.kind in KINDS else ""
    paths = sorted(edit.values, key=lambda path: path != essential)
    parts: list[Edit] = []
    values: dict[str, Any] = {}
    size = 0
    for members in dict.fromkeys(register(edit.kind, path) for path in paths):
        found = {path: edit.values[path] for path in members if path in edit.values}
        weight = _size(fold, (edit._replace(values=found),))
        if values and size + weight > ROOM:
            parts.append(edit._replace(values=values))
            values, size = {}, 0
        values |= found
        size += weight
    return [*parts, edit._replace(values=values)]


def _size(fold: Fold, edits: Iterable[Edit]) -> int:
    """At most how many bytes edits take in a line, groups and replaced ids included."""
    size = 0
    for edit in edits:
        paths = {member for path in edit.values for member in register(edit.kind, path)}
        new = fold.snapshot.get(edit.kind, edit.id) is None and edit.kind not in GROUPED
        size += 80 + len(encode(dict(edit.values)).encode()) + (0 if new else 45 * len(paths))
    return size


def _line(
    draft: Draft,
    seq: int,
    act: Act,
    group: tuple[str, int, int] | None,
    pending: _Pending,
) -> dict[str, Any]:
    """One commit line."""
    ops: list[list[Any]] = []
    floor = ZERO
    for edit in act.edits:
        values = _whole_groups(draft.fold, edit, pending)
        replaced: dict[str, list[str]] = {}
        if _known(draft.fold, edit, pending):
            for path in values:
                ids, tick = _replaced(draft.fold, edit, path, pending)
                floor = max(floor, tick)
                if ids:
                    replaced[path] = ids
        ops.append([edit.kind, edit.id, values, replaced])
    tick = draft.fold.clock.stamp(draft.now, floor)
    if group:
        _note(pending, ops, (f"{draft.rep}:{seq}", tick))
    return commit_json(
        seq, tick, act, ops, now=draft.now, group=group, undoes=draft.undoes,
        vector=draft.vector if seq == draft.first else None,
    )  # fmt: skip


def _known(fold: Fold, edit: Edit, pending: _Pending) -> bool:
    """Whether anything was ever written to the record."""
    return edit.id in fold.marks.get(edit.kind, ()) or (edit.kind, edit.id) in pending.values


def _note(pending: _Pending, ops: list[list[Any]], wrote: tuple[str, Tick]) -> None:
    """Remember what a line wrote for the lines behind it."""
    for kind, id, values, _ in ops:
        pending.values.setdefault((kind, id), {}).update(values)
        for path in values:
            pending.heads[kind, id, register(kind, path)[0]] = wrote


def _whole_groups(fold: Fold, edit: Edit, pending: _Pending) -> dict[str, Any]:
    """The edit's values with the rest of every group it touches as it stands now."""
    doc = fold.snapshot.get(edit.kind, edit.id) or {}
    later = pending.values.get((edit.kind, edit.id), {})
    values: dict[str, Any] = {}
    for path, value in edit.values.items():
        for member in register(edit.kind, path):
            values.setdefault(member, later[member] if member in later else doc.get(member))
        values[path] = value
    return values


def _replaced(fold: Fold, edit: Edit, path: str, pending: _Pending) -> tuple[list[str], Tick]:
    """The ids that a write of `path` replaces, and the stamp that it must exceed."""
    own = pending.heads.get((edit.kind, edit.id, register(edit.kind, path)[0]))
    if own is not None and not edit.beside:
        return [own[0]], own[1]
    heads = fold.heads(edit.kind, edit.id, path)
    floor = max((head.stamp.tick for head in heads), default=ZERO)
    if edit.seen is not None and path in edit.seen:
        return _meant(fold, edit.seen[path], heads), floor
    return [head.stamp.id for head in heads], floor


def _meant(fold: Fold, seen: Iterable[str], heads: Iterable[Head]) -> list[str]:
    """The commits that a form had seen; those that were written again since under their new id."""
    standing = {head.stamp.id for head in heads}
    return [id if id in standing else fold.again.anywhere(id) for id in seen]
