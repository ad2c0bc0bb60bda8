"""The deals as a list, in stories of keys: the same deals, marks and acts as on the board."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from salestui.config import Config, remembered
from salestui.domain.change import Act, Edit
from salestui.services.workbench import Workbench
from salestui.ui.screens.board import BoardScreen
from tests.ui.boardcase import fill


@pytest.fixture
def filled(bench: Workbench) -> Workbench:
    """Twelve deals of mine, three in each of four stages."""
    fill(bench)
    return bench


def screen(it: Any) -> BoardScreen:
    """The board's screen."""
    found = it.app.screen
    assert isinstance(found, BoardScreen)
    return found


def here(it: Any) -> str:
    """The title of the deal under the cursor."""
    doc = it.app.snapshot.get("deals", screen(it).target())
    return str(doc.get("title", "")) if doc else ""


async def test_the_same_deals_and_the_same_place(
    filled: Workbench, sit: Callable[..., Any]
) -> None:
    """`v` there and back: cursor and marks stay on their deals."""
    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("l", "space", "j", "v")
        await it.sees("mine  12 deals  12 open")
        await it.until(lambda: here(it) == "Line 5")
        await it.until(lambda: sum(line.startswith("*") for line in it.lines) == 1)
        await it.press("space", "k", "k", "space")
        await it.sees("3 marked")
        await it.press("v")
        await it.sees("Needs 3")
        await it.until(lambda: here(it) == "Line 5")
        await it.until(lambda: len(screen(it).board.marked) == 3)
        await it.press("escape")
        await it.until(lambda: not screen(it).board.marked)


async def test_one_row_a_deal_with_numbers_at_the_right(
    filled: Workbench, sit: Callable[..., Any]
) -> None:
    """In the order of the board's cards, under heads."""
    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("v")
        await it.sees("Next step")
        rows = [line for line in it.lines if "Firm" in line]
        assert [row.split()[2] for row in rows] == [str(n) for n in range(12)]
        ends = {line.index("k ", 20) for line in rows if "k " in line[20:]}
        assert len(ends) == 1


def first_firm(it: Any) -> str:
    """The first line of a deal."""
    return next((line for line in it.lines if "Firm" in line), "")


async def test_orders_and_filters(filled: Workbench, sit: Callable[..., Any]) -> None:
    """`o`, `O` and `sort:`, with a word on which it is."""
    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("v", "o")
        await it.sees("by amount")
        await it.until(lambda: "Firm 11" in first_firm(it))
        await it.press("O")
        await it.sees("by amount, reversed")
        await it.until(lambda: "Firm 0" in first_firm(it))
        it.type("/amount>=4k sort:-title\r")
        await it.sees("as the filter says")
        await it.sees("mine  9 deals")
        await it.until(lambda: "Firm 9" in first_firm(it))
        await it.press("escape")
        await it.sees("mine  12 deals")


async def test_acts_work_and_undo_takes_them_back(
    filled: Workbench, sit: Callable[..., Any]
) -> None:
    """A move of all marked from the list is one act."""
    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("v", "V")
        await it.sees("12 marked")
        await it.press("V")
        await it.sees("0 marked")
        await it.press("g", "space", "space", "L")
        await it.sees("2 of 2 are not ready")
        await it.press("2")
        await it.sees("2 deals moved")
        stages = {doc["stage"] for doc in it.app.snapshot.live("deals") if doc["title"] == "Line 0"}
        assert stages == {"contact"}
        await it.press("u")
        await it.sees("undone: move")
        await it.until(
            lambda: all(
                doc["stage"] == "lead"
                for doc in it.app.snapshot.live("deals")
                if doc["title"] in ("Line 0", "Line 1")
            )
        )


