"""What the app sends: every cell of a window that changes, nothing while nothing happens."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.emulator import UNDRAWN, Terminal
from tests.patience import PATIENCE

Opener = Callable[..., Terminal]
ENTER, QUIT = "\r", "\x11"
LANGS = ("en", "zh")


def test_sizes_exported_by_a_shell_do_not_hold_it(opened: Opener) -> None:
    it = opened(size=(120, 40), COLUMNS="80", LINES="24")
    it.repaint()
    it.resize(100, 30)
    it.answered()
    it.repaint()


def grown(it: Terminal, columns: int, rows: int) -> None:
    """Change the size; every cell of the new one must be painted."""
    it.resize(columns, rows)
    it.screen.blank()
    end = time.monotonic() + PATIENCE
    while any(UNDRAWN in line for line in it.lines) and time.monotonic() < end:
        it._take(0.02)
    it.settle(0.1)
    holes = [line for line in it.lines if UNDRAWN in line]
    assert not holes, (columns, rows, holes[0])


QUICK = (["z"], "zh")
SLOW = [(keys, lang) for keys in ([], ["z"], [ENTER], ["9"], ["s"], ["n"], ["?"]) for lang in LANGS]


@pytest.mark.parametrize(
    ("keys", "lang"), [QUICK, *(pytest.param(*each, marks=pytest.mark.long) for each in SLOW)]
)
def test_it_follows_the_size_of_the_window(opened: Opener, keys: list[str], lang: str) -> None:
    it = opened(lang=lang, size=(60, 20))
    it.press(*keys)
    for columns, rows in ((250, 70), (100, 30), (250, 70), (60, 20), (61, 21), (60, 20)):
        grown(it, columns, rows)
    first = it.text
    grown(it, 250, 70)
    grown(it, 60, 20)
    assert it.text == first
    assert it.process.poll() is None


@pytest.mark.long
def test_a_board_that_grows_uses_the_room(opened: Opener, tmp_path: Path) -> None:
    it = opened(size=(60, 20))
    it.press("@")
    it.resize(250, 70)
    it.answered()
    it.settle(0.2)
    grown_lines = it.lines
    it.type(QUIT)
    assert it.ended() == 0
    fresh = opened(size=(250, 70))
    fresh.press("@")
    assert [line[:40] for line in fresh.lines[1:-3]] == [line[:40] for line in grown_lines[1:-3]]
    assert fresh.lines[1:-3] == grown_lines[1:-3]


@pytest.mark.long
def test_nothing_is_sent_while_nothing_happens(opened: Opener) -> None:
    ways = [[], ["s"], ["n"], ["?"], ["9"]]
    terminals = [opened() for _ in ways]
    for it, keys in zip(terminals, ways, strict=True):
        it.press(*keys)
        it.settle(0.5)
    for _ in range(3):
        before = [len(it.sent) for it in terminals]
        time.sleep(3)
        for it in terminals:
            it.read(0.01)
        sent = [it.sent[count:] for it, count in zip(terminals, before, strict=True)]
        if not any(sent):
            break
    # A slow machine may still be painting; what goes on by itself is in every window.
    assert not any(sent), sent
