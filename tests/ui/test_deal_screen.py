"""The deal screen, told in keys, and its frames."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rich.cells import cell_len

from salestui.domain.change import Edit
from salestui.services.deals import set_deal
from salestui.services.workbench import Workbench
from salestui.ui.deal import pages
from salestui.ui.deal.sight import DealSight
from salestui.ui.screens.deal import DealScreen
from salestui.ui.theme import look
from salestui.ui.widgets.lines import strip_of

Story = Callable[..., Any]
Furnish = Callable[[str], str]


async def opened(it: Any, deal: str) -> DealScreen:
    """Open the deal and wait until its history was read."""
    it.app.open_deal(deal)
    await it.until(lambda: isinstance(it.app.screen, DealScreen))
    screen: DealScreen = it.app.screen
    await it.until(lambda: screen.changes is not None)
    return screen


def whole_rows(it: Any, width: int) -> None:
    """Every row of the screen is exactly as wide as the screen, in cells."""
    for strip in it.app.screen._compositor.render_strips():
        text = "".join(segment.text for segment in strip)
        assert cell_len(text) == width, text


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_no_row_of_any_page_is_too_wide_or_too_narrow(
    story: Story, furnish: Furnish, lang: str, size: tuple[int, int]
) -> None:
    deal = furnish(lang)
    async with story(size=size, lang=lang) as it:
        screen = await opened(it, deal)
        for page in pages.PAGES:
            assert screen.page == page
            whole_rows(it, size[0])
            assert not any("\x1b" in line for line in it.lines)
            await it.press("]")


async def test_the_head_says_what_decides_the_deal(story: Story, furnish: Furnish) -> None:
    deal = furnish("en")
    async with story() as it:
        await opened(it, deal)
        for fact in ("K Hengda Valve", "860k", "40% (stage)", "closes 20 Nov", "Anna Li"):
            await it.line(lambda line, fact=fact: fact in line and line == it.lines[1])
        await it.until(
            lambda: it.lines[2].startswith(
                " Lead 3d > Needs 9d > [Demo 12d] > Proposal > Negot > Won"
            )
        )
        await it.until(lambda: it.lines[2].endswith("touched 7d ago"))
        await it.until(
            lambda: it.lines[3].startswith(" Next step  get the feedback form, Tue 13 Oct")
        )
        await it.until(lambda: it.lines[3].endswith("!late 2d  !lag"))
        await it.until(
            lambda: it.lines[4].startswith(
                "─ [Overview]  Fields  Activities 3  Contacts 3  Tasks 3  Replay  History"
            )
        )


async def test_the_head_in_chinese(story: Story, furnish: Furnish) -> None:
    deal = furnish("zh")
    async with story(lang="zh") as it:
        await opened(it, deal)
        await it.until(lambda: it.lines[1].startswith(" 重 恒达阀门  二号线泄漏监测"))
        await it.until(lambda: "86万  40%阶段值  预计11/20签约" in it.lines[1])
        await it.until(
            lambda: it.lines[2].startswith(
                " 线索 3天 > 需求 9天 > [演示 12天] > 方案 > 谈判 > 签约"
            )
        )
        await it.until(lambda: it.lines[3].startswith(" 下一步  收反馈表，10月13日周二"))
        await it.until(lambda: it.lines[3].endswith("!逾期2天  !滞后"))


async def test_the_overview_answers_without_another_page(story: Story, furnish: Furnish) -> None:
    deal = furnish("en")
    async with story(size=(120, 40)) as it:
        await opened(it, deal)
        for fact in (
            "Gate to Proposal",
            "2 of 3",
            "x demo held",
            ". feedback recorded",
            "missing",
            "3 of 5 roles",
            "economic buyer 5 neutral",
            " 8 Oct  demo",
            "800k > 860k",
        ):
            await it.sees(fact)


async def test_an_item_that_people_tick_is_ticked_by_space_and_shown_by_enter(
    story: Story, furnish: Furnish, bench: Workbench
) -> None:
    deal = furnish("en")
    async with story() as it:
        await opened(it, deal)
        await it.move_on()
        await it.sees("Gate to Negot")
        await it.press("g", "j", "j")
        await it.sees("proposal and quotation delivered: required")
        await it.press("space")
        tick = "checklist/proposal_delivered"
        await it.until(lambda: bench.snapshot.get("deals", deal).get(tick) is True)  # type: ignore[union-attr]
        await it.sees("x proposal and quotation")
        await it.press("enter")
        await it.sees("What shows it")
        it.type("offer v2.pdf\r")
        await it.sees("offer v2.pdf")
        await it.press("space")
        await it.until(lambda: tick not in bench.snapshot.get("deals", deal))  # type: ignore[operator]
        await it.sees(". proposal and quotation")


async def test_enter_on_a_derived_item_leads_to_what_meets_it(
    story: Story, furnish: Furnish
) -> None:
    deal = furnish("en")
    async with story() as it:
        await opened(it, deal)
        await it.press("space")
        await it.sees("ticks itself when it is true")
        await it.press("j", "j", "enter")
        await it.sees("log on Hengda Valve:")
        await it.press("esc", "j", "enter")
        await it.sees("Competitors")
        it.type("Sanhe\r")
        await it.sees("Sanhe")
        await it.until(lambda: "x competitor named" in it.text)


async def test_a_field_is_changed_on_its_line_and_undone(
    story: Story, furnish: Furnish, bench: Workbench
) -> None:
    deal = furnish("en")
    async with story() as it:
        await opened(it, deal)
        await it.press("]")
        await it.sees("[Fields]")
        for _ in range(6):
            await it.press("j")
        await it.sees(" Amount  CNY 860,000.00")
        await it.press("enter", "ctrl+u")
        it.type("1.2m")
        await it.sees("CNY 1,200,000")
        await it.press("enter")
        await it.sees("1.2m  40%")
        await it.press("u")
        await it.sees("860k  40%")


async def test_what_the_program_keeps_is_not_typed(story: Story, furnish: Furnish) -> None:
    deal = furnish("en")
    async with story() as it:
        await opened(it, deal)
        await it.press("]", "enter")
        await it.sees("keeps this field itself")
        for _ in range(4):
            await it.press("j")
        await it.press("enter")
        await it.sees("move Hengda Valve to:")


async def test_a_contact_is_added_and_changed(story: Story, furnish: Furnish) -> None:
    deal = furnish("en")
    async with story() as it:
        await opened(it, deal)
        await it.press("[", "[", "[", "[")
        await it.sees("[Contacts 3]")
        await it.press("n")
        await it.sees("New contact of Hengda Valve")
        it.type("Xu Tao\thead of shop\t2")
        await it.press("ctrl+s")
        await it.sees("[Contacts 4]")
        await it.sees("Xu Tao")
        await it.sees("champion")
        await it.press("G", "enter")
        await it.sees("Xu Tao, Hengda Valve")
        await it.press("tab", "tab", "tab", "3", "ctrl+s")
        await it.sees("champion       3")


async def test_history_shows_who_and_gives_old_values_back(
    story: Story, furnish: Furnish, bench: Workbench
) -> None:
    deal = furnish("en")
    async with story() as it:
        await opened(it, deal)
        await it.press("[")
        await it.sees("800k > 860k")
        row = await it.line(lambda line: "800k > 860k" in line)
        assert "Anna" in row and "Amount" in row
        await it.press("enter")
        await it.sees("put Amount back to 800k?")
        await it.press("y")
        await it.until(lambda: bench.snapshot.get("deals", deal)["amount"] == 80_000_000)  # type: ignore[index]
        await it.sees("860k > 800k")


async def test_keys_of_the_board_work_here(
    story: Story, furnish: Furnish, bench: Workbench
) -> None:
    deal = furnish("en")
    async with story() as it:
        await opened(it, deal)
        await it.press("s", "ctrl+u")
        it.type("2026-10-16 send quote\r")
        await it.sees("send quote, Fri 16 Oct")
        it.type("ccasked for the price > +3d call back\r")
        await it.sees("call back, Sun 18 Oct")
        await it.sees("Activities 4")
        await it.move_on()
        await it.sees("[Proposal 0d]")
        await it.press("H")
        await it.sees("why back:")
        it.type("no budget yet\r")
        await it.sees("[Demo")
        await it.press("X", "1")
        await it.press("ctrl+s")
        await it.sees("[Lost]")
        await it.press("u")
        await it.sees("[Demo")
        await it.press("D")
        await it.sees("archived")
        await it.press("u")
        await it.until(lambda: "archived" not in it.lines[1])


async def test_a_change_by_somebody_else_appears(
    story: Story, furnish: Furnish, open_bench: Callable[..., Workbench]
) -> None:
    deal = furnish("en")
    async with story() as it:
        await opened(it, deal)
        other = open_bench(seed=5)
        other.commit(lambda s, c: set_deal(s, c, deal, {"title": "line 3 leak monitoring"}))
        await it.sees("line 3 leak")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("cells", [40, 60, 72, 80, 97, 120, 200])
def test_hostile_text_stays_text_in_lines_of_the_right_width(
    bench: Workbench, furnish: Furnish, lang: str, cells: int
) -> None:
    deal = furnish("zh")
    nasty = "[/b]\x1b[31m\u202e恶意👩‍👩‍👧‍👦e\u0301" + "长" * 90
    account = str(bench.snapshot.get("deals", deal)["account"])  # type: ignore[index]
    raw = {
        "title": nasty,
        "product": nasty,
        "note": f"{nasty}\n{nasty}",
        f"pains/{nasty[:3]}": nasty,
    }
    snapshot = _with(bench, [Edit("deals", deal, raw), Edit("accounts", account, {"name": nasty})])
    context = bench.context()
    sight = DealSight.of(snapshot, deal, today=context.today, zone=context.zone, lang=lang)
    told = pages.Told((), ())
    for page in pages.PAGES:
        wide = pages.widths(page, cells)
        for column, width in zip(pages.columns(page, sight, told, cells, 20), wide, strict=False):
            for entry in column:
                strip = strip_of(entry.left, entry.right, width, look("dark"))
                text = "".join(segment.text for segment in strip)
                assert cell_len(text) == width
                assert "\x1b" not in text and "\u202e" not in text


def _with(bench: Workbench, edits: list[Edit]) -> Any:
    """A snapshot with values that the store would have cleaned, as a colleague's log may bring."""
    snapshot = bench.snapshot
    for edit in edits:
        old = snapshot.get(edit.kind, edit.id) or {}
        new = {**old, **edit.values}
        snapshot = snapshot.stepped(
            {edit.kind: {edit.id: (old, new)}}, snapshot.vector, snapshot.authors
        )
    return snapshot


async def test_a_log_that_cannot_be_read_is_told_and_the_deal_stands(
    story: Story, furnish: Furnish, bench: Workbench
) -> None:
    deal = furnish("en")
    segment = next(bench.folder.glob("log/*/000001.*"))
    kept = segment.with_name("kept")
    async with story() as it:
        await it.sees("Hengda")
        segment.rename(kept)
        segment.mkdir()
        try:
            it.app.open_deal(deal)
            await it.until(lambda: bool(it.app.problems))
            await it.sees("[Overview]")
            await it.until(lambda: "Is a directory" in it.app.problems[0][1].en)
        finally:
            segment.rmdir()
            kept.rename(segment)
