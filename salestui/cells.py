"""Text on a grid of terminal cells: how wide it is, cutting it, padding it, making it harmless.

Every function measures what `visible` would show, so a control character that got this far
counts as the one cell of its stand-in. Widths are those of rich, which the app draws with; ASCII
and plain Chinese are counted here, because importing rich costs quick commands 5 ms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

STAND_IN = "?"
"""What is shown in place of a character that could drive the terminal. One cell."""

_DRIVING = "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
# A joiner or variation selector with nothing to join would swallow the cell that follows the
# text or change the one before it, so it goes.
_JOINABLE = f"[^\x00-\x7f{_DRIVING}]"
_UNSAFE = f"[{_DRIVING}]|\\A[\u200d\ufe0f]+|(?<!{_JOINABLE})\u200d+|\u200d+(?!{_JOINABLE})"
_SPACED = frozenset("\t\n\v\f\r\x85\u2028\u2029")

# ASCII, Latin-1, rules and blocks take one cell; Han, kana, Chinese and full-width signs two.
_NARROW = "\x20-\x7e\xa1-\xac\xae-\xff\u2500-\u259f"
_WIDE = (
    "\u3000-\u3029\u3030-\u303e\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uff01-\uff60\uffe0-\uffe6"
)
_JOINER = "\u200d"


# Compiled on first use: a quick command in English needs none of these, and they take 5 ms.
@cache
def _plain() -> re.Pattern[str]:
    return re.compile(f"[{_NARROW}{_WIDE}]*")


@cache
def _wide_one() -> re.Pattern[str]:
    return re.compile(f"[{_WIDE}]")


def visible(text: str) -> str:
    """`text` with every control, direction and surrogate character replaced by one safe cell."""
    # None of the characters in question is printable to Python, but for a leading selector.
    if text.isprintable() and not text.startswith("\ufe0f"):
        return text
    return re.sub(_UNSAFE, _replacement, text)


def _replacement(match: re.Match[str]) -> str:
    if match[0][0] in "\u200d\ufe0f":
        return ""
    return " " if match[0] in _SPACED else STAND_IN


def width(text: str) -> int:
    """The number of cells that `text` takes once shown."""
    if text.isascii():
        return len(text)
    return _measure(visible(text))


def cut(text: str, cells: int, mark: str = "~") -> str:
    """`text` in at most `cells` cells, ending in `mark` where something had to go.

    A wide character, an accent or an emoji sequence is kept or dropped as a whole. A mark that
    is itself too wide for `cells` is left out.
    """
    text = visible(text)
    if _measure(text) <= cells:
        return text
    mark = mark if _measure(mark) <= cells else ""
    room = cells - _measure(mark)
    if text.isascii():
        return text[: max(room, 0)] + mark
    kept = 0
    for cluster in _clusters(text):
        room -= _measure(cluster)
        if room < 0:
            break
        kept += len(cluster)
    return text[:kept] + mark


def fit(text: str, cells: int, align: Literal["left", "right"] = "left") -> str:
    """`text` cut or padded with spaces to exactly `cells` cells (none for a negative number)."""
    text = cut(text, cells)
    padding = " " * (cells - _measure(text))
    return padding + text if align == "right" else text + padding


def _measure(text: str) -> int:
    """Cells of `text` that is visible already."""
    if text.isascii():
        return len(text)
    if _plain().fullmatch(text):
        return len(text) + len(_wide_one().findall(text))
    from rich.cells import cell_len

    return cell_len(text)


def _clusters(text: str) -> Iterator[str]:
    """The pieces of `text` that must stay together, in order."""
    if _plain().fullmatch(text):
        yield from text
        return
    start = 0
    for index in range(1, len(text)):
        if not _belongs(text, start, index):
            yield text[start:index]
            start = index
    yield text[start:]


def _belongs(text: str, start: int, index: int) -> bool:
    """Whether the character at `index` continues the cluster that began at `start`."""
    if text[index - 1] == _JOINER or _measure(text[index]) == 0:
        return True
    # Two regional letters make one flag.
    return index == start + 1 and all(
        "\U0001f1e6" <= c <= "\U0001f1ff" for c in text[start : index + 1]
    )
