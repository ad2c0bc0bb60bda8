"""The filter of a list: its text, the compiled form, and what the line below says of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from salestui.domain.wanted import Superseded
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.query import Env, Filter, Memory
    from salestui.domain.snapshot import Snapshot
    from salestui.services.context import Context
    from salestui.ui.app import SalesApp
    from salestui.ui.screens.base import BaseScreen

LABEL = Words("/", "/")
COUNTING = Words("counting", "统计中")
FOUND = Words("{n} deals on all paths", "全部路径共 {n} 单")
FOUND_ONE = Words("1 deal on all paths", "全部路径共 1 单")
READING = Words("reading the log", "正在读取日志")
EVERYTHING = Words("no filter: everything is shown; tab completes", "无筛选：显示全部；tab 补全")


def completer(sales: SalesApp, kind: str = "deals") -> Callable[[str], Sequence[str]]:
    """What tab makes of a filter being typed: names of fields, then values that occur."""
    from salestui.services.filtercomplete import completions

    return lambda text: completions(text, kind, sales.snapshot, sales.lang)


class FilterLine:
    """Keeps what was compiled, so that nothing is worked out twice."""

    kind: ClassVar[str] = "deals"
    found: ClassVar[Words] = FOUND
    found_one: ClassVar[Words] = FOUND_ONE
    nothing: ClassVar[Words] = EVERYTHING
    """What a line without a text means."""

    def __init__(self) -> None:
        self.text = ""
        self._memory: Memory | None = None
        self._compiled: tuple[str, object, Filter] | None = None

    def compiled(self, snapshot: Snapshot, context: Context, names: Snapshot) -> Filter | None:
        """The filter in force; None when there is none. Never raises: its text was checked.

        `names` is the state of now: it knows whom the filter names, even where `snapshot` is of
        another day and does not.
        """
        if not self.text:
            return None
        return self._compile(self.text, names, context).on(snapshot)

    def check(self, text: str, context: Context, names: Snapshot) -> Words:
        """Whether a text can be a filter, without looking at the records.

        Raises InputProblem whose `where` is the column.
        """
        if not text.strip():
            return self.nothing
        from salestui.domain.query import check_filter

        check_filter(text, self.kind, names, _env(context), self._remembered())
        return COUNTING

    def count(
        self,
        text: str,
        snapshot: Snapshot,
        context: Context,
        names: Snapshot,
        wanted: Callable[[], bool],
    ) -> Words | None:
        """What a text that was checked would find; None once it is not `wanted`. Any thread."""
        if not text.strip():
            # The time until somebody has typed the first letters is enough for this.
            from salestui.domain.query import read_words

            read_words(self.kind, snapshot, _env(context), self._remembered(), wanted)
            return self.nothing
        try:
            n = len(self._compile(text, names, context).docs(snapshot, wanted=wanted))
        except Superseded:
            return None
        if context.log is not None and not context.log.whole:
            return READING
        return self.found_one if n == 1 else self.found.fill(n=n)

    def _compile(self, text: str, snapshot: Snapshot, context: Context) -> Filter:
        # The filter language is only loaded by who uses it.
        from salestui.domain.query import compile_filter

        kept = self._compiled
        if kept is not None and kept[:2] == (text, context.today):
            return kept[2].on(snapshot)
        found = compile_filter(text, self.kind, snapshot, _env(context), self._remembered())
        self._compiled = (text, context.today, found)
        return found

    def _remembered(self) -> Memory:
        from salestui.domain.query import Memory

        if self._memory is None:
            self._memory = Memory(keep_words=True)
        return self._memory


def _env(context: Context) -> Env:
    from salestui.domain.query import Env

    return Env(context.today, context.zone, context.me, context.currency, context.now, context.log)


async def ask_filter(screen: BaseScreen, line: FilterLine) -> str | None:
    """Ask for a filter; a mistake is told at once, how many there are beside the keys."""
    sales = screen.sales

    def check(text: str) -> Words:
        return line.check(text, sales.context(), sales.live)

    async def count(text: str, wanted: Callable[[], bool]) -> Words | None:
        state, context, names = sales.snapshot, sales.context(), sales.live
        return await asyncio.to_thread(line.count, text, state, context, names, wanted)

    text = await screen.ask_line(
        LABEL, line.text, check=check, later=count, complete=completer(sales, line.kind)
    )
    return None if text is None else text.strip()
