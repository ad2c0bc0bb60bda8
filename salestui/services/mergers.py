"""Merging accounts that are one company: one stays, the other becomes part of it.

What belonged to the other is not touched: whoever reads the deals, contacts and activities of an
account follows `merged_into`. So no colleague's offline edit is lost, and one undo parts the two.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from salestui.domain.change import Act, Value
from salestui.domain.fold import register
from salestui.domain.problems import Refused
from salestui.domain.schema import ACCOUNTS, Field, key_path, members_of
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.services.context import Context
from salestui.services.records import act_of, checked_edit, live_record

ITSELF = Words("An account can't be merged with itself", "客户不能与自己合并")
OWN = frozenset({"number", "external_id", "merged_into"})
"""Fields that stay each account's own."""
STRONGER = ("former", "prospect", "customer")
"""Kinds of account, the one that wins last."""


class Differing(NamedTuple):
    """A field, or fields that go together, in which the two accounts say different things."""

    field: Field
    """The first of the fields."""
    paths: tuple[str, ...]
    takes: bool
    """Whether the other account's value stands unless somebody says otherwise."""


def differing(snapshot: Snapshot, keep_id: str, other_id: str) -> list[Differing]:
    """Where somebody may want to choose. What only one of the two knows is not in question."""
    keep, other = _pair(snapshot, keep_id, other_id)
    return [
        each
        for each in _registers(keep, other)
        if any(path in keep for path in each.paths) and any(path in other for path in each.paths)
    ]


def _pair(snapshot: Snapshot, keep_id: str, other_id: str) -> tuple[Doc, Doc]:
    if keep_id == other_id:
        raise Refused(ITSELF)
    return live_record(snapshot, "accounts", keep_id), live_record(snapshot, "accounts", other_id)


def _registers(keep: Doc, other: Doc) -> Iterator[Differing]:
    """Fields in which the two differ, those that go together as one."""
    done: set[str] = set()
    for field in ACCOUNTS.fields:
        paths = register("accounts", field.path)
        if paths[0] in done or field.path in OWN or field.type in ("map", "long_text"):
            continue
        done.add(paths[0])
        if any(keep.get(path) != other.get(path) for path in paths):
            first = next(each for each in ACCOUNTS.fields if each.path == paths[0])
            yield Differing(first, paths, _better(first, keep, other))


def _better(field: Field, keep: Doc, other: Doc) -> bool:
    """Whether the other's value is the better one: there is no own one, or it says more."""
    mine, theirs = keep.get(field.path), other.get(field.path)
    if field.path == "kind" and {mine, theirs} <= {*STRONGER}:
        return STRONGER.index(str(theirs)) > STRONGER.index(str(mine))
    return mine is None and theirs is not None


def merge_accounts(
    snapshot: Snapshot,
    ctx: Context,
    keep_id: str,
    other_id: str,
    take: Collection[str] | None = None,
) -> Act:
    """Make `other` part of `keep`, as one act.

    `take` holds the first paths of `differing` whose value comes from the other; None leaves it to
    `Differing.takes`. Gaps are filled, tags joined, notes put one under the other. Raises NotFound
    for an account that is gone or merged already, Refused for one with itself.
    """
    keep, other = _pair(snapshot, keep_id, other_id)
    asked = {each.field.path for each in differing(snapshot, keep_id, other_id)}
    values: dict[str, Value] = {}
    for each in _registers(keep, other):
        path = each.field.path
        takes = each.takes if take is None or path not in asked else path in take
        if takes:
            values |= {member: other.get(member) for member in each.paths}
    values |= _joined(keep, other)
    parent = values.get("parent", keep.get("parent"))
    if parent and snapshot.root(str(parent)) in (keep_id, other_id):
        values["parent"] = None
    edits = [
        checked_edit(snapshot, "accounts", keep_id, values),
        checked_edit(snapshot, "accounts", other_id, {"merged_into": keep_id}),
    ]
    return act_of("account.merge", edits)


def _joined(keep: Doc, other: Doc) -> dict[str, Value]:
    """Tags and notes of both."""
    tags = {
        key_path("tags", tag): other[key_path("tags", tag)] for tag in members_of(other, "tags")
    }
    values: dict[str, Value] = {path: tag for path, tag in tags.items() if path not in keep}
    mine, theirs = str(keep.get("note") or ""), str(other.get("note") or "")
    if theirs and theirs not in mine:
        values["note"] = f"{mine}\n\n{theirs}" if mine else theirs
    return values
