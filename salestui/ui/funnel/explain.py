"""How the funnel's figures come about, as lines of text."""

from __future__ import annotations

from collections.abc import Sequence

from salestui import cells
from salestui.domain.metrics.funnel import Funnel
from salestui.domain.pipelines import Path
from salestui.domain.words import Words
from salestui.exchange import funnel_words as say
from salestui.exchange.wrapping import wrapped
from salestui.ui.widgets.lines import Span

TITLE = Words("How these figures come about", "这些数字怎么来的")
PARTS: tuple[tuple[Words, Words], ...] = (
    (
        Words("reached", "到达"),
        Words(
            "deals that entered the path in the period, counted at the highest stage they ever "
            "got to and at every stage below it: a skip counts, a return counts once",
            "期内进入此路径的商机，按曾到的最高阶段计，并计入其下各阶段：跳级算到达，退回再进只算一次",
        ),
    ),
    (
        Words("go on", "继续"),
        Words("reached the next stage / reached this stage", "到达下一阶段 / 到达本阶段"),
    ),
    (
        Words("decided", "已决"),
        Words(
            "went on / (went on + lost): those still open here are left out",
            "继续 /（继续+输单）：仍停在此阶段的不计",
        ),
    ),
    (
        Words("lead > opportunity", "线索>商机"),
        Words("reached {first} / entered the path", "到达“{first}” / 进入此路径"),
    ),
    (
        Words("opportunity > win", "商机>签约"),
        Words("ever won / reached {first}", "曾签约 / 到达“{first}”"),
    ),
    (
        Words("now, sum", "现有、金额"),
        Words(
            "deals that stand in the stage today, whenever they came; each currency has its own "
            "sum; shares between these would mean nothing, so there are none",
            "今天停在该阶段的商机，不论何时进入；各币种分别合计；现有数之间的比例没有意义，故不给出",
        ),
    ),
)
COUNTED = Words("counted here", "本次计入")
N = Words("{deals}, {span}", "{deals}，{span}")
LEFT_OUT = Words("left out", "未计入")
NOTHING = Words("nothing", "无")


def explanation(
    funnel: Funnel, path: Path, *, lang: str, width: int, filter_text: str
) -> list[tuple[Span, ...]]:
    """The formulas, what was counted and what was left out, in lines of `width` cells."""
    qualified = next((s for s in path.stages if s.is_qualified and s.kind == "open"), None)
    parts = [
        (name, text.fill(first=qualified.name if qualified else ""))
        for name, text in PARTS
        if qualified or "{first}" not in text.en
    ]
    span = say.period_text(funnel)
    counted = N.fill(deals=say.deals_text(funnel.n), span=span)
    parts.append((COUNTED, counted))
    if filter_text:
        parts.append((Words("", ""), say.filter_text(filter_text)))
    out = say.exclusions(funnel) or (NOTHING,)
    parts += [(LEFT_OUT if n == 0 else Words("", ""), words) for n, words in enumerate(out)]
    return told(TITLE, parts, lang=lang, width=width)


def told(
    title: Words, parts: Sequence[tuple[Words, Words]], *, lang: str, width: int
) -> list[tuple[Span, ...]]:
    """Names with what they mean, under a title, in lines of `width` cells."""
    label = max(cells.width(name.say(lang)) for name, _ in parts)
    lines: list[tuple[Span, ...]] = [(Span(f" {title.say(lang)}", "strong"),), ()]
    for name, words in parts:
        for n, text in enumerate(wrapped(cells.visible(words.say(lang)), width - label - 5)):
            head = cells.fit("" if n else name.say(lang), label)
            lines.append((Span(f" {head}  ", "dim"), Span(text)))
    return lines
