"""The deal screen: one deal in full, on six pages, every key of the board at hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from salestui.domain.dates import ms_to_date
from salestui.domain.problems import Refused
from salestui.domain.words import Words
from salestui.ui.commands import BY_ID, Command
from salestui.ui.deal import gate
from salestui.ui.deal.lifepage import step_at
from salestui.ui.forms.evidence import evidence_form, tick_act
from salestui.ui.screens.dealout import ShowsDealOut

if TYPE_CHECKING:
    from salestui.ui.widgets.entries import Spot

OPEN_TASK = Words("open", "打开")
THAT_DAY = Words("that day", "回看当天")

DERIVED = Words(
    "This one ticks itself when it is true; enter leads there", "此项满足即自动勾选；按 enter 前往"
)
NO_ACCOUNT = Words("The deal has no account yet", "商机还没有客户")
NO_ACCOUNT_HINT = Words("Set it on the page of fields", "请先在字段页填写客户")


class DealScreen(ShowsDealOut):
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
        if self.spot is not None and self.spot.kind == "task":
            found[1] = replace(found[1], label=OPEN_TASK)
        return found

    def targets(self) -> tuple[str, ...]:
        """This deal."""
        return (self.record_id,)

    async def do_new(self) -> None:
        """A contact on the page of contacts, a task on that of tasks, else a deal."""
        if self.page == "contacts":
            await self.ask_contact()
        elif self.page == "tasks":
            from salestui.ui.forms.tasks import new_task_form

            await self.ask_form(new_task_form(self.sales, self.record_id))
        else:
            await super().do_new()

    async def do_change(self) -> None:
        """What enter means on the line under the cursor."""
        spot = self.spot
        if spot is None:
            return
        if spot.kind == "step":
            self._show_day(spot)
        elif spot.kind == "task":
            self.sales.open_record("tasks", spot.id)
        elif spot.kind == "criterion":
            self.sales.refuse_in_past()
            await self._fulfil(spot.id)
        else:
            await self.change_at(spot)

    def _show_day(self, spot: Spot) -> None:
        """Look back to the day of a step, on this very page."""
        step = step_at(self.told.steps, spot)
        if step is not None:
            self.sales.look_back(ms_to_date(step.when, self.sales.workbench.zone))

    def account_id(self) -> str:
        """The deal's account. Raises Refused for none."""
        account = str(self.sight.account.get("_id", ""))
        if not account:
            raise Refused(NO_ACCOUNT, hint=NO_ACCOUNT_HINT)
        return account

    async def change_field(self, path: str) -> None:
        """The form of a field; path and stage change by moving."""
        if self.sight.is_moved(path):
            await self.do_move()
        else:
            await super().change_field(path)

    async def _fulfil(self, key: str) -> None:
        """Lead to where a criterion is met: its field, a contact, a log line, its evidence."""
        sight = self.sight
        criterion = gate.criterion_of(sight, key)
        if criterion is None:
            return
        if gate.by_hand(criterion):
            await self.ask_form(evidence_form(self.sales, self.record_id, criterion))
        elif criterion.check == "activity_done":
            await self.do_log()
        elif criterion.check.startswith("contact_"):
            await self.ask_contact()
        else:
            found = gate.missing_field(sight, criterion)
            if found is not None:
                await self.ask_field(found[0], found[1], found[2].path)

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
        self.sales.act(lambda s, ctx: act.each(s, ctx, self.record_id))
        self.can_repeat(act)
