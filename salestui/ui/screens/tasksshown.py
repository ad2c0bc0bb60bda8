"""Which tasks the screen shows: whose, by which filter, in which groups; and the cursor."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from salestui.domain.words import Words
from salestui.services.taskview import GROUPINGS, TaskList, TaskRow, task_list
from salestui.ui.beside import beside
from salestui.ui.screens.base import BaseScreen
from salestui.ui.tasks import words as say
from salestui.ui.tasks.filtering import TaskFilter
from salestui.ui.tasks.lines import DUE, NARROW, OUT, STATE, Place, Sight, TaskLines
from salestui.ui.widgets.lines import Line, Span
from salestui.ui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from textual.widget import Widget

    from salestui.domain.snapshot import Doc, Snapshot

FEW = 3000
"""Tasks up to which the list is made at once; more are gone through beside the screen."""


class ShowsTasks(BaseScreen):
    """The list with what it was made from."""

    scope: ClassVar[str] = "tasks"
    title_words: ClassVar[Words] = Words("Tasks", "任务")

    def __init__(self) -> None:
        super().__init__()
        self.mine = False
        self.filter = TaskFilter()
        self.grouping = "owner"
        self.marked: set[str] = set()
        self.folded: set[str] = set()
        self.list: TaskList | None = None

    def compose_body(self) -> Iterable[Widget]:
        """What there is in all, the heads of the columns, the lines."""
        yield Line(id="summary")
        yield Line(id="heads")
        yield Rows(id="body")

    @property
    def listing(self) -> Rows:
        """The lines."""
        return self.query_one("#body", Rows)

    @property
    def lines(self) -> TaskLines | None:
        """What the lines stand for."""
        rows = self.listing.rows
        return rows if isinstance(rows, TaskLines) else None

    @property
    def place(self) -> Place | None:
        """What is under the cursor."""
        lines, at = self.lines, self.listing.cursor
        return lines.places[at] if lines is not None and at is not None else None

    def crumbs(self) -> Sequence[str]:
        """The screen and the filter."""
        found = [self.say(self.title_words)]
        return [*found, "/" + self.filter.text] if self.filter.text else found

    # -- showing

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the tasks of this state."""
        self.rebuild(snapshot)

    def on_resize(self) -> None:
        """Lay the lines out anew."""
        self.redraw()

    def rebuild(self, snapshot: Snapshot | None = None) -> None:
        """Find the tasks again."""
        snapshot = snapshot or self.snapshot
        if snapshot is None:
            return
        make = self._maker(snapshot)
        if len(snapshot.table("tasks")) <= FEW:
            self._put(make())
        else:
            beside(self, partial(self._make_beside, make), group="list")

    def _maker(self, snapshot: Snapshot) -> Callable[[], TaskList]:
        """Makes the list that is asked for now, on any thread."""
        find = self.finder(snapshot)
        me = self.sales.workbench.me if self.mine else ""
        today, grouping = self.sales.today, self.grouping

        def make() -> TaskList:
            tasks = [task for task in find() if not me or task.get("owner") == me]
            return task_list(snapshot, tasks, today, grouping=grouping)

        return make

    def finder(self, snapshot: Snapshot) -> Callable[[], list[Doc]]:
        """Finds the tasks that are asked for now, on any thread."""
        return self.filter.chosen(snapshot, self.sales.context(), self.sales.live).docs

    async def _make_beside(self, make: Callable[[], TaskList]) -> None:
        found = await asyncio.to_thread(make)
        if self.framed:
            self._put(found)

    def _put(self, found: TaskList) -> None:
        self.list = found
        if self.marked:
            self.marked &= {row.id for row in found.rows}
        self.redraw()

    def remark(self) -> None:
        """Show the marks, in lines that say nothing else than before."""
        if self.lines is not None:
            self.listing.show(self.lines.marking(self.marked), self.listing.cursor)

    def redraw(self, at: Place | None = None) -> None:
        """Draw the lines with the cursor on what it was on."""
        if not self.composed or self.list is None or self.snapshot is None:
            return
        at = at or self.place
        width = self.size.width
        sight = Sight(
            self.snapshot, self.sales.today, self.lang, frozenset(self.marked),
            frozenset(self.folded),
        )  # fmt: skip
        lines = TaskLines(sight, self.list.groups, width)
        if not lines:
            self.listing.show(self._empty(), None)
        else:
            self.listing.show(lines, self._row_of(lines, at))
        self.query_one("#summary", Line).say(*self._summary(self.list))
        self.query_one("#heads", Line).say(self._heads(width))
        self.cursor_moved()

    def _row_of(self, lines: TaskLines, at: Place | None) -> int:
        places = lines.places
        if at is None:
            return min(1, len(places) - 1)
        if at in places:
            return places.index(at)
        # The task went to another group, or is gone: stay at the same height.
        other = next(
            (n for n, place in enumerate(places) if at.task and place.task == at.task), None
        )
        return other if other is not None else self.listing.cursor or 0

    def _empty(self) -> list[Row]:
        told = [say.NOTHING, say.TO_ADD]
        told += [say.TO_SEE_ALL] if self.mine else []
        told += [say.TO_CLEAR] if self.filter.text else []
        blank = Row()
        lines = [Row((Span("  " + self.say(words), "text" if not n else "dim"),))
                 for n, words in enumerate(told)]  # fmt: skip
        return [blank, lines[0], blank, *lines[1:]]

    def _summary(self, found: TaskList) -> tuple[list[Span], list[Span]]:
        count = say.FOUND if self.filter.text else say.SUMMARY
        left = [
            Span(" " + self.say(GROUPINGS[self.grouping]), "strong"),
            Span("  " + self.say(count.fill(n=found.count)), "text"),
        ]
        if found.late:
            left.append(Span("  " + self.say(say.LATE.fill(n=found.late)), "late"))
        if found.lagging:
            left.append(Span("  " + self.say(say.LAGGING.fill(n=found.lagging)), "late"))
        right = []
        for words, n in ((say.UNOWNED, found.unowned), (say.CONTESTED, found.contested)):
            if n:
                right.append(Span(self.say(words.fill(n=n)) + "  ", "risk"))
        return left, right

    def _heads(self, width: int) -> list[Span]:
        from salestui import cells

        deal = 0 if width < NARROW else max(14, width // 4)
        room = width - DUE - OUT - STATE - deal - 7
        spans = [
            Span(" " + cells.fit(self.say(say.HEAD_DUE), DUE, "right") + "  ", "dim"),
            Span(cells.fit(self.say(say.HEAD_TASK), room) + " ", "dim"),
        ]
        if deal:
            spans.append(Span(cells.fit(self.say(say.HEAD_DEAL), deal) + " ", "dim"))
        spans.append(Span(cells.fit(self.say(say.HEAD_OUT), OUT, "right") + " ", "dim"))
        spans.append(Span(cells.fit(self.say(say.HEAD_STATE), STATE), "dim"))
        return spans

    # -- the cursor

    def cursor_moved(self) -> None:
        """Say what the line under the cursor can't."""
        lines, place = self.lines, self.place
        row = lines.row(place.task) if lines is not None and place is not None else None
        self.set_info(*(self._facts(row) if row is not None else ((), ())))

    def _facts(self, row: TaskRow) -> tuple[list[Span], list[Span]]:
        from salestui.ui.tasks.facts import facts

        assert self.snapshot is not None
        return facts(self.snapshot, row, self.sales.today, self.lang)
