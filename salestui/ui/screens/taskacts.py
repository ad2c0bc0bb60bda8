"""What one can do with tasks from any screen that shows them: the same keys, the same questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salestui.domain.problems import Refused
from salestui.domain.schema import LAG_REASONS, TASKS
from salestui.domain.tasks import is_open, task_name
from salestui.domain.words import Words
from salestui.services.activities import log_activity
from salestui.services.records import archive
from salestui.services.tasks import log_lag, work_on
from salestui.services.taskview import task_row
from salestui.ui.screens.base import BaseScreen
from salestui.ui.tasks import words as say

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc
    from salestui.store.store import Saved

EDITS = {
    "t": "title",
    "d": "due",
    "s": "status",
    "p": "priority",
    "h": "helpers",
    "f": "depends",
    "n": "note",
}
"""Letter of the edit menu -> field of a task."""
LAG = "l"
DIGITS = "1234567890"


class TaskScreens(BaseScreen):
    """A screen with tasks on it. Fill in `task_ids`."""

    def task_ids(self) -> tuple[str, ...]:
        """The tasks that a command is about."""
        return ()

    def task_made(self, saved: Saved) -> None:
        """A new task is on disk."""

    def new_task_deal(self) -> str:
        """The deal that a new task belongs to; empty for none."""
        return ""

    # -- shared

    def _some_tasks(self) -> tuple[str, ...]:
        ids = self.task_ids()
        if not ids:
            raise Refused(say.NO_TASK)
        return ids

    def _doc_of(self, id: str) -> Doc:
        return self.sales.snapshot.get("tasks", id) or {}

    def _called(self, ids: Sequence[str]) -> Words:
        if len(ids) > 1:
            return say.N_TASKS.fill(n=len(ids))
        return task_name(self.sales.snapshot, self._doc_of(ids[0]))

    # -- acts

    async def do_task_done(self) -> None:
        """Done; of a task that is, open again. A lagging one is asked why, once."""
        marked = self._some_tasks()
        still = [id for id in marked if is_open(self._doc_of(id))]
        ids, ended = still or marked, not still
        if len(still) == 1 and self._doc_of(still[0]).get("quarter"):
            await self._ask_score(still[0])
            return
        for id in still:
            if self._is_silent(id) and not await self._ask_why([id]):
                return
        name, key = self._called(ids), self.sales.keymap.shown("undo")
        status = "todo" if ended else "done"
        await self.sales.save(lambda s, ctx: work_on(s, ctx, ids, status))
        self.tell(say.REOPENED.fill(name=name) if ended else say.DONE.fill(name=name, key=key))

    def _is_silent(self, id: str) -> bool:
        """Whether a task lags and nobody said why."""
        return task_row(self.sales.snapshot, self._doc_of(id), self.sales.today).asks_why

    async def _ask_score(self, id: str) -> None:
        """A survey is done by logging it with its score, on one digit."""
        account, name = str(self._doc_of(id).get("account") or ""), self._called([id])
        choices = [(str(n), words) for n, words in enumerate(say.SCORES, 1)]
        answer = await self.ask_choice(say.SCORE.fill(name=name), choices)
        if answer is None:
            return
        summary = self.say(say.SCORED.fill(n=answer))
        await self.sales.save(
            lambda s, ctx: log_activity(
                s, ctx, type="survey", summary=summary, account_id=account, score=int(answer)
            )
        )
        self.tell(say.DONE.fill(name=name, key=self.sales.keymap.shown("undo")))

    async def _ask_why(self, ids: Sequence[str]) -> bool:
        """Ask once why tasks lag, on one digit; false when that was dropped."""
        reasons = list(LAG_REASONS.items())
        choices = [(DIGITS[n], words) for n, (_, words) in enumerate(reasons)]
        answer = await self.ask_choice(say.WHY.fill(name=self._called(ids)), choices)
        if answer is None:
            return False
        reason, note = reasons[DIGITS.index(answer)][0], ""
        if reason == "other":
            note = (await self.ask_line(say.NOTE) or "").strip()
            if not note:
                return False
        await self.sales.save(lambda s, ctx: log_lag(s, ctx, ids, reason, note))
        return True

    async def do_task_assign(self) -> None:
        """Suggest who suits best; of several tasks one suggestion each, all taken at once."""
        from salestui.services.tasks import assign
        from salestui.ui.forms.tasks import assign_form, member_choices

        ids = self._some_tasks()
        key = self.sales.keymap.shown("undo")
        if len(ids) > 1:
            if await self.ask_form(assign_form(self.sales, ids)) is not None:
                self.tell(say.ASSIGNED_MANY.fill(n=len(ids), key=key))
            return
        choices = member_choices(self.sales, self._doc_of(ids[0]))
        name = self._called(ids)
        member = await self.ask_pick(say.ASSIGN.fill(name=name), choices)
        if member is not None:
            await self.sales.save(lambda s, ctx: assign(s, ctx, {ids[0]: member}))
            who = next(choice.text for choice in choices if choice.key == member)
            self.tell(say.ASSIGNED.fill(name=name, who=who.split()[0], key=key))

    async def do_task_edit(self) -> None:
        """One letter, one field; `l` says why it lags, which a new date asks too, once."""
        from salestui.ui.forms.tasks import tasks_form

        ids = self._some_tasks()
        fields = {letter: TASKS.field(path) for letter, path in EDITS.items()}
        choices = [(letter, field.label) for letter, field in fields.items() if field]
        reason = TASKS.field("lag_reason")
        choices += [(LAG, reason.label)] if reason else []
        letter = await self.ask_choice(say.EDIT.fill(name=self._called(ids)), choices)
        if letter == LAG:
            await self._ask_why(ids)
        elif letter is not None:
            silent = [id for id in ids if self._is_silent(id)]
            if EDITS[letter] == "due" and silent and not await self._ask_why(silent):
                return
            form = await tasks_form(self.sales, ids, EDITS[letter], self._called(ids))
            await self.ask_form(form)

    async def do_task_new(self) -> None:
        """A new task, of the deal under the cursor where there is one."""
        from salestui.ui.forms.tasks import new_task_form

        await self.ask_form(new_task_form(self.sales, self.new_task_deal(), done=self.task_made))

    def do_task_archive(self) -> None:
        """Put away; undo brings back."""
        ids = self._some_tasks()
        name, key = self._called(ids), self.sales.keymap.shown("undo")
        self.sales.act(
            lambda s, ctx: archive(s, ctx, "tasks", ids),
            done=lambda saved: self.tell(say.ARCHIVED.fill(name=name, key=key)),
        )

    def do_task_deal(self) -> None:
        """The deal that the task is for, else the account."""
        task = self._doc_of(self._some_tasks()[0])
        deal, account = task.get("deal"), str(task.get("account") or "")
        if not deal and self.sales.snapshot.account(account) is not None:
            self.sales.open_account(account)
            return
        if not deal or self.sales.snapshot.get("deals", deal) is None:
            raise Refused(Words("This task belongs to no deal", "该任务没有关联商机"))
        self.sales.open_deal(str(deal))
