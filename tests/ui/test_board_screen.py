"""The board in stories of keys: where the cursor goes, and what an act changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from salestui.services.setup import open_workbench
from salestui.services.workbench import Workbench
from tests.ui.boardcase import fill, stage, under


@pytest.fixture
def filled(bench: Workbench) -> Workbench:
    """A board of mine with four columns of three."""
    fill(bench)
    return bench


async def test_the_cursor_walks_by_cards_and_columns(
    filled: Workbench, sit: Callable[..., Any]
) -> None:
    """Letters, arrows, ends; an empty column can be chosen."""
    async with sit() as it:
        await it.sees("Firm 0")
        for keys, title in (
            ("j", "Line 1"), ("G", "Line 2"), ("l", "Line 5"), ("k", "Line 4"),
            ("g", "Line 3"), ("h", "Line 0"), ("lll", "Line 9"), ("l", ""), ("h", "Line 9"),
        ):  # fmt: skip
            it.type(keys)
            await it.until(lambda title=title: under(it) == title)
        await it.press("down", "right", "left", "up")
        await it.until(lambda: under(it) == "Line 9")
        it.type("lllllll")
        await it.until(lambda: stage(it) == "hold")
        await it.sees("empty")


async def test_the_line_below_says_what_the_card_cannot(
    filled: Workbench, sit: Callable[..., Any]
) -> None:
    """Title, age, touch and gap of the deal under the cursor."""
    async with sit() as it:
        await it.sees("Line 0")
        await it.sees("never touched")
        await it.press("j")
        await it.sees("Line 1")


async def test_a_move_keeps_the_cursor_on_the_deal(
    filled: Workbench, sit: Callable[..., Any]
) -> None:
    """Into the next column, to its place by date there."""
    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("j")
        await it.move_on()
        await it.until(lambda: stage(it) == "contact")
        await it.until(lambda: under(it) == "Line 1")
        assert filled.snapshot.table("deals")["dl_0000000000000001"]["stage"] == "contact"
        await it.sees("Needs 4")
        await it.press("u")
        await it.until(lambda: stage(it) == "lead")
        await it.until(lambda: under(it) == "Line 1")


async def test_marks_take_an_act_together(filled: Workbench, sit: Callable[..., Any]) -> None:
    """One act, one undo; esc drops the marks."""
    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("space", "space", "L")
        await it.sees("2 of 2 are not ready")
        await it.press("2")
        await it.sees("Needs 5")
        deals = filled.snapshot.table("deals")
        moved = [id for id in deals if deals[id]["stage"] == "contact"]
        assert moved == [f"dl_{n:016d}" for n in (0, 1, 3, 4, 5)]
        await it.press("u")
        await it.sees("Needs 3")
        board = it.app.screen.board
        assert len(board.marked) == 2
        await it.press("escape")
        await it.until(lambda: not board.marked)


async def test_mark_all_takes_the_column_and_gives_it_back(
    filled: Workbench, sit: Callable[..., Any]
) -> None:
    """A second time none."""
    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("V")
        await it.sees("3 marked")
        await it.press("V")
        await it.sees("0 marked")


async def test_archive_stays_where_the_deal_was(filled: Workbench, sit: Callable[..., Any]) -> None:
    """The next deal comes under the cursor, and undo brings the old one back."""
    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("j", "D")
        await it.sees_no("K Firm 1 ")
        await it.until(lambda: under(it) == "Line 2")
        await it.press("u")
        await it.sees("K Firm 1 ")


async def test_others_edits_come_in_under_the_cursor(
    filled: Workbench, sit: Callable[..., Any], home: Any, clock: Any
) -> None:
    """Another program moves my deal: the cursor goes with it."""
    import os

    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("j")
        other = open_workbench(home, user="anna", lang="en", clock=clock, random_bytes=os.urandom)
        try:
            from salestui.services.moves import move_deal

            other.commit(
                lambda s, ctx: move_deal(
                    s, ctx, ["dl_0000000000000001"], to="demo", bypass="urgent"
                )
            )
        finally:
            other.close()
        await it.until(lambda: stage(it) == "demo")
        await it.until(lambda: under(it) == "Line 1")


async def test_a_new_deal_comes_under_the_cursor(
    filled: Workbench, sit: Callable[..., Any]
) -> None:
    """Where it is in view."""
    async with sit() as it:
        await it.sees("Firm 0")
        it.type("n")
        await it.sees("New deal")
        it.type("Brand New\r")
        await it.press("ctrl+s")
        await it.sees("Brand New")
        await it.until(lambda: stage(it) == "lead" and under(it) == "")


async def test_a_burst_of_keys_is_drawn_once(filled: Workbench, sit: Callable[..., Any]) -> None:
    """However many keys wait, what counts is where they lead."""
    async with sit() as it:
        await it.sees("Firm 0")
        drawn = 0
        board = it.app.screen.board
        rested = board._rested

        def count() -> None:
            nonlocal drawn
            drawn += 1
            rested()

        board._rested = count
        it.type("jkjkjkjkjkjkjkjkjkjkj" * 5)
        await it.until(lambda: under(it) == "Line 2")
        await it.until(lambda: drawn > 0)
        await it.pilot.pause(0.1)
        assert drawn <= 5


async def test_a_click_chooses_and_a_second_opens(
    filled: Workbench, sit: Callable[..., Any]
) -> None:
    """For who has the mouse on."""
    async with sit() as it:
        await it.sees("Firm 0")
        await it.pilot.click(offset=(30, 5))
        await it.until(lambda: under(it) == "Line 4")
        await it.pilot.click(offset=(30, 20))
        await it.until(lambda: under(it) == "Line 5")
        await it.pilot.click(offset=(30, 8))
        await it.until(lambda: it.app.screen.scope == "deal")
