"""What a key costs on the wire, counted on a real pty: bytes are deterministic, so it is a test."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench import bench_board
from tests.bench.terminal import Terminal

DEALS = 400
PATIENCE = 8.0
"""Seconds that a busy machine may take to begin to answer."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with some hundred deals of mine."""
    folder = tmp_path_factory.mktemp("bytes")
    bench_board.filled(folder, DEALS)
    return folder


@pytest.fixture(params=[(80, 24), (120, 40)], ids=["80x24", "120x40"])
def term(home: Path, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Terminal]:
    """The app on a terminal, with the cursor in the second column."""
    columns, rows = request.param
    env = {**bench_board.environment(), "XDG_CONFIG_HOME": str(tmp_path)}
    argv = [sys.executable, "-c", bench_board.OPEN, str(home)]
    found = Terminal(argv, env, columns=columns, rows=rows)
    try:
        found.wait_for(r"help[ \n]")
        found.settle()
        found.press("l", patience=PATIENCE)
        yield found
    finally:
        found.close()


def quiet_press(term: Terminal, key: str) -> int:
    """Bytes of a key, waiting long enough for a loaded machine."""
    return term.press(key, quiet=0.15, patience=PATIENCE).bytes


def opened(term: Terminal, key: str) -> None:
    """Press a key that shows something else, and wait until that is all there."""
    assert term.press(key, quiet=0.8, patience=PATIENCE).bytes


def test_a_cursor_key_costs_a_kilobyte(term: Terminal) -> None:
    """Wherever the cursor stands: the lines of two cards and the facts below."""
    sizes = [quiet_press(term, key) for key in "jjkjkjlkjhjk"]
    assert all(sizes)
    assert statistics.median(sizes) <= 1200
    assert max(sizes) <= 2000


def test_scrolling_a_column_costs_four(term: Terminal) -> None:
    """At the edge every key moves the cards of one column."""
    term.write(b"j" * 20, quiet=0.3)
    sizes = [quiet_press(term, "j") for _ in range(6)]
    assert all(sizes)
    assert max(sizes) <= 4000


def test_a_sideways_step_costs_four(term: Terminal) -> None:
    """At the edge every column moves: only the cells that differ are sent."""
    sizes = [quiet_press(term, key) for key in "llllllhhhhhh"]
    assert all(sizes)
    assert max(sizes) <= 4000


def test_moving_a_card_costs_eight(term: Terminal) -> None:
    """Two columns change, their heads, and what is said about it."""
    sizes = []
    for _ in range(4):
        sizes.append(quiet_press(term, "L"))
        term.press("h")
    assert all(sizes)
    assert max(sizes) <= 8000


def test_a_hundred_keys_at_once_cost_six(term: Terminal) -> None:
    """They are drawn where they lead, not each."""
    answer = term.write(b"j" * 100, quiet=0.4, patience=PATIENCE)
    assert 0 < answer.bytes <= 6000


def test_nothing_is_sent_while_nobody_types(term: Terminal) -> None:
    """No blinking, no clock, no animation."""
    term.settle(1.0)
    assert term.idle(2.5) == 0


def test_the_pane_follows_within_four(term: Terminal) -> None:
    """A key with the pane open, and what follows when the cursor rests."""
    opened(term, "z")
    sizes = [term.press(key, quiet=0.4, patience=PATIENCE).bytes for key in "jjkj"]
    assert all(sizes)
    assert max(sizes) <= 4000 + 1200


def test_a_cursor_key_in_the_list_costs_a_kilobyte(term: Terminal) -> None:
    """The lines of two deals and the facts below."""
    opened(term, "v")
    term.press("g", quiet=0.5)
    sizes = [quiet_press(term, key) for key in "jjkjkjjk"]
    assert all(sizes)
    assert max(sizes) <= 1200


@pytest.mark.parametrize("screen", ["1", "4"])
def test_a_cursor_key_in_todays_list_and_among_accounts_costs_a_kilobyte(
    term: Terminal, screen: str
) -> None:
    """The line left, the line reached and what is said of it below."""
    opened(term, screen)
    term.press("g", quiet=0.5)
    sizes = [quiet_press(term, key) for key in "jjkjkjjk"]
    assert all(sizes)
    assert max(sizes) <= 1200


def test_a_cursor_key_on_the_page_of_an_account_costs_a_kilobyte(term: Terminal) -> None:
    """From a person to a deal and down to the changes."""
    opened(term, "4")
    opened(term, "enter")
    assert "Overview" in term.text
    sizes = [quiet_press(term, key) for key in "ljhl"]
    assert max(sizes) <= 1200
