"""The forms at the bottom edge, told in keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rich.cells import cell_len

from salestui.domain.words import Words
from salestui.services.deals import set_deal
from salestui.services.workbench import Workbench
from salestui.store.store import Store

Story = Callable[..., Any]
Furnish = Callable[[str], str]


async def opened(it: Any, deal: str) -> None:
    """Open the deal."""
    it.app.open_deal(deal)
    await it.sees("Hengda" if it.app.lang == "en" else "恒达")
    await it.sees("[Overview]" if it.app.lang == "en" else "[概况]")


def doc(bench: Workbench, id: str) -> dict[str, Any]:
    """The deal as it is stored."""
    return dict(bench.snapshot.get("deals", id) or {})


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("key", ["n", "W", "X", "s", "c", "e", "m"])
async def test_whatever_is_asked_every_row_is_as_wide_as_the_screen(
    sit: Story, furnish: Furnish, lang: str, size: tuple[int, int], key: str
) -> None:
    deal = furnish(lang)
    async with sit(size=size, lang=lang) as it:
        await opened(it, deal)
        await it.press(key)
        await it.until(lambda: it.app.screen.prompt is not None and it.app.screen.prompt.ready)
        for strip in it.app.screen._compositor.render_strips():
            text = "".join(segment.text for segment in strip)
            assert cell_len(text) == size[0], text


async def test_a_new_deal_makes_its_account_in_the_same_act(
    sit: Story, furnish: Furnish, bench: Workbench
) -> None:
    furnish("en")
    before = sum(1 for _ in bench.snapshot.live("accounts"))
    async with sit() as it:
        await it.press("n")
        await it.sees("New deal")
        it.type("Suguang Opto")
        await it.sees("a new account, made with the deal")
        it.type("\tcleaning line\t380k")
        await it.sees("CNY 380,000")
        it.type("\tfri\t1")
        await it.sees("Fri 16 Oct")
        await it.sees("Expo")
        await it.press("ctrl+s")
        await it.until(
            lambda: any(d.get("title") == "cleaning line" for d in bench.snapshot.live("deals"))
        )
        made = next(d for d in bench.snapshot.live("deals") if d.get("title") == "cleaning line")
        account = bench.snapshot.get("accounts", made["account"]) or {}
        assert account["name"] == "Suguang Opto"
        assert (made["amount"], made["currency"]) == (38_000_000, "CNY")
        assert made["expected_close"] == "2026-10-16"
        assert made["source"] == account["source"] == "expo"
        await it.sees_no("New deal")
        await it.press("u")
        await it.until(lambda: sum(1 for _ in bench.snapshot.live("accounts")) == before)
        assert not any(d.get("title") == "cleaning line" for d in bench.snapshot.live("deals"))


async def test_an_account_that_is_there_is_named_while_typing(
    sit: Story, furnish: Furnish, bench: Workbench
) -> None:
    furnish("en")
    async with sit() as it:
        await it.press("n")
        it.type("Heng")
        await it.sees("a new account; similar: Hengda Valve, Anna Li's, Demo, touched")
        it.type("da Valve Co., Ltd")
        await it.sees("already there: Hengda Valve, Anna Li's, Demo, touched")
        it.type("\tline 3")
        await it.press("ctrl+s")
        await it.until(
            lambda: any(d.get("title") == "line 3" for d in bench.snapshot.live("deals"))
        )
        assert sum(1 for _ in bench.snapshot.live("accounts")) == 1


async def test_all_problems_are_said_at_once_and_nothing_is_lost(
    sit: Story, furnish: Furnish, bench: Workbench
) -> None:
    furnish("en")
    before = len(list(bench.snapshot.live("deals")))
    async with sit(size=(100, 30)) as it:
        await it.press("n")
        await it.sees("New deal")
        it.type("\t\tmuch\tsomeday")
        await it.press("ctrl+s")
        await it.sees("A deal needs an account or a title")
        await it.sees('"much" is not a number')
        await it.sees('"someday" is not a date')
        assert len(list(bench.snapshot.live("deals"))) == before
        it.type("Acme")
        await it.press("tab", "tab", "ctrl+u")
        it.type("5k")
        await it.sees("CNY 5,000")
        await it.sees_no("is not a number")
        await it.press("tab", "ctrl+u")
        await it.press("ctrl+s")
        await it.until(lambda: len(list(bench.snapshot.live("deals"))) == before + 1)


async def test_a_save_that_fails_keeps_the_form(
    sit: Story, furnish: Furnish, bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    from salestui.domain.problems import StoreProblem

    deal = furnish("en")
    real = Store.commit

    def full(self: Store, *arguments: Any, **named: Any) -> Any:
        raise StoreProblem(Words("The disk is full", "磁盘已满"))

    async with sit() as it:
        await opened(it, deal)
        await it.press("W", "tab", "tab")
        it.type("HT-2026-17")
        await it.press("shift+tab", "shift+tab", "shift+tab")
        monkeypatch.setattr(Store, "commit", full)
        await it.press("2")
        await it.sees("The disk is full")
        await it.sees("HT-2026-17")
        assert doc(bench, deal)["outcome"] == "open"
        monkeypatch.setattr(Store, "commit", real)
        await it.press("ctrl+s")
        await it.until(lambda: doc(bench, deal)["outcome"] == "won")
        assert doc(bench, deal)["contract_no"] == "HT-2026-17"
        assert doc(bench, deal)["won_amount"] == 86_000_000
        assert doc(bench, deal)["closed_on"] == "2026-10-15"
        await it.sees("[Won]")


async def test_won_refuses_a_day_to_come(sit: Story, furnish: Furnish) -> None:
    deal = furnish("en")
    async with sit() as it:
        await opened(it, deal)
        await it.press("W", "tab", "ctrl+u")
        it.type("+3d")
        await it.press("ctrl+s")
        await it.sees("The date lies in the future")


async def test_lost_takes_its_reason_by_one_digit(
    sit: Story, furnish: Furnish, bench: Workbench
) -> None:
    deal = furnish("zh")
    async with sit(lang="zh") as it:
        await opened(it, deal)
        await it.press("X")
        await it.sees("1 价格")
        await it.press("ctrl+s")
        await it.sees("缺少输单原因")
        # A full-width digit of an input method is the digit.
        it.type("２预算没批\t三禾")
        await it.press("ctrl+s")
        await it.until(lambda: doc(bench, deal)["outcome"] == "lost")
        lost = doc(bench, deal)
        assert lost["lost_reason"] == "competition"
        assert (lost["lost_note"], lost["lost_to"]) == ("预算没批", "三禾")
        await it.sees("竞争，预算没批，输给三禾")


async def test_leaving_asks_only_when_something_was_typed(
    sit: Story, furnish: Furnish, bench: Workbench
) -> None:
    deal = furnish("en")
    async with sit() as it:
        await opened(it, deal)
        await it.press("W")
        await it.sees("Won: Hengda Valve")
        await it.press("esc")
        await it.sees_no("Won: Hengda Valve")
        await it.press("W", "tab", "tab")
        it.type("x")
        await it.press("esc")
        await it.sees("esc again drops it")
        it.type("y")
        await it.sees_no("esc again drops it")
        await it.press("esc", "esc")
        await it.sees_no("Won: Hengda Valve")
        assert doc(bench, deal)["outcome"] == "open"


async def test_what_i_wrote_in_another_window_is_replaced_and_no_conflict(
    sit: Story, furnish: Furnish, bench: Workbench, open_bench: Callable[..., Workbench]
) -> None:
    deal = furnish("en")
    async with sit() as it:
        await opened(it, deal)
        await it.press("e", "a")
        await it.sees("CNY 860,000")
        other = open_bench(seed=9)
        other.commit(lambda s, c: set_deal(s, c, deal, {"amount": 90_000_000}))
        await it.press("ctrl+u")
        it.type("1.2m")
        await it.press("enter")
        await it.until(lambda: doc(bench, deal)["amount"] == 120_000_000)
        assert bench.store.fold.conflicts() == []


async def test_who_types_fast_loses_no_letter(
    sit: Story, furnish: Furnish, bench: Workbench
) -> None:
    deal = furnish("en")
    async with sit() as it:
        await opened(it, deal)
        it.type("X1too dear\tSanhe\t+3mo\r")
        await it.until(lambda: doc(bench, deal)["outcome"] == "lost")
        lost = doc(bench, deal)
        assert (lost["lost_reason"], lost["lost_note"]) == ("price", "too dear")
        assert (lost["lost_to"], lost["recycle_on"]) == ("Sanhe", "2027-01-15")


async def test_an_activity_gets_what_the_customer_said(
    sit: Story, furnish: Furnish, bench: Workbench
) -> None:
    deal = furnish("en")
    async with sit() as it:
        await opened(it, deal)
        await it.press("]", "]", "enter")
        await it.sees("Customer feedback")
        it.type("pays back in a year\rif it holds")
        await it.press("ctrl+s")
        await it.sees("customer: pays back in a year if it holds")
        await it.press("[", "[")
        await it.sees("x feedback recorded")
