"""The pages of a goal: why it stands so, how it is split, SMART, its curve, its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from salestui.domain.history import Row
from salestui.domain.words import Words
from salestui.ui.goals.curve import curve
from salestui.ui.goals.explain import explain
from salestui.ui.goals.history import history
from salestui.ui.goals.split import split
from salestui.ui.goals.view import View
from salestui.ui.goals.why import smart, why, widths
from salestui.ui.widgets.entries import Column

PAGES: Mapping[str, Words] = {
    "why": Words("Why", "缘由"),
    "split": Words("Split", "分解"),
    "smart": Words("SMART", "SMART"),
    "curve": Words("Curve", "曲线"),
    "history": Words("History", "历史"),
}


class Asked(NamedTuple):
    """What is to be drawn of a goal, and into how many cells."""

    page: str
    """A key of PAGES, or `explain`."""
    id: str
    width: int
    height: int
    rows: Sequence[Row] | None
    """The goal's history; None while the log is being read."""
    ready: bool
    """Whether the drawing library is loaded."""
    split_key: str
    """The key that gives a goal out."""


def columns(view: View, asked: Asked) -> tuple[tuple[Column, ...], tuple[int, ...]]:
    """The page's columns and their widths."""
    id, width = asked.id, asked.width
    if asked.page == "why":
        return why(view, id, width), widths(width)
    found = {
        "split": lambda: split(view, id, width, asked.split_key),
        "smart": lambda: smart(view, id, width),
        "curve": lambda: curve(view, id, width, asked.height, ready=asked.ready),
        "history": lambda: history(view, asked.rows, width),
        "explain": lambda: explain(view, id, width),
    }[asked.page]()
    return found, (width,)


def labels(view: View, id: str) -> list[tuple[str, int | None]]:
    """The names of the pages, with how much there is on them."""
    children = len(view.book.children.get(id, ()))
    passed = sum(answer.ok for answer in view.book.smart(id))
    counts = {"split": children or None, "smart": passed or None}
    return [(view.say(words), counts.get(page)) for page, words in PAGES.items()]
