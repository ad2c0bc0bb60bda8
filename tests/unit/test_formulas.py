"""No export is a formula, and every text comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salestui.exchange.formulas import guarded, unguarded

TEXT = st.text(st.sampled_from("'=+-@\t\r ab数"), max_size=8)


@given(TEXT)
def test_there_and_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("text", ["", "a=b", "'quoted'", "数据", " =1", "3-4"])
def test_plain_text_stays(text: str) -> None:
    assert guarded(text) == unguarded(text) == text
