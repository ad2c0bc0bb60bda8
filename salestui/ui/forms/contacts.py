"""The form of a contact, new or known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salestui.domain.dates import parse_date
from salestui.domain.names import account_name
from salestui.domain.problems import NotFound
from salestui.domain.text import searchable
from salestui.domain.words import Words
from salestui.services.accounts import add_contact, contact_left
from salestui.ui.forms.fields import form_field, record_form, typed_fields
from salestui.ui.forms.form import Choice, Form, FormField, Texts
from salestui.ui.forms.reading import date_read, needed, same

if TYPE_CHECKING:
    from salestui.domain.change import Act
    from salestui.domain.snapshot import Doc, Snapshot
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
)
LEAVING = ("left_on", "backup")
"""Fields of a contact that is known already."""
NEW = Words("New contact of {account}", "{account}的新联系人")
KNOWN = Words("{name}, {account}", "{name}，{account}")
LEFT = Words("{name} left {account}", "{name}已离开{account}")
LEFT_ON = Words("Left on", "离职日期")
INSTEAD = Words("Talk instead to", "备用联系人")
NOBODY = Words("nobody yet", "暂无")
NOBODY_THERE = Words("One colleague called {text} is needed", "需要一位名为 {text} 的同事")
TODAY = Words("today", "今天")
MOST = 9
"""Colleagues that are offered by a digit."""


async def contact_form(sales: SalesApp, account_id: str, contact_id: str = "") -> Form:
    """A form for a contact of an account; with `contact_id` it changes that one."""
    doc = sales.snapshot.get("contacts", contact_id) or {}
    paths = FIELDS + LEAVING if contact_id else FIELDS
    fields = tuple(form_field(sales, "contacts", path, doc, need=path == "name") for path in paths)
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


def left_form(sales: SalesApp, contact_id: str) -> Form:
    """A form for a contact who left: the day, and with whom one talks instead."""
    snapshot, context = sales.snapshot, sales.context()
    doc = snapshot.get("contacts", contact_id) or {}
    account = str(doc.get("account", ""))
    people = _colleagues(snapshot, account, contact_id)
    names = [str(each.get("name", "")) for each in people]
    choices = tuple(Choice(str(n), same(name)) for n, name in enumerate(names[:MOST], 1))

    def read_backup(text: str) -> Words:
        return same(str(_named(people, text).get("name", ""))) if text.strip() else NOBODY

    fields = (
        FormField(
            "left_on",
            LEFT_ON,
            str(doc.get("left_on") or TODAY.say(sales.lang)),
            needed(LEFT_ON, date_read(context.today, past=True)),
        ),
        FormField("backup", INSTEAD, read=read_backup, hint=NOBODY, choices=choices),
    )

    async def save(texts: Texts) -> None:
        def use_case(snapshot: Snapshot, ctx: Context) -> Act:
            day = parse_date(texts["left_on"], ctx.today, past=True)
            typed = texts["backup"].strip()
            other = str(_named(people, typed)["_id"]) if typed else None
            return contact_left(snapshot, ctx, contact_id, day, other)

        await sales.save(use_case)

    title = LEFT.fill(name=doc.get("name", ""), account=account_name(snapshot, account))
    return Form(title, fields, save, start="backup")


def _colleagues(snapshot: Snapshot, account: str, contact_id: str) -> list[Doc]:
    """Who is still there, the most influential first."""
    rows = (snapshot.table("contacts")[id] for id in snapshot.ids("contacts.account", account))
    found = [doc for doc in rows if doc["_id"] != contact_id and not doc.get("left_on")]
    return sorted(found, key=lambda doc: (-int(doc.get("influence") or 0), str(doc.get("name"))))


def _named(people: list[Doc], text: str) -> Doc:
    """Whom a typed name means. Raises NotFound for nobody among these."""
    wanted = searchable(text.strip())
    names = [(searchable(str(doc.get("name", ""))), doc) for doc in people]
    exact = [doc for name, doc in names if name == wanted]
    found = exact or [doc for name, doc in names if wanted in name]
    if len(found) != 1:
        raise NotFound(NOBODY_THERE.fill(text=text), where="backup")
    return found[0]
