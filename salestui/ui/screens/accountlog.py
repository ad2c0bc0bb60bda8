"""Logging what happened with an account that no deal is open with."""

from __future__ import annotations

from salestui.domain.names import account_name
from salestui.domain.problems import InputProblem
from salestui.domain.schema import ACTIVITY_TYPES
from salestui.domain.words import Words
from salestui.services.activities import EMPTY, log_activity
from salestui.ui.screens.acting import LETTERS, LOG_LINE, LOG_ON, LOG_READ
from salestui.ui.screens.base import BaseScreen


class LogsOnAccounts(BaseScreen):
    """The quick log for an account."""

    async def log_on_account(self, id: str) -> None:
        """What happened, in one line."""
        called = account_name(self.sales.snapshot, id)
        name = Words(called, called)
        letters = [(LETTERS[key], ACTIVITY_TYPES[key]) for key in LETTERS]
        letter = await self.ask_choice(LOG_ON.fill(name=name), letters)
        if letter is None:
            return
        kind = next(key for key, value in LETTERS.items() if value == letter)
        label = Words(ACTIVITY_TYPES[kind].en.lower(), ACTIVITY_TYPES[kind].zh)

        def check(text: str) -> Words:
            return LOG_READ.fill(name=name, type=label)

        async def submit(text: str) -> None:
            if not text.strip():
                raise InputProblem(EMPTY)
            await self.sales.save(
                lambda s, ctx: log_activity(s, ctx, type=kind, summary=text, account_id=id)
            )

        await self.ask_line(LOG_LINE.fill(type=label), check=check, submit=submit)
