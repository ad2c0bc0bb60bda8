"""What goes to the terminal or the pipe: JSON, lines of text, colour where it is wanted."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from typing import TextIO

from salestui.cells import visible

NARROW, WIDE = 40, 200
"""Lines are laid out for no less and no more cells than these."""
NO_TERMINAL = 80
"""Cells of a line where nothing says how wide it may be."""

_STYLES = {"bold": "1", "dim": "2", "won": "32", "late": "31", "accent": "36"}
_INK = "(\x1b\\[(?:0|1|2|31|32|36)(?:;(?:1|2|31|32|36))*m)"
"""What `Ink` writes."""
# JSON leaves these as they are, but a terminal may obey them.
_DRIVING = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"


def harden() -> None:
    """Write what the encoding of the streams can't say as escapes, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def put(lines: Iterable[str]) -> None:
    """Print lines to standard output; of control characters only the ends of lines and ink."""
    text = "\n".join(lines)
    if text:
        sys.stdout.write(_calm(text, inked=is_terminal(sys.stdout)) + "\n")


def _calm(text: str, *, inked: bool = False) -> str:
    """`text` in which no control character acts, whoever wrote it; ink does on a terminal."""
    if not inked or "\x1b" not in text:
        return "\n".join(map(visible, text.split("\n")))
    pieces = re.split(_INK, text)
    pieces[::2] = [_calm(piece) for piece in pieces[::2]]
    return "".join(pieces)


def put_json(shape: Mapping[str, object]) -> None:
    """Print an object on one line of standard output."""
    import json

    text = json.dumps(shape, ensure_ascii=not is_unicode())
    if not text.isascii():
        text = re.sub(_DRIVING, lambda found: f"\\u{ord(found[0]):04x}", text)
    sys.stdout.write(text + "\n")


def is_unicode() -> bool:
    """Whether standard output takes any character as it is."""
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def note(text: str) -> None:
    """Print a line to standard error."""
    sys.stderr.write(_calm(text) + "\n")


def is_terminal(stream: TextIO) -> bool:
    """Whether a person looks at what is written to `stream`."""
    try:
        return stream.isatty()
    except ValueError:
        return False


def cells(env: Mapping[str, str]) -> int:
    """How many cells a line may take: `COLUMNS`, else the terminal's width."""
    asked = env.get("COLUMNS", "")
    found = int(asked) if asked.isdecimal() else 0
    if not found:
        try:
            found = os.get_terminal_size(sys.stdout.fileno()).columns
        except (OSError, ValueError):
            found = NO_TERMINAL
    return min(max(found or NO_TERMINAL, NARROW), WIDE)


class Ink:
    """Colour and weight, or nothing of it."""

    def __init__(self, env: Mapping[str, str]) -> None:
        plain = env.get("NO_COLOR") or env.get("TERM", "dumb") == "dumb"
        self.on = not plain and is_terminal(sys.stdout)

    def __call__(self, text: str, *styles: str) -> str:
        """`text` in the styles named: bold, dim, won, late, accent."""
        text = visible(text)
        if not self.on or not styles or not text:
            return text
        codes = ";".join(_STYLES[style] for style in styles)
        return f"\x1b[{codes}m{text}\x1b[0m"

    def flagged(self, line: str) -> str:
        """A line whose last word may be a flag such as `!late`, which gets its colour."""
        body, mark, word = line.rpartition(" !") if self.on else ("", "", "")
        return f"{body} {self('!' + word, 'late')}" if mark and " " not in word else line
