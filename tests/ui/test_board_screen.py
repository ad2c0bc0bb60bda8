"""The board in stories of keys: where the cursor goes, what is shown, what an act changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from salestui.domain.change import Act, Edit, Value
from salestui.services.deals import set_deal
from salestui.services.setup import open_workbench
from salestui.services.workbench import Workbench
from salestui.ui.screens.board import BoardScreen

OPEN = ("lead", "contact", "demo", "proposal", "negotiation")


def fill(bench: Workbench, deals: int = 12, owner: str = "") -> None:
    """Deals of mine (or of `owner`), three in each open stage in turn, one account each."""
    path = next(doc["_id"] for doc in bench.snapshot.live("pipelines") if doc["key"] == "new")
    today = bench.context().today
    edits = []
    for n in range(deals):
        edits.append(Edit("accounts", f"ac_{n:016d}", {"name": f"Firm {n}", "tier_manual": "key"}))
        edits.append(Edit("deals", f"dl_{n:016d}", deal(n, path, owner or bench.me, today)))
    bench.commit(lambda s, ctx: Act("import", tuple(edits)))


def deal(n: int, path: str, owner: str, today: date) -> dict[str, Value]:
    """A deal with a step so many days ahead, so that the order is the number's."""
    return {
        "account": f"ac_{n:016d}",
        "title": f"Line {n}",
        "number": f"D-TEST-{n}",
        "pipeline": path,
        "stage": OPEN[n // 3 % 5],
        "outcome": "open",
        "amount": 100_000 * (n + 1),
        "currency": "CNY",
        "owner": owner,
        "next_step": "call",
        "next_step_due": (today + timedelta(n)).isoformat(),
    }


def under(it: Any) -> str:
    """The title of the deal under the cursor."""
    screen = it.app.screen
    assert isinstance(screen, BoardScreen)
    doc = it.app.snapshot.get("deals", screen.board.cursor.id)
    return str(doc.get("title", "")) if doc else ""


def stage(it: Any) -> str:
    """The stage of the column of the cursor."""
    return str(it.app.screen.board.column.stage.key)


@pytest.fixture
def filled(bench: Workbench) -> Workbench:
    """A board of mine with four columns of three."""
    fill(bench)
    return bench


async def test_an_empty_board_says_what_to_do(sit: Callable[..., Any]) -> None:
    """In words with their keys."""
    async with sit() as it:
        await it.sees("No deals of yours here.")
        await it.sees("n  a new deal")
        await it.sees("@  everybody's deals")


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
        assert under(it) == "Line 9"
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
        await it.press("j", "L")
        await it.until(lambda: stage(it) == "contact")
        assert under(it) == "Line 1"
        assert filled.snapshot.table("deals")["dl_0000000000000001"]["stage"] == "contact"
        await it.sees("Needs 4")
        await it.press("u")
        await it.until(lambda: stage(it) == "lead")
        assert under(it) == "Line 1"


async def test_marks_take_an_act_together(filled: Workbench, sit: Callable[..., Any]) -> None:
    """One act, one undo; esc drops the marks."""
    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("space", "space", "L")
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
        assert under(it) == "Line 2"
        await it.press("u")
        await it.sees("K Firm 1 ")


async def test_mine_and_everybodys(bench: Workbench, sit: Callable[..., Any]) -> None:
    """`@` toggles, and each card then says whose it is."""
    fill(bench)
    other = Edit("members", "mb_0000000000000009", {"handle": "bo", "short_name": "Bo"})
    bench.commit(lambda s, ctx: Act("x", (other,)))
    bench.commit(lambda s, ctx: set_deal(s, ctx, "dl_0000000000000000", {"owner": other.id}))
    async with sit() as it:
        await it.sees("mine  11 open")
        assert "Firm 0" not in it.text
        await it.press("@")
        await it.sees("all  12 open")
        assert any("Firm 0" in line and "Bo" in line for line in it.lines)
        await it.press("@")
        await it.sees("mine  11 open")


async def test_who_owns_nothing_sees_everybodys(bench: Workbench, sit: Callable[..., Any]) -> None:
    """An empty board helps nobody."""
    fill(bench, owner="mb_someone_else")
    async with sit() as it:
        await it.sees("all  12 open")


async def test_filter(filled: Workbench, sit: Callable[..., Any]) -> None:
    """A count while typing, the mistake with its place, esc takes it away."""
    async with sit() as it:
        await it.sees("Firm 0")
        it.type("/amount>10k")
        await it.sees("2 deals on all paths")
        it.type("\r")
        await it.sees("mine  2 open")
        await it.sees("/amount>10k")
        assert "Firm 0" not in it.text
        await it.press("escape")
        await it.sees("mine  12 open")
        it.type("/amuont>1\r")
        await it.sees("amount")
        await it.press("escape")
        it.type("/amount>1m\r")
        await it.sees("No deal matches the filter.")
        await it.press("escape")
        await it.sees("mine  12 open")


async def test_orders(filled: Workbench, sit: Callable[..., Any]) -> None:
    """`o` goes through them, `O` turns them round; the cursor stays on its deal."""
    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("o")
        await it.sees("by amount")
        assert under(it) == "Line 0"
        assert it.app.screen.board.cursor.row == 2
        await it.press("O")
        await it.sees("by amount, reversed")
        await it.until(lambda: it.app.screen.board.cursor.row == 0)


async def test_other_path(filled: Workbench, sit: Callable[..., Any]) -> None:
    """`p` and a digit."""
    async with sit() as it:
        await it.sees("Board > New customers")
        it.type("p2")
        await it.sees("Board > Existing customers")
        await it.sees("No deals of yours here.")


async def test_the_pane_follows_the_cursor(filled: Workbench, sit: Callable[..., Any]) -> None:
    """`z` opens it, esc closes it."""
    async with sit(size=(120, 40)) as it:
        await it.sees("Firm 0")
        await it.press("z")
        await it.sees("Gate to Needs")
        await it.sees("D-TEST-0")
        await it.press("j")
        await it.sees("D-TEST-1")
        await it.sees_no("D-TEST-0")
        await it.press("escape")
        await it.sees_no("Gate to")


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

            other.commit(lambda s, ctx: move_deal(s, ctx, ["dl_0000000000000001"], to="demo"))
        finally:
            other.close()
        await it.until(lambda: stage(it) == "demo")
        assert under(it) == "Line 1"


async def test_a_language_changes_every_part(filled: Workbench, sit: Callable[..., Any]) -> None:
    """Heads, path, facts."""
    async with sit() as it:
        await it.sees("Needs 3")
        it.type(":lang zh\r")
        await it.sees("需求 3")
        await it.sees("我的 12单")
        await it.press("j")
        await it.sees("从未联系")


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
