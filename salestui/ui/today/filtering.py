"""The filter of today's list, which may also say whose things are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salestui.domain.words import Words
from salestui.services.today import Scope, Today
from salestui.services.todayscope import today_scope

if TYPE_CHECKING:
    from salestui.domain.query import Env, Memory
    from salestui.domain.snapshot import Snapshot
    from salestui.services.context import Context

FEW = 3000
"""Deals up to which the list is made anew at every key of a filter."""

FOUND = Words("{n} things", "{n}项")
FOUND_ONE = Words("1 thing", "1项")
READ = Words("enter shows it", "按 enter 显示")
EVERYTHING = Words("no filter: everything of mine", "无筛选：我的全部事项")


class TodayFilter:
    """A filter's text, and what it means for a state."""

    def __init__(self) -> None:
        self.text = ""
        self._memory: Memory | None = None

    def scope(self, snapshot: Snapshot, context: Context, owner: str, names: Snapshot) -> Scope:
        """What is listed. Never raises: the text was checked. `names` is the state of now."""
        return self._read(self.text, names, context, owner).on(snapshot)

    def check(
        self, text: str, snapshot: Snapshot, context: Context, owner: str, names: Snapshot
    ) -> Words:
        """What a text would find. Raises InputProblem whose `where` is the column."""
        if not text.strip():
            return EVERYTHING
        scope = self._read(text, names, context, owner).on(snapshot)
        if len(snapshot.table("deals")) > FEW:
            return READ
        found = Today.of(snapshot, today=context.today, zone=context.zone, scope=scope)
        n = len(found.items)
        return FOUND_ONE if n == 1 else FOUND.fill(n=n)

    def _read(self, text: str, snapshot: Snapshot, context: Context, owner: str) -> Scope:
        if self._memory is None and text.strip():
            # The filter language is only loaded by who uses it.
            from salestui.domain.query import Memory

            self._memory = Memory(keep_words=True)
        return today_scope(text, snapshot, lambda: env_of(context), owner, self._memory)


def env_of(context: Context) -> Env:
    """What a filter means by me, by today and by an amount without a currency."""
    from salestui.domain.query import Env

    now, log = context.now, context.log
    return Env(context.today, context.zone, context.me, context.currency, now, log)
