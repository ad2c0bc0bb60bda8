"""Bars read off the drawing: their length, their place, and that every row is whole."""

from __future__ import annotations

import subprocess
import sys

import pytest
from rich.cells import cell_len

from salestui.charts import SIGN, bar_cells, plot_bars, text_bars

SHAPES = [
    [128, 74, 49, 31, 19, 13],
    [10, 1],
    [1, 10],
    [7],
    [0, 5, 0],
    [0, 0],
    [5, 5, 5],
    [4238, 2473, 1589, 500, 1],
    [1_000_000, 999_999, 1],
    list(range(23, 0, -1)),
]
WIDTHS = [1, 7, 8, 26, 44, 80, 214, 250]


@pytest.mark.parametrize("thickness", [1, 2, 3])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("values", SHAPES, ids=str)
def test_plot_is_exact(values: list[int], width: int, thickness: int) -> None:
    """Every bar drawn by plotext has its length, within half a cell of its share."""
    lines = plot_bars(values, width, thickness)
    assert len(lines) == len(values) * thickness
    for index, line in enumerate(lines):
        value = values[index // thickness]
        drawn = len(line.rstrip())
        assert line == (SIGN * drawn).ljust(width)
        assert cell_len(line) == width
        assert (drawn > 0) == (value > 0)
        if drawn > 1:
            assert abs(drawn - width * value / max(values)) <= 0.5


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("values", SHAPES, ids=str)
def test_plot_and_text_agree(values: list[int], width: int) -> None:
    """The screen's bars and the command's bars are the same to the cell."""
    for thickness in (1, 2):
        assert plot_bars(values, width, thickness) == text_bars(values, width, thickness)


def test_plots_do_not_remember_each_other() -> None:
    """A second plot holds nothing of the first."""
    plot_bars([9, 8, 7, 6], 40)
    assert plot_bars([1, 4], 12) == ["###         ", "############"]


def test_no_values_no_lines() -> None:
    """Nothing to draw is no line, not a fault."""
    assert plot_bars([], 40) == []
    assert text_bars([], 40) == []


@pytest.mark.parametrize(
    ("value", "peak", "width", "cells"),
    [(0, 9, 10, 0), (1, 1000, 10, 1), (9, 9, 10, 10), (1, 4, 10, 3), (5, 0, 10, 0), (5, 5, 0, 0)],
)
def test_bar_cells(value: int, peak: int, width: int, cells: int) -> None:
    """Half a cell rounds up, a little is one cell, nothing is none."""
    assert bar_cells(value, peak, width) == cells


def test_plotext_is_loaded_by_the_first_plot_only() -> None:
    """Text bars and the import of the module stay without plotext."""
    code = (
        "import sys, salestui.charts as c; c.text_bars([3, 2], 40); a = 'plotext' in sys.modules;"
        "c.plot_bars([3, 2], 40); print(a, 'plotext' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_plot_is_not_shrunk_to_the_terminal() -> None:
    """plotext clamps to the size it believes the terminal has, unless told otherwise."""
    code = "import salestui.charts as c; print(*map(len, c.plot_bars([3, 2] * 30, 200)))"
    env = {"COLUMNS": "30", "LINES": "8", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env
    )
    assert done.stdout.split() == ["200"] * 60
