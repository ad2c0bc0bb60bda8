"""Sending only the cells that differ leaves on the terminal what drawing everything would."""

from __future__ import annotations

from itertools import accumulate

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import Compositor
from textual.strip import Strip

from salestui import cells
from salestui.ui.board.diff import differing
from salestui.ui.compositor import Exact
from salestui.ui.wire import shorter
from tests.campaigns import examples

WIDTH, LANE = 36, 18
STYLES = [Style(color="color(252)", bgcolor="color(234)"), Style(color="color(203)", bold=True)]
TEXTS = st.lists(st.sampled_from(["a", "b", " ", "  ", "恒", "达", "e\u0301", "-3d "]), max_size=14)
ROWS = st.lists(st.tuples(TEXTS, TEXTS, st.booleans()), min_size=3, max_size=3)
CONSOLE = Console(color_system="truecolor", force_terminal=True, legacy_windows=False)


def strips(rows: list[tuple[list[str], list[str], bool]]) -> list[Strip]:
    """Lines of one lane, a style for each half."""
    found = []
    for left, right, swapped in rows:
        one, other = cells.fit("".join(left), LANE // 2), cells.fit("".join(right), LANE // 2)
        first, second = reversed(STYLES) if swapped else STYLES
        found.append(Strip([Segment(one, first), Segment(other, second)]))
    return found


def sent(lanes: list[tuple[list[Strip], list[Strip]]]) -> str:
    """What an update of all lanes from the old to the new lines sends."""
    regions = [
        region.translate((n * LANE, 0))
        for n, (old, new) in enumerate(lanes)
        for region in differing({(0, 0, LANE): tuple(old)}, {(0, 0, LANE): tuple(new)})
    ]
    spans = list(Compositor._regions_to_spans(regions))
    height = len(lanes[0][1])
    chops = [{n * LANE: new[y] for n, (_, new) in enumerate(lanes)} for y in range(height)]
    ends = [list(accumulate([LANE] * len(lanes)))] * height
    return Exact(chops, spans, ends).render_segments(CONSOLE)


def screen(*frames: str) -> list[list[pyte.screens.Char]]:
    """The cells of a terminal after some frames."""
    # One column more: this emulator wraps at an accent behind the last cell.
    found = pyte.Screen(WIDTH + 1, 3)
    stream = pyte.Stream(found)
    for frame in frames:
        stream.feed(shorter(frame))
    return [[found.buffer[y][x] for x in range(WIDTH)] for y in range(3)]


def whole(lanes: list[list[Strip]]) -> str:
    """All lines of all lanes."""
    return "".join(
        f"\x1b[{y + 1};{n * LANE + 1}H{strip.render(CONSOLE)}"
        for n, lane in enumerate(lanes)
        for y, strip in enumerate(lane)
    )


@settings(max_examples=examples(40), deadline=None)
@given(st.tuples(ROWS, ROWS), st.tuples(ROWS, ROWS))
def test_an_update_gives_the_picture_that_was_meant(one: tuple, other: tuple) -> None:  # type: ignore[type-arg]
    lanes = [(strips(old), strips(new)) for old, new in (one, other)]
    before = whole([old for old, _ in lanes])
    assert screen(before, sent(lanes)) == screen(before, whole([new for _, new in lanes]))
