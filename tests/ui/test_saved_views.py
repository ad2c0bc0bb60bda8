"""Saved views in stories of keys: kept by `F`, shown by `f`, renamed, deleted, brought back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from salestui.domain.change import Act, Edit
from salestui.services.views import views_for
from salestui.services.workbench import Workbench
from tests.ui.boardcase import fill


@pytest.fixture
def filled(bench: Workbench) -> Workbench:
    """A board of mine with four columns of three, and a view that Bo shares."""
    fill(bench)
    member = Edit("members", "mb_bo", {"handle": "bo", "short_name": "Bo"})
    values: dict[str, Any] = {"name": "Best", "owner": "mb_bo", "shared": True, "list": True,
                              "filter": "owner:me amount>10k", "sort": "amount"}  # fmt: skip
    bench.commit(lambda s, ctx: Act("x", (member, Edit("views", "vw_best", values))))
    return bench


async def test_kept_and_shown_again(filled: Workbench, sit: Callable[..., Any]) -> None:
    """Filter, order, all or mine and the list with its columns come back together."""
    async with sit() as it:
        await it.sees("mine  12 open")
        it.type("@/amount>=9k\r")
        await it.sees("all  4 open")
        await it.press("o", "O", "v")
        await it.sees("List")
        await it.press("F")
        await it.sees("save this view for:")
        await it.press("s")
        await it.sees("name:")
        it.type("\r")
        await it.sees("A view needs a name")
        it.type("Top\r")
        await it.sees("view Top saved")
        await it.press("v", "escape", "@", "O")
        await it.sees("mine  12 open")
        it.type("f")
        await it.sees("view:")
        lines = [line for line in it.lines if line.strip().startswith(("Top", "Best"))]
        assert ["Top" in line for line in lines] == [True, False]
        assert "amount>=9k  shared" in lines[0]
        assert "owner:me amount>10k  Bo" in lines[1]
        it.type("top\r")
        await it.sees("view Top")
        await it.sees("all  4 deals")
        screen = it.app.screen
        await it.until(lambda: (screen.listing, screen.sort, screen.reverse) == (True, 1, True))
    (top,) = [view for view in views_for(filled.snapshot, filled.me) if view.name == "Top"]
    await it.until(lambda: top.shared and top.columns and top.pipeline == screen.path.id)


async def test_another_persons_view_means_me(filled: Workbench, sit: Callable[..., Any]) -> None:
    """`owner:me` is whoever looks; on a list of all paths."""
    async with sit() as it:
        await it.sees("mine  12 open")
        it.type("fbest\r")
        await it.sees("all  2 deals")
        await it.until(lambda: it.app.screen.all_paths)
        it.type(":view-delete\r")
        await it.sees("delete:")
        it.type("\r")
        await it.sees("Best is Bo's view")


async def test_renamed_deleted_and_undone(filled: Workbench, sit: Callable[..., Any]) -> None:
    """By the `:` line, and `u` takes each back; in Chinese."""
    async with sit(lang="zh") as it:
        await it.sees("我的 12单")
        it.type("Fp")
        await it.sees("名称：")
        it.type("A\r")
        await it.sees("视图“A”已保存")
        it.type(":view-rename\r")
        await it.sees("改名：")
        it.type("A\r")
        await it.sees("“A”的新名称：")
        it.type("B\r")
        await it.sees("“A”改名为“AB”")
        it.type(":view-delete\r")
        await it.sees("删除：")
        it.type("AB\r")
        await it.sees("视图“AB”已删除")
        it.type("u")
        await it.sees("撤销：删除视图")
        it.type("f")
        await it.sees("视图：")
        await it.until(lambda: any(line.strip().startswith("AB") for line in it.lines))


async def test_nothing_to_show_says_how(bench: Workbench, sit: Callable[..., Any]) -> None:
    """With the key that saves one; a filter that can't be read any more says why."""
    fill(bench)
    async with sit() as it:
        await it.sees("mine  12 open")
        it.type("f")
        await it.sees("No view is saved yet; F saves what is shown")
        edit = Edit("views", "vw_old", {"name": "Old", "owner": bench.me, "filter": "owner:zz"})
        await it.app.save(lambda s, ctx: Act("x", (edit,)))
        it.type("fold\r")
        await it.sees("zz")
        await it.sees("mine  12 open")
