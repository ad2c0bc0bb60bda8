"""What a key on the goals screen costs on the wire: the cursor at once, the page soon after."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from salestui.services.setup import demo_workspace
from tests.bench import bench_board
from tests.bench.terminal import Terminal


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample team."""
    folder = tmp_path_factory.mktemp("goals")
    demo_workspace(folder, lang="en")
    return folder


@pytest.fixture(params=[(80, 24), (120, 40)], ids=["80x24", "120x40"])
def term(home: Path, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Terminal]:
    """The goals on a terminal."""
    columns, rows = request.param
    env = {**bench_board.environment(), "XDG_CONFIG_HOME": str(tmp_path)}
    argv = [sys.executable, "-c", bench_board.OPEN, str(home)]
    found = Terminal(argv, env, columns=columns, rows=rows)
    try:
        found.wait_for(r"help[ \n]")
        found.settle()
        found.press("5", quiet=0.6, patience=5.0)
        assert "Still needed" in found.text
        yield found
    finally:
        found.close()


def test_a_cursor_key_moves_the_cursor_and_the_page_follows(term: Terminal) -> None:
    """Together within what a side pane may cost."""
    sizes = [term.press(key, quiet=0.3, patience=3.0).bytes for key in "jjjkk"]
    assert all(sizes)
    assert max(sizes) <= 5200, sizes


def test_a_key_on_the_page_costs_a_kilobyte(term: Terminal) -> None:
    term.press("\t", quiet=0.3, patience=3.0)
    sizes = [term.press(key, quiet=0.3, patience=3.0).bytes for key in "jjk"]
    assert all(sizes)
    assert max(sizes) <= 1200, sizes
