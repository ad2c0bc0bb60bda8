"""What every kind of import shares: the draft, and members and accounts found or made by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from salestui.domain.ids import derived_id
from salestui.domain.schema import KINDS, key_path
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.services.context import Context
from salestui.services.defaults import member_id
from salestui.services.importing.draft import Draft, Values
from salestui.services.importing.names import (
    Companies,
    People,
    folded,
    handle_from,
    name_from_mail,
    name_key,
    site_key,
)
from salestui.services.importing.rows import Fault, Row, Setup, Sheet, Tally

Tick = Callable[[], None]
"""Called once for each row that is done."""


class Desk:
    """Where the rows of one import are worked on, whatever their kind."""

    def __init__(self, snapshot: Snapshot, ctx: Context, setup: Setup, tick: Tick) -> None:
        self.snapshot = snapshot
        self.ctx = ctx
        self.setup = setup
        self.tick = tick
        self.draft = Draft(snapshot, ctx)
        self.also: Counter[str] = Counter()
        """Records made because a row named them, by kind."""
        self.people = People()
        self.companies = Companies()
        for doc in snapshot.live("members"):
            self.people.add(doc["_id"], doc)
        for doc in snapshot.live("accounts"):
            self.companies.add(doc["_id"], doc)
        for id, doc in snapshot.table("accounts").items():
            # A merged account stays what its row in the file is about.
            if "merged_into" in doc and self.draft.stands("accounts", id) is not None:
                self.companies.add(id, doc)

    @property
    def today(self) -> str:
        """The day of the import, ISO."""
        return self.ctx.today.isoformat()

    def member(self, text: str, when: int | None, *, role: str = "rep", is_id: bool = False) -> str:
        """The id of the member who goes by `text`, made with that role where there is none.

        `when`: they were there then; `is_id`: `text` is another system's id.
        """
        id = self.people.find(text)
        if id is None:
            mail = text if "@" in text.strip("@") else ""
            values: Values = {
                "handle": handle_from(text, self.people.handles),
                "name": name_from_mail(mail) if mail else text,
                "role": role,
                "active": True,
            }
            values |= {"email": mail} if mail else {}
            values |= {"external_id": text} if is_id else {}
            id = member_id(str(values["handle"]))
            self.draft.create("members", id, values, None)
            self.people.add(id, values)
            self.also["members"] += 1
        self.draft.begin_by("members", id, when)
        return id

    def account(self, text: str, when: int | None, *, is_id: bool = False) -> str | None:
        """The id of the account that goes by `text`, made where there is none and it is a name."""
        id = self.companies.find(text)
        if id is None and is_id:
            return None
        if id is None:
            id = self.account_id(text)
            if self.draft.stands("accounts", id) is None:
                values: Values = {"name": text, "kind": "prospect"}
                values |= {"website": text} if site_key(text) == text.lower() else {}
                self.draft.create("accounts", id, values, None)
                self.companies.add(id, values)
                self.also["accounts"] += 1
            else:
                self.companies.names.setdefault(name_key(text), id)
        self.draft.begin_by("accounts", id, when)
        return id

    def account_id(self, name: str) -> str:
        """The id of an imported account that is known by its name only."""
        return derived_id("ac", "accounts", self.setup.source, "name", name_key(name))

    def external(self, kind: str, id: str) -> str:
        """The id of an imported record that has an id in its source."""
        return derived_id(KINDS[kind].prefix, kind, self.setup.source, id)


def refers_by_id(sheet: Sheet, field: str) -> bool:
    """Whether the column of a field that refers to others holds ids, judged by its header."""
    return folded(sheet.labels.get(field, "")).endswith("id")


def flat(values: Mapping[str, Any], skip: frozenset[str]) -> Values:
    """Typed values as paths: the members of a map become paths of their own."""
    found: Values = {}
    for path, value in values.items():
        if path in skip or ":" in path:
            continue
        if isinstance(value, tuple):
            found.update({key_path(path, member): True for member in value})
        else:
            found[path] = value
    return found


def fault(sheet: Sheet, row: Row, field: str, value: str, message: Words) -> Fault:
    """Why a row of a sheet was not imported; `field` is ours, what is said is their column."""
    return Fault(row.line, sheet.labels.get(field, ""), value, message, sheet.name)


def repeated(sheet: Sheet, row: Row, field: str, value: str, first: int) -> Fault:
    """The fault of a row that is the same record as an earlier one."""
    message = Words("the same as row {n}; that one was taken", "与第 {n} 行重复，已采用第 {n} 行")
    return fault(sheet, row, field, value, message.fill(n=first))


def count(tally: Tally, *, made: bool, changed: bool) -> None:
    """Count a row that was imported."""
    if made:
        tally.created += 1
    elif changed:
        tally.updated += 1
    else:
        tally.unchanged += 1
