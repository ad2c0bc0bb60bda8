"""The funnel screen: conversion by stage beside what stands there now."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from salestui import charts
from salestui.domain.pipelines import Path, default_path
from salestui.domain.pipelines import paths as all_paths
from salestui.domain.problems import Refused
from salestui.domain.words import Words
from salestui.exchange import funnel_words
from salestui.exchange.funnel_text import report
from salestui.ui.board.filtering import FilterLine
from salestui.ui.commands import BY_ID, Command
from salestui.ui.funnel.chart import Chart
from salestui.ui.funnel.explain import explanation
from salestui.ui.funnel.question import Question, period_words, read_period
from salestui.ui.screens.base import BaseScreen
from salestui.ui.widgets.lines import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.widget import Widget

    from salestui.domain.metrics.funnel import Funnel, FunnelStage
    from salestui.domain.snapshot import Snapshot

FILTER = Words("/", "/")
PERIOD = Words("created in:", "创建时间：")
PATH = Words("sales path:", "销售路径：")
ONE_PATH = Words("There is only one sales path", "只有一条销售路径")
COUNTING = Words("counting", "正在统计")
MINE = Words("mine", "我的")
ALL = Words("all", "全部")
DIGITS = "123456789"
HALF = 3
"""Stages, or lines of the explanation, that half a page is."""


class FunnelScreen(BaseScreen):
    """Screen 9."""

    scope: ClassVar[str] = "funnel"
    title_words: ClassVar[Words] = Words("Funnel", "漏斗")
    footer: ClassVar[tuple[str, ...]] = (
        "stage_deals",
        "explain",
        "period",
        "funnel_path",
        "mine",
        "filter",
    )

    def __init__(self) -> None:
        super().__init__()
        self.path: Path | None = None
        self.mine = False
        self.filter = FilterLine()
        self.period = ""
        """As it was typed; empty for all time."""
        self.funnel: Funnel | None = None
        self.explaining = False
        self._stage = ""
        self._plots = False
        """Whether plotext is loaded."""

    def offer(self) -> list[Command]:
        """The keys that matter, `@` with what it would do now."""
        label = ALL if self.mine else MINE
        found = [BY_ID[id] for id in self.footer]
        return [replace(each, label=label) if each.id == "mine" else each for each in found]

    def compose_body(self) -> Iterable[Widget]:
        """The chart."""
        yield Chart(id="body")

    @property
    def chart(self) -> Chart:
        """The chart."""
        return self.query_one("#body", Chart)

    def crumbs(self) -> Sequence[str]:
        """The screen, whose deals, the filter."""
        found = [self.say(self.title_words)]
        if self.mine:
            found.append(self.say(MINE))
        if self.filter.text:
            found.append("/" + self.filter.text)
        return found

    # -- counting

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Count anew; until that is done the last count stands."""
        if self.path is None:
            self.path = default_path(snapshot)
        else:
            known = {path.id: path for path in all_paths(snapshot)}
            self.path = known.get(self.path.id, self.path)
        self.redraw()
        self.run_worker(self._count(), group="count", exclusive=True)

    def _question(self) -> Question:
        sales, context = self.sales, self.sales.context()
        assert self.path is not None
        return Question(
            sales.snapshot,
            self.path,
            self.filter.compiled(sales.snapshot, context),
            sales.workbench.me if self.mine else "",
            read_period(self.period, sales.snapshot, sales.today),
            sales.workbench.zone,
        )

    async def _count(self) -> None:
        """Count away from the screen; the first time, load plotext after the first drawing."""
        question = self._question()
        self.funnel = await asyncio.to_thread(question.answer)
        self.redraw()
        if not self._plots:
            await asyncio.to_thread(charts.plot_bars, [1], charts.LEAST_WIDTH)
            self._plots = True
            self.redraw()

    def recount(self) -> None:
        """Another question is asked."""
        self.explaining = False
        self.draw_lines()
        self.run_worker(self._count(), group="count", exclusive=True)

    # -- drawing

    def on_chart_resized(self) -> None:
        """As many cells as there are now."""
        self.redraw()

    def redraw(self) -> None:
        """Lay the report out for the cells there are."""
        if not self.query("#body") or not self.chart.size.width:
            return
        funnel, path, (width, height) = self.funnel, self.path, self.chart.size
        if funnel is None or path is None or funnel.pipeline != path.key:
            self.chart.tell([(Span(f" {self.say(COUNTING)}", "dim"),)])
            return
        if self.explaining:
            text = self.filter.text
            self.chart.tell(
                explanation(funnel, path, lang=self.lang, width=width, filter_text=text)
            )
            return
        lines = report(
            funnel,
            path,
            lang=self.lang,
            cells=width,
            rows=height,
            draw=charts.plot_bars if self._plots else charts.text_bars,
            ascii=self.sales.config.ascii,
            filter_text=self.filter.text,
        )
        keys = [stage.key for stage in funnel.stages]
        self._stage = self._stage if self._stage in keys else keys[0] if keys else ""
        self.chart.show(lines, self._stage)
        self._say_stage()

    @property
    def stage(self) -> FunnelStage | None:
        """The stage under the cursor."""
        stages = self.funnel.stages if self.funnel else ()
        return next((stage for stage in stages if stage.key == self._stage), None)

    def _say_stage(self) -> None:
        stage = self.stage
        if stage is None:
            self.set_info(())
            return
        text = funnel_words.stage_sentence(stage, self.lang)
        self.set_info([Span(f" {text}")])

    # -- walking

    def _walk(self, by: int) -> None:
        if self.explaining:
            self.chart.scroll(by)
            return
        keys = self.chart.stages
        if self._stage in keys:
            at = min(max(keys.index(self._stage) + by, 0), len(keys) - 1)
            self._stage = keys[at]
            self.chart.point(self._stage)
            self._say_stage()

    def do_down(self) -> None:
        """The next stage."""
        self._walk(1)

    def do_up(self) -> None:
        """The stage before."""
        self._walk(-1)

    def do_first(self) -> None:
        """The first stage."""
        self._walk(-1000)

    def do_last(self) -> None:
        """The last stage."""
        self._walk(1000)

    def do_page_down(self) -> None:
        """Half a page on."""
        self._walk(HALF)

    def do_page_up(self) -> None:
        """Half a page back."""
        self._walk(-HALF)

    def go_back(self) -> bool:
        """From the explanation to the chart, then drop the filter."""
        if self.explaining:
            self.do_explain()
        elif self.filter.text:
            self.filter.text = ""
            self.recount()
        else:
            return False
        return True

    # -- asking

    def do_explain(self) -> None:
        """How the figures come about, or the figures again."""
        self.explaining = not self.explaining
        self.redraw()

    def do_mine(self) -> None:
        """My deals, or everybody's."""
        self.mine = not self.mine
        self.recount()

    async def do_filter(self) -> None:
        """Which deals to count."""

        def check(text: str) -> Words:
            return self.filter.check(text, self.sales.snapshot, self.sales.context())

        text = await self.ask_line(FILTER, self.filter.text, check=check)
        if text is not None:
            self.filter.text = text.strip()
            self.recount()

    async def do_period(self) -> None:
        """When the deals were created: `q3`, `this quarter`, `2026`, `all`."""

        def check(text: str) -> Words:
            return period_words(read_period(text, self.sales.snapshot, self.sales.today))

        text = await self.ask_line(PERIOD, self.period, check=check)
        if text is not None:
            self.period = text.strip()
            self.recount()

    async def do_funnel_path(self) -> None:
        """Another sales path."""
        found = [path for path in all_paths(self.sales.snapshot) if path.active][: len(DIGITS)]
        if len(found) < 2:
            raise Refused(ONE_PATH)
        answer = await self.ask_choice(PATH, [(DIGITS[n], p.name) for n, p in enumerate(found)])
        if answer is not None:
            self.path = found[DIGITS.index(answer)]
            self.recount()

    def do_stage_deals(self) -> None:
        """The deals of the stage, on the board."""
        if self.stage is not None and self.path is not None:
            self.sales.show_stage(
                self.path, self.stage.key, mine=self.mine, filter_text=self.filter.text
            )
