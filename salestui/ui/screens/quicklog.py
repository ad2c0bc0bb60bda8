"""The quick log: one letter for what it was, one line for what happened and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salestui.domain.dayshow import day_words
from salestui.domain.names import account_name
from salestui.domain.problems import NOWHERE, InputProblem
from salestui.domain.schema import ACTIVITY_TYPES
from salestui.domain.words import Words
from salestui.ui.screens.base import BaseScreen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from salestui.services.activities import Planned, QuickLog

    Save = Callable[[str, Words, QuickLog], Awaitable[object]]
    """Called with a key of ACTIVITY_TYPES, its label and what the line says."""

LETTERS = {
    "call": "c",
    "visit": "v",
    "meeting": "m",
    "demo": "d",
    "email": "e",
    "message": "w",
    "survey": "s",
    "note": "n",
}
STEP_READ = Words("next: {step}, {day}", "下一步：{step}，{day}")
STEP_UNDATED = Words("next: {step}, no date", "下一步：{step}，无日期")
STEP_CLEARED = Words("no next step", "清空下一步")
LOG_ON = Words("log on {name}:", "记录 {name}：")
LOG_LINE = Words("{type}:", "{type}：")
SCORED = Words("{type}, 1-5 first:", "{type}，先写1-5：")
LOG_READ = Words("{name}, {type}, now", "{name}，{type}，现在")
WITH_STEP = Words("{log}; {step}", "{log}；{step}")


class QuickLogs(BaseScreen):
    """A screen on which one logs what happened."""

    async def quick_log(self, name: Words, save: Save) -> None:
        """Ask what happened, in one line; what follows `>` becomes the next step."""
        from salestui.services.activities import EMPTY, parse_quick_log

        letters = [(LETTERS[key], ACTIVITY_TYPES[key]) for key in LETTERS]
        letter = await self.ask_choice(LOG_ON.fill(name=name), letters)
        if letter is None:
            return
        kind = next(key for key, value in LETTERS.items() if value == letter)
        label = Words(ACTIVITY_TYPES[kind].en.lower(), ACTIVITY_TYPES[kind].zh)
        line = SCORED if kind == "survey" else LOG_LINE

        def check(text: str) -> Words:
            quick = parse_quick_log(text, self.sales.context(), kind)
            read = LOG_READ.fill(name=name, type=label)
            return WITH_STEP.fill(log=read, step=self._step(quick.next)) if quick.next else read

        async def submit(text: str) -> None:
            quick = parse_quick_log(text, self.sales.context(), kind)
            if not quick.summary:
                raise InputProblem(EMPTY)
            await save(kind, label, quick)

        await self.ask_line(line.fill(type=label), check=check, submit=submit)

    async def log_on_account(self, id: str) -> None:
        """What happened with an account, whatever deals are open with it."""
        from salestui.services.activities import log_activity

        called = account_name(self.sales.snapshot, id)

        async def save(kind: str, label: Words, quick: QuickLog) -> None:
            summary, step, score = quick.summary, quick.next, quick.score
            await self.sales.save(
                lambda s, ctx: log_activity(
                    s, ctx, type=kind, summary=summary, account_id=id, next=step, score=score
                )
            )

        await self.quick_log(Words(called, called), save)

    def _read_step(self, text: str) -> Words:
        from salestui.services.activities import parse_step

        return self._step(parse_step(text, self.sales.today))

    def _step(self, step: Planned) -> Words:
        """A next step read back."""
        if not step.text:
            return STEP_CLEARED
        words = STEP_READ if step.due else STEP_UNDATED
        day = day_words(step.due, self.sales.today) if step.due else NOWHERE
        return words.fill(step=step.text, day=day)
