"""The deal screen: one deal in full, on six pages, every key of the board at hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from salestui.domain.dates import ms_to_date
from salestui.domain.problems import Refused
from salestui.domain.schema import DEALS
from salestui.domain.words import Words
from salestui.services.deals import set_deal
from salestui.services.fieldedit import editable
from salestui.ui.commands import BY_ID, Command
from salestui.ui.deal import changelist, fieldlist, gate
from salestui.ui.deal.lifepage import step_at
from salestui.ui.forms.evidence import evidence_form, tick_act
from salestui.ui.screens.dealout import ShowsDealOut
from salestui.ui.screens.puttingback import PutsBack

if TYPE_CHECKING:
    from salestui.ui.deal.sight import Spot

THAT_DAY = Words("that day", "回看当天")
KEPT = Words("The program keeps this field itself", "该字段由程序维护")
DERIVED = Words(
    "This one ticks itself when it is true; enter leads there", "此项满足即自动勾选；按 enter 前往"
)
NO_ACCOUNT = Words("The deal has no account yet", "商机还没有客户")
NO_ACCOUNT_HINT = Words("Set it on the page of fields", "请先在字段页填写客户")
RESTORE = Words("put {field} back to {value}?", "把{field}恢复为{value}？")
YES_NO = (("y", Words("yes", "是")), ("n", Words("no", "否")))
NOT_THIS = Words("That can't be put back from here; u undoes", "此处无法恢复；可按 u 撤销")


class DealScreen(ShowsDealOut, PutsBack):
    """One deal; pushed over the screen that it was opened from."""

    footer: ClassVar[tuple[str, ...]] = (
        "tab_on",
        "change",
        "next_step",
        "log",
        "stage_on",
        "next_pane",
        "edit",
    )

    def offer(self) -> list[Command]:
        """The keys that matter; space only where something can be ticked."""
        found = [BY_ID[id] for id in self.footer]
        if self.spot is not None and self.spot.kind == "criterion":
            found.insert(2, BY_ID["tick"])
        if self.spot is not None and self.spot.kind == "change":
            found.insert(2, BY_ID["put_back"])
        if self.spot is not None and self.spot.kind == "step":
            found[1] = replace(found[1], label=THAT_DAY)
        return found

    def targets(self) -> tuple[str, ...]:
        """This deal."""
        return (self.deal_id,)

    def former(self) -> tuple[str, str, str, str] | None:
        """The value that the change under the cursor wrote."""
        change = changelist.change_at(self.changes, self.spot) if self.spot else None
        return ("deals", change.id, change.path, change.commit) if change else None

    async def do_new(self) -> None:
        """A contact on the page of contacts, else a deal."""
        if self.page == "contacts":
            await self._contact("")
        else:
            await super().do_new()

    async def do_change(self) -> None:
        """What enter means on the line under the cursor."""
        spot = self.spot
        if spot is None:
            return
        if spot.kind == "step":
            self._show_day(spot)
            return
        self.sales.refuse_in_past()
        if spot.kind == "criterion":
            await self._fulfil(spot.id)
        elif spot.kind == "contact":
            await self._contact(spot.id)
        elif spot.kind == "activity":
            from salestui.ui.forms.activities import activity_form

            await self.ask_form(await activity_form(self.sales, spot.id))
        elif spot.kind == "field":
            await self._field(spot.id)
        else:
            await self._restore(spot)

    def _show_day(self, spot: Spot) -> None:
        """Look back to the day of a step, on this very page."""
        step = step_at(self.told.steps, spot)
        if step is not None:
            self.sales.look_back(ms_to_date(step.when, self.sales.workbench.zone))

    async def _contact(self, id: str) -> None:
        from salestui.ui.forms.contacts import contact_form

        account = str(self.sight.account.get("_id", ""))
        if not account:
            raise Refused(NO_ACCOUNT, hint=NO_ACCOUNT_HINT)
        await self.ask_form(await contact_form(self.sales, account, id))

    async def _field(self, path: str) -> None:
        field = DEALS.field(path)
        if path in fieldlist.MOVES:
            await self.do_move()
        elif field is None or not editable(field):
            raise Refused(KEPT)
        else:
            await self._ask_field("deals", self.deal_id, path)

    async def _ask_field(self, kind: str, id: str, path: str) -> None:
        from salestui.ui.forms.fields import field_form

        await self.ask_form(await field_form(self.sales, kind, id, path))

    async def _fulfil(self, key: str) -> None:
        """Lead to where a criterion is met: its field, a contact, a log line, its evidence."""
        sight = self.sight
        criterion = gate.criterion_of(sight, key)
        if criterion is None:
            return
        if gate.by_hand(criterion):
            await self.ask_form(evidence_form(self.sales, self.deal_id, criterion))
        elif criterion.check == "activity_done":
            await self.do_log()
        elif criterion.check.startswith("contact_"):
            await self._contact("")
        else:
            found = gate.missing_field(sight, criterion)
            if found is not None:
                await self._ask_field(found[0], found[1], found[2].path)

    def do_tick(self) -> None:
        """Tick a criterion that people tick, or take the tick away."""
        spot, sight = self.spot, self.sight
        criterion = gate.criterion_of(sight, spot.id) if spot else None
        if spot is None or spot.kind != "criterion" or criterion is None:
            return
        if not gate.by_hand(criterion):
            raise Refused(DERIVED)
        done = not sight.deal.get(f"checklist/{criterion.key}")
        act = tick_act(criterion, done=done)
        self.sales.act(lambda s, ctx: act.each(s, ctx, self.deal_id))
        self.can_repeat(act)

    async def _restore(self, spot: Spot) -> None:
        """Offer to put the old value of a change back."""
        change = changelist.change_at(self.changes, spot)
        if change is None or not changelist.restorable(change):
            raise Refused(NOT_THIS)
        sight = self.sight
        old = changelist.value_of(sight, change, change.old) or "-"
        ask = RESTORE.fill(field=changelist.label_of(sight, change), value=old)
        if await self.ask_choice(ask, YES_NO) != "y":
            return
        values = {**dict(change.beside), change.path: change.old}
        await self.sales.save(lambda s, ctx: set_deal(s, ctx, self.deal_id, values))
