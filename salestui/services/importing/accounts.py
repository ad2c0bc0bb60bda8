"""Rows of accounts: companies with their owners and parents."""

from __future__ import annotations

from salestui.domain.text import quoted
from salestui.domain.words import Words
from salestui.services.importing.desk import Desk, count, fault, flat, refers_by_id, repeated
from salestui.services.importing.draft import Values, differences
from salestui.services.importing.names import name_key, site_key
from salestui.services.importing.rows import Row, Sheet, Tally

_NOT_COPIED = frozenset({"created", "owner", "parent"})
_NAMELESS = Words("the account has no name", "客户没有名称")


def import_accounts(desk: Desk, sheet: Sheet, tally: Tally) -> None:
    """Put the rows into the desk's draft: first every account, then which belongs to which."""
    seen: dict[str, int] = {}
    placed: list[tuple[Row, str]] = []
    for row in sheet.rows:
        name = row.values.get("name")
        if not name:
            tally.faults.append(fault(sheet, row, "name", "", _NAMELESS))
            desk.tick()
            continue
        id = _found(desk, row)
        if id in seen:
            field = "external_id" if "external_id" in row.values else "name"
            said = str(row.values[field])
            tally.faults.append(repeated(sheet, row, field, said, seen[id]))
            desk.tick()
            continue
        seen[id] = row.line
        desk.companies.add(id, row.values)
        placed.append((row, id))
    orphans: list[str] = []
    for row, id in placed:
        _write(desk, sheet, tally, row, id, orphans)
        desk.tick()
    if orphans:
        message = Words(
            "Parents that are no accounts here: {n}, the first is {x}; they were left out.",
            "{n} 个上级客户不存在（第一个是 {x}），已略过。",
        )
        tally.notices.append(message.fill(n=len(orphans), x=quoted(orphans[0])))


def _found(desk: Desk, row: Row) -> str:
    """The id of the account that a row is about, whether it exists or not."""
    companies, name = desk.companies, str(row.values["name"])
    external = row.values.get("external_id")
    if external is None:
        known = companies.names.get(name_key(name))
        return known or desk.account_id(name)
    id = desk.external("accounts", external)
    if desk.draft.stands("accounts", id) is not None:
        return id
    if not desk.setup.own_source and external in companies.externals:
        return companies.externals[external]
    site = site_key(str(row.values.get("website", "")))
    for known in (companies.names.get(name_key(name)), companies.sites.get(site or "-")):
        if known is None:
            continue
        # A name met before is the same account only if no other id speaks against it.
        if companies.docs[known].get("external_id") in (None, external):
            return known
    return id


def _write(desk: Desk, sheet: Sheet, tally: Tally, row: Row, id: str, orphans: list[str]) -> None:
    draft, values = desk.draft, flat(row.values, _NOT_COPIED)
    created = row.values.get("created")
    when = created.ms if created else None
    if "owner" in row.values:
        values["owner"] = desk.member(row.values["owner"], when, is_id=refers_by_id(sheet, "owner"))
    if "parent" in row.values:
        parent = desk.companies.find(row.values["parent"])
        if parent is None:
            orphans.append(row.values["parent"])
        elif parent != id:
            values["parent"] = parent
    doc = draft.stands("accounts", id)
    if doc is not None:
        changes = differences(doc, values)
        if changes:
            draft.change("accounts", id, _with_owner_since(desk, changes))
        count(tally, made=False, changed=bool(changes))
        return
    if draft.known("accounts", id):
        draft.add("accounts", id, values)
    else:
        values = {"kind": "prospect", **values}
        if created and "owner" in values:
            values["owner_since"] = created.date
        draft.create("accounts", id, values, when)
    count(tally, made=True, changed=False)


def _with_owner_since(desk: Desk, changes: Values) -> Values:
    """Whoever takes over does so today."""
    if "owner" in changes:
        return {"owner_since": desk.today, **changes}
    return changes
