"""What is in view, explained, copied and exported, in stories of keys."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from salestui.domain.change import Act, Edit
from salestui.services.workbench import Workbench
from salestui.ui.screens.explain import ExplainScreen
from tests.ui.boardcase import fill


@pytest.fixture
def filled(bench: Workbench) -> Workbench:
    """Twelve deals of mine, three in each of four stages."""
    fill(bench)
    return bench


async def test_i_explains_the_deal_and_what_is_shown(
    filled: Workbench, sit: Callable[..., Any]
) -> None:
    """On board, list and the deal's own screen, and it follows the language."""
    late = Edit("deals", "dl_0000000000000000", {"next_step_due": "2026-09-01"})
    filled.commit(lambda s, ctx: Act("x", (late,)))
    async with sit(size=(80, 40)) as it:
        await it.sees("Firm 0")
        await it.press("i")
        await it.sees("How these figures come about")
        await it.sees("Firm 0")
        await it.sees("what the stage Lead capture stands for")
        await it.sees("CNY 1,000.00 x 10% = CNY 100.00")
        await it.sees("an open deal whose next step's date lies before today")
        await it.sees("12 deals, 12 of them open: mine, New customers")
        await it.press("j", "k", "G", "g", "escape")
        await it.sees("Lead 3")
        await it.press("v", "o", "i")
        await it.sees("by amount")
        await it.sees("List")
        await it.press("q", "enter", "i")
        await it.sees("gate 1/5")
        await it.sees_no("of them open")
        it.type(":lang zh\r")
        await it.sees("这些数字怎么来的")
        await it.until(lambda: isinstance(it.app.screen, ExplainScreen))
        await it.press("q", "q")
        await it.sees("进行中 12单")


async def test_an_empty_board_is_explained_too(sit: Callable[..., Any]) -> None:
    """There is no deal to speak of."""
    async with sit() as it:
        await it.sees("No deals of yours here.")
        await it.press("i")
        await it.sees("0 deals, 0 of them open")


async def test_y_copies_the_deal_the_marked_and_the_table(
    filled: Workbench, sit: Callable[..., Any]
) -> None:
    """With a word on how many lines it was."""
    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("y")
        await it.sees("4 lines copied")
        await it.until(
            lambda: it.app.clipboard.startswith(
                "Firm 0  Line 0  D-TEST-0\nCNY 1,000.00, Lead capture"
            )
        )
        await it.press("space", "space", "y")
        await it.sees("9 lines copied")
        await it.until(lambda: it.app.clipboard.count("\n\n") == 1)
        await it.press("escape", "v", "y", "m")
        await it.sees("14 lines copied")
        await it.until(lambda: it.app.clipboard.startswith("| tier, a letter | Deal | Stage |"))
        await it.press("space", "y", "t")
        await it.sees("2 lines copied")
        await it.until(lambda: it.app.clipboard.split("\n")[1].startswith("K\tFirm 2\tLead\t3k\t"))
        await it.press("y", "d")
        await it.sees("4 lines copied")
        await it.press("enter", "y")
        await it.sees("lines copied")


async def test_e_exports_what_is_in_view(
    filled: Workbench, sit: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under a name of one's choice; what is there is replaced only when asked."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "deals-2026-09-21.csv"
    async with sit(size=(120, 30)) as it:
        await it.sees("Firm 0")
        it.type("/amount>=11k\r")
        await it.sees("mine  2 open")
        await it.press("E")
        await it.sees("2 deals into")
        await it.press("enter")
        await it.sees("2 deals exported to")
        await it.until(path.exists)
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        assert [row["title"] for row in rows] == ["Line 10", "Line 11"]
        before = path.read_bytes()
        await it.press("escape", "E")
        await it.sees("is there already")
        await it.press("enter")
        await it.sees("replace")
        await it.press("n")
        assert path.read_bytes() == before
        await it.press("v", "space", "E", "enter", "y")
        await it.sees("1 deals exported to")
        assert len(path.read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Name a file"), ("/none/x.csv", "There is no folder"), ("/", "is a folder")],
)
async def test_a_file_that_can_not_be_is_refused_while_typing(
    filled: Workbench, sit: Callable[..., Any], typed: str, said: str
) -> None:
    """And the line stays open."""
    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("E", "ctrl+u")
        it.type(typed)
        await it.sees(said)
        await it.press("enter")
        await it.sees(said)
        await it.until(lambda: it.app.screen.prompt is not None)


async def test_a_name_that_no_disk_takes_is_refused_while_it_is_typed(
    filled: Workbench, sit: Callable[..., Any], tmp_path: Path
) -> None:
    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("E")
        await it.sees(".csv")
        await it.press("ctrl+u")
        it.type(f"{tmp_path}/{'x' * 300}.csv")
        await it.sees("File name too long")
        await it.press("enter")
        await it.sees("File name too long")
