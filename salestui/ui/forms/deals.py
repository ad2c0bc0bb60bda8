"""The forms of a new deal and of one that is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from salestui.domain.dates import parse_date
from salestui.domain.names import account_name
from salestui.domain.problems import InputProblem, Problem
from salestui.domain.schema import DEALS
from salestui.domain.words import Words
from salestui.services.deals import NAMELESS, add_deal
from salestui.services.moves import lose_deal
from salestui.services.newdeal import open_deal
from salestui.services.typed import typed_values
from salestui.ui.acts import DealAct, Perform
from salestui.ui.forms.closing import closing_title
from salestui.ui.forms.fields import form_field, typed_fields
from salestui.ui.forms.form import Form, FormField, Texts
from salestui.ui.forms.known import account_words
from salestui.ui.forms.reading import date_read

if TYPE_CHECKING:
    from salestui.domain.change import Act
    from salestui.domain.snapshot import Snapshot
    from salestui.services.context import Context
    from salestui.store.store import Saved
    from salestui.ui.app import SalesApp

NEW = Words("New deal", "新建商机")
ACCOUNT = Words("Account", "客户")
AGAIN = Words("Try again on", "再跟进日")
LOST = Words("Lost: {name}", "输单：{name}")
ACT_LOST = Words("lost", "输单")
FRESH = Words("a new account, made with the deal", "新客户，随商机一并建立")


# -- new


async def new_deal_form(
    sales: SalesApp, account_id: str = "", done: Callable[[Saved], None] | None = None
) -> Form:
    """A form for a new deal of mine, with its account, which is made when nobody has it.

    `account_id` is the account to begin with. `done` is called when the deal is on disk.
    """
    called = account_name(sales.snapshot, account_id) if account_id else ""

    def read_account(text: str) -> Words:
        return account_words(text, sales.snapshot, sales.context(), FRESH)

    paths = ("title", "amount", "expected_close", "source", "product")
    fields = (
        FormField("account", ACCOUNT, called, read_account, roomy=True),
        *(form_field(sales, "deals", path, {}) for path in paths),
    )

    def check(texts: Texts) -> Mapping[str, Problem]:
        named = texts["account"].strip() or texts["title"].strip()
        return {} if named else {"account": InputProblem(NAMELESS)}

    async def save(texts: Texts) -> None:
        def use_case(snapshot: Snapshot, ctx: Context) -> Act:
            rest = {key: text for key, text in texts.items() if key != "account"}
            values = typed_fields("deals", rest, {}, snapshot, ctx)
            given = {path: value for path, value in values.items() if value is not None}
            if account_id and texts["account"].strip() == called:
                return add_deal(snapshot, ctx, {**given, "account": account_id})
            return open_deal(snapshot, ctx, texts["account"], given)

        saved = await sales.save(use_case)
        if done is not None:
            done(saved)

    return Form(NEW, fields, save, check)


# -- lost


async def lost_form(sales: SalesApp, ids: Sequence[str], perform: Perform) -> Form:
    """A form that closes deals as lost: the reason by one digit, a note, who won it instead."""
    ctx = sales.context()
    reason = form_field(sales, "deals", "lost_reason", {}, need=True)
    fields = (
        reason,
        form_field(sales, "deals", "lost_note", {}),
        form_field(sales, "deals", "lost_to", {}),
        FormField("recycle_on", AGAIN, "", date_read(ctx.today)),
    )
    field = DEALS.field("lost_reason")
    assert field is not None

    async def save(texts: Texts) -> None:
        def each(snapshot: Snapshot, ctx: Context, id: str) -> Act:
            again = texts["recycle_on"].strip()
            return lose_deal(
                snapshot,
                ctx,
                [id],
                reason=str(typed_values(field, texts["lost_reason"], snapshot, ctx)["lost_reason"]),
                note=texts["lost_note"].strip(),
                lost_to=texts["lost_to"].strip(),
                recycle_on=parse_date(again, ctx.today) if again else None,
            )

        await perform(DealAct(ACT_LOST, each))

    return Form(closing_title(LOST, sales, ids), fields, save)
