"""The board in stories of keys: whose deals, which, in what order, in what language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from salestui.domain.change import Act, Edit
from salestui.services.deals import set_deal
from salestui.services.workbench import Workbench
from tests.ui.boardcase import fill, under


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


async def test_mine_and_everybodys(bench: Workbench, sit: Callable[..., Any]) -> None:
    """`@` toggles, and each card then says whose it is."""
    fill(bench)
    other = Edit("members", "mb_0000000000000009", {"handle": "bo", "short_name": "Bo"})
    bench.commit(lambda s, ctx: Act("x", (other,)))
    bench.commit(lambda s, ctx: set_deal(s, ctx, "dl_0000000000000000", {"owner": other.id}))
    async with sit() as it:
        await it.sees("mine  11 open")
        await it.sees_no("Firm 0")
        await it.press("@")
        await it.sees("all  12 open")
        await it.until(lambda: any("Firm 0" in line and "Bo" in line for line in it.lines))
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
        await it.sees_no("Firm 0")
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
        await it.until(lambda: under(it) == "Line 0")
        await it.until(lambda: it.app.screen.board.cursor.row == 2)
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


async def test_a_language_changes_every_part(filled: Workbench, sit: Callable[..., Any]) -> None:
    """Heads, path, facts."""
    async with sit() as it:
        await it.sees("Needs 3")
        it.type(":lang zh\r")
        await it.sees("需求 3")
        await it.sees("我的 12单")
        await it.press("j")
        await it.sees("从未联系")


async def test_who_is_no_member_sees_everybodys(
    filled: Workbench, sit: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no "mine" for them, and `@` says so."""
    monkeypatch.setattr(filled, "user", "guest")
    async with sit() as it:
        await it.sees("all  12 open")
        await it.press("@")
        await it.sees("guest is no member of this team")


@pytest.mark.parametrize("key", ["1", "3", "4", "5", "9"])
async def test_every_screen_says_to_who_is_no_member_that_nothing_is_his(
    filled: Workbench, sit: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setattr(filled, "user", "guest")
    async with sit() as it:
        await it.sees("all  12 open")
        await it.press(key)
        await it.until(lambda: it.app.screen.composed)
        await it.press("@")
        await it.sees("guest is no member of this team")


async def test_a_filter_that_empties_the_column_leads_to_what_it_found(
    filled: Workbench, sit: Callable[..., Any]
) -> None:
    """The cursor goes to the nearest column that has deals, so that the next key acts on one."""
    async with sit() as it:
        await it.sees("Firm 0")
        it.type("/stage:proposal\r")
        await it.sees("mine  3 open")
        await it.until(lambda: under(it) == "Line 9")


@pytest.mark.parametrize(
    ("lang", "before"),
    [("en", "after Lead 3d, Needs 9d"), ("zh", "此前线索3天、需求9天")],
)
async def test_the_pane_tells_the_days_in_the_stages_before(
    bench: Workbench, furnish: Callable[[str], str], sit: Callable[..., Any], lang: str, before: str
) -> None:
    """On one line, at the narrowest."""
    furnish(lang)
    async with sit(lang=lang) as it:
        await it.press("l", "l", "z")
        await it.sees(before)


@pytest.mark.parametrize(
    ("lang", "day"), [("en", "24 Sep 2026  meeting"), ("zh", "2026/9/24  会议")]
)
async def test_the_pane_tells_a_touch_of_another_year_with_its_year(
    bench: Workbench, furnish: Callable[[str], str], sit: Callable[..., Any], clock: Any,
    lang: str, day: str,
) -> None:  # fmt: skip
    furnish(lang)
    clock.now += 100 * 86_400_000
    async with sit(size=(120, 40), lang=lang) as it:
        await it.press("l", "l", "z")
        await it.sees(day)
