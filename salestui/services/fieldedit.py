"""A field of a record on one line of text: what stands there, and what an edited line means.

This adds to `typed.py` what needs the record itself: members of a map that go away, and the
currency that an amount without one is in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from salestui.domain.change import Value
from salestui.domain.money import typed_money
from salestui.domain.names import record_name
from salestui.domain.problems import NotFound
from salestui.domain.refs import find
from salestui.domain.schema import Field, key_path, members_of
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.text import clean, searchable
from salestui.services.context import Context
from salestui.services.typed import shown, typed_values

MEMBER_KINDS: Mapping[str, str] = {"contacts": "contacts", "collaborators": "members"}
"""Map fields whose members are ids of records of a kind."""

WITH_PARTS = frozenset(
    {"checklist", "bypassed", "outputs", "strategies", "stages", "business_days"}
)
"""Map fields whose members are more than a name: no line of text can say them."""

LOG_ONLY = frozenset({"number", "history_from", "external_id", "merged_into", "owner_since"})
"""Fields that the program keeps itself."""


def editable(field: Field) -> bool:
    """Whether a person may type a new value for the field."""
    return field.path not in LOG_ONLY and field.path not in WITH_PARTS


def edit_text(field: Field, doc: Doc, snapshot: Snapshot, lang: str, currency: str) -> str:
    """What stands in the field's line; `currency` is the one that need not be written."""
    if field.type == "map":
        return ", ".join(member_text(field, doc, each, snapshot) for each in _members(field, doc))
    if field.type == "money" and doc.get(field.path) is not None:
        own = str(doc.get(field.currency) or "")
        return typed_money(int(doc[field.path]), own, lang, default=currency)
    return shown(field, doc, snapshot, lang)


def _members(field: Field, doc: Doc) -> tuple[str, ...]:
    return members_of(doc, field.path)


def member_text(field: Field, doc: Doc, member: str, snapshot: Snapshot) -> str:
    """A member of a map field as people call it: its text, the record's name, or its key."""
    text = doc.get(key_path(field.path, member))
    if isinstance(text, str):
        return text
    kind = MEMBER_KINDS.get(field.path, "")
    record = snapshot.get(kind, member) if kind else None
    return record_name(snapshot, kind, record) if record else member


def edit_values(
    field: Field, text: str, doc: Doc, snapshot: Snapshot, ctx: Context
) -> dict[str, Value]:
    """The values that an edited line means for a field of `doc`; empty text clears it.

    Raises InputProblem, and NotFound for a name that nobody answers to.
    """
    if field.type == "map":
        return _map_values(field, text, doc, snapshot)
    own = doc.get(field.currency) if field.type == "money" else None
    return typed_values(field, text, snapshot, replace(ctx, currency=str(own)) if own else ctx)


def _map_values(field: Field, text: str, doc: Doc, snapshot: Snapshot) -> dict[str, Value]:
    """Members that are named stay or come, all others go."""
    by_text = {
        searchable(name): member
        for member in _members(field, doc)
        for name in (member, member_text(field, doc, member, snapshot))
    }
    parts = text.replace("，", ",").replace("、", ",").split(",")
    wanted: dict[str, Value] = {}
    for part in (clean(part) for part in parts):
        if part:
            member = by_text.get(searchable(part)) or _new_member(field, part, snapshot)
            wanted[member] = doc.get(key_path(field.path, member)) or True
    gone: dict[str, Value] = {member: None for member in _members(field, doc)}
    return {key_path(field.path, member): value for member, value in (gone | wanted).items()}


def _new_member(field: Field, part: str, snapshot: Snapshot) -> str:
    kind = MEMBER_KINDS.get(field.path, "")
    if not kind:
        return part
    try:
        return str(find(snapshot, kind, part)["_id"])
    except NotFound as problem:
        problem.where = field.path
        raise
