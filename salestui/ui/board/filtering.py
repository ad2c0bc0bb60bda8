"""The filter of a list: its text, the compiled form, and what the line below says of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.query import Filter, Memory
    from salestui.domain.snapshot import Snapshot
    from salestui.services.context import Context
    from salestui.ui.app import SalesApp

FOUND = Words("{n} deals on all paths", "全部路径共 {n} 单")
FOUND_ONE = Words("1 deal on all paths", "全部路径共 1 单")
READING = Words("reading the log", "正在读取日志")
EVERYTHING = Words("no filter: everything is shown; tab completes", "无筛选：显示全部；tab 补全")


def completer(sales: SalesApp, kind: str = "deals") -> Callable[[str], Sequence[str]]:
    """What tab makes of a filter being typed: names of fields, then values that occur."""
    from salestui.services.filtercomplete import completions

    return lambda text: completions(text, kind, sales.snapshot, sales.lang)


class FilterLine:
    """Keeps what was compiled, so that typing costs one evaluation a key."""

    kind: ClassVar[str] = "deals"
    found: ClassVar[Words] = FOUND
    found_one: ClassVar[Words] = FOUND_ONE

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

    def check(self, text: str, snapshot: Snapshot, context: Context, names: Snapshot) -> Words:
        """What a text would find. Raises InputProblem whose `where` is the column."""
        if not text.strip():
            return EVERYTHING
        n = len(self._compile(text, names, context).docs(snapshot))
        if context.log is not None and not context.log.whole:
            return READING
        return self.found_one if n == 1 else self.found.fill(n=n)

    def _compile(self, text: str, snapshot: Snapshot, context: Context) -> Filter:
        # The filter language is only loaded by who uses it.
        from salestui.domain.query import Env, Memory, compile_filter

        if self._memory is None:
            self._memory = Memory(keep_words=True)
        kept = self._compiled
        if kept is not None and kept[:2] == (text, context.today):
            return kept[2].on(snapshot)
        now, log = context.now, context.log
        env = Env(context.today, context.zone, context.me, context.currency, now, log)
        found = compile_filter(text, self.kind, snapshot, env, self._memory)
        self._compiled = (text, context.today, found)
        return found
