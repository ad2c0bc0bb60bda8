"""The team screen: everybody, how far they are, what is wrong, and what to do without a team."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from salestui.services.deals import set_deal
from salestui.services.workbench import Workbench
from salestui.sync.folder import FolderBackend
from salestui.sync.heartbeat import Heart, vector_of

from .teamcase import Colleague, by_title

Story = Callable[..., Any]


async def opened(it: Any) -> None:
    """Open the screen as people do."""
    await it.press("colon")
    await it.until(lambda: it.app.screen.prompt is not None and it.app.screen.prompt.ready)
    it.type("team\r")
    await it.sees("> Team" if it.app.lang == "en" else "> 团队")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_without_a_team_it_says_how_to_make_one(
    sit: Story, size: tuple[int, int], lang: str
) -> None:
    async with sit(size=size, lang=lang) as it:
        await opened(it)
        await it.sees("not shared" if lang == "en" else "尚未与他人共享")
        await it.sees("salestui team setup DIR")
        await it.sees("salestui team join DIR")
        if size[0] >= 80:
            await it.sees_no("~")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_everybody_stands_in_a_line_as_wide_as_the_screen(
    sit: Story, bo: Colleague, size: tuple[int, int], lang: str
) -> None:
    bo.do(lambda s, c: set_deal(s, c, by_title(bo.bench, "Line 1"), {"title": "his"}))
    async with sit(size=size, lang=lang) as it:
        await opened(it)
        await it.sees("Anna Li")
        await it.sees("bo")
        await it.until(lambda: it.app.sync_state.peers[0].commits > 0)
        for strip in it.app.screen._compositor.render_strips():
            assert cell_len("".join(segment.text for segment in strip)) == size[0]
        if size[0] == 80:
            await it.sees("has yours  data" if lang == "en" else "已收你的  数据")
        if size[0] == 120:
            await it.sees(bo.bench.store.replica.rep)


async def test_the_line_under_the_cursor_is_told_in_full(sit: Story, bo: Colleague) -> None:
    bo.do(lambda s, c: set_deal(s, c, by_title(bo.bench, "Line 1"), {"title": "his"}))
    async with sit(size=(200, 30)) as it:
        await opened(it)
        await it.sees("You write as r")
        await it.sees("all your edits are in the folder")
        await it.sees("all")
        await it.press("j")
        await it.sees(f"{bo.bench.store.replica.rep}, claimed by its log alone")
        await it.sees("has read all of yours")
        await it.press("g")
        await it.sees("You write as r")


async def test_what_comes_changes_the_lines_and_not_the_cursor(
    sit: Story, bench: Workbench, bo: Colleague
) -> None:
    bo.do(lambda s, c: set_deal(s, c, by_title(bo.bench, "Line 1"), {"title": "his"}))
    async with sit() as it:
        await opened(it)
        await it.sees("You write as")
        await it.press("G")
        rep = bo.bench.store.replica.rep
        await it.sees(rep)
        await it.until(lambda: line_of(it, "bo").split()[3:5] == ["1", "all"])
        bo.do(lambda s, c: set_deal(s, c, by_title(bo.bench, "his"), {"title": "again"}))
        await it.until(lambda: line_of(it, "bo").split()[3:5] == ["2", "all"])
        await it.sees(f"{rep}, claimed")


def line_of(it: Any, who: str) -> str:
    """The line of somebody."""
    return next((str(line) for line in it.lines if line.strip().startswith(who)), "")


async def test_equal_data_is_told_where_a_heartbeat_says_so(
    sit: Story, bench: Workbench, bo: Colleague
) -> None:
    Heart().beat(bo.bench.store, leaving=True)
    bo.sync()
    async with sit() as it:
        await opened(it)
        await it.until(lambda: line_of(it, "bo").split()[4:6] == ["all", "same"])
    wrong = {"v": vector_of(bench.snapshot), "d": "0123456789abcdef"}
    bo.bench.store.note({"k": "hb", "at": bo.bench.clock(), **wrong})
    bo.sync()
    async with sit() as it:
        await opened(it)
        await it.until(lambda: line_of(it, "bo").split()[5:6] == ["differs"])
        await it.press("j")
        await it.sees("Same edits, other data")


async def test_a_log_that_others_may_write_to_has_its_cure_below(
    sit: Story, bo: Colleague, backend: FolderBackend
) -> None:
    bo.do(lambda s, c: set_deal(s, c, by_title(bo.bench, "Line 1"), {"title": "his"}))
    (backend.root / "log" / bo.bench.store.replica.rep).chmod(0o777)
    async with sit() as it:
        await opened(it)
        await it.sees("Others may write to this log; its author is not certain")
        await it.press("j", "j")
        await it.sees(" Its owner runs: chmod -R go-w on it")


async def test_a_folder_that_is_gone_is_said_with_its_cure(
    sit: Story, bo: Colleague, backend: FolderBackend
) -> None:
    away: Path = backend.root.rename(backend.root.with_name("away"))
    async with sit(lang="zh", size=(120, 30)) as it:
        await opened(it)
        await it.sees("共享文件夹不存在")
        await it.sees("请恢复该文件夹，或运行：salestui team restore DIR")
        away.rename(backend.root)
        await it.press("r")
        await it.sees("已同步")
        await it.sees_no("共享文件夹不存在")
