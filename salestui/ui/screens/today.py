"""Today: what to work on and in which order, every key of a deal at hand."""

from __future__ import annotations

from typing import ClassVar

from salestui.domain.change import Act
from salestui.domain.names import deal_name
from salestui.domain.problems import Refused
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.services.activities import parse_step
from salestui.services.context import Context
from salestui.services.deals import complete_step
from salestui.ui.filtering import completer
from salestui.ui.screens.taskacts import TaskScreens
from salestui.ui.screens.todayshown import ShowsToday
from salestui.ui.screens.walker import Walker

FILTER = Words("/", "/")
NO_STEP = Words("Here is no next step to tick", "此处没有可勾选的下一步")
NO_STEP_HINT = Words("{key} sets one", "按 {key} 设定")
DONE = Words("done: {step}. Next:", "已完成：{step}。下一步：")
STEP = Words("the next step", "下一步")
NOTHING_NEXT = Words("done, nothing planned next", "完成，暂无下一步")
DONE_READ = Words("done; {next}", "完成；{next}")
TICKED = Words("{name}: done, {key} takes it back", "{name}：已完成，按 {key} 撤销")


class TodayScreen(Walker, ShowsToday, TaskScreens):
    """Screen 1."""

    footer: ClassVar[tuple[str, ...]] = (
        "open",
        "step_done",
        "log",
        "next_step",
        "stage_on",
        "mine",
        "filter",
    )

    def go_back(self) -> bool:
        """Drop the filter."""
        if not self.filter.text:
            return False
        self._use_filter("")
        return True

    # -- which things

    def do_mine(self) -> None:
        """My things, or everybody's."""
        self.sales.refuse_stranger()
        self.mine = not self.mine
        self.remake()
        self.draw_lines()

    async def do_filter(self) -> None:
        """Ask for a filter; what it would find stands below while typing."""

        def check(text: str) -> Words:
            sales, context = self.sales, self.sales.context()
            owner = context.me if self.mine else ""
            return self.filter.check(text, sales.snapshot, context, owner, sales.live)

        tab = completer(self.sales)
        text = await self.ask_line(FILTER, self.filter.text, check=check, complete=tab)
        if text is not None:
            self._use_filter(text.strip())

    def _use_filter(self, text: str) -> None:
        self.filter.text = text
        self.remake()
        self.draw_lines()

    # -- the thing under the cursor

    def task_ids(self) -> tuple[str, ...]:
        """The task under the cursor."""
        item = self.item
        return (item.id,) if item is not None and item.kind == "tasks" else ()

    def do_open(self) -> None:
        """Show the deal, the task, or the account without a deal."""
        item = self.item
        if item is not None:
            self.sales.open_record(item.kind, item.id)

    async def do_log(self) -> None:
        """What happened with the deal, or with an account without one."""
        item = self.item
        account = "" if item is None or item.deal is not None else item.account
        if account:
            await self.log_on_account(account)
        else:
            await super().do_log()

    def do_list_news(self) -> None:
        """What the line of news counts, one by one."""
        self.sales.do_news()

    async def do_edit(self) -> None:
        """One letter, one field, of the task or the deal."""
        await (self.do_task_edit() if self.task_ids() else super().do_edit())

    async def do_step_done(self) -> None:
        """Tick the task, or the next step and say what comes next: one act."""
        item = self.item
        if self.task_ids():
            await self.do_task_done()
            return
        doc = item.doc if item is not None and item.kind == "deals" else {}
        if not (doc.get("next_step") or doc.get("next_step_due")):
            key = self.sales.keymap.shown("next_step")
            raise Refused(NO_STEP, hint=NO_STEP_HINT.fill(key=key))
        id, name = str(doc["_id"]), deal_name(self.sales.snapshot, doc)
        step = str(doc.get("next_step") or "")

        def check(text: str) -> Words:
            if not text.strip():
                return NOTHING_NEXT
            return DONE_READ.fill(next=self._read_step(text))

        async def submit(text: str) -> None:
            planned = parse_step(text, self.sales.today)

            def use_case(snapshot: Snapshot, ctx: Context) -> Act:
                return complete_step(snapshot, ctx, id, planned.text, planned.due)

            await self.sales.save(use_case)

        label = DONE.fill(step=Words(step, step) if step else STEP)
        if await self.ask_line(label, check=check, submit=submit) is not None:
            key = self.sales.keymap.shown("undo")
            self.tell(TICKED.fill(name=Words(name, name), key=key))

    # -- going about

    def walk(self, by: int) -> None:
        """Move by lines."""
        self.listed.walk(by)

    def walk_half(self, by: int) -> None:
        """Move by half pages."""
        self.listed.walk_half(by)
