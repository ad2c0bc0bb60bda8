"""The form that closes deals as won, with what their gates still lack."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salestui.domain.dates import parse_date
from salestui.domain.money import parse_money
from salestui.domain.words import Words
from salestui.services.gating import Held, gate
from salestui.services.moves import end_of, win_deal
from salestui.ui.acts import DealAct, Perform
from salestui.ui.forms.closing import closing_title
from salestui.ui.forms.fields import form_field
from salestui.ui.forms.form import Form, FormField, Texts
from salestui.ui.forms.gate import gate_lines, reason_field, reason_of
from salestui.ui.forms.reading import date_read, money_read, needed

if TYPE_CHECKING:
    from salestui.domain.change import Act
    from salestui.domain.snapshot import Snapshot
    from salestui.services.context import Context
    from salestui.ui.app import SalesApp

AMOUNT = Words("Won amount", "合同额")
SIGNED = Words("Signed on", "签约日期")
CONTRACT = Words("Contract number", "合同号")
TODAY = Words("today", "今天")
ITS_OWN = Words("each deal's own amount", "各用商机金额")
ACT_WON = Words("won", "签约")
WON = Words("Won: {name}", "签约：{name}")
LACKING = Words("Won: {name}, {n} missing", "签约：{name}，还差 {n} 项")


async def won_form(sales: SalesApp, ids: Sequence[str], perform: Perform) -> Form:
    """A form that closes deals as won: amount, date, contract number, and what is missing."""
    currency = _currency(sales, ids)
    fields = _fields(sales, ids, currency)
    held = {id: found for id in ids if (found := _held(sales, id)) is not None}

    def win(snapshot: Snapshot, ctx: Context, reason: str, texts: Texts, id: str = ids[0]) -> Act:
        # For a deal that it is repeated on, what was typed here says nothing.
        meant = id in ids
        typed = texts["won_amount"].strip() if meant else ""
        return win_deal(
            snapshot,
            ctx,
            [id],
            amount=parse_money(typed, currency) if typed else None,
            closed_on=parse_date(texts["closed_on"], ctx.today, past=True),
            contract_no=texts["contract_no"].strip() if meant else "",
            bypass=reason,
        )

    if len(ids) == 1 and held:
        lines = gate_lines(sales, ids[0], held[ids[0]])
        title = closing_title(LACKING, sales, ids, n=len(held[ids[0]].lacks))

        async def save(texts: Texts) -> None:
            await sales.save(lambda s, ctx: lines.act(s, ctx, texts, win))

        return Form(title, (*fields, *lines.fields), save)

    async def save_all(texts: Texts) -> None:
        reason = reason_of(texts.get("bypass", ""))
        await perform(DealAct(ACT_WON, lambda s, ctx, id: win(s, ctx, reason, texts, id)))

    soft = held and not any(each.hard for each in held.values())
    return Form(
        closing_title(WON, sales, ids), (*fields, *([reason_field()] if soft else [])), save_all
    )


def _currency(sales: SalesApp, ids: Sequence[str]) -> str:
    doc = (sales.snapshot.get("deals", ids[0]) or {}) if len(ids) == 1 else {}
    return str(doc.get("currency") or sales.context().currency)


def _fields(sales: SalesApp, ids: Sequence[str], currency: str) -> tuple[FormField, ...]:
    one, today = len(ids) == 1, sales.today
    doc = (sales.snapshot.get("deals", ids[0]) or {}) if one else {}
    amount = form_field(sales, "deals", "amount", doc)
    read = money_read(currency)
    signed = needed(SIGNED, date_read(today, past=True))
    return (
        FormField(
            "won_amount",
            AMOUNT,
            amount.initial,
            needed(AMOUNT, read) if one else read,
            amount.hint if one else ITS_OWN,
        ),
        FormField("closed_on", SIGNED, TODAY.say(sales.lang), signed),
        FormField("contract_no", CONTRACT, str(doc.get("contract_no", ""))),
    )


def _held(sales: SalesApp, id: str) -> Held | None:
    """What holds a deal on its way to won; None where it is ready."""
    snapshot = sales.snapshot
    deal = snapshot.get("deals", id) or {}
    path, stage = end_of(snapshot, deal, "won")
    found = gate(snapshot, sales.context(), deal, path, stage, "")
    return found if isinstance(found, Held) else None
