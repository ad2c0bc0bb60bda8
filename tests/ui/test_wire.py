"""Fewer bytes for the same picture: what is sent looks as what Textual would have sent."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salestui.ui.wire import shorter
from tests.campaigns import examples

COLUMNS, ROWS = 40, 5
STYLES = st.sampled_from(
    ["", "1", "2", "7", "38;5;252;48;5;234", "38;5;245;48;5;234", "1;38;5;252;48;5;234", "97;44",
     "38;5;252;48;2;35;58;87", "31", "4;31;44", "48;5;234", "39;49"]
)  # fmt: skip
PIECES = st.tuples(
    st.integers(1, ROWS - 1),
    st.integers(1, 10),
    st.lists(st.tuples(STYLES, st.sampled_from(["a", "bcd", "恒达", " ", "x" * 9])), max_size=3),
    st.sampled_from(["", "", "\n"]),
)


def frame(pieces: list[tuple[int, int, list[tuple[str, str]], str]]) -> str:
    """A frame in the way that Textual writes it."""
    parts = []
    for row, column, segments, end in pieces:
        parts.append(f"\x1b[{row};{column}H")
        parts += [f"\x1b[{style}m{text}\x1b[0m" if style else text for style, text in segments]
        parts.append(end)
    return "".join([*parts, "\x1b[1;1H"])


def shown(*data: str) -> list[list[pyte.screens.Char]]:
    """The cells of a terminal after some writes."""
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.Stream(screen)
    for part in data:
        stream.feed(part)
    stream.feed("\x1b[1;1Hq")
    return [[screen.buffer[y][x] for x in range(COLUMNS)] for y in range(ROWS)]


@settings(max_examples=examples(120), deadline=None)
@given(st.lists(PIECES, max_size=8), st.lists(PIECES, max_size=4))
def test_the_picture_is_the_same(one: list, other: list) -> None:  # type: ignore[type-arg]
    first, second = frame(one), frame(other)
    assert shown(shorter(first), shorter(second)) == shown(first, second)
    assert len(shorter(first)) <= len(first)


@pytest.mark.parametrize(
    "data",
    [
        "\x1b[?2026h",
        "\x1b[?1049h\x1b[2J",
        "\x1b[>1u",
        "\x1b]52;c;aGk=\x07",
        "\x1b]0;t\x1b\\",
        "\x1b7",
        "\x1b[6n",
        "a\nb",
    ],
)
def test_what_is_no_style_passes_as_it_is(data: str) -> None:
    assert shorter(data) == data


def test_styles_are_said_once() -> None:
    grey, red = "\x1b[38;5;245;48;5;234m", "\x1b[38;5;203;48;5;234m"
    data = f"\x1b[5;1H{grey}one\x1b[0m\n\x1b[6;1H{grey}two\x1b[0m\x1b[6;9H{red}3\x1b[0m"
    assert shorter(data) == f"\x1b[5;1H{grey}one\x1b[6;1Htwo\x1b[9G\x1b[38;5;203m3\x1b[m"
    assert shorter("\x1b[1;31ma\x1b[0m\x1b[31mb\x1b[0mc") == "\x1b[1;31ma\x1b[0;31mb\x1b[mc"
