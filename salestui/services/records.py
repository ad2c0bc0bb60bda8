"""What holds for records of every kind: checked edits, archiving and restoring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salestui.domain.change import Act, Edit, Value
from salestui.domain.fold import register
from salestui.domain.problems import NotFound, Refused
from salestui.domain.schema import DELETED, KINDS
from salestui.domain.snapshot import Doc, Snapshot, is_live
from salestui.domain.words import Words
from salestui.services.context import Context

Seen = Mapping[str, tuple[str, ...]]

GONE = Words("That {kind} is gone", "该{kind}已不存在")
MERGED = Words("{name} was merged into {into}", "{name} 已并入 {into}")


def live_record(snapshot: Snapshot, kind: str, id: str) -> Doc:
    """The record, or NotFound when there is none, or it was archived or merged into another."""
    doc = snapshot.get(kind, id)
    if doc is None or not is_live(kind, doc):
        raise NotFound(GONE.fill(kind=KINDS[kind].label), where=id)
    if not snapshot.stands(kind, doc):
        into = snapshot.account(id) or {}
        raise NotFound(MERGED.fill(name=doc["name"], into=into.get("name", "")), where=id)
    return doc


def checked_edit(
    snapshot: Snapshot, kind: str, id: str, values: Mapping[str, Value], seen: Seen | None = None
) -> Edit:
    """An edit of a record, refused with a sentence when the record would not be valid.

    Values that the record already has are left out. What others wrote is not judged again: a
    value of a newer version must not block an edit beside it. Raises InputProblem.
    """
    from salestui.domain.models.check import check_record

    old = snapshot.get(kind, id) or {}
    changed = {path: value for path, value in values.items() if old.get(path) != value}
    together = {member: old.get(member) for path in changed for member in register(kind, path)}
    after = {**together, **changed}
    check_record(kind, {path: value for path, value in after.items() if value is not None})
    return Edit(kind, id, changed, seen)


def made_edit(snapshot: Snapshot, kind: str, id: str, values: Mapping[str, Value]) -> Edit:
    """An edit that makes a record of a derived id, or brings back the archived one that has it."""
    archived = (snapshot.get(kind, id) or {}).get(DELETED)
    return checked_edit(snapshot, kind, id, {**values, DELETED: None} if archived else values)


def act_of(intent: str, edits: Sequence[Edit], when: int | None = None) -> Act:
    """An act of the edits that change something."""
    return Act(intent, tuple(edit for edit in edits if edit.values), when)


def set_values(
    snapshot: Snapshot, kind: str, id: str, values: Mapping[str, Value], seen: Seen | None = None
) -> Act:
    """New values of a live record. Raises NotFound and InputProblem."""
    live_record(snapshot, kind, id)
    intent = f"{KINDS[kind].label.en}.set"
    return act_of(intent, [checked_edit(snapshot, kind, id, values, seen)])


def archive(snapshot: Snapshot, ctx: Context, kind: str, ids: Sequence[str]) -> Act:
    """Put records away; undo or `restore` brings them back."""
    for id in ids:
        live_record(snapshot, kind, id)
    intent = f"{KINDS[kind].label.en}.archive"
    return Act(intent, tuple(Edit(kind, id, {DELETED: True}) for id in ids))


def restore(snapshot: Snapshot, ctx: Context, kind: str, ids: Sequence[str]) -> Act:
    """Bring archived records back. Raises Refused where one is not archived."""
    for id in ids:
        if not (snapshot.get(kind, id) or {}).get(DELETED):
            raise Refused(Words("That record is not archived", "该记录未归档"), where=id)
    intent = f"{KINDS[kind].label.en}.restore"
    return Act(intent, tuple(Edit(kind, id, {DELETED: None}) for id in ids))
