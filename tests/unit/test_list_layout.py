"""Columns of a list on any width: what fits, what is pinned, what is told to lie beyond."""

from __future__ import annotations

import pytest

from salestui.exchange.dealcells import DEAL_CELLS, USUAL, known_columns
from salestui.ui.board.listlayout import MARGIN, list_layout, most_shift

CELLS = [DEAL_CELLS[key] for key in USUAL]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [1, 10, 40, 60, 80, 100, 120, 250])
@pytest.mark.parametrize("shift", [0, 1, 3])
def test_a_layout_fills_its_width_and_counts_what_is_left_out(
    lang: str, width: int, shift: int
) -> None:
    layout = list_layout(CELLS, width, lang, shift=shift)
    taken = sum(c.width for c in layout.columns) + layout.gap * (len(layout.columns) - 1)
    assert taken <= max(width - 2 * MARGIN, 1)
    assert len(layout.columns) + layout.before + layout.after == len(CELLS)
    assert all(column.width >= 1 for column in layout.columns)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_usual_columns_fit_on_eighty_cells(lang: str) -> None:
    layout = list_layout(CELLS, 80, lang)
    assert [column.cell.key for column in layout.columns] == list(USUAL)
    taken = sum(c.width for c in layout.columns) + layout.gap * (len(layout.columns) - 1)
    assert taken == 78


def test_the_name_stays_while_the_others_go_by() -> None:
    names = [c.cell.key for c in list_layout(CELLS, 80, "en", shift=2).columns]
    assert names[:3] == ["tier", "deal", "owner"]
    assert most_shift(CELLS) == len(CELLS) - 3


def test_money_in_other_currencies_gets_more_room() -> None:
    def amount(more: int) -> int:
        columns = list_layout(CELLS, 120, "en", more=more).columns
        return next(c.width for c in columns if c.cell.key == "amount")

    assert amount(4) == amount(0) + 4


def test_unknown_columns_are_passed_over() -> None:
    """A file of another version may name columns that are not here."""
    assert known_columns(["deal", "mood", "deal", "amount"]) == ("deal", "amount")
    assert known_columns([""]) == USUAL
