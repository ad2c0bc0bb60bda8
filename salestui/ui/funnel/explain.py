"""How the funnel's figures come about."""

from __future__ import annotations

from salestui.domain.metrics.funnel import Funnel
from salestui.domain.pipelines import Path
from salestui.domain.problems import NOWHERE
from salestui.domain.words import Words
from salestui.exchange import funnel_words as say
from salestui.ui.explaining import Explanation

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


def explanation(funnel: Funnel, path: Path, filter_text: str) -> Explanation:
    """The formulas, what was counted and what was left out."""
    qualified = next((s for s in path.stages if s.is_qualified and s.kind == "open"), None)
    parts = [
        (name, text.fill(first=qualified.name if qualified else ""))
        for name, text in PARTS
        if qualified or "{first}" not in text.en
    ]
    span = say.period_text(funnel)
    counted = [(COUNTED, N.fill(deals=say.deals_text(funnel.n), span=span))]
    if filter_text:
        counted.append((NOWHERE, say.filter_text(filter_text)))
    out = say.exclusions(funnel) or (NOTHING,)
    counted += [(LEFT_OUT if n == 0 else NOWHERE, words) for n, words in enumerate(out)]
    return Explanation(TITLE, (parts, counted))
