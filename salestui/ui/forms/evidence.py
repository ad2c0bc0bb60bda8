"""The form of a criterion that is ticked by hand: what shows that it is met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salestui.domain.change import Act, Value
from salestui.domain.problems import Refused
from salestui.domain.schema import key_path
from salestui.domain.words import Words
from salestui.services.deals import path_of, set_deal
from salestui.services.records import live_record
from salestui.ui.acts import DealAct
from salestui.ui.forms.form import Form, FormField, Texts

if TYPE_CHECKING:
    from salestui.domain.pipelines import Criterion
    from salestui.domain.snapshot import Snapshot
    from salestui.services.context import Context
    from salestui.ui.app import SalesApp

LABEL = Words("What shows it", "依据")
TICK = Words("tick {text}", "勾选{text}")
NO_TICK = Words("no tick at {text}", "取消勾选{text}")
NOT_HERE = Words("Its stage does not ask for: {text}", "所在阶段没有此项：{text}")
HINT = Words("a file, a link or a sentence", "文件、链接或一句话")


def tick_values(key: str, done: bool, evidence: str = "") -> dict[str, Value]:
    """The values that tick a criterion, or take the tick and its evidence away."""
    tick = key_path("checklist", key)
    return {tick: True if done else None, f"{tick}/evidence": evidence or None if done else None}


def tick_act(criterion: Criterion, *, done: bool) -> DealAct:
    """Ticking a criterion of deals, or taking the tick away."""

    def each(snapshot: Snapshot, ctx: Context, id: str) -> Act:
        deal = live_record(snapshot, "deals", id)
        path = path_of(snapshot, deal)
        stage = path.stage(str(deal.get("stage"))) if path else None
        if stage is None or all(each.key != criterion.key for each in stage.criteria):
            raise Refused(NOT_HERE.fill(text=criterion.text))
        return set_deal(snapshot, ctx, id, tick_values(criterion.key, done))

    return DealAct((TICK if done else NO_TICK).fill(text=criterion.text), each)


def evidence_form(sales: SalesApp, deal_id: str, criterion: Criterion) -> Form:
    """A form that ticks a criterion with what shows it, as one act."""
    path = key_path("checklist", criterion.key) + "/evidence"
    doc = sales.snapshot.get("deals", deal_id) or {}
    field = FormField("evidence", LABEL, str(doc.get(path, "")), hint=HINT)

    async def save(texts: Texts) -> None:
        def use_case(snapshot: Snapshot, ctx: Context) -> Act:
            live_record(snapshot, "deals", deal_id)
            values = tick_values(criterion.key, True, texts["evidence"].strip())
            return set_deal(snapshot, ctx, deal_id, values)

        await sales.save(use_case)

    return Form(criterion.text, (field,), save)
