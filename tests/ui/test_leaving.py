"""The app in a real terminal: how it ends when told to, hung up on, left alone, or broken."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from salestui.services.deals import set_deal
from salestui.services.workbench import Workbench
from tests.emulator import is_busy
from tests.patience import PATIENCE

from .teamcase import Colleague, by_title

RUN = """
import signal, sys
from pathlib import Path
from salestui.config import load_config
from salestui.services.setup import open_workbench
from salestui.ui.start import run_app
{before}
config = load_config()
bench = open_workbench(config.home, user=config.user, lang=config.lang)
sys.exit(run_app(bench, config))
"""
BROKEN = """
from salestui.ui.app import SalesApp
SalesApp.do_refresh = lambda self: [][1]
"""
HANGING = """
import time
from salestui.sync.folder import FolderBackend
FolderBackend.read_workspace = lambda self: time.sleep(600)
"""
DEAF = "signal.signal(signal.SIGHUP, signal.SIG_IGN)"


class Terminal:
    """A pseudo-terminal with the app in it."""

    def __init__(self, home: Path, before: str, **more: str) -> None:
        self.master, slave = pty.openpty()
        self.before = termios.tcgetattr(slave)
        self.slave = os.dup(slave)
        env = {
            **os.environ,
            "TERM": "xterm-256color",
            "SALESTUI_HOME": str(home),
            "SALESTUI_USER": "anna",
            "SALESTUI_LANG": "en",
            "XDG_STATE_HOME": str(home / "state"),
            "XDG_CONFIG_HOME": str(home / "config"),
            **more,
        }
        code = RUN.format(before=before)
        self.process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=env,
            start_new_session=True,
        )
        os.close(slave)
        self.out = b""

    def read(self, seconds: float) -> bytes:
        """What comes within a time."""
        end, got = time.monotonic() + seconds, b""
        while (left := end - time.monotonic()) > 0:
            if select.select([self.master], [], [], left)[0]:
                try:
                    piece = os.read(self.master, 65536)
                except OSError:
                    break
                got += piece
        self.out += got
        return got

    def rest(self) -> bytes:
        """What comes until no more does and the program waits, however slow the machine is."""
        got = b""
        while (more := self.read(0.4)) or is_busy(self.process.pid):
            got += more
        return got

    def answer(self) -> bytes:
        """What comes, once something does, until no more does."""
        end, got = time.monotonic() + PATIENCE, b""
        while not got and time.monotonic() < end:
            got = self.read(0.1)
        return got + self.rest()

    def wait_for(self, text: bytes, seconds: float = PATIENCE) -> None:
        """Read until a text has come."""
        end = time.monotonic() + seconds
        while text not in self.out:
            assert time.monotonic() < end, self.out[-2000:]
            self.read(0.05)

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self.master, keys)

    def ended(self, seconds: float = PATIENCE) -> int:
        """The exit code."""
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < end, "still running"
            self.read(0.05)
        self.read(0.05)
        return self.process.returncode

    def close(self) -> None:
        """Leave nothing behind."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for descriptor in (self.master, self.slave):
            try:
                os.close(descriptor)
            except OSError:
                continue


@pytest.fixture
def terminal(home: Path, bench: Workbench) -> Iterator[Callable[..., Terminal]]:
    """Opens the app in a terminal, painted."""
    opened: list[Terminal] = []

    def opener(before: str = "", **more: str) -> Terminal:
        terminal = Terminal(home, before, **more)
        opened.append(terminal)
        terminal.wait_for(b"help")
        terminal.rest()
        return terminal

    yield opener
    for terminal in opened:
        terminal.close()


def is_sane(terminal: Terminal) -> bool:
    """Whether the terminal is as it was before the app."""
    local = termios.tcgetattr(terminal.slave)[3]
    flags = termios.ICANON | termios.ECHO | termios.ISIG
    screen = terminal.out.rindex(b"\x1b[?1049l") > terminal.out.rindex(b"\x1b[?1049h")
    cursor = terminal.out.rindex(b"\x1b[?25h") > terminal.out.rindex(b"\x1b[?25l")
    return local & flags == terminal.before[3] & flags and screen and cursor


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_it_in_order(terminal: Any, number: int, code: int) -> None:
    it = terminal()
    it.process.send_signal(number)
    assert it.ended() == code
    assert is_sane(it)


