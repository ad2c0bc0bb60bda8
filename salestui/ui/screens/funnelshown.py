"""What the funnel screen shows: a count made away from the keys, drawn for the cells there are."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from salestui import charts
from salestui.domain.pipelines import Path, path_in_use
from salestui.domain.pipelines import paths as all_paths
from salestui.domain.words import Words
from salestui.exchange import funnel_words
from salestui.exchange.funnel_text import report
from salestui.services.periods import read_period
from salestui.ui.beside import beside
from salestui.ui.filtering import FilterLine
from salestui.ui.funnel.question import Question
from salestui.ui.screens.base import BaseScreen
from salestui.ui.whose import MINE
from salestui.ui.widgets.chart import Chart
from salestui.ui.widgets.lines import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.widget import Widget

    from salestui.domain.metrics.funnel import Funnel, FunnelStage
    from salestui.domain.snapshot import Snapshot

COUNTING = Words("counting", "正在统计")


class ShowsFunnel(BaseScreen):
    """The funnel with what it was asked about: path, period, owner, filter."""

    scope: ClassVar[str] = "funnel"
    title_words: ClassVar[Words] = Words("Funnel", "漏斗")

    def __init__(self) -> None:
        super().__init__()
        self.path: Path | None = None
        self.mine = False
        self.filter = FilterLine()
        self.period = ""
        """As it was typed; empty for all time."""
        self.funnel: Funnel | None = None
        self.stage_key = ""
        """The stage under the cursor."""
        self.plots = False
        """Whether plotext is loaded."""

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
            self.path = path_in_use(snapshot)
        else:
            known = {path.id: path for path in all_paths(snapshot)}
            self.path = known.get(self.path.id, self.path)
        self.redraw()
        beside(self, self._count, group="count")

    def _question(self) -> Question:
        sales, context = self.sales, self.sales.context()
        assert self.path is not None
        return Question(
            sales.snapshot,
            self.path,
            self.filter.compiled(sales.snapshot, context, sales.live),
            sales.workbench.me if self.mine else "",
            read_period(self.period, sales.snapshot, sales.today),
            sales.workbench.zone,
        )

    async def _count(self) -> None:
        """Count away from the screen; the first time, load plotext after the first drawing."""
        question = self._question()
        self.funnel = await asyncio.to_thread(question.answer)
        self.redraw()
        if not self.plots:
            await asyncio.to_thread(charts.plot_bars, [1], charts.LEAST_WIDTH)
            self.plots = True
            self.redraw()

    def recount(self) -> None:
        """Another question is asked."""
        self.draw_lines()
        beside(self, self._count, group="count")

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
        lines = report(
            funnel,
            path,
            lang=self.lang,
            cells=width,
            rows=height,
            draw=charts.plot_bars if self.plots else charts.text_bars,
            ascii=self.sales.config.ascii,
            filter_text=self.filter.text,
        )
        keys = [stage.key for stage in funnel.stages]
        self.stage_key = self.stage_key if self.stage_key in keys else keys[0] if keys else ""
        self.chart.show(lines, self.stage_key)
        self.say_stage()

    @property
    def stage(self) -> FunnelStage | None:
        """The stage under the cursor."""
        stages = self.funnel.stages if self.funnel else ()
        return next((stage for stage in stages if stage.key == self.stage_key), None)

    def say_stage(self) -> None:
        """Say where the deals of the stage went."""
        stage = self.stage
        if stage is None:
            self.set_info(())
            return
        text = funnel_words.stage_sentence(stage, self.lang)
        self.set_info([Span(f" {text}")])
