"""The funnel screen, told in keys, and its frames."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from rich.cells import cell_len

from salestui import charts
from salestui.domain.change import Value
from salestui.domain.problems import InputProblem
from salestui.services.deals import add_deal
from salestui.services.moves import lose_deal, move_deal, win_deal
from salestui.services.periods import read_period
from salestui.services.workbench import Workbench
from salestui.ui.screens.funnel import FunnelScreen

Sit = Callable[..., Any]


def _added(values: dict[str, Value], snapshot: Any, ctx: Any) -> Any:
    return add_deal(snapshot, ctx, values)


def _done(bench: Workbench, use_case: Any) -> str:
    """Save an act; gives the id of its record."""
    return bench.commit(use_case).records[0][1]


@pytest.fixture
def busy(bench: Workbench) -> Workbench:
    """Twelve deals on their way: 12 reach the first stage, 8 the second, 5, 3, 2, and 1 is won."""
    for n in range(12):
        values: dict[str, Value] = {"title": f"deal {n}", "amount": 10_000_000 * (n + 1)}
        id = _done(bench, partial(_added, values))
        for _ in range(sum(n >= step for step in (4, 7, 9, 10))):
            _done(bench, lambda s, c, id=id: move_deal(s, c, [id], by=1, bypass="urgent"))
        if n == 11:
            _done(bench, lambda s, c, id=id: win_deal(s, c, [id], bypass="urgent"))
        if n in (0, 1, 4):
            _done(bench, lambda s, c, id=id: lose_deal(s, c, [id], reason="price"))
    return bench


async def shown(it: Any) -> FunnelScreen:
    """Open the funnel and wait until it was counted and plotext has drawn it."""
    await it.press("9")
    await it.until(lambda: isinstance(it.app.screen, FunnelScreen) and it.app.screen.plots)
    screen: FunnelScreen = it.app.screen
    return screen


def rows(it: Any) -> list[str]:
    """Every row of the screen, whole."""
    strips = it.app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (81, 25), (120, 40), (250, 70)])
async def test_every_row_is_exact_and_every_figure_whole(
    sit: Sit, busy: Workbench, lang: str, size: tuple[int, int]
) -> None:
    async with sit(size=size, lang=lang) as it:
        screen = await shown(it)
        await it.until(lambda: all(cell_len(row) == size[0] for row in rows(it)))
        bars = [line for line in screen.chart.lines if line.role == "bar" and line.text.split()]
        texts = [line.text for line in bars]
        for reached in ("12", "8", "5", "3", "2", "1"):
            assert any(f" {reached} " in text for text in texts)
        lengths = {line.stage: line.stop - line.start for line in bars}
        most = max(lengths.values())
        assert list(lengths.values()) == [
            charts.bar_cells(n, 12, most) for n in (12, 8, 5, 3, 2, 1)
        ]


async def test_resizing_keeps_it_exact(sit: Sit, busy: Workbench) -> None:
    async with sit(size=(80, 24)) as it:
        await shown(it)
        for width, height in ((120, 40), (60, 20), (200, 50), (80, 24)):
            await it.pilot.resize_terminal(width, height)
            await it.until(lambda width=width: all(cell_len(row) == width for row in rows(it)))
            await it.sees("66.7% go on" if height > 20 else "66.7%")


async def test_a_stage_says_where_its_deals_went_and_leads_to_them(
    sit: Sit, busy: Workbench
) -> None:
    async with sit() as it:
        await shown(it)
        await it.sees("Lead capture: of 12, 8 went on, 2 are open, 2 lost")
        await it.press("j")
        await it.sees("Initial needs talk: of 8, 5 went on, 2 are open, 1 lost")
        await it.press("enter")
        await it.until(lambda: it.app.main == "board")
        await it.until(lambda: it.app.screen.board.column is not None)
        await it.until(lambda: it.app.screen.board.column.stage.key == "contact")
        await it.until(lambda: it.app.screen.mine is False)
        await it.press("-")
        await it.until(lambda: it.app.main == "funnel")


async def test_period_filter_and_owner_decide_what_is_counted(sit: Sit, busy: Workbench) -> None:
    async with sit() as it:
        screen = await shown(it)
        await it.press("p")
        it.type("2025")
        await it.sees("created 2025-01-01 to 2025-12-31")
        await it.press("enter")
        await it.until(lambda: screen.funnel is not None and screen.funnel.n == 0)
        await it.press("p", "ctrl+u")
        it.type("this quarter\r")
        await it.until(lambda: screen.funnel is not None and screen.funnel.n == 12)
        await it.press("/")
        it.type("amount>=900k\r")
        await it.until(lambda: screen.funnel is not None and screen.funnel.n == 4)
        await it.sees("/amount>=900k")
        await it.press("esc")
        await it.until(lambda: screen.funnel is not None and screen.funnel.n == 12)
        await it.press("@")
        await it.sees("Funnel > mine")
        await it.until(lambda: it.app.main == "funnel")


async def test_a_period_that_is_none_is_refused_in_one_sentence(sit: Sit, busy: Workbench) -> None:
    async with sit() as it:
        await shown(it)
        await it.press("p")
        it.type("soonish\r")
        await it.sees('"soonish" is not a period')
        await it.press("esc")
        await it.sees("12 deals")


async def test_i_explains_formula_basis_and_what_was_left_out(sit: Sit, busy: Workbench) -> None:
    async with sit() as it:
        await shown(it)
        await it.press("i")
        for fact in ("reached the next stage / reached this stage", "12 deals", "left out"):
            await it.sees(fact)
        await it.until(lambda: all(cell_len(row) == 80 for row in rows(it)))
        await it.press("esc")
        await it.sees("66.7% go on")
        await it.until(lambda: it.app.main == "funnel")


async def test_the_other_path_has_its_own_funnel(sit: Sit, busy: Workbench) -> None:
    async with sit() as it:
        screen = await shown(it)
        await it.press("P", "2")
        await it.until(lambda: screen.funnel is not None and screen.funnel.pipeline == "existing")
        await it.sees("Existing customers")
        await it.until(lambda: screen.funnel is not None and screen.funnel.n == 0)


async def test_keys_are_answered_before_plotext_is_there(
    sit: Sit, busy: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    gate, real = threading.Event(), charts.plot_bars

    def slow(values: Any, width: int, thickness: int = 1) -> list[str]:
        gate.wait(60)
        return real(values, width, thickness)

    monkeypatch.setattr(charts, "plot_bars", slow)
    async with sit() as it:
        await it.press("9")
        await it.sees("66.7% go on")
        before = rows(it)
        await it.press("j")
        await it.sees("Initial needs talk: of 8")
        await it.press("k")
        gate.set()
        await it.until(lambda: it.app.screen.plots)
        await it.pilot.pause()
        await it.until(lambda: rows(it) == before)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("all", None),
        ("全部", None),
        ("q3", (date(2026, 7, 1), date(2026, 9, 30))),
        ("2026", (date(2026, 1, 1), date(2026, 12, 31))),
        ("本季度", (date(2026, 10, 1), date(2026, 12, 31))),
        ("2026-03-01..", (date(2026, 3, 1), date(2026, 10, 15))),
        ("..2026-03-01", (date(2000, 1, 1), date(2026, 3, 1))),
    ],
)
def test_periods_are_read(bench: Workbench, text: str, expected: Any) -> None:
    assert read_period(text, bench.snapshot, date(2026, 10, 15)) == expected


def test_no_period_raises(bench: Workbench) -> None:
    with pytest.raises(InputProblem):
        read_period("soonish", bench.snapshot, date(2026, 10, 15))
