"""Running text in lines of a given width, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from salestui.cells import cut, width

_PIECE = re.compile(r"\s+|(?:[!-~]+(?:万亿|[万亿个])?|\S)[，。；：、！？）》”]*")


def wrapped(text: str, cells: int) -> list[str]:
    """`text` in lines of at most `cells` cells, broken at spaces and between Chinese characters.

    Neither a number with its unit nor a word is broken; one that alone is wider than a line is
    cut. A Chinese stop stays with what it follows.
    """
    lines, line = [], ""
    for piece in _PIECE.findall(text):
        if width(line + piece.rstrip()) <= cells:
            line += piece
            continue
        lines.append(line.rstrip())
        line = piece.lstrip()
    return [cut(each, cells) for each in [*lines, line.rstrip()] if each]


def packed(sentences: Iterable[str], cells: int) -> list[str]:
    """Sentences in lines of at most `cells` cells; one that would be broken begins a new line."""
    lines: list[str] = []
    for sentence in sentences:
        joint = "" if lines and lines[-1].endswith("。") else " "
        if lines and width(lines[-1] + joint + sentence) <= cells:
            lines[-1] += joint + sentence
        else:
            lines += wrapped(sentence, cells)
    return lines
