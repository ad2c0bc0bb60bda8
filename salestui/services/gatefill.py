"""Filling in what a gate lacks, a line of text for each: fields, people, activities, ticks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from salestui.domain.change import Act, Edit, Value
from salestui.domain.criteria import CHECKS, Facts, missing_terms
from salestui.domain.gates import Missing
from salestui.domain.pipelines import Criterion
from salestui.domain.problems import InputProblem, Problem
from salestui.domain.schema import (
    ACCOUNTS,
    ACTIVITY_TYPES,
    DEALS,
    DECISION_ROLES,
    Field,
    key_path,
)
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.services.accounts import add_contact
from salestui.services.activities import log_activity, parse_quick_log, read_score
from salestui.services.context import Context
from salestui.services.fieldedit import edit_values
from salestui.services.records import checked_edit

NO_ACCOUNT = Words("The deal has no account to add people to", "该商机没有客户，无法添加联系人")
SCORE = Words("Begin with the score, 1 to 5", "先写评分，1到5")
DONE = frozenset({"x", "ok", "yes", "done", "是", "有", "好", "已完成"})
"""What ticks a criterion without saying what shows it."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One line to be filled in."""

    key: str
    """The criterion's key; with the field's path behind a dot where it asks for a field."""
    label: Words
    criterion: Criterion
    kind: str
    """`field`, `role`, `contact`, `activity` or `tick`."""
    record: tuple[str, str] = ("", "")
    """Of a field: kind and id of the record that it is in."""
    field: Field | None = None


def asks(snapshot: Snapshot, deal: Doc, lacks: Iterable[Missing]) -> list[Ask]:
    """What to ask for, in the order of the path; a field that two criteria want only once."""
    found: dict[str, Ask] = {}
    for each in lacks:
        criterion = next(c for c in each.stage.criteria if c.key == each.item.key)
        for ask in _asks(snapshot, deal, criterion):
            if ask.field is None or all(
                (ask.record, ask.field) != (other.record, other.field) for other in found.values()
            ):
                found[ask.key] = ask
    return list(found.values())


def _asks(snapshot: Snapshot, deal: Doc, criterion: Criterion) -> Iterator[Ask]:
    if criterion.check in ("field_set", "field_gte"):
        for path in missing_terms(criterion.arg, Facts(deal, snapshot)):
            ask = _field(deal, criterion, path)
            if ask is not None:
                yield ask
        return
    kinds = {"contact_role": "role", "contact_count": "contact", "activity_done": "activity"}
    kind = kinds.get(criterion.check, "tick")
    if kind == "tick" or criterion.check in CHECKS:
        yield Ask(criterion.key, criterion.text, criterion, kind)


def _field(deal: Doc, criterion: Criterion, path: str) -> Ask | None:
    kind, record = DEALS, ("deals", str(deal["_id"]))
    if path.startswith("account."):
        kind, path = ACCOUNTS, path.removeprefix("account.")
        record = ("accounts", str(deal.get("account") or ""))
    field = kind.field(path)
    if field is None or not record[1]:
        return None
    return Ask(f"{criterion.key}.{path}", field.label, criterion, "field", record, field)


# -- answers


def filled(
    snapshot: Snapshot, ctx: Context, deal_id: str, wanted: Iterable[Ask], texts: Mapping[str, str]
) -> list[Edit]:
    """The edits that the typed lines mean; what was left empty is left out.

    Raises the Problem of the first line that can't be read, with the key of the line as `where`.
    """
    edits: list[Edit] = []
    for ask in wanted:
        text = texts.get(ask.key, "").strip()
        if not text:
            continue
        try:
            edits += answer(snapshot, ctx, deal_id, ask, text)
        except Problem as problem:
            problem.where = ask.key
            raise
    return edits


def answer(snapshot: Snapshot, ctx: Context, deal_id: str, ask: Ask, text: str) -> tuple[Edit, ...]:
    """The edits that one typed line means. Raises InputProblem and NotFound."""
    deal = snapshot.get("deals", deal_id) or {}
    if ask.kind == "field" and ask.field is not None:
        kind, id = ask.record
        doc = snapshot.get(kind, id) or {}
        values = edit_values(ask.field, text, doc, snapshot, ctx)
        return (checked_edit(snapshot, kind, id, values),)
    if ask.kind == "role":
        return _role(snapshot, ctx, deal, ask.criterion, text)
    if ask.kind == "contact":
        return _person(snapshot, ctx, deal, text, "").edits
    if ask.kind == "activity":
        return _activity(snapshot, ctx, deal_id, ask.criterion, text).edits
    tick = key_path("checklist", ask.criterion.key)
    ticked: dict[str, Value] = {tick: True}
    if text.casefold() not in DONE:
        ticked[f"{tick}/evidence"] = text
    return (checked_edit(snapshot, "deals", deal_id, ticked),)


def role_of(criterion: Criterion) -> str:
    """The decision role that a criterion asks for: the first that it names."""
    return criterion.arg.replace(",", "|").split("|")[0].strip()


def _role(
    snapshot: Snapshot, ctx: Context, deal: Doc, criterion: Criterion, text: str
) -> tuple[Edit, ...]:
    role = role_of(criterion)
    if role not in DECISION_ROLES:
        role = "unknown"
    for contact in Facts(deal, snapshot).contacts:
        if text in (contact.get("name"), contact.get("number"), contact["_id"]):
            values: dict[str, Value] = {"decision_role": role}
            return (checked_edit(snapshot, "contacts", contact["_id"], values),)
    return _person(snapshot, ctx, deal, text, role).edits


def _person(snapshot: Snapshot, ctx: Context, deal: Doc, text: str, role: str) -> Act:
    """A new contact: `name` or `name, phone`, `name, mail`."""
    account = str(deal.get("account") or "")
    if not account:
        raise InputProblem(NO_ACCOUNT)
    name, _, reach = (part.strip() for part in text.replace("，", ",").partition(","))
    values: dict[str, Value] = {"account": account, "name": name}
    if reach:
        values["email" if "@" in reach else "phone"] = reach
    if role:
        values["decision_role"] = role
    return add_contact(snapshot, ctx, values)


def activity_type(criterion: Criterion) -> str:
    """The type that is logged for a criterion: the first that it names, a call for any."""
    first = criterion.arg.split(":")[0].replace(",", "|").split("|")[0].strip()
    return first if first in ACTIVITY_TYPES else "call"


def _activity(
    snapshot: Snapshot, ctx: Context, deal_id: str, criterion: Criterion, text: str
) -> Act:
    """What happened, with `> next step`; for a survey the score stands first."""
    asked = criterion.arg.split(":")[1:]
    score = None
    if "score" in asked:
        score, text = read_score(text)
        if score is None:
            raise InputProblem(SCORE)
    quick = parse_quick_log(text, ctx)
    return log_activity(
        snapshot,
        ctx,
        type=activity_type(criterion),
        summary=quick.summary,
        deal_id=deal_id,
        feedback=quick.summary if "feedback" in asked else "",
        score=score,
        next=quick.next,
    )


def merged(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Edits of one record as one; a later value counts."""
    found: dict[tuple[str, str], Edit] = {}
    for edit in edits:
        before = found.get((edit.kind, edit.id))
        values = {**(before.values if before else {}), **edit.values}
        found[edit.kind, edit.id] = Edit(edit.kind, edit.id, values)
    return tuple(found.values())
