"""What takes its time while a line is typed: it never holds up a key, and only the last counts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from salestui.domain.problems import InputProblem
from salestui.domain.words import Words
from salestui.services.workbench import Workbench
from salestui.ui.filtering import COUNTING, EVERYTHING, FilterLine
from tests.ui.boardcase import fill

Wanted = Callable[[], bool]


class Slow:
    """A read-back that comes when the test lets it."""

    def __init__(self) -> None:
        self.asked: dict[str, tuple[asyncio.Event, Wanted]] = {}

    def check(self, text: str) -> Words:
        """At once."""
        if "?" in text:
            raise InputProblem(Words("no question", "不要问"), where=str(text.index("?")))
        return Words("counting", "统计中")

    async def later(self, text: str, wanted: Wanted) -> Words | None:
        """Not before it is let go."""
        let_go = asyncio.Event()
        self.asked[text] = (let_go, wanted)
        await let_go.wait()
        return Words(f"found {text}", f"找到 {text}")


async def test_keys_come_first_and_the_last_text_counts(story: Callable[..., Any]) -> None:
    async with story() as it:
        slow, screen = Slow(), it.app.screen
        label = Words("which:", "哪些：")
        screen.run_worker(screen.ask_line(label, check=slow.check, later=slow.later))
        await it.sees("which:")
        it.type("a")
        await it.sees("counting")
        it.type("b")
        await it.sees("which: ab")
        await it.until(lambda: "ab" in slow.asked)
        assert not slow.asked["a"][1]() and slow.asked["ab"][1]()
        slow.asked["ab"][0].set()
        await it.sees("found ab")
        slow.asked["a"][0].set()
        it.type("c?")
        await it.sees("no question")
        await it.until(lambda: "abc" in slow.asked)
        slow.asked["abc"][0].set()
        await asyncio.sleep(0.2)
        await it.until(lambda: "no question" in it.text and "found" not in it.text)
        await it.press("escape")
        await it.sees_no("which:")
        assert not any(wanted() for _, wanted in slow.asked.values())


async def test_a_mistake_in_a_filter_is_told_before_anything_is_counted(
    bench: Workbench, sit: Callable[..., Any]
) -> None:
    fill(bench)
    async with sit(lang="zh") as it:
        await it.sees("我的 12单")
        it.type("/amount>10k")
        await it.sees("全部路径共 2 单")
        it.type(" owner:zzz")
        await it.sees("zzz")
        await it.sees_no("全部路径共 2 单")


def test_counting_ends_when_nobody_waits(bench: Workbench) -> None:
    fill(bench)
    line, state, context = FilterLine(), bench.snapshot, bench.context()
    assert line.check("amount>10k", context, state) == COUNTING
    assert line.check(" ", context, state) == EVERYTHING
    with pytest.raises(InputProblem) as told:
        line.check("amuont>10k", context, state)
    assert told.value.where == "0"
    assert line.count("amount>10k", state, context, state, lambda: False) is None
    found = line.count("amount>10k", state, context, state, lambda: True)
    assert found is not None and found.en == "2 deals on all paths"