def test_q_ends_it_in_order(terminal: Any) -> None:
    it = terminal()
    it.type(b"q")
    assert it.ended() == 0
    assert is_sane(it)


def test_a_terminal_that_closes_without_a_word_leaves_no_process(terminal: Any) -> None:
    it = terminal(DEAF)
    os.close(it.slave)
    os.close(it.master)
    assert it.process.wait(PATIENCE) == 129


def test_nothing_is_written_while_nothing_happens(terminal: Any) -> None:
    it = terminal()
    # A slow machine may still be painting; what goes on by itself is in every window.
    assert any(it.read(1.5) == b"" for _ in range(4))


def test_a_question_costs_a_slow_line_little(terminal: Any) -> None:
    """Bytes at 80x24; a repaint of the whole screen would be five times that."""
    it = terminal()
    for keys, most in ((b":", 2500), (b"q", 2500), (b"u", 600), (b"\x1b", 2500)):
        it.type(keys)
        assert 0 < len(it.answer()) <= most, keys


def test_no_color_means_no_colour(terminal: Any) -> None:
    it = terminal(NO_COLOR="1")
    for key in (b":", b"\x1b"):
        it.type(key)
        it.answer()
    codes = {code for sgr in re.findall(rb"\x1b\[([0-9;]*)m", it.out) for code in sgr.split(b";")}
    assert codes <= {b"", b"0", b"1", b"2", b"4", b"7", b"39", b"49"}


def test_a_mistake_of_the_program_is_one_sentence_and_a_sane_terminal(
    terminal: Any, home: Path
) -> None:
    it = terminal(BROKEN)
    it.type(b"r")
    assert it.ended() == 4
    assert is_sane(it)
    said = it.out[it.out.rindex(b"\x1b[?1049l") :]
    assert b"salestui had to stop" in said
    assert b"Traceback" not in said and b"IndexError" not in said
    assert "IndexError" in (home / "state" / "salestui" / "faults.log").read_text()


def test_leaving_says_what_was_read(terminal: Any, bo: Colleague) -> None:
    it = terminal()
    it.wait_for(b"synced")
    bo.do(lambda s, c: set_deal(s, c, by_title(bo.bench, "Line 1"), {"title": "his"}))
    it.wait_for(b"1 other")
    it.type(b"q")
    assert it.ended() == 0
    (beat,) = [peer.beat for peer in bo.peers() if peer.who == "anna"]
    assert beat["v"][bo.bench.store.replica.rep] == 1


def test_leaving_publishes_what_is_not_out(terminal: Any, bo: Colleague) -> None:
    it = terminal()
    it.wait_for(b"synced")
    it.type(b"Dq")
    assert it.ended() == 0
    assert bo.deal("dl_0000000000000000")["_del"] is True
    assert b"edits" not in it.out[it.out.rindex(b"\x1b[?1049l") :]


@pytest.mark.parametrize("end", ["q", "signal"])
def test_leaving_does_not_wait_for_a_folder_that_hangs(
    terminal: Any, bo: Colleague, bench: Workbench, end: str
) -> None:
    it = terminal(HANGING)
    it.type(b"D")
    it.wait_for(b"archived")
    if end == "q":
        it.type(b"q")
    else:
        it.process.send_signal(signal.SIGHUP)
    assert it.ended() == (0 if end == "q" else 129)
    said = it.out[it.out.rindex(b"\x1b[?1049l") :]
    assert b"The shared folder does not answer" in said and b"Traceback" not in said
    bench.refresh()
    assert bench.snapshot.tables["deals"]["dl_0000000000000000"]["_del"] is True


def test_nothing_is_written_while_a_folder_is_followed(terminal: Any, bo: Colleague) -> None:
    it = terminal()
    it.wait_for(b"synced")
    it.read(1.0)
    assert any(it.read(2.0) == b"" for _ in range(3))
