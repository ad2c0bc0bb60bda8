"""Exit criteria of a stage (4.2.11): which are met by the deal, its people and its activities.

What `arg` says, by kind of check. Commas mean *all of*, `|` means *one of*:

- `field_set`: paths of the deal, or of its account as `account.industry`; a map field is set when
  it has a member. `won_amount,closed_on`, `budget_min|budget_max`.
- `field_gte`: the same with a least value, `pains>=3,desired_solution`; for a map field the number
  of its members counts.
- `contact_role`: one of these decision roles among the contacts, `champion|user`.
- `contact_count`: at least so many contacts; `1:reachable` with a phone, e-mail or WeChat;
  `3:roles` so many different known roles.
- `activity_done`: one of these activity types, `call|meeting`, or `*` for any touch; `:feedback` or
  `:score` asks that it recorded one; `:account` also takes the account's activities of the quarter
  before the deal.
- `task_done`: the deal's task of this node is done, or a tick by hand.
- `document`, `checklist`: a tick by hand, `checklist/<criterion key>`, with its evidence beside it.

Contacts are those of the account and those named on the deal who have not left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from salestui.domain.pipelines import Criterion, Stage
from salestui.domain.schema import key_path, members_of
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot

QUARTER_MS = 92 * 86_400_000
"""How far before a deal's creation an activity of the account still counts."""

BY_HAND = ("document", "task_done", "checklist")
"""Checks that a person ticks; all others are derived."""


@dataclass(frozen=True, slots=True)
class Item:
    """One exit criterion with its state."""

    key: str
    text: Words
    check: str
    severity: str
    """`required` or `advised`."""
    done: bool
    evidence: str
    """What fulfils it, as typed by people: a name, a value, a note; empty where nothing does."""
    at: int | None = None
    """For activities: when it happened, ms."""


class Found(NamedTuple):
    """The answer of one check."""

    done: bool
    evidence: str = ""
    at: int | None = None


NO = Found(False)


class Facts:
    """What the checks of one deal look at, read from the snapshot when first asked for."""

    def __init__(self, doc: Doc, snapshot: Snapshot) -> None:
        self.doc = doc
        self.snapshot = snapshot
        self._contacts: tuple[Doc, ...] | None = None

    @property
    def account(self) -> Doc:
        """The deal's account; empty where it has none."""
        return self.snapshot.account(self.doc.get("account")) or {}

    @property
    def contacts(self) -> tuple[Doc, ...]:
        """The people who count, the most influential first."""
        if self._contacts is None:
            ids = dict.fromkeys(members_of(self.doc, "contacts"))
            ids.update(dict.fromkeys([str(self.doc.get("primary_contact", ""))]))
            account = str(self.doc.get("account", ""))
            ids.update(dict.fromkeys(self.snapshot.ids("contacts.account", account)))
            found = [doc for doc in map(self._contact, ids) if doc is not None]
            found.sort(key=lambda doc: (-int(doc.get("influence", 0)), str(doc.get("_id"))))
            self._contacts = tuple(found)
        return self._contacts

    def _contact(self, contact_id: str) -> Doc | None:
        doc = self.snapshot.get("contacts", contact_id)
        return None if doc is None or doc.get("_del") or doc.get("left_on") else doc

    def activities(self, *, account: bool = False) -> Iterator[Doc]:
        """The deal's activities; with `account` also the account's of the quarter before it."""
        for activity_id in self.snapshot.ids("activities.deal", str(self.doc.get("_id", ""))):
            yield self.snapshot.get("activities", activity_id) or {}
        if not account:
            return
        since = int(self.doc.get("_created", 0)) - QUARTER_MS
        for activity_id in self.snapshot.ids(
            "activities.account", str(self.doc.get("account", ""))
        ):
            doc = self.snapshot.get("activities", activity_id) or {}
            if int(doc.get("at", 0)) >= since:
                yield doc


@lru_cache(maxsize=512)
def _terms(arg: str) -> tuple[tuple[str, ...], ...]:
    """`a,b|c` as ((a,), (b, c)): all of these, each one of those."""
    alls = (part.split("|") for part in arg.split(","))
    return tuple(tuple(p.strip() for p in part if p.strip()) for part in alls)


def _value(path: str, facts: Facts) -> tuple[int, str]:
    """How much stands at a path (the number itself, or a count of members) and what it says."""
    doc: Mapping[str, Any] = facts.doc
    if path.startswith("account."):
        doc, path = facts.account, path.removeprefix("account.")
    value = doc.get(path)
    if value is None or value is False or value == "":
        members = members_of(doc, path)
        return len(members), ", ".join(_member(doc, path, member) for member in members)
    if isinstance(value, int):
        return int(value), "" if value is True else str(value)
    return 1, str(value)


def _member(doc: Mapping[str, Any], path: str, member: str) -> str:
    text = doc.get(key_path(path, member))
    return text if isinstance(text, str) else member


