"""What a rep can do with accounts and contacts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from salestui.domain.change import Act, Value
from salestui.domain.problems import InputProblem
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.text import same_name
from salestui.domain.words import Words
from salestui.services.context import Context
from salestui.services.records import Seen, act_of, checked_edit, live_record, set_values

NO_NAME = Words("A name is missing", "缺少名称")
IN_FUTURE = Words("The day lies in the future", "日期在将来")
NO_BACKUP = Words(
    "{name} can't stand in: somebody else who is still there is needed",
    "{name} 不能作为备用联系人：须为该客户仍在职的其他人",
)


def same_accounts(snapshot: Snapshot, name: str) -> list[Doc]:
    """Accounts that are probably the same company: equal names once normalised (4.4.31)."""
    found = (snapshot.account(id) for id in snapshot.ids("accounts.company", same_name(name)))
    standing = {doc["_id"]: doc for doc in found if doc and snapshot.stands("accounts", doc)}
    return list(standing.values())


def add_account(snapshot: Snapshot, ctx: Context, values: Mapping[str, Value]) -> Act:
    """A new account of mine. Raises InputProblem without a name or for values out of range."""
    if not values.get("name"):
        raise InputProblem(NO_NAME, where="name")
    owner = values.get("owner", ctx.me) or None
    whole: dict[str, Value] = {
        "kind": "prospect",
        **values,
        "owner": owner,
        "owner_since": ctx.today.isoformat() if owner else None,
        "number": ctx.next_number("accounts"),
    }
    if whole.get("annual_revenue") is not None and not whole.get("revenue_currency"):
        whole["revenue_currency"] = ctx.currency
    id = ctx.new_id("ac")
    return act_of("account.add", [checked_edit(snapshot, "accounts", id, whole)])


def set_account(
    snapshot: Snapshot,
    ctx: Context,
    account_id: str,
    values: Mapping[str, Value],
    seen: Seen | None = None,
) -> Act:
    """New values of an account's fields; a change of owner is dated today."""
    old = live_record(snapshot, "accounts", account_id)
    whole = dict(values)
    if "owner" in whole and whole["owner"] != old.get("owner"):
        whole["owner_since"] = ctx.today.isoformat() if whole["owner"] else None
    return set_values(snapshot, "accounts", account_id, whole, seen)


def add_contact(snapshot: Snapshot, ctx: Context, values: Mapping[str, Value]) -> Act:
    """A new contact of an account. Raises InputProblem without a name, NotFound for the account."""
    if not values.get("name"):
        raise InputProblem(NO_NAME, where="name")
    live_record(snapshot, "accounts", str(values.get("account", "")))
    whole = {**values, "number": ctx.next_number("contacts")}
    id = ctx.new_id("ct")
    return act_of("contact.add", [checked_edit(snapshot, "contacts", id, whole)])


def set_contact(
    snapshot: Snapshot,
    ctx: Context,
    contact_id: str,
    values: Mapping[str, Value],
    seen: Seen | None = None,
) -> Act:
    """New values of a contact's fields."""
    return set_values(snapshot, "contacts", contact_id, values, seen)


def contact_left(
    snapshot: Snapshot, ctx: Context, contact_id: str, on: date, backup: str | None = None
) -> Act:
    """A contact left the company on a day; `backup` is whom one talks to instead.

    Raises InputProblem for a day in the future, and for a backup who left too, is the same person,
    or is at another company.
    """
    contact = live_record(snapshot, "contacts", contact_id)
    if on > ctx.today:
        raise InputProblem(IN_FUTURE, where="left_on")
    values: dict[str, Value] = {"left_on": on.isoformat(), "backup": backup}
    if backup:
        other = live_record(snapshot, "contacts", backup)
        family = snapshot.family(str(contact.get("account", "")))
        if backup == contact_id or other.get("left_on") or other.get("account") not in family:
            raise InputProblem(NO_BACKUP.fill(name=other["name"]), where="backup")
    return act_of("contact.left", [checked_edit(snapshot, "contacts", contact_id, values)])