async def test_the_columns_are_chosen_and_remembered(
    filled: Workbench, config: Config, sit: Callable[..., Any]
) -> None:
    """A tick and a place for each; the next start shows them again."""
    async with sit() as it:
        await it.sees("Firm 0")
        it.type("|")
        await it.sees("Columns are for the list")
        await it.press("v", "|")
        await it.sees("[x] Deal")
        await it.press("j", "j", "space", "L", "L", "enter")
        await it.sees_no("Stage")
        await it.until(lambda: "columns" in remembered(config.state))
    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("v")
        await it.sees("Owner")
        await it.sees_no("Stage")
        await it.press("|", "r", "enter")
        await it.sees("Stage")


async def test_all_paths_in_one_list(filled: Workbench, sit: Callable[..., Any]) -> None:
    """`p a`; back on the board one stands on the path of the deal."""
    other = next(doc for doc in filled.snapshot.live("pipelines") if doc["key"] == "existing")
    values: dict[str, Any] = {
        "title": "Renewal", "pipeline": other["_id"], "stage": "visit", "outcome": "open",
        "owner": filled.me,
    }  # fmt: skip
    filled.commit(lambda s, ctx: Act("x", (Edit("deals", "dl_other", values),)))
    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("v", "p", "a")
        await it.sees("List > all paths")
        await it.sees("mine  13 deals")
        await it.until(lambda: "Renewal" in it.text)
        it.type("/renewal\r")
        await it.sees("mine  1 deals")
        await it.press("v")
        await it.sees("Board > Existing customers")


async def test_the_pane_and_the_open_deal(filled: Workbench, sit: Callable[..., Any]) -> None:
    """As on the board."""
    async with sit(size=(120, 40)) as it:
        await it.sees("Firm 0")
        await it.press("v", "z")
        await it.sees("Gate to Needs")
        await it.press("j")
        await it.sees("D-TEST-1")
        await it.press("enter")
        await it.sees("[Overview]")
        await it.press("q")
        await it.sees("by attention")


async def test_columns_beyond_the_edge_come_into_sight(
    filled: Workbench, sit: Callable[..., Any]
) -> None:
    """A narrow list says how many there are, and `l` brings them."""
    async with sit(size=(60, 20)) as it:
        await it.sees("Firm 0")
        await it.press("v")
        await it.sees("+3 >")
        await it.sees_no("Close")
        await it.press("l", "l", "l", "l")
        await it.sees("Close")
        await it.sees("Firm 0")
        await it.press("h", "h", "h", "h")
        await it.sees("Stage")


async def test_others_edits_show_and_the_cursor_stays(
    filled: Workbench, open_bench: Callable[..., Workbench], sit: Callable[..., Any]
) -> None:
    """A deal that somebody else adds above does not move what I look at."""
    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("v", "j")
        await it.until(lambda: here(it) == "Line 1")
        path = next(doc["_id"] for doc in filled.snapshot.live("pipelines") if doc["key"] == "new")
        values: dict[str, Any] = {
            "title": "Newcomer", "pipeline": path, "stage": "lead", "outcome": "open",
            "owner": filled.me, "next_step": "call", "next_step_due": "2026-01-01",
        }  # fmt: skip
        open_bench(7).commit(lambda s, ctx: Act("x", (Edit("deals", "dl_newcomer", values),)))
        await it.sees("Newcomer")
        await it.until(lambda: here(it) == "Line 1")
        await it.sees("mine  13 deals")


async def test_an_empty_list_says_what_to_do(sit: Callable[..., Any]) -> None:
    """As the board does."""
    async with sit() as it:
        await it.sees("No deals of yours here.")
        await it.press("v")
        await it.sees("mine  0 deals")
        await it.sees("n  a new deal")
        await it.press("j", "space", "V", "enter")
        await it.sees("There is no deal under the cursor")


async def test_it_speaks_chinese(filled: Workbench, sit: Callable[..., Any]) -> None:
    """Heads, sums, columns."""
    async with sit(lang="zh") as it:
        await it.sees("Firm 0")
        await it.press("v")
        await it.sees("我的  12单  进行中 12单")
        await it.sees("下一步")
        await it.press("|")
        await it.sees("空格 显示或隐藏")
