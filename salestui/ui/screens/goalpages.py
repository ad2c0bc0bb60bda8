"""What the goals screen shows: the tree above, one page of the goal under the cursor below."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from salestui import cells, charts
from salestui.domain.goals.book import Book
from salestui.domain.goals.tree import Branch, among
from salestui.domain.history import Row as Change
from salestui.domain.query import Env, Memory
from salestui.domain.words import Words
from salestui.exchange import goal_words as say
from salestui.exchange.listing import Rows as DealRows
from salestui.services.goalhistory import goal_history
from salestui.services.reading import Reading
from salestui.ui.beside import beside
from salestui.ui.goals.filtering import GoalFilter
from salestui.ui.goals.pages import PAGES, Asked, columns, labels
from salestui.ui.goals.treelines import tree_lines
from salestui.ui.goals.view import View
from salestui.ui.screens.base import BaseScreen
from salestui.ui.whose import MINE
from salestui.ui.widgets.columns import Columns
from salestui.ui.widgets.entries import Column
from salestui.ui.widgets.lines import Line, Span
from salestui.ui.widgets.rows import Row, Rows
from salestui.ui.widgets.ruled import page_line

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.widget import Widget

    from salestui.domain.goals.book import Sight
    from salestui.domain.snapshot import Snapshot

FRAME = 6
"""Lines around tree and page: the top line, heads, pages, the three below."""
LEAST = 4
"""Lines that the tree has at least, as far as there are goals."""
FOLLOW = 0.1
"""Seconds after which the page follows the cursor."""
COUNTING = Words("counting", "正在统计")
NO_GOALS = Words(
    "No goals yet. {key} sets one in a sentence, {form} by a form.",
    "还没有目标。按 {key} 用一句话新建，按 {form} 用表单新建。",
)
NONE_HERE = Words("No goal here; {key} shows all.", "这里没有目标；按 {key} 显示全部。")


class GoalPages(BaseScreen):
    """Draws the goals of the state that is shown; counts away from the keys."""

    DEFAULT_CSS = """
    GoalPages > #tree { height: auto; }
    """
    scope: ClassVar[str] = "goals"
    title_words: ClassVar[Words] = Words("Goals", "目标")

    def __init__(self) -> None:
        super().__init__()
        self.book: Book | None = None
        """The goals with their figures; None before the first count."""
        self.page = "why"
        self.here = ""
        """Id of the goal under the cursor."""
        self.reading = False
        """Whether the keys walk on the page."""
        self.explaining = False
        self.mine = False
        self.filter = GoalFilter()
        self.plots = False
        """Whether plotext is loaded."""
        self._view: View | None = None
        self._memory = Memory()
        self._shown: tuple[object, Sequence[Branch]] = (None, ())
        """The goals that are shown, with what they were chosen by."""
        self._changes: tuple[object, tuple[Change, ...]] | None = None
        """Of which goal in which state the history is known, and the history."""
        self._following: Timer | None = None
        self._height = 0

    # -- what is there

    def compose_body(self) -> Iterable[Widget]:
        """Heads, tree, pages, page."""
        yield Line(id="head")
        yield Rows(id="tree")
        yield Line(id="tabs")
        yield Columns(id="body")

    @property
    def listing(self) -> Rows:
        """The goals."""
        return self.query_one("#tree", Rows)

    @property
    def body(self) -> Columns:
        """The page of the goal under the cursor."""
        return self.query_one("#body", Columns)

    @property
    def sight(self) -> Sight | None:
        """The goal under the cursor with its figures."""
        book = self.book
        return book.sight(self.here) if book is not None and self.here in book.goals else None

    def crumbs(self) -> Sequence[str]:
        """The screen, whose goals, the filter."""
        found = [self.say(self.title_words)]
        found += [self.say(MINE)] if self.mine else []
        return [*found, "/" + self.filter.text] if self.filter.text else found

    # -- counting

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Count anew; until that is done the last count stands."""
        self.redraw()
        beside(self, partial(self._count, snapshot), group="count")

    def env(self) -> Env:
        """What filters mean at the moment that is shown."""
        ctx = self.sales.context()
        return Env(ctx.today, ctx.zone, ctx.me, ctx.currency, ctx.now)

    async def _count(self, snapshot: Snapshot) -> None:
        book = Book(snapshot, self.env(), self._memory)
        await asyncio.to_thread(book.begin)
        if not self.framed:
            return
        self.book, self._view = book, None
        if self.draw_tree():
            self.say_goal()
        self.draw_lines()
        # The path to the goal takes as long again; the other goals' pages must not wait either.
        await asyncio.to_thread(book.begin, self.here)
        if self.framed:
            self.draw_page()
        await asyncio.to_thread(book.prepare)

    def branches(self) -> Sequence[Branch]:
        """The goals that are shown."""
        chosen = (self.book, self.mine, self.filter.text)
        if self._shown[0] != chosen:
            self._shown = (chosen, self._chosen(self.book) if self.book else ())
        return self._shown[1]

    def _chosen(self, book: Book) -> Sequence[Branch]:
        ids = set(book.goals)
        if self.mine:
            ids = {id for id in ids if book.goals[id].owner == self.sales.workbench.me}
        query = self.filter.compiled(book.ground.snapshot, self.sales.context(), self.sales.live)
        return among(book.branches, ids & set(query.ids()) if query is not None else ids)

    # -- drawing

    @property
    def view(self) -> View:
        """What the parts draw from."""
        assert self.book is not None
        if self._view is None or self._view.lang != self.lang:
            ground, env = self.book.ground, self.book.ground.env
            reading = Reading(ground.snapshot, env.now, env.today, env.zone, env.me, self.lang)
            rows = DealRows(reading, ground.pool.paths.values())
            self._view = View(self.book, rows, self.lang, self.sales.look.h)
        return self._view

    def on_resize(self) -> None:
        """Lay everything out anew."""
        self.redraw()

    def redraw(self) -> None:
        """Draw tree and page with the cursor on the goal that it was on."""
        if self.draw_tree():
            self.draw_page()

    def draw_tree(self) -> bool:
        """Draw the tree with the cursor on the goal that it was on; whether there is one."""
        if not self.composed or not self.size.width:
            return False
        branches = self.branches()
        ids = [branch.goal.id for branch in branches]
        if self.here not in ids:
            at = min(self.listing.cursor or 0, max(len(ids) - 1, 0))
            self.here = ids[at] if ids else ""
        if not ids:
            self._draw_empty()
            return False
        head, rows = tree_lines(self.view, branches, self.size.width)
        self._share_room(len(rows))
        self.query_one("#head", Line).say(head)
        self.listing.show(rows, ids.index(self.here))
        return True

    def _draw_empty(self) -> None:
        """What to do where there is no goal."""
        keymap = self.sales.keymap
        words = NO_GOALS.fill(key=keymap.shown("goal_new"), form=keymap.shown("goal_form"))
        if self.book is None:
            words = COUNTING
        elif self.book.goals:
            words = NONE_HERE.fill(key=keymap.shown("back" if self.filter.text else "mine"))
        self._share_room(1)
        self.query_one("#head", Line).say(())
        self.query_one("#tabs", Line).say(())
        self.listing.show([Row((Span(f" {self.say(words)}", "dim"),))])
        self.body.clear()
        self.body.show((), ())
        self.set_info(())

    def _share_room(self, rows: int) -> None:
        """The tree takes what it needs up to two fifths, the page the rest."""
        most = max((self.size.height - FRAME) * 2 // 5, LEAST)
        if self._height != min(rows, most):
            self._height = self.listing.styles.height = min(rows, most)

    def draw_page(self) -> None:
        """Draw the page of the goal under the cursor."""
        if self.sight is None:
            return
        width = self.size.width
        names, active = labels(self.view, self.here), list(PAGES).index(self.page)
        self.query_one("#tabs", Line).say(page_line(names, active, width, self.sales.look.h))
        found, widths = columns(self.view, self._asked(width))
        spot = self.body.spot if self.reading else None
        self.body.show(found if self.reading else _unlit(found), widths, spot=spot)
        self.say_goal()

    def _asked(self, width: int) -> Asked:
        page = "explain" if self.explaining else self.page
        height = max(self.size.height - FRAME - self._height, 1)
        if page == "history":
            self._read_history()
        elif page == "curve" and not self.plots:
            beside(self, self._load_plots, group="plots")
        changes = self._changes
        known = changes[1] if changes is not None and changes[0] == self._moment else None
        key = self.sales.keymap.shown("goal_split")
        return Asked(page, self.here, width, height, known, self.plots, key)

    async def _load_plots(self) -> None:
        """Load plotext away from the screen."""
        await asyncio.to_thread(charts.plot_bars, [1], charts.LEAST_WIDTH)
        self.plots = True
        if self.framed:
            self.draw_page()

    def say_goal(self) -> None:
        """What is still needed, or what does not add up, above the keys."""
        sight = self.sight
        if sight is None or self.book is None:
            self.set_info(())
            return
        said = say.remaining_words(sight.remaining) if sight.remaining else None
        name = self.view.rows.name(sight.goal)
        left = [Span(f" {name}  ", "dim"), Span(self.say(said) if said else "")]
        found = [branch for branch in self.book.branches if branch.goal.id == self.here]
        notices = self.view.rows.sums(found[0]) if found else []
        right = [Span(f"  {notices[0]} ", "risk")] if notices else []
        room = self.size.width - sum(cells.width(span.text) for span in left)
        # What is needed is worth more than the hint, which stands on the page Split too.
        fits = sum(cells.width(span.text) for span in right) <= room
        self.set_info(left, right if fits else ())

    # -- the log

    @property
    def _moment(self) -> object:
        ground = self.book.ground if self.book else None
        return (self.here, ground.snapshot if ground else None)

    def _read_history(self) -> None:
        if self._changes is None or self._changes[0] != self._moment:
            beside(self, partial(self._fetch_history, self._moment), group="history")

    async def _fetch_history(self, moment: object) -> None:
        """Read what the log says of the goal, away from the screen."""
        book, id = self.book, self.here
        assert book is not None
        asked = self.sales.workbench.history, book.goals[id], book.ground.env.now
        self._changes = moment, await asyncio.to_thread(goal_history, *asked)
        if self.framed and self.page == "history":
            self.draw_page()

    # -- following the cursor

    def cursor_moved(self) -> None:
        """Say what is under the cursor at once, and let the page follow."""
        self.say_goal()
        if self._following is not None:
            self._following.stop()
        self._following = self.set_timer(FOLLOW, self.draw_page)


def _unlit(found: Sequence[Column]) -> tuple[Column, ...]:
    """The columns without anything that the cursor could stand on."""
    return tuple(tuple(entry._replace(spot=None) for entry in column) for column in found)
