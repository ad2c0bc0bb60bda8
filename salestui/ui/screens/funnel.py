"""The funnel screen: conversion by stage beside what stands there now."""

from __future__ import annotations

from typing import ClassVar

from salestui.domain.pipelines import paths as all_paths
from salestui.domain.problems import Refused
from salestui.domain.words import Words
from salestui.services.periods import read_period
from salestui.ui.filtering import ask_filter
from salestui.ui.funnel.question import period_words
from salestui.ui.screens.funnelshown import ShowsFunnel
from salestui.ui.screens.walker import Walker

PERIOD = Words("created in:", "创建时间：")
PATH = Words("sales path:", "销售路径：")
ONE_PATH = Words("There is only one sales path", "只有一条销售路径")
DIGITS = "123456789"
HALF = 3
"""Stages that half a page is."""


class WalksFunnel(Walker, ShowsFunnel):
    """From stage to stage."""

    def walk(self, by: int) -> None:
        """Move by lines."""
        keys = self.chart.stages
        if self.stage_key in keys:
            at = min(max(keys.index(self.stage_key) + by, 0), len(keys) - 1)
            self.stage_key = keys[at]
            self.chart.point(self.stage_key)
            self.say_stage()

    def walk_half(self, by: int) -> None:
        """Move by half pages."""
        self.walk(by * HALF)

    def do_explain(self) -> None:
        """How the figures come about."""
        from salestui.ui.funnel.explain import explanation
        from salestui.ui.screens.explain import ExplainScreen

        funnel, path = self.funnel, self.path
        if funnel is not None and path is not None:
            text = self.filter.text
            self.sales.open(
                ExplainScreen(self, lambda: explanation(self.funnel or funnel, path, text))
            )

    def go_back(self) -> bool:
        """Drop the filter."""
        if not self.filter.text:
            return False
        self.filter.text = ""
        self.recount()
        return True


class FunnelScreen(WalksFunnel):
    """Screen 9."""

    footer: ClassVar[tuple[str, ...]] = (
        "stage_deals",
        "explain",
        "period",
        "funnel_path",
        "mine",
        "filter",
    )

    def do_mine(self) -> None:
        """My deals, or everybody's."""
        self.sales.refuse_stranger()
        self.mine = not self.mine
        self.recount()

    async def do_filter(self) -> None:
        """Which deals to count."""
        text = await ask_filter(self, self.filter)
        if text is not None:
            self.filter.text = text
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

    def do_changes(self) -> None:
        """How the pipeline of these deals changed."""
        self.sales.open_changes(mine=self.mine, filter_text=self.filter.text)

    def do_stage_deals(self) -> None:
        """The deals of the stage, on the board."""
        if self.stage is not None and self.path is not None:
            self.sales.show_stage(
                self.path, self.stage.key, mine=self.mine, filter_text=self.filter.text
            )
