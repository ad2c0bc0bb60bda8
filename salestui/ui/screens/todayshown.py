"""What today's screen shows: the ranked list, what others did, why a thing stands where it does."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from salestui.domain.dayshow import long_date
from salestui.domain.words import Words
from salestui.services.goalpace import Pace, pace_of
from salestui.services.newsline import NewsLine, news_line
from salestui.services.reading import Reading
from salestui.services.today import Item, Today
from salestui.ui.beside import beside
from salestui.ui.screens.acting import DealScreens
from salestui.ui.today import lines
from salestui.ui.today.filtering import FEW, TodayFilter, env_of
from salestui.ui.widgets.listed import Listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.widget import Widget

    from salestui.domain.snapshot import Doc, Snapshot
    from salestui.exchange.goal_pace import PaceLine
    from salestui.ui.widgets.rows import Row

NOW = Words("Today, {day}", "今日 {day}")
WORKING = (Words("Looking through the deals.", "正在查看商机。"),)
DONE = (
    Words("Nothing is due, and nothing needs a look.", "没有到期的事项，也没有需要关注的。"),
    Words("", ""),
    Words("2  the board", "2  看板"),
    Words("n  a new deal", "n  新建商机"),
)
TO_SEE_ALL = Words("@  everybody's", "@  所有人的")
TO_CLEAR = Words("esc  clear the filter", "esc  清除筛选")
NEWS = "list_news"
"""The command that lists what others changed."""


class ShowsToday(DealScreens):
    """The list of a day, of one person or of all."""

    scope: ClassVar[str] = "today"
    title_words: ClassVar[Words] = Words("Today", "今日")
    DEFAULT_CSS = """
    ShowsToday > #rule { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.mine = True
        self.filter = TodayFilter()
        self.view: Today | None = None
        self._news: NewsLine | None = None
        self._pace: Sequence[PaceLine] = ()
        self._counted: Pace | None = None
        self._made_for: tuple[object, ...] = ()

    def compose_body(self) -> Iterable[Widget]:
        """The list."""
        yield Listed(self.explain, id="body")

    @property
    def listed(self) -> Listed:
        """The list."""
        return self.query_one("#body", Listed)

    def crumbs(self) -> Sequence[str]:
        """The screen with its day, and the filter."""
        today, now = self.sales.today, self.sales.live_today
        day = {lang: long_date(today, lang, now) for lang in ("en", "zh")}
        found = [self.say(NOW.fill(day=Words(**day)))]
        return [*found, "/" + self.filter.text] if self.filter.text else found

    # -- the list

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Follow the snapshot; another day, person or filter makes the list anew."""
        self.mine = self.mine and bool(self.sales.workbench.me)
        setting = self._setting
        if setting != self._made_for:
            self._made_for = setting
            self.remake()
        elif self.view is not None:
            # One that is being made is brought up to date when it is done.
            self.view = self.view.updated(snapshot)
            self.redraw()
        beside(self, partial(self._read_news, snapshot), group="news")
        beside(self, partial(self._read_pace, snapshot), group="pace")

    @property
    def _setting(self) -> tuple[object, ...]:
        """What the list is made of, beside the snapshot."""
        sales = self.sales
        return self.mine, self.filter.text, sales.today, id(sales.log_facts.state)

    def remake(self) -> None:
        """Make the list anew; one of many deals away from the keys."""
        self._made_for = self._setting
        beside(self, partial(self._read_pace, self.sales.snapshot), group="pace")
        if len(self.sales.snapshot.table("deals")) <= FEW:
            self.view = self._made()
        else:
            self.view = None
            beside(self, self._make_beside, group="today")
        self.redraw()

    async def _make_beside(self) -> None:
        view = await asyncio.to_thread(self._made)
        if self.query("#body"):
            self.view = view.updated(self.sales.snapshot)
            self.redraw()
            self.draw_lines()

    def _made(self) -> Today:
        sales, context = self.sales, self.sales.context()
        owner = context.me if self.mine else ""
        snapshot = sales.snapshot
        scope = self.filter.scope(snapshot, context, owner, sales.live)
        return Today.of(snapshot, today=context.today, zone=context.zone, scope=scope)

    def show_waiting(self) -> None:
        """What others changed has been seen, or is more."""
        beside(self, partial(self._read_news, self.sales.live), group="news")
        self.draw_lines()

    async def _read_news(self, snapshot: Snapshot) -> None:
        """See away from the keys what others did; of the past there is no news."""
        bench = self.sales.workbench
        news = None
        if not self.sales.looking_back:
            news = await asyncio.to_thread(news_line, bench.folder, bench.user, snapshot)
        if news != self._news and self.query("#body"):
            self._news = news
            self.redraw()

    async def _read_pace(self, snapshot: Snapshot) -> None:
        """See away from the keys how my goals stand; a filter asks about something else."""
        context, filtered = self.sales.context(), bool(self.filter.text)
        owner = context.me if self.mine else ""

        def read() -> Sequence[PaceLine]:
            from salestui.exchange.goal_pace import pace_lines

            if filtered:
                return ()
            found = pace_of(snapshot, env_of(context), owner, self._counted)
            self._counted = found or self._counted
            return list(pace_lines(found, self.lang)) if found else ()

        told = await asyncio.to_thread(read)
        if told != self._pace and self.query("#body"):
            self._pace = told
            self.redraw()

    # -- drawing

    def redraw(self) -> None:
        """Draw the list as it is now."""
        if not self.composed:
            return
        view, listed = self.view, self.listed
        if view is None:
            listed.wait(*WORKING)
            return
        reading, everybody = self.reading, not view.lister.scope.owner
        listed.hint = self._hint()
        items = {item.id: item for item in view.items}
        width = self.size.width
        columns = lines.layout(width, self.lang, view.items, reading.currency, everybody=everybody)

        def draw(id: str) -> Row:
            item = items[id]
            return lines.line(item, columns, reading, self._stage(item.doc))

        rule = self.sales.look.h
        heads = [lines.summary(view, self.lang, everybody=everybody), *self._told(reading)]
        heads += [lines.head(columns, rule)] if items else []
        foot = lines.foot(view.items, columns, reading, rule)
        listed.show(tuple(items), draw, heads=heads, foot=foot)

    @property
    def reading(self) -> Reading:
        """The state that is shown and how it is looked at."""
        context = self.sales.context()
        snapshot = self.view.snapshot if self.view else self.sales.snapshot
        return Reading(snapshot, context.now, context.today, context.zone, context.me, self.lang)

    def _stage(self, doc: Doc) -> Words | None:
        path = self.view.lister.ground.path_of(doc) if self.view else None
        stage = path.stage(doc.get("stage")) if path else None
        return stage.short if stage else None

    def _told(self, reading: Reading) -> list[Row]:
        told = [lines.pace(each, self.lang) for each in self._pace]
        if self._news is None:
            return told
        return [*told, lines.news(self._news, reading, self.sales.keymap.shown(NEWS))]

    def _hint(self) -> tuple[Words, ...]:
        """What an empty list says to do next."""
        more = (TO_SEE_ALL,) if self.mine else ()
        return (*DONE, *more, TO_CLEAR) if self.filter.text else (*DONE, *more)

    # -- the thing under the cursor

    @property
    def item(self) -> Item | None:
        """The thing under the cursor."""
        here = self.listed.here if self.composed else None
        view = self.view
        return next((item for item in view.items if item.id == here), None) if view else None

    def targets(self) -> tuple[str, ...]:
        """The deal under the cursor, or the one that the task there is for."""
        deal = self.item.deal if self.item is not None else None
        return (str(deal["_id"]),) if deal is not None else ()

    def explain(self) -> None:
        """Say why the thing under the cursor stands where it does."""
        view, item = self.view, self.item
        if view is None or item is None:
            self.set_info(())
        else:
            self.set_info(*lines.explain(view, view.items.index(item), self.reading))