def _holds(term: str, facts: Facts) -> Found:
    path, _, least = term.partition(">=")
    amount, said = _value(path.strip(), facts)
    if not least:
        return Found(bool(said) or amount > 0, said)
    return Found(least.strip().isdecimal() and amount >= int(least), said)


def _fields(arg: str, facts: Facts) -> Found:
    said = []
    for alternatives in _terms(arg):
        found = next((f for f in (_holds(t, facts) for t in alternatives) if f.done), NO)
        if not found.done:
            return NO
        said.append(found.evidence)
    return Found(bool(said), "; ".join(text for text in said if text))


def missing_terms(arg: str, facts: Facts) -> list[str]:
    """The paths to fill in for a criterion on fields: of each unmet term the first alternative."""
    return [
        alternatives[0].partition(">=")[0].strip()
        for alternatives in _terms(arg)
        if alternatives and not any(_holds(term, facts).done for term in alternatives)
    ]


def _contact_role(arg: str, facts: Facts) -> Found:
    roles = {role for alternatives in _terms(arg) for role in alternatives}
    for contact in facts.contacts:
        if contact.get("decision_role") in roles:
            return Found(True, str(contact.get("name", "")))
    return NO


def _contact_count(arg: str, facts: Facts) -> Found:
    least, _, what = arg.partition(":")
    people = facts.contacts
    if what == "reachable":
        people = tuple(c for c in people if any(c.get(p) for p in ("phone", "email", "wechat")))
    if what == "roles":
        by_role = {c.get("decision_role"): c for c in reversed(people)}
        people = tuple(c for role, c in by_role.items() if role not in (None, "unknown"))
    needed = int(least) if least.strip().isdecimal() else 1
    return Found(len(people) >= needed, ", ".join(str(c.get("name", "")) for c in people))


def _activity_done(arg: str, facts: Facts) -> Found:
    types, *asks = arg.split(":")
    wanted = {part for alternatives in _terms(types) for part in alternatives}
    needed = [ask for ask in asks if ask != "account"]
    latest: Doc | None = None
    for doc in facts.activities(account="account" in asks):
        kind = doc.get("type")
        if kind not in wanted and ("*" not in wanted or kind == "note"):
            continue
        if all(doc.get(path) for path in needed) and (
            latest is None or doc.get("at", 0) > latest.get("at", 0)
        ):
            latest = doc
    if latest is None:
        return NO
    at = latest.get("at")
    return Found(True, _who(latest, facts.snapshot), None if at is None else int(at))


def _who(activity: Doc, snapshot: Snapshot) -> str:
    member = snapshot.get("members", activity.get("member")) or {}
    return str(member.get("short_name") or member.get("name") or member.get("handle") or "")


CHECKS: dict[str, Callable[[str, Facts], Found]] = {
    "field_set": _fields,
    "field_gte": _fields,
    "contact_role": _contact_role,
    "contact_count": _contact_count,
    "activity_done": _activity_done,
}
"""Derived checks; a kind that this version does not know is ticked by hand."""


def _task_done(node: str, facts: Facts) -> Found:
    for id in facts.snapshot.ids("tasks.deal", str(facts.doc.get("_id", ""))):
        task = facts.snapshot.get("tasks", id) or {}
        if task.get("node") == node and task.get("status") == "done":
            owner = facts.snapshot.get("members", task.get("owner")) or {}
            who = owner.get("short_name") or owner.get("name") or owner.get("handle")
            return Found(True, " ".join(str(part) for part in (task.get("done_on"), who) if part))
    return NO


def _found(criterion: Criterion, facts: Facts) -> Found:
    check = CHECKS.get(criterion.check)
    if check is not None:
        return check(criterion.arg, facts)
    if criterion.check == "task_done" and (found := _task_done(criterion.arg, facts)).done:
        return found
    tick = key_path("checklist", criterion.key)
    evidence = str(facts.doc.get(tick + "/evidence") or "")
    return Found(facts.doc.get(tick) is True, evidence)


def evaluate(doc: Doc, snapshot: Snapshot, stage: Stage) -> tuple[Item, ...]:
    """The exit criteria of `stage` in order, each with whether the deal meets it and by what.

    A retired stage asks for nothing.
    """
    facts = Facts(doc, snapshot)
    items: list[Item] = []
    if stage.retired:
        return ()
    for criterion in stage.criteria:
        found = _found(criterion, facts)
        items.append(
            Item(
                criterion.key,
                criterion.text,
                criterion.check,
                criterion.severity,
                found.done,
                found.evidence if found.done else "",
                found.at,
            )
        )
    return tuple(items)


def met(doc: Doc, snapshot: Snapshot, criterion: Criterion) -> bool:
    """Whether a deal meets one criterion, which need not be part of its path."""
    return _found(criterion, Facts(doc, snapshot)).done


def progress(doc: Doc, snapshot: Snapshot, stage: Stage) -> tuple[int, int]:
    """(done, required) of the required criteria only: the `2/4` on cards."""
    facts = Facts(doc, snapshot)
    asked = () if stage.retired else stage.criteria
    required = [c for c in asked if c.severity == "required"]
    return sum(_found(c, facts).done for c in required), len(required)
