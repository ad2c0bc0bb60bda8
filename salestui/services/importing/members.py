"""Rows of members: people with their managers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from salestui.domain.words import Words
from salestui.services.defaults import member_id
from salestui.services.importing.desk import Desk, count, fault, flat, refers_by_id, repeated
from salestui.services.importing.draft import Values, differences
from salestui.services.importing.names import handle_from, is_handle, name_from_mail, name_key
from salestui.services.importing.rows import Row, Sheet, Tally

_NOT_COPIED = frozenset({"created", "first_name", "last_name", "manager"})
_NAMELESS = Words("nobody is named here", "没有姓名")


@dataclass(frozen=True, slots=True)
class _Person:
    row: Row
    id: str
    values: Values
    made: bool


def import_members(desk: Desk, sheet: Sheet, tally: Tally) -> None:
    """Put the rows into the desk's draft: first everybody, then who reports to whom."""
    seen: dict[str, int] = {}
    people: list[_Person] = []
    for row in sheet.rows:
        values = _named(row)
        if values is None:
            tally.faults.append(fault(sheet, row, "name", "", _NAMELESS))
            desk.tick()
            continue
        person = _found(desk, row, values)
        if person.id in seen:
            name = str(values.get("name") or values.get("handle"))
            tally.faults.append(repeated(sheet, row, "name", name, seen[person.id]))
            desk.tick()
            continue
        seen[person.id] = row.line
        people.append(person)
    bosses = {name_key(str(p.row.values["manager"])) for p in people if p.row.values.get("manager")}
    for person in people:
        _write(desk, sheet, tally, person, bosses)
        desk.tick()


def _named(row: Row) -> Values | None:
    """The row's values with a name and, where the row has one, a handle; None without either."""
    values = flat(row.values, _NOT_COPIED)
    parts = (row.values.get("first_name"), row.values.get("last_name"))
    name = str(values.get("name") or " ".join(part for part in parts if part))
    handle, mail = str(values.pop("handle", "")), str(values.get("email") or "")
    if handle.isdigit():
        values.setdefault("external_id", handle)
        handle = ""
    elif "@" in handle:
        values["email"] = mail = mail or handle
        handle = ""
    elif not is_handle(handle):
        name, handle = name or handle, ""
    if not (name or handle or mail):
        return None
    values["name"] = name or (name_from_mail(mail) if mail else handle)
    if handle:
        values["handle"] = handle
    return values


def _found(desk: Desk, row: Row, values: dict[str, Any]) -> _Person:
    """The member that a row is about; a new one is made known at once, so that others find it."""
    people = desk.people
    id = _known(desk, values)
    if id is not None:
        values.pop("handle", None)
        people.add(id, values)
        return _Person(row, id, values, made=False)
    handle = values.get("handle") or handle_from(
        str(values.get("email") or values["name"]), people.handles
    )
    values["handle"] = handle
    id = member_id(handle)
    people.add(id, values)
    return _Person(row, id, values, made=not desk.draft.known("members", id))


def _known(desk: Desk, values: dict[str, Any]) -> str | None:
    people = desk.people
    if values.get("handle"):
        return people.handles.get(name_key(str(values["handle"])))
    for path, table in (("external_id", people.externals), ("email", people.mails)):
        if values.get(path) and name_key(str(values[path])) in table:
            return table[name_key(str(values[path]))]
    id = people.names.get(name_key(str(values["name"])))
    if id is None:
        return None
    # Two people may share a name, but not when the source or their mail tells them apart.
    for path in ("external_id", "email"):
        held = people.docs[id].get(path)
        if held and values.get(path) and held != values[path]:
            return None
    return id


def _write(desk: Desk, sheet: Sheet, tally: Tally, person: _Person, bosses: set[str]) -> None:
    draft, values, row = desk.draft, person.values, person.row
    when = row.values["created"].ms if "created" in row.values else None
    if person.made and not draft.known("members", person.id):
        is_boss = name_key(str(values["name"])) in bosses
        values = {"role": "manager" if is_boss else "rep", "active": True, **values}
        draft.create("members", person.id, values, when)
    manager = _manager(desk, sheet, person)
    if manager:
        values["manager"] = manager
    doc = draft.stands("members", person.id)
    if doc is None:
        draft.add("members", person.id, values)
        count(tally, made=True, changed=False)
        return
    changes = differences(doc, values)
    if changes:
        draft.change("members", person.id, changes)
    count(tally, made=False, changed=bool(changes))


def _manager(desk: Desk, sheet: Sheet, person: _Person) -> str:
    """The id of the row's manager; nobody is their own, and no chain closes on itself."""
    text = person.row.values.get("manager")
    if not text:
        return ""
    found = desk.people.find(text)
    above, steps = found, 0
    while above and steps < 1000:
        if above == person.id:
            return ""
        above, steps = desk.draft.value("members", above, "manager"), steps + 1
    return desk.member(text, None, role="manager", is_id=refers_by_id(sheet, "manager"))
