"""The history of any record, and putting back what lost, told in keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from salestui.domain.change import Act, Edit
from salestui.services.accounts import set_account
from salestui.services.deals import set_deal
from salestui.services.inbox import inbox
from salestui.services.moves import move_deal
from salestui.services.workbench import Workbench
from salestui.ui.screens.deal import DealScreen
from salestui.ui.screens.record import RecordScreen

from .twohomes import TwoHomes

Sit = Callable[..., Any]


@pytest.fixture
def deal(furnish: Callable[[str], str]) -> str:
    """A deal of Anna's."""
    return furnish("en")


@pytest.fixture
def account(deal: str, bench: Workbench) -> str:
    """Its account."""
    return str((bench.snapshot.get("deals", deal) or {})["account"])


@pytest.fixture
def two(deal: str, open_bench: Callable[..., Workbench], tmp_path: Path, clock: Any) -> TwoHomes:
    """Anna's and Bob's homes, both with the deal."""
    return TwoHomes(open_bench, tmp_path, clock)


async def opened(it: Any, kind: str, id: str, path: str = "") -> RecordScreen:
    """Show the history of a record, also of one with pages of its own, and wait for its log."""
    it.app.open(RecordScreen(kind, id, path))
    await it.until(lambda: isinstance(it.app.screen, RecordScreen))
    screen: RecordScreen = it.app.screen
    await it.until(lambda: screen.steps is not None)
    return screen


async def test_every_value_of_a_record_with_who_and_when(
    sit: Sit, two: TwoHomes, account: str
) -> None:
    def to(**values: Any) -> Any:
        return lambda s, c: set_account(s, c, account, values)

    two.bob.commit(to(annual_revenue=50_000_000, revenue_currency="CNY"))
    two.meet()
    two.anna.commit(to(region="East"))
    two.bob.commit(to(region="West"))
    two.meet()
    async with sit() as it:
        await opened(it, "accounts", account)
        await it.sees("account A-1  Hengda Valve")
        await it.sees("stands")
        rows = [line.rstrip() for line in it.lines[2:6]]
        assert "Bob Wu  Region          East > West" in rows[0] and rows[0].endswith("stands")
        assert "you     Region          - > East" in rows[1]
        assert "Annual revenue  - > 500k" in rows[2]
        assert "you     created" in rows[3]
        await it.press("j")
        await it.sees("after   East")
        await it.sees("now     West")


async def test_what_lost_is_put_back_by_one_key_and_undone_by_one(
    sit: Sit, two: TwoHomes, account: str
) -> None:
    def to(**values: Any) -> Any:
        return lambda s, c: set_account(s, c, account, values)

    two.apart(to(region="East"), to(region="West"))
    async with sit() as it:
        await opened(it, "accounts", account, "region")
        await it.press("j", "b")
        await it.sees("Region is East again; u undoes")
        await it.sees("West > East")
        two.meet()
        assert (two.bob.snapshot.get("accounts", account) or {})["region"] == "East"
        assert not len(inbox(two.bob.store.fold, two.bob.history))
        await it.press("u")
        await it.sees("undone: ")
        await it.until(lambda: (it.app.live.get("accounts", account) or {}).get("region") == "West")
        await it.press("G", "b")
        await it.sees("This is about the whole record; undo brings it back")


async def test_what_stands_need_not_be_put_back(sit: Sit, two: TwoHomes, account: str) -> None:
    two.anna.commit(lambda s, c: set_account(s, c, account, {"region": "East"}))
    async with sit() as it:
        await opened(it, "accounts", account)
        await it.press("b")
        await it.sees("That value stands already")


async def test_editing_begins_at_the_field_that_led_here(
    sit: Sit, two: TwoHomes, account: str
) -> None:
    async with sit() as it:
        await opened(it, "accounts", account, "region")
        await it.press("e")
        await it.until(lambda: it.app.screen.prompt is not None and it.app.screen.prompt.ready)
        it.type("North")
        await it.press("ctrl+s")
        await it.sees("- > North")


async def test_a_losing_value_comes_back_from_the_deals_own_history(
    sit: Sit, two: TwoHomes, deal: str
) -> None:
    two.apart(
        lambda s, c: set_deal(s, c, deal, {"amount": 9_000_000, "currency": "CNY"}),
        lambda s, c: set_deal(s, c, deal, {"amount": 7_500_000, "currency": "CNY"}),
    )
    async with sit() as it:
        it.app.open_deal(deal)
        await it.until(lambda: isinstance(it.app.screen, DealScreen))
        await it.press("[")
        await it.sees("90k > 75k")
        await it.press("j")
        await it.until(lambda: "b put back" in it.lines[-1])
        await it.press("b")
        await it.sees("Amount is 90k again; u undoes")
        await it.sees("75k > 90k")
        two.meet()
        found = two.bob.snapshot.get("deals", deal) or {}
        assert (found["amount"], found["currency"]) == (9_000_000, "CNY")


async def test_a_stage_that_lost_comes_back_with_all_that_belongs_to_it(
    sit: Sit, two: TwoHomes, deal: str
) -> None:
    two.apart(
        lambda s, c: move_deal(s, c, [deal], to="proposal", bypass="urgent"),
        lambda s, c: move_deal(s, c, [deal], to="negotiation", bypass="urgent"),
    )
    async with sit() as it:
        it.app.open_deal(deal)
        await it.until(lambda: isinstance(it.app.screen, DealScreen))
        await it.press("[")
        await it.sees("> Negot")
        await it.press("j", "j", "b")
        await it.sees("Stage is Proposal again; u undoes")
        two.meet()
        assert (two.bob.snapshot.get("deals", deal) or {})["stage"] == "proposal"
        await it.press("g")
        await it.until(lambda: "Negot > Proposal" in it.text)


async def test_a_member_has_a_history_too(sit: Sit, two: TwoHomes, bench: Workbench) -> None:
    async with sit(lang="zh") as it:
        it.app.open_record("members", two.bob.me)
        await it.until(lambda: isinstance(it.app.screen, RecordScreen))
        await it.sees("成员 Bob Wu")
        await it.sees("新建")
        await it.press("e")
        await it.sees("这类记录没有表单")
        await it.press("b")
        await it.sees("这是整条记录的改动，请用撤销来恢复")


NASTY = "[/b]\x1b[31m\u202e恶意👩‍👩‍👧‍👦e\u0301" + "长" * 90


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_hostile_values_stay_text_on_rows_of_the_right_width(
    sit: Sit, two: TwoHomes, account: str, lang: str, size: tuple[int, int]
) -> None:
    values: dict[str, Any] = {
        "region": NASTY,
        "annual_revenue": "x",
        "revenue_currency": NASTY,
        "contract_end_on": 7,
        "owner": NASTY,
        "note": f"{NASTY}\n" * 9,
        f"tags/{NASTY[:9]}": NASTY,
        NASTY[:20]: NASTY,
    }
    two.bob.commit(lambda s, c: Act(NASTY[:9], (Edit("accounts", account, values),)))
    two.meet()
    async with sit(size=size, lang=lang) as it:
        screen = await opened(it, "accounts", account)
        for _ in range(len(screen.steps or ())):
            for strip in it.app.screen._compositor.render_strips():
                text = "".join(segment.text for segment in strip)
                assert cell_len(text) == size[0], text
                assert "\x1b" not in text and "\u202e" not in text
            await it.press("j")
