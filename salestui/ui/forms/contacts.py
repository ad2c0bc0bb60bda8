"""The form of a contact, new or known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salestui.domain.names import account_name
from salestui.domain.words import Words
from salestui.services.accounts import add_contact
from salestui.ui.forms.fields import form_field, record_form, typed_fields
from salestui.ui.forms.form import Form, Texts

if TYPE_CHECKING:
    from salestui.domain.change import Act
    from salestui.domain.snapshot import Snapshot
    from salestui.services.context import Context
    from salestui.ui.app import SalesApp

FIELDS = (
    "name",
    "title",
    "decision_role",
    "influence",
    "stance",
    "phone",
    "email",
    "wechat",
    "left_on",
)
NEW = Words("New contact of {account}", "{account}的新联系人")
KNOWN = Words("{name}, {account}", "{name}，{account}")


async def contact_form(sales: SalesApp, account_id: str, contact_id: str = "") -> Form:
    """A form for a contact of an account; with `contact_id` it changes that one."""
    doc = sales.snapshot.get("contacts", contact_id) or {}
    fields = tuple(form_field(sales, "contacts", path, doc, need=path == "name") for path in FIELDS)
    account = account_name(sales.snapshot, account_id)
    if contact_id:
        title = KNOWN.fill(name=doc.get("name", ""), account=account)
        return await record_form(sales, "contacts", contact_id, fields, title)

    async def save(texts: Texts) -> None:
        def use_case(snapshot: Snapshot, ctx: Context) -> Act:
            values = typed_fields("contacts", texts, {}, snapshot, ctx)
            given = {path: value for path, value in values.items() if value is not None}
            return add_contact(snapshot, ctx, {**given, "account": account_id})

        await sales.save(use_case)

    return Form(NEW.fill(account=account), fields, save)
