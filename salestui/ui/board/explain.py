"""How the figures and flags of board, list, pane and deal come about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from salestui.domain.attention import (
    REASONS,
    age_limit,
    local_date,
    stage_age_days,
    stage_entered,
)
from salestui.domain.criteria import progress
from salestui.domain.dayshow import show_day
from salestui.domain.money import full_money
from salestui.domain.names import deal_name
from salestui.domain.pipelines import Stage, effective_probability
from salestui.domain.problems import NOWHERE
from salestui.domain.signals import RULES, signals
from salestui.domain.snapshot import Doc
from salestui.domain.words import Words
from salestui.domain.worth import weighted
from salestui.ui.board.cards import Cards
from salestui.ui.explaining import Explanation, Part

TITLE = Words("How these figures come about", "这些数字怎么来的")
SHOWN = Words("shown", "显示")
SHOWN_IS = Words("{n} deals, {open} of them open: {which}", "{n}单，其中进行中{open}单：{which}")
SUMS = Words("count, sum", "数量、金额")
SUMS_ARE = Words(
    "the deals that stand there now, whenever they came; won ones with what was signed; each "
    "currency by itself, as no rate is ever guessed",
    "当前停在该处的商机，不论何时进入；签约单按合同额；各币种分别合计，不作折算",
)
WEIGHTED = Words("w weighted", "加权")
WEIGHTED_IS = Words(
    "amount x probability of the open deals, each rounded to the cent, then added up",
    "进行中商机的 金额x赢率，逐单取整到分后相加",
)
HERE = Words("{stage}", "{stage}")
LACKING = Words(
    "{n} deals; {k} without an amount are in the count, not in the sums",
    "{n}单；{k}单没有金额，计数不计金额",
)
ORDER = Words("order", "顺序")
ATTENTION = Words(
    "overdue next steps first, the oldest before all; then no next step; then by its date, the "
    "larger amount before; closed deals last, the latest first",
    "下一步逾期的在前，越早越前；其次无下一步；再按日期，同日金额大的在前；已结束的最后，近的在前",
)
GATE = Words("gate {done}/{all}", "条件 {done}/{all}")
GATE_IS = Words(
    "required exit criteria of {stage} that are met; advised ones are not counted",
    "“{stage}”的必需推进条件已满足几项；建议项不计",
)
DAYS = Words("{n}d here", "停留{n}天")
DAYS_ARE = Words(
    "calendar days since it entered {stage} on {day}", "{day}进入“{stage}”以来的自然日"
)
UNKNOWN = Words("days here", "停留天数")
UNKNOWN_IS = Words(
    "not known: the import told where it stood, not since when",
    "未知：导入数据只说明停在哪里，没有起始时间",
)
LIMIT = Words("at most", "上限")
MEDIAN = Words(
    "{days}d: 1.5 x the median of {of}d that {n} won deals spent in {stage}",
    "{days}天：{n}个签约单在“{stage}”停留天数的中位数{of}天的1.5倍",
)
EXPECTED = Words(
    "{days}d: 2 x the {of}d expected in {stage}; from 10 won deals on their median counts",
    "{days}天：“{stage}”应有天数{of}天的2倍；满10个签约单后改用其中位数",
)
CHANCE = Words("{p}%", "{p}%")
BY_HAND = Words("set by hand; a move never clears it", "手动填写，推进不会清除")
OF_STAGE = Words("what the stage {stage} stands for", "阶段“{stage}”的默认值")
WORTH = Words("weighted", "加权额")
WORTH_IS = Words("{amount} x {p}% = {sum}", "{amount} x {p}% = {sum}")
FLAGS = Words("flags", "异常")
NONE = Words("none: nothing asks for attention", "无")


@dataclass(frozen=True, slots=True)
class ShownDeals:
    """What is in view besides the deal under the cursor."""

    count: int
    open: int
    which: Words
    """Whose deals, of which path, by which filter, as of when."""
    place: Words
    """The column of the cursor, or the list."""
    docs: Iterable[Doc]
    """The deals of that place."""
    order: Words
    """By what they stand in order; empty for the order of attention."""


def board_explanation(
    shown: ShownDeals, cards: Cards, doc: Doc | None, stage: Stage | None
) -> Explanation:
    """The heads, the order, and the deal under the cursor."""
    here = [(doc.get("amount") is None and doc.get("won_amount") is None) for doc in shown.docs]
    which = SHOWN_IS.fill(n=shown.count, open=shown.open, which=shown.which)
    whole: list[Part] = [
        (SHOWN, which),
        (HERE.fill(stage=shown.place), LACKING.fill(n=len(here), k=sum(here))),
        (SUMS, SUMS_ARE),
        (WEIGHTED, WEIGHTED_IS),
        (ORDER, shown.order if shown.order != NOWHERE else ATTENTION),
    ]
    if doc is None or stage is None:
        return Explanation(TITLE, (whole,))
    return Explanation(TITLE, (*deal_sections(cards, doc, stage), whole))


def deal_explanation(cards: Cards, doc: Doc, stage: Stage) -> Explanation:
    """The deal's own figures and flags."""
    return Explanation(TITLE, deal_sections(cards, doc, stage))


def deal_sections(cards: Cards, doc: Doc, stage: Stage) -> tuple[list[Part], list[Part]]:
    """The figures of a deal, and its flags with what they mean."""
    name = deal_name(cards.snapshot, doc)
    figures = [(Words(name, name), NOWHERE), *_figures(cards, doc, stage)]
    return figures, list(_flags(cards, doc))


def _figures(cards: Cards, doc: Doc, stage: Stage) -> Iterator[Part]:
    done, needed = progress(doc, cards.snapshot, stage)
    if needed and stage.kind == "open":
        yield GATE.fill(done=done, all=needed), GATE_IS.fill(stage=stage.name)
    yield from _age(cards, doc, stage)
    percent, source = effective_probability(doc, cards.path)
    if percent is None or stage.kind in ("won", "lost"):
        return
    by = BY_HAND if source == "manual" else OF_STAGE.fill(stage=stage.name)
    yield CHANCE.fill(p=percent), by
    worth, currency = weighted(doc, cards.path), str(doc.get("currency") or "")
    if worth is not None:
        amount = full_money(int(doc["amount"]), currency)
        told = WORTH_IS.fill(amount=amount, p=percent, sum=full_money(worth, currency))
        yield WORTH, told


def _age(cards: Cards, doc: Doc, stage: Stage) -> Iterator[Part]:
    entered = stage_entered(doc)
    days = stage_age_days(doc, cards.today, cards.zone)
    if entered is None or days is None:
        yield UNKNOWN, UNKNOWN_IS
    else:
        day = local_date(entered, cards.zone)
        shown = Words(*(show_day(day, cards.today, lang) for lang in ("en", "zh")))
        yield DAYS.fill(n=days), DAYS_ARE.fill(stage=stage.name, day=shown)
    limit = age_limit(cards.snapshot, str(doc.get("pipeline")), stage)
    if limit is not None and stage.kind == "open":
        words = MEDIAN if limit.basis == "median" else EXPECTED
        days_of = {"days": f"{limit.days:g}", "of": f"{limit.of:g}", "n": limit.n}
        yield LIMIT, words.fill(stage=stage.name, **days_of)


def _flags(cards: Cards, doc: Doc) -> Iterator[Part]:
    found = signals(doc, cards.snapshot, cards.path, cards.today, cards.zone)
    if not found:
        yield FLAGS, NONE
    for signal in found:
        yield REASONS[signal.key], signal.words
        yield NOWHERE, RULES[signal.key]
