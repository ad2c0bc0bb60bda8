"""A sheet over the lanes of the board loses no wide character at a lane's edge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from salestui.services.deals import add_deal
from salestui.services.workbench import Workbench

Sit = Callable[..., Any]


@pytest.mark.parametrize("columns", range(78, 92))
async def test_the_choices_of_a_form_are_whole_at_any_width(
    bench: Workbench, sit: Sit, columns: int
) -> None:
    for stage in ("lead", "contact", "demo"):
        values = {"title": "恒达阀门二号线", "stage": stage}
        bench.commit(lambda s, c, values=values: add_deal(s, c, values))  # type: ignore[misc]
    async with sit(size=(columns, 24), lang="zh") as it:
        await it.sees("恒达阀门")
        await it.press("n")
        await it.sees("展会")
        await it.sees("1 展会  2 线上推广  3 转介绍  4 陌拜  5 老客户  6 其他")
        await it.sees("12万、120k、USD 5000")
        await it.sees("3天后、下周五、月底、9/28")
