"""Which terminals can show the app."""

from __future__ import annotations

import subprocess
import sys

import pytest

from salestui.ui.terminal import DUMB, NO_INPUT, NO_SCREEN, terminal_problem


class Stream:
    """A standard stream that is a terminal, or not."""

    def __init__(self, tty: bool) -> None:
        self.tty = tty

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self.tty


class Closed(Stream):
    """A stream that was closed."""

    def isatty(self) -> bool:
        """What Python says of a closed file."""
        raise ValueError("I/O operation on closed file")


YES, NO = Stream(True), Stream(False)


@pytest.mark.parametrize(
    ("term", "stdin", "stderr", "expected"),
    [
        ("xterm", YES, YES, None),
        ("linux", YES, YES, None),
        ("", YES, YES, None),
        ("dumb", YES, YES, DUMB.fill(term="dumb")),
        ("xterm", NO, YES, NO_INPUT),
        ("xterm", None, YES, NO_INPUT),
        ("xterm", YES, NO, NO_SCREEN),
        ("xterm", YES, Closed(True), NO_SCREEN),
    ],
)
def test_terminals(term: str, stdin: Stream, stderr: Stream, expected: object) -> None:
    assert terminal_problem({"TERM": term}, stdin, stderr) == expected


@pytest.mark.parametrize(
    "module", ["salestui.ui.terminal", "salestui.ui.commands", "salestui.config"]
)
def test_these_import_no_textual(module: str) -> None:
    code = f"import sys, {module}; assert not {{'textual', 'rich', 'plotext'}} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
