"""Leaving the terminal to an editor: it has all of it, and the app comes back whole."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.emulator import Terminal
from tests.patience import PATIENCE
from tests.ui.terminal.test_ending import LONG, is_gone, wait_until

Opener = Callable[..., Terminal]


@pytest.fixture
def editor(tmp_path: Path) -> str:
    """An editor that asks for a line, writes it into each row's title and ends."""
    script = tmp_path / "editor"
    script.write_text(
        f"#!{sys.executable}\n"
        "import os, sys\n"
        "print('editor', os.getpid(), 'asks', flush=True)\n"
        "said = input()\n"
        "path = sys.argv[-1]\n"
        "lines = open(path, encoding='utf-8').read().split('\\n')\n"
        "for n, line in enumerate(lines):\n"
        "    row = line.split('\\t')\n"
        "    if row[0][:3] == 'dl_': lines[n] = '\\t'.join([*row[:2], said, *row[3:]])\n"
        "open(path, 'w', encoding='utf-8').write('\\n'.join(lines))\n",
        encoding="utf-8",
    )
    script.chmod(0o700)
    return str(script)


def open_editor(opened: Opener, editor: str, folder: Path) -> Terminal:
    """The app with its deals in the editor."""
    it = opened(EDITOR=editor, VISUAL="", TMPDIR=str(folder))
    it.type(":edit\r")
    it.wait_for("asks")
    return it


def guest_of(it: Terminal) -> int:
    """The process id that the editor told."""
    return int(re.search(r"editor (\d+)", it.text)[1])  # type: ignore[index]


def test_the_editor_has_the_terminal_and_the_app_comes_back(
    opened: Opener, editor: str, tmp_path: Path
) -> None:
    """Cooked and on its first screen meanwhile; drawn whole after it, in a new size too."""
    it = open_editor(opened, editor, tmp_path)
    assert it.sane
    it.resize(90, 26)
    it.type("brand new\r")
    it.wait_for("save?")
    it.type("y")
    it.wait_for("saved; u undoes")
    it.repaint()
    it.type("\x11")
    assert it.ended() == 0
    assert it.sane


@pytest.mark.parametrize("number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=LONG)])
def test_told_to_leave_the_app_takes_the_terminal_back_first(
    opened: Opener, editor: str, tmp_path: Path, number: int
) -> None:
    """The editor ends with it; an interrupt is the editor's own."""
    it = open_editor(opened, editor, tmp_path)
    os.kill(it.process.pid, number)
    if number == signal.SIGINT:
        it.type("brand new\r")
        it.wait_for("save?")
        it.type("\x11")
    assert it.ended() == (143 if number == signal.SIGTERM else 0)
    assert it.sane
    assert b"Traceback" not in it.sent


def test_an_interrupt_that_ends_the_editor_does_not_end_the_app(
    opened: Opener, editor: str, tmp_path: Path
) -> None:
    """The terminal sends it to both; the app may well be the last to hear of either."""
    it = open_editor(opened, editor, tmp_path)
    os.kill(it.process.pid, signal.SIGSTOP)
    os.kill(it.process.pid, signal.SIGINT)
    os.kill(guest_of(it), signal.SIGINT)
    wait_until(lambda: is_gone(guest_of(it)))
    os.kill(it.process.pid, signal.SIGCONT)
    it.wait_for("did not end well")
    it.type("\x11")
    assert it.ended() == 0
    assert it.sane


@LONG
def test_a_terminal_that_closes_ends_both(opened: Opener, editor: str, tmp_path: Path) -> None:
    """No process is left behind."""
    it = open_editor(opened, editor, tmp_path)
    pid = guest_of(it)
    it.hang_up()
    assert it.process.wait(PATIENCE) == 129
    wait_until(lambda: not Path(f"/proc/{pid}").exists())
