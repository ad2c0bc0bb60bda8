"""The signs that help explains."""

from __future__ import annotations

import pytest

from salestui.domain.attention import CARD_WORDS
from salestui.ui.helptext import SIGNS


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_help_explains_every_word_that_a_card_may_carry(lang: str) -> None:
    explained = {sign.say(lang).split()[0] for sign in SIGNS}
    assert {word.say(lang) for word in CARD_WORDS.values()} <= explained
