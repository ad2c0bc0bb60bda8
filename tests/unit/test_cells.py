"""Widths on the grid of the terminal."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from salestui.cells import cut, fit, visible, width

WILD = st.text(st.characters(codec=None, exclude_categories=()))
DRAWN = st.text(
    st.one_of(
        st.sampled_from("ab客户é①★—…·│─❤\ufe0f\u200d👩🔧👍🏽🇨🇳🇩🇪e\u0301한ｱﾞ☺\u302a\xad"),
        st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")),
    )
)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("Hengda", 6),
        ("恒达阀门", 8),
        ("86万", 4),
        ("（集团）", 8),
        ("│─", 2),
        ("…·", 2),
        ("e\u0301", 1),
        ("👩\u200d🔧", 2),
        ("❤\ufe0f", 2),
        ("🇨🇳", 2),
        ("한", 2),
        ("a\x1bb", 3),
        ("客\x1b户", 5),
    ],
)
def test_width(text: str, cells: int) -> None:
    assert width(text) == cells
    assert width(visible(text)) == cells


def test_our_own_table_agrees_with_rich() -> None:
    ranges = [(0x20, 0x2FF), (0x2500, 0x25FF), (0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xFF00, 0xFFFF)]
    for first, last in ranges:
        for code in range(first, last + 1):
            if visible(chr(code)) == chr(code):
                assert width(chr(code)) == cell_len(chr(code)), hex(code)


@given(DRAWN)
def test_width_is_what_rich_draws(text: str) -> None:
    assert width(text) == cell_len(visible(text))


@pytest.mark.parametrize(
    ("text", "cells", "result"),
    [
        ("Jingjiang Boat", 11, "Jingjiang ~"),
        ("Jingjiang", 9, "Jingjiang"),
        ("Jingjiang", 8, "Jingjia~"),
        ("恒达阀门", 8, "恒达阀门"),
        ("恒达阀门", 7, "恒达阀~"),
        ("恒达阀门", 6, "恒达~"),
        ("恒达阀门", 1, "~"),
        ("恒达阀门", 0, ""),
        ("恒达阀门", -3, ""),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301~"),
        ("👩\u200d🔧👩\u200d🔧", 3, "👩\u200d🔧~"),
        ("👩\u200d🔧👩\u200d🔧", 2, "~"),
        ("🇨🇳🇩🇪", 3, "🇨🇳~"),
        ("🇨🇳🇩🇪", 2, "~"),
        ("①客户a", 4, "①客~"),
    ],
)
def test_cut(text: str, cells: int, result: str) -> None:
    assert cut(text, cells) == result


def test_cut_with_another_mark() -> None:
    assert cut("恒达阀门", 6, mark="") == "恒达阀"
    assert cut("恒达阀门", 6, mark="..") == "恒达.."
    assert cut("恒达阀门", 1, mark="..") == ""


@pytest.mark.parametrize(
    ("text", "cells", "align", "result"),
    [
        ("120k", 6, "right", "  120k"),
        ("12万", 6, "right", "  12万"),
        ("李娜", 6, "left", "李娜  "),
        ("恒达阀门", 6, "left", "恒达~ "),
        ("恒达阀门", 6, "right", " 恒达~"),
        ("a\x1bb\n", 5, "left", "a?b  "),
        ("", 3, "left", "   "),
    ],
)
def test_fit(text: str, cells: int, align: str, result: str) -> None:
    assert fit(text, cells, align="right" if align == "right" else "left") == result


@given(WILD | DRAWN, st.integers(0, 20))
def test_fit_is_exact_and_cut_never_wider(text: str, cells: int) -> None:
    assert width(fit(text, cells)) == cells
    assert width(fit(text, cells, "right")) == cells
    assert width(cut(text, cells)) <= cells


@given(DRAWN, DRAWN)
def test_columns_set_side_by_side_stay_aligned(left: str, right: str) -> None:
    line = fit(left, 6) + "│" + fit(right, 6)
    assert cell_len(line) == 13


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain 客户", "plain 客户"),
        ("a\tb\nc\rd", "a b c d"),
        ("\x1b]0;title\x07", "?]0;title?"),
        ("\x9b31m", "?31m"),
        ("abc\u202edef", "abc?def"),
        ("\u2066\u2069\u200e\u200f\ufeff", "?????"),
        ("a\u2028b\x85c", "a b c"),
        ("\ud83d half", "? half"),
        ("👩\u200d🔧❤\ufe0f", "👩\u200d🔧❤\ufe0f"),
        ("客户\u200d", "客户"),
        ("\u200d\ufe0f客户", "客户"),
        ("a\u200d\u200db", "ab"),
        ("\u202e\u200d客", "?客"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(WILD)
def test_visible_is_harmless_and_final(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert len(shown) <= len(text)
    shown.encode("utf-8")
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in shown)


def test_ascii_and_chinese_need_no_rich() -> None:
    code = (
        "import sys; from salestui.cells import fit, width; "
        "fit('Hengda 120k', 5); fit('恒达阀门（集团）│ 86万', 9); width('今天，李娜'); "
        "sys.exit('rich' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
