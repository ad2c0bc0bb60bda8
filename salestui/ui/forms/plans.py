"""The form of a plan: the frame of goals for a period and a scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salestui.domain.problems import InputProblem
from salestui.domain.words import Words
from salestui.services.periods import read_period
from salestui.services.plans import NO_PERIOD, add_plan
from salestui.ui.forms.fields import form_field, record_form, typed_fields
from salestui.ui.forms.form import Form, FormField, Texts
from salestui.ui.forms.reading import needed

if TYPE_CHECKING:
    from salestui.domain.change import Act
    from salestui.domain.snapshot import Snapshot
    from salestui.services.context import Context
    from salestui.ui.app import SalesApp

NEW = Words("New plan", "新建规划")
PLAN = Words("Plan {title}", "规划 {title}")
PERIOD = Words("Period", "期间")
PERIOD_HINT = Words("q3, next quarter, 2026", "Q3、下季度、2026年")
SPAN = Words("{first} to {last}", "{first} 至 {last}")
ABOUT = ("region", "product", "segment", "themes", "rationale")
OWN = ("title", "status", "starts_on", "ends_on", *ABOUT, "change_summary")


async def plan_form(sales: SalesApp, id: str) -> Form:
    """A form that changes a plan, or makes one where `id` is empty."""
    if not id:
        return new_plan_form(sales)
    doc = sales.snapshot.get("plans", id) or {}
    fields = tuple(form_field(sales, "plans", path, doc, need=path == "title") for path in OWN)
    return await record_form(sales, "plans", id, fields, PLAN.fill(title=doc.get("title", "")))


def new_plan_form(sales: SalesApp) -> Form:
    """A form for a new plan."""

    def read_span(text: str) -> Words:
        span = read_period(text, sales.snapshot, sales.today)
        if span is None:
            raise InputProblem(NO_PERIOD)
        return SPAN.fill(first=span[0].isoformat(), last=span[1].isoformat())

    fields = (
        form_field(sales, "plans", "title", {}, need=True),
        FormField("period", PERIOD, read=needed(PERIOD, read_span), hint=PERIOD_HINT),
        *(form_field(sales, "plans", path, {}) for path in ABOUT),
    )

    async def save(texts: Texts) -> None:
        def use_case(snapshot: Snapshot, ctx: Context) -> Act:
            own = {key: text for key, text in texts.items() if key != "period" and text.strip()}
            values = typed_fields("plans", own, {}, snapshot, ctx)
            span = read_period(texts["period"], snapshot, ctx.today)
            if span is None:
                raise InputProblem(NO_PERIOD, where="period")
            values |= {"starts_on": span[0].isoformat(), "ends_on": span[1].isoformat()}
            return add_plan(snapshot, ctx, values)

        await sales.save(use_case)

    return Form(NEW, fields, save)
