"""A terminal for tests: a program in a real pty, its bytes kept, its screen drawn cell by cell."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyte
from rich.cells import split_graphemes

from tests.patience import PATIENCE

QUIET = 0.05
"""Seconds without a byte after which a screen counts as painted."""
UNDRAWN = "\ue000"
"""What a cell holds that the program has not drawn."""
ANSWERS = (
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[6n", b"\x1b[1;1R"),
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
)
"""What a program asks and what a terminal answers."""
# pyte takes these for text, or for something else than they are.
UNKNOWN = re.compile(rb"\x1b\[[<>=?][0-9;]*[umq]|\x1b\[\?[0-9;]*\$p")
APP = (sys.executable, "-m", "salestui")
"""The app as `salestui` opens it."""
CONTROLLED = (
    sys.executable,
    "-IS",
    "-c",
    "import fcntl, os, sys, termios\n"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "os.execv(sys.argv[1], sys.argv[1:])",
)
"""Makes the terminal the one that a program hears of resizing and hanging up from."""
MODES = "1000|1003|1004|1006|1015|1016|1049|2004|2026|2048|25|7"
SENT = re.compile(
    rf"\x1b\[\?(?:{MODES})[hl]|\x1b\[\?(?:2026|2048)\$p|\x1b\[[><=][0-9;]*u|\x1b\[[0-9]+;[0-9]+H"
    r"|\x1b\[[0-9]+G|\x1b\[(?:[0-9]+(?:;[0-9]+)*)?m|\x1b\[c|\x1b\]22;[a-z-]+\x07"
    r"|\x1b\]52;c;[A-Za-z0-9+/=]*\x07"
)
"""The control sequences of the program itself; modes other than these are nobody's business."""
DRIVING = re.compile(
    "[\x00-\x09\x0b-\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
"""Characters that a terminal may obey; CR and LF are the program's."""


class Glass(pyte.Screen):
    """The screen, as wide as the program takes each character to be; notes what left a row."""

    def __init__(self, columns: int, rows: int) -> None:
        self.spilled: list[str] = []
        super().__init__(columns, rows)

    def draw(self, data: str) -> None:
        """Draw text, each cluster in the cells that it takes."""
        spans, cells = split_graphemes(data)
        if self.cursor.x + cells > self.columns:
            self.spilled.append(data)
        if not data.isascii():
            data = "".join(_stand_in(data[start:end], wide) for start, end, wide in spans)
        super().draw(data)

    def rows(self) -> list[str]:
        """The rows as text; half of a wide character is a cell that nobody drew."""
        rows = []
        for y in range(self.lines):
            cells = [self.buffer[y][x].data for x in range(self.columns)]
            for x, cell in enumerate(cells):
                half = not cell and (x == 0 or pyte.screens.wcwidth(cells[x - 1][:1] or "x") != 2)
                cells[x] = UNDRAWN if half else cell
            rows.append("".join(cells))
        return rows

    def blank(self) -> None:
        """Forget what was drawn, so that a cell left out of the next full painting is seen."""
        self.spilled.clear()
        for y in range(self.lines):
            for x in range(self.columns):
                self.buffer[y][x] = self.default_char._replace(data=UNDRAWN)


def _stand_in(cluster: str, wide: int) -> str:
    """What pyte draws as wide as `cluster`: itself, or a sign in its place."""
    known = len(cluster) == 1 and cluster.isprintable()
    if known and wide and pyte.screens.wcwidth(cluster) == wide:
        return cluster
    return ("", "x", "口")[wide]


def foreign(sent: bytes) -> list[str]:
    """What a terminal might obey in these bytes besides the program's own control sequences.

    Each with what follows it.
    """
    text = SENT.sub("", sent.decode("utf-8"))
    return [text[found.start() : found.start() + 12] for found in DRIVING.finditer(text)]


def is_busy(pid: int) -> bool:
    """Whether a program would go on if it got the processor."""
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        states = [(task / "stat").read_text().rpartition(")")[2].split()[0] for task in tasks]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return any(state in "RD" for state in states)


class Terminal:
    """A program at a screen of `columns` x `rows`."""

    def __init__(
        self, argv: Sequence[str], env: Mapping[str, str], columns: int = 80, rows: int = 24
    ) -> None:
        self.screen = Glass(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._pending = b""
        self._taller = False
        self.sent = b""
        """All that the program has written."""
        self.master, slave = pty.openpty()
        self.slave = os.dup(slave)
        """Kept open, so that the terminal's modes can be looked at after the program's end."""
        self.before = termios.tcgetattr(slave)
        self._set_size(columns, rows)
        self.process = subprocess.Popen(
            (*CONTROLLED, *argv),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(env),
            # What it writes without being told where must not lie among the sources.
            cwd=Path(env["SALESTUI_HOME"]).parent,
            start_new_session=True,
        )
        os.close(slave)

    # -- what is to be seen

    @property
    def lines(self) -> list[str]:
        """The rows of the screen; a wide character is followed by an empty cell."""
        self._feed()
        return self.screen.rows()

    @property
    def text(self) -> str:
        """The screen."""
        return "\n".join(self.lines)

    def wait_for(self, text: str, seconds: float = PATIENCE) -> None:
        """Read until the screen shows a text, then until it is painted."""
        end = time.monotonic() + seconds
        while text not in self.text:
            assert time.monotonic() < end, f"no {text!r} in\n{self.text}"
            assert self.process.poll() is None or self._take(0), f"ended\n{self.text}"
            self._take(0.02)
        self.settle()

    def wait_for_no(self, text: str, seconds: float = PATIENCE) -> None:
        """Read until the screen does not show a text any more, then until it is painted."""
        end = time.monotonic() + seconds
        while text in self.text:
            assert time.monotonic() < end, f"{text!r} in\n{self.text}"
            self._take(0.02)
        self.settle()

    def settle(self, quiet: float = QUIET, most: float = PATIENCE / 4) -> None:
        """Read until nothing comes any more and the program waits, however slow the machine is."""
        end = time.monotonic() + most
        while (self._take(quiet) or self._busy()) and time.monotonic() < end:
            continue
        self._feed()

    def read(self, seconds: float) -> bytes:
        """What comes within a time."""
        start, end = len(self.sent), time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._take(left)
        return self.sent[start:]

    def repaint(self) -> list[str]:
        """The screen after all of it was painted anew, one row higher or lower in turn.

        Checks that every row is drawn in exactly its cells.
        """
        self._feed()
        self.screen.blank()
        self._taller = not self._taller
        self.resize(self.screen.columns, self.screen.lines + (1 if self._taller else -1))
        end = time.monotonic() + PATIENCE
        while any(UNDRAWN in line for line in self.lines) and time.monotonic() < end:
            self._take(0.01)
        self.settle()
        lines = self.lines
        assert not self.screen.spilled, self.screen.spilled[:3]
        holes = [line.replace(UNDRAWN, "_") for line in lines if UNDRAWN in line]
        assert not holes, f"{len(holes)} rows, first {holes[0]!r}"
        return lines

    # -- what is done to it

    def type(self, keys: str | bytes) -> None:
        """Press keys."""
        data = keys.encode() if isinstance(keys, str) else keys
        # A terminal's input buffer holds 4 KB; who writes more must read in between.
        for start in range(0, len(data), 1024):
            os.write(self.master, data[start : start + 1024])
            if len(data) > 1024:
                self._take(0.02)

    def press(self, *keys: str | bytes) -> None:
        """Press keys, each answered before the next."""
        for key in keys:
            self.type(key)
            self.answered()

    def answered(self, patience: float = 0.2) -> None:
        """Wait for something to come, as long as `patience`, then until it is painted."""
        end = time.monotonic() + PATIENCE
        while not self._take(patience) and self._busy() and time.monotonic() < end:
            continue
        self.settle()

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        self._feed()
        self.screen.resize(rows, columns)
        self._set_size(columns, rows)

    def ended(self, seconds: float = PATIENCE) -> int:
        """The exit code, once the program has ended."""
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < end, f"still running\n{self.text}"
            self._take(0.05)
        self.settle()
        return self.process.returncode

    @property
    def sane(self) -> bool:
        """Whether the terminal is as it was: cooked, on its first screen, with a cursor."""
        return (
            termios.tcgetattr(self.slave) == self.before
            and self._last(b"\x1b[?1049l", b"\x1b[?1049h")
            and self._last(b"\x1b[?25h", b"\x1b[?25l")
            and self._last(b"\x1b[?2004l", b"\x1b[?2004h")
        )

    def close(self) -> None:
        """Leave nothing behind."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.hang_up()

    def hang_up(self) -> None:
        """Close the terminal, as a lost connection does."""
        for descriptor in (self.slave, self.master):
            if descriptor >= 0:
                os.close(descriptor)
        self.slave = self.master = -1

    # -- within

    def _last(self, wanted: bytes, other: bytes) -> bool:
        return self.sent.rfind(wanted) > self.sent.rfind(other)

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _take(self, wait: float) -> bool:
        """Take in what is there; false when nothing comes in time."""
        # Unlike `select`, this takes a descriptor beyond the first thousand.
        poll = select.poll()
        poll.register(self.master, select.POLLIN)
        if not poll.poll(wait * 1000):
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.sent += data
        self._pending += data
        for question, answer in ANSWERS:
            if question in data:
                os.write(self.master, answer)
        return bool(data)

    def _busy(self) -> bool:
        return is_busy(self.process.pid)

    def _feed(self) -> None:
        data, self._pending = self._pending, b""
        self._stream.feed(UNKNOWN.sub(b"", data))


DECIDING = frozenset(("NO_COLOR", "COLUMNS", "LINES", "LC_ALL"))
"""Variables that would decide what a test is about."""


def app_env(home: Path, lang: str = "en", user: str = "anna", **more: str) -> dict[str, str]:
    """The environment of the app on a data directory, in a world of its own."""
    return {
        **{name: value for name, value in os.environ.items() if name not in DECIDING},
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "SALESTUI_HOME": str(home),
        "SALESTUI_USER": user,
        "SALESTUI_LANG": lang,
        "XDG_STATE_HOME": str(home.parent / "state"),
        "XDG_CONFIG_HOME": str(home.parent / "config"),
        **more,
    }
