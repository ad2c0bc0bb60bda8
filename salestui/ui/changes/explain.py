"""How the lines of the pipeline's change come about, as lines of text."""

from __future__ import annotations

from salestui.domain.metrics.waterfall import SIGNS, Waterfall
from salestui.domain.words import Words
from salestui.exchange import changes_words as say
from salestui.ui.funnel.explain import told
from salestui.ui.widgets.lines import Span

TITLE = Words("How these lines come about", "各项怎么算")
WHICH = Words("compared", "比较")
AMOUNT = Words("amounts", "金额")
AMOUNTS = Words(
    "what left counts with the amount of the first day, what came with that of the last; each "
    "currency by itself",
    "流出按起始日金额计，流入按结束日金额计；各币种分别计算",
)
MARKS = {1: "+ ", -1: "- ", 0: ""}


def explanation(
    found: Waterfall, *, lang: str, width: int, filter_text: str
) -> list[tuple[Span, ...]]:
    """Every line's meaning and what was compared, in lines of `width` cells."""
    parts = []
    for key, words in say.LINES.items():
        mark = MARKS[SIGNS.get(key, 0)]
        parts.append((Words(mark + words.en, mark + words.zh), say.MEANINGS[key]))
    joint = {"en": ", ", "zh": "，"}
    days = (say.closing(found, each) + joint[each] + say.days(found, each) for each in joint)
    parts += [(AMOUNT, AMOUNTS), (WHICH, Words(*days))]
    if filter_text:
        parts.append((Words("", ""), say.FILTER.fill(text=filter_text)))
    return told(TITLE, parts, lang=lang, width=width)
