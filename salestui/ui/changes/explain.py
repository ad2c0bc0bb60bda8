"""How the lines of the pipeline's change come about."""

from __future__ import annotations

from salestui.domain.metrics.waterfall import SIGNS, Waterfall
from salestui.domain.problems import NOWHERE
from salestui.domain.words import Words
from salestui.exchange import changes_words as say
from salestui.ui.explaining import Explanation

TITLE = Words("How these lines come about", "各项怎么算")
WHICH = Words("compared", "比较")
AMOUNT = Words("amounts", "金额")
AMOUNTS = Words(
    "what left counts with the amount of the first day, what came with that of the last; each "
    "currency by itself",
    "流出按起始日金额计，流入按结束日金额计；各币种分别计算",
)
MARKS = {1: "+ ", -1: "- ", 0: ""}


def explanation(found: Waterfall, filter_text: str) -> Explanation:
    """Every line's meaning and what was compared."""
    parts = []
    for key, words in say.LINES.items():
        mark = MARKS[SIGNS.get(key, 0)]
        parts.append((Words(mark + words.en, mark + words.zh), say.MEANINGS[key]))
    joint = {"en": ", ", "zh": "，"}
    days = (say.closing(found, each) + joint[each] + say.days(found, each) for each in joint)
    compared = [(AMOUNT, AMOUNTS), (WHICH, Words(*days))]
    if filter_text:
        compared.append((NOWHERE, say.FILTER.fill(text=filter_text)))
    return Explanation(TITLE, (parts, compared))
