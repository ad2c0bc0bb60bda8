"""The forms of accounts: a new one, fields of one or several, and merging two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from salestui.domain.change import Act, Edit
from salestui.domain.names import account_name
from salestui.domain.problems import InputProblem, Refused
from salestui.domain.schema import ACCOUNTS, Field
from salestui.domain.words import Words
from salestui.services.accounts import add_account, set_account
from salestui.services.mergers import Differing, differing, merge_accounts
from salestui.services.newdeal import known_accounts, same_account
from salestui.services.records import live_record
from salestui.services.typed import shown
from salestui.ui.forms.fields import form_field, record_form, typed_fields
from salestui.ui.forms.form import Choice, Form, FormField, Texts
from salestui.ui.forms.known import account_words, who_words
from salestui.ui.forms.reading import needed, same

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot
    from salestui.services.context import Context
    from salestui.store.store import Saved
    from salestui.ui.app import SalesApp

NEW = Words("New account", "新客户")
NAME = Words("Name", "名称")
FRESH = Words("nobody has it yet", "还没有人负责")
TWICE = Words("It is there already: {who}", "已有该客户（撞单）：{who}")
AGAIN = Words("Save again to enter it twice", "再保存一次则重复录入")
MERGE = Words("{other} becomes part of {keep}", "{other} 并入 {keep}")
BOTH = Words(
    "Deals, contacts and activities of both are then {keep}'s; undo parts them",
    "双方的商机、联系人和跟进都归 {keep}；撤销即拆回",
)
ONE_OF = Words("1 or 2: one of the two values", "1或2：取其中一个值")
FIELDS = ("industry", "region", "tier_manual", "source", "phone", "website")
TIER = ("tier_manual", "tier_reason", "tier_until")


async def new_account_form(sales: SalesApp, done: Callable[[Saved], None]) -> Form:
    """A form for a new account of mine, which says at once who has it already."""
    warned: set[str] = set()

    def read_name(text: str) -> Words:
        return account_words(text, sales.snapshot, sales.context(), FRESH)

    def refuse_twice(name: str) -> None:
        """Ask once before a company is entered a second time."""
        there = same_account(sales.snapshot, name)
        if there is None or name in warned:
            return
        warned.add(name)
        ctx, id = sales.context(), there["_id"]
        known = next(k for k in known_accounts(sales.snapshot, name) if k.account["_id"] == id)
        who = who_words(known, sales.snapshot, ctx)
        raise Refused(TWICE.fill(who=who), hint=AGAIN, where="name")

    fields = (
        FormField("name", NAME, read=needed(NAME, read_name), roomy=True),
        *(form_field(sales, "accounts", path, {}) for path in FIELDS),
    )

    async def save(texts: Texts) -> None:
        refuse_twice(texts["name"].strip())

        def use_case(snapshot: Snapshot, ctx: Context) -> Act:
            values = typed_fields("accounts", texts, {}, snapshot, ctx)
            given = {path: value for path, value in values.items() if value is not None}
            return add_account(snapshot, ctx, given)

        done(await sales.save(use_case))

    return Form(NEW, fields, save)


async def accounts_form(
    sales: SalesApp, ids: Sequence[str], paths: Sequence[str], title: Words
) -> Form:
    """A form that sets fields of one or more accounts as one act."""
    if len(ids) == 1:
        doc = sales.snapshot.get("accounts", ids[0]) or {}
        fields = tuple(form_field(sales, "accounts", path, doc) for path in paths)
        return await record_form(sales, "accounts", ids[0], fields, title)
    # Of several accounts there is no one value to begin with, and nothing typed changes nothing.
    fields = tuple(form_field(sales, "accounts", path, {}, need=path == paths[0]) for path in paths)

    async def save(texts: Texts) -> None:
        def use_case(snapshot: Snapshot, ctx: Context) -> Act:
            edits: list[Edit] = []
            for id in ids:
                doc = live_record(snapshot, "accounts", id)
                values = typed_fields("accounts", texts, doc, snapshot, ctx)
                edits += set_account(snapshot, ctx, id, values).edits
            return Act("account.set", tuple(edits))

        await sales.save(use_case)

    return Form(title, fields, save)


# -- merging


def merge_form(sales: SalesApp, keep: str, other: str) -> Form | None:
    """A form that makes one account part of another, asking which values stand.

    None where the two say nothing different. Raises Refused and NotFound.
    """
    asked = [Asked(sales, each, keep, other) for each in differing(sales.snapshot, keep, other)]
    fields = tuple(each.field() for each in asked if each.mine != each.theirs)
    if not fields:
        return None

    async def save(texts: Texts) -> None:
        take = {each.key for each in asked if each.takes(texts)}
        await sales.save(lambda s, ctx: merge_accounts(s, ctx, keep, other, take))

    names = {
        "keep": account_name(sales.snapshot, keep),
        "other": account_name(sales.snapshot, other),
    }
    return Form(MERGE.fill(**names), fields, save, note=BOTH.fill(**names))


class Asked:
    """One thing in which two accounts differ, as a line of a form."""

    def __init__(self, sales: SalesApp, found: Differing, keep: str, other: str) -> None:
        self._found, self._sales = found, sales
        self.key = found.field.path
        table = sales.snapshot.table("accounts")
        self.mine, self.theirs = (self._text(table[id]) for id in (keep, other))

    def _text(self, doc: Doc) -> str:
        """What an account says: the values that go together, as one text."""
        snapshot, lang = self._sales.snapshot, self._sales.lang
        fields = [field for path in self._found.paths if (field := _field(path)) is not None]
        codes = {field.currency for field in fields}
        said = [shown(f, doc, snapshot, lang) for f in fields if f.path not in codes]
        return ("，" if lang == "zh" else ", ").join(text for text in said if text)

    def field(self) -> FormField:
        """The line: a digit takes one of the two values."""
        return FormField(
            self.key,
            self._found.field.label,
            self.theirs if self._found.takes else self.mine,
            self._read,
            ONE_OF,
            (Choice("1", same(self.mine)), Choice("2", same(self.theirs))),
        )

    def _read(self, text: str) -> Words:
        if text.strip() not in (self.mine, self.theirs):
            raise InputProblem(ONE_OF, where=self.key)
        return Words("", "")

    def takes(self, texts: Texts) -> bool:
        """Whether the other account's value shall stand."""
        if self.key not in texts:
            return self._found.takes
        return texts[self.key].strip() == self.theirs


def _field(path: str) -> Field | None:
    return ACCOUNTS.field(path)
