"""A terminal for tests and benchmarks: runs a program in a pty, types keys, counts bytes and ms."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyte

KEYS = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "enter": "\r",
    "esc": "\x1b",
    "space": " ",
    "tab": "\t",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}
REPLIES = (
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[6n", b"\x1b[1;1R"),
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
)
"""What a program asks and what a modern terminal answers."""
QUIET = 0.06
"""Seconds without a byte after which a key is answered."""
UNPARSED = re.compile(rb"\x1b\[[<>=?][0-9;]*[umq]|\x1b\[\?[0-9;]*\$p|\x1b[P_^\]].*?(?:\x1b\\|\x07)")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for a key."""

    bytes: int
    ms: float
    """From the key to the last byte; 0 where nothing came."""


class Terminal:
    """A program at a screen of `columns` x `rows`."""

    def __init__(
        self,
        argv: Sequence[str],
        env: Mapping[str, str],
        *,
        columns: int = 80,
        rows: int = 24,
        cwd: str = "/",
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._pending = b""
        self.total = 0
        """Bytes received so far."""
        self.began = time.monotonic()
        self._fd, end = pty.openpty()
        fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process = subprocess.Popen(
            argv, stdin=end, stdout=end, stderr=end, cwd=cwd, start_new_session=True,
            env={**env, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
        )  # fmt: skip
        os.close(end)

    @property
    def text(self) -> str:
        """The screen."""
        self._feed()
        return "\n".join(self.screen.display)

    def wait_for(self, pattern: str, seconds: float = 30.0) -> float:
        """Seconds from the start until the screen shows `pattern`. Raises AssertionError."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            at = self._read(0.005)
            if at and re.search(pattern, self.text):
                return at - self.began
        raise AssertionError(f"no {pattern!r} on the screen:\n{self.text}")

    def settle(self, quiet: float = 0.3, most: float = 5.0) -> None:
        """Wait until nothing comes any more."""
        self._until_quiet(quiet, time.monotonic() + most)
        self._feed()

    def press(self, key: str, *, quiet: float = QUIET, patience: float = 0.6) -> Answer:
        """Type a key and wait for its whole answer."""
        return self.write(KEYS.get(key, key).encode(), quiet=quiet, patience=patience)

    def write(self, data: bytes, *, quiet: float = QUIET, patience: float = 0.6) -> Answer:
        """Type bytes at once and wait for the whole answer."""
        before, start = self.total, time.monotonic()
        os.write(self._fd, data)
        last = 0.0
        while time.monotonic() < (last + quiet if last else start + patience):
            last = self._read(0.002) or last
        # The emulator works after the clock has stopped.
        self._feed()
        return Answer(self.total - before, (last - start) * 1000 if last else 0.0)

    def idle(self, seconds: float) -> int:
        """Bytes that come while nobody types."""
        before, end = self.total, time.monotonic() + seconds
        while time.monotonic() < end:
            self._read(0.05)
        return self.total - before

    def close(self) -> None:
        """End the program."""
        self.process.terminate()
        end = time.monotonic() + 5
        while self.process.poll() is None and time.monotonic() < end:
            self._read(0.02)
        self.process.kill()
        self.process.wait()
        os.close(self._fd)

    def _read(self, wait: float) -> float:
        """Take in what is there; when it came, 0 for nothing."""
        if not select.select([self._fd], [], [], wait)[0]:
            return 0.0
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            return 0.0
        at = time.monotonic()
        self.total += len(data)
        self._pending += data
        for question, reply in REPLIES:
            if question in data:
                os.write(self._fd, reply)
        return at if data else 0.0

    def _until_quiet(self, quiet: float, end: float) -> None:
        last = time.monotonic()
        while time.monotonic() < end and time.monotonic() - last < quiet:
            last = self._read(0.02) or last

    def _feed(self) -> None:
        data, self._pending = self._pending, b""
        self._stream.feed(UNPARSED.sub(b"", data))
