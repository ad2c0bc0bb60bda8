"""The forms of a new deal and of one that is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from salestui.domain.attention import days_since
from salestui.domain.dates import parse_date
from salestui.domain.problems import NOWHERE, InputProblem, Problem
from salestui.domain.schema import DEALS
from salestui.domain.words import Words
from salestui.services.deals import NAMELESS
from salestui.services.moves import lose_deal
from salestui.services.newdeal import Known, known_accounts, open_deal, same_account
from salestui.services.typed import typed_values
from salestui.ui.acts import DealAct, Perform
from salestui.ui.forms.closing import closing_title
from salestui.ui.forms.fields import form_field, typed_fields
from salestui.ui.forms.form import Form, FormField, Texts
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

THERE = Words("already there: {who}", "已有：{who}")
SIMILAR = Words("a new account; similar: {who}", "新客户；相近的有：{who}")
FRESH = Words("a new account, made with the deal", "新客户，随商机一并建立")
TOUCHED = Words("touched {n}d ago", "{n}天前联系")
TOUCHED_TODAY = Words("touched today", "今天联系过")
NEVER = Words("never touched", "从未联系")
COMMA = Words(", ", "，")
BETWEEN = Words("; ", "；")


# -- new


async def new_deal_form(
    sales: SalesApp, account: str = "", done: Callable[[Saved], None] | None = None
) -> Form:
    """A form for a new deal of mine, with its account, which is made when nobody has it.

    `done` is called when the deal is on disk.
    """

    def read_account(text: str) -> Words:
        return account_words(text, sales.snapshot, sales.context())

    paths = ("title", "amount", "expected_close", "source", "product")
    fields = (
        FormField("account", ACCOUNT, account, read_account, roomy=True),
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
            return open_deal(snapshot, ctx, texts["account"], given)

        saved = await sales.save(use_case)
        if done is not None:
            done(saved)

    return Form(NEW, fields, save, check)


def account_words(text: str, snapshot: Snapshot, ctx: Context) -> Words:
    """Who already has an account that a typed name may mean, or that it will be a new one."""
    if not text.strip():
        return NOWHERE
    known = known_accounts(snapshot, text)
    if not known:
        return FRESH
    who = [_who(each, snapshot, ctx) for each in known]
    en, zh = BETWEEN.en.join(w.en for w in who), BETWEEN.zh.join(w.zh for w in who)
    words = THERE if same_account(snapshot, text) else SIMILAR
    return words.fill(who=Words(en, zh))


def _who(known: Known, snapshot: Snapshot, ctx: Context) -> Words:
    """An account with its newest open deal's stage and its last touch."""
    name = str(known.account.get("name", ""))
    parts = [Words(name, name)]
    if known.deal and known.path:
        stage = known.path.stage(str(known.deal.get("stage")))
        parts += [stage.short] if stage else []
    days = None if known.touched is None else days_since(known.touched, ctx.today, ctx.zone)
    if days is None:
        parts.append(NEVER)
    else:
        parts.append(TOUCHED.fill(n=days) if days > 0 else TOUCHED_TODAY)
    return Words(COMMA.en.join(p.en for p in parts), COMMA.zh.join(p.zh for p in parts))


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
