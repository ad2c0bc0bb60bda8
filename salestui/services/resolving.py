"""Deciding what several people wrote without knowing of each other.

Every decision is an ordinary act that names all the values it replaces, so that the conflict is
gone for everybody who sees it. Somebody who decided differently meanwhile makes a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from salestui.domain.change import Act, Commit, Edit, Value
from salestui.domain.conflicts import Conflict, Contest, Side
from salestui.domain.fold import register
from salestui.domain.merging import Merged, Overlap, merge_texts
from salestui.domain.problems import NotFound, Refused
from salestui.domain.schema import DELETED, KINDS
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.services.context import Context
from salestui.services.records import Seen, act_of, checked_edit, live_record

NO_SUCH_VALUE = Words("That value is not in the history", "历史中没有该值")
STANDS = Words("That value stands already", "当前已是该值")
NO_TEXT = Words("Only texts can be merged", "只有文字可以合并")


def keep(snapshot: Snapshot, ctx: Context, conflict: Conflict) -> Act:
    """The standing value stays, and the others are settled. Raises NotFound."""
    return take(snapshot, ctx, conflict, conflict.heads[0])


def take(snapshot: Snapshot, ctx: Context, conflict: Conflict, side: Side) -> Act:
    """One of the values shall stand, and the others are settled. Raises NotFound."""
    if side not in conflict.heads:
        raise NotFound(NO_SUCH_VALUE, where=side.commit)
    return _decide(snapshot, conflict, side.values)


def edit(
    snapshot: Snapshot,
    ctx: Context,
    conflict: Conflict,
    values: Mapping[str, Value],
    seen: Seen | None = None,
) -> Act:
    """Another value shall stand. What is not given stays as in the standing value.

    `seen` are the heads that were in view, where they are others than the conflict's by now.
    Raises NotFound, and InputProblem for what the field does not take.
    """
    checked_edit(snapshot, conflict.kind, conflict.id, values)
    stood = conflict.heads[0].values
    if "owner_since" in conflict.paths and values.get("owner") != stood.get("owner"):
        values = {**values, "owner_since": ctx.today.isoformat() if values.get("owner") else None}
    return _decide(snapshot, conflict, {**stood, **values}, seen)


def _decide(
    snapshot: Snapshot, conflict: Conflict, values: Mapping[str, Value], seen: Seen | None = None
) -> Act:
    live_record(snapshot, conflict.kind, conflict.id)
    whole = {**dict.fromkeys(conflict.paths), **values}
    intent = f"{_label(conflict.kind)}.settle"
    return Act(intent, (Edit(conflict.kind, conflict.id, whole, seen or conflict.seen),))


def merged_text(conflict: Conflict) -> Merged:
    """All versions of a text in one, with the places where a person has to choose.

    Saved with `edit` when the person has looked at it. Raises Refused for what is no text.
    """
    if conflict.merge != "text":
        raise Refused(NO_TEXT, where=conflict.paths[0])
    path = conflict.paths[0]
    base = str(conflict.base.get(path, ""))
    texts = [str(side.values.get(path, "")) for side in conflict.heads]
    merged = Merged(texts[0], ())
    for side, theirs in enumerate(texts[1:], 1):
        found = merge_texts(base, merged.text, theirs)
        new = (overlap._replace(side=side) for overlap in found.overlaps)
        merged = Merged(found.text, tuple(sorted((*_still(merged, found), *new))))
    return merged


def _still(earlier: Merged, merged: Merged) -> list[Overlap]:
    """The overlaps of an earlier merge, where they stand now; those inside a later one are gone."""
    found = []
    for overlap in earlier.overlaps:
        text = earlier.text[overlap.start : overlap.stop]
        start = merged.text.find(text)
        inside = any(each.start <= start < each.stop for each in merged.overlaps)
        if start >= 0 and not inside:
            found.append(overlap._replace(start=start, stop=start + len(text)))
    return found


def confirm_delete(snapshot: Snapshot, ctx: Context, contest: Contest) -> Act:
    """The record shall be archived, now with the other's change in view."""
    live_record(snapshot, contest.kind, contest.id)
    return _settle(contest, deleted=True)


def restore_record(snapshot: Snapshot, ctx: Context, contest: Contest) -> Act:
    """The record shall stay, with the change that was made beside its delete."""
    live_record(snapshot, contest.kind, contest.id)
    return _settle(contest, deleted=False)


def _settle(contest: Contest, *, deleted: bool) -> Act:
    values: dict[str, Value] = {DELETED: True if deleted else None}
    intent = f"{_label(contest.kind)}.{'archive' if deleted else 'restore'}"
    return Act(intent, (Edit(contest.kind, contest.id, values, contest.seen),))


def restore_value(
    snapshot: Snapshot,
    ctx: Context,
    commits: Iterable[Commit],
    kind: str,
    id: str,
    path: str,
    commit: str,
) -> Act:
    """What a commit once wrote at a path (with its group) shall stand again.

    `commits` are those of the record. Raises NotFound where that commit wrote nothing there, and
    Refused where its value stands already.
    """
    live_record(snapshot, kind, id)
    paths = register(kind, path)
    for each in commits:
        for op_kind, op_id, written, _ in each.ops:
            wrote = (op_kind, op_id) == (kind, id) and any(p in written for p in paths)
            if wrote and each.stamp.id == commit:
                values = {p: written.get(p) for p in paths}
                act = act_of(f"{_label(kind)}.set", [checked_edit(snapshot, kind, id, values)])
                if not act.edits:
                    raise Refused(STANDS, where=path)
                return act
    raise NotFound(NO_SUCH_VALUE, where=commit)


def _label(kind: str) -> str:
    return KINDS[kind].label.en if kind in KINDS else kind
