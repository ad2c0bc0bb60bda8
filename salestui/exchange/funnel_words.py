"""What the funnel report says: its column heads, phrases and sentences, in both languages."""

from __future__ import annotations

from salestui.domain.metrics.funnel import EXCLUSIONS, Funnel, FunnelStage
from salestui.domain.money import short_money
from salestui.domain.schema import LOST_REASONS
from salestui.domain.words import Words

STAGE = Words("stage", "阶段")
REACHED = Words("reached", "到达")
GO_ON = Words("go on", "继续")
NOW = Words("now", "现有")
SUM = Words("sum", "金额")
NOTHING = Words("n/a", "无")

_PERIOD = Words("created {first} - {last}", "{first} 至 {last} 创建")
_EVER = Words("created at any time", "不限创建时间")
_DEALS = Words("{n} deals", "{n}个商机")
_DEAL = Words("1 deal", "1个商机")
_DECIDED = Words("decided {share}", "已决 {share}")
_LOST = Words("lost {n}", "输单 {n}")
_LOST_WHY = Words("lost {n}, {m} {reason}", "输单 {n}，{m} {reason}")
_RATES = (
    Words("lead > opportunity {share}, {part} of {whole}", "线索>商机 {share}，{part}/{whole}"),
    Words("opportunity > win {share}, {part} of {whole}", "商机>签约 {share}，{part}/{whole}"),
)
_FILTER = Words("filter: {text}", "筛选：{text}")
_COHORT = Words(
    "{reached}: {deals} {span} by highest stage ever, a skip counts, a return counts once.",
    "{reached}：{span}{deals}按曾到的最高阶段计，跳级算到达，退回再进只算一次。",
)
_SNAPSHOT = Words(
    "{now}: snapshot, {open} open, {won} won.", "{now}：当前快照，进行中{open}，签约{won}。"
)
_SENTENCE = Words("{text}.", "{text}。")
_SPAN = Words("created in the period", "期内创建的")
_ALL = Words("of this path", "此路径的")
_OTHER_SUMS = Words("{code} {now}: {sums}.", "{code} {now}：{sums}。")
_WENT = Words(
    "of {reached}, {advanced} went on, {waiting} are open, {lost} lost",
    "到达{reached}：继续{advanced}，进行中{waiting}，输单{lost}",
)
_WON = Words("{reached} reached it", "到达{reached}")


def percent(part: int | None, whole: int | None, lang: str) -> str:
    """`part` of `whole` in percent with one decimal, half up; `n/a` where undefined."""
    if not whole or part is None:
        return NOTHING.say(lang)
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"


def deals_text(n: int) -> Words:
    """How many deals."""
    return _DEAL if n == 1 else _DEALS.fill(n=n)


def period_text(funnel: Funnel) -> Words:
    """Which deals are counted, by the day they were created."""
    if funnel.period is None:
        return _EVER
    first, last = (day.isoformat() for day in funnel.period)
    return _PERIOD.fill(first=first, last=last)


def notes(stage: FunnelStage, lang: str) -> tuple[str, ...]:
    """What happened between this stage and the next, the more telling first."""
    said = [_DECIDED.fill(share=percent(stage.advanced, stage.decided, lang))]
    if stage.lost_reason:
        reason = LOST_REASONS.get(stage.lost_reason, Words(stage.lost_reason, stage.lost_reason))
        reason = Words(reason.en.lower(), reason.zh)
        said.append(_LOST_WHY.fill(n=stage.lost, m=stage.lost_reason_count, reason=reason))
    else:
        said.append(_LOST.fill(n=stage.lost))
    return tuple(words.say(lang) for words in said)


def rates(funnel: Funnel, lang: str) -> tuple[str, ...]:
    """Lead to opportunity and opportunity to win; nothing where the path marks no opportunity."""
    pairs = ((funnel.qualified, funnel.n), (funnel.won, funnel.qualified))
    return tuple(
        words.fill(share=percent(part, whole, lang), part=part, whole=whole).say(lang)
        for words, (part, whole) in zip(_RATES, pairs, strict=True)
        if part is not None and whole is not None
    )


def filter_text(text: str) -> Words:
    """The filter that chose the deals, as it was typed."""
    return _FILTER.fill(text=text)


def basis(funnel: Funnel, won_key: str) -> tuple[Words, ...]:
    """How the figures came about, in sentences; `won_key` is the stage of won deals."""
    won = sum(stage.current for stage in funnel.stages if stage.key == won_key)
    standing = sum(stage.current for stage in funnel.stages)
    span = _ALL if funnel.period is None else _SPAN
    return (
        _COHORT.fill(reached=REACHED, deals=deals_text(funnel.n), span=span),
        _SNAPSHOT.fill(now=NOW, open=standing - won, won=won),
    )


def exclusions(funnel: Funnel) -> tuple[Words, ...]:
    """One sentence for each reason that left deals out of a figure."""
    return tuple(
        _SENTENCE.fill(text=EXCLUSIONS[key].fill(n=n)) for key, n in funnel.excluded.items()
    )


def other_sums(funnel: Funnel, code: str, lang: str) -> str:
    """The sums now in one currency, stage by stage, for what has no column."""
    sums = [
        f"{stage.short.say(lang)} {short_money(stage.current_totals[code], code, lang)}"
        for stage in funnel.stages
        if code in stage.current_totals
    ]
    joined = Words(", ", "，").say(lang).join(sums)
    return _OTHER_SUMS.fill(code=code or SUM, now=NOW, sums=joined).say(lang)


def stage_sentence(stage: FunnelStage, lang: str) -> str:
    """One stage in a sentence for the line under the chart: where its deals went."""
    words = _WON if stage.advanced is None else _WENT
    said = words.fill(
        reached=stage.reached, advanced=stage.advanced, waiting=stage.waiting, lost=stage.lost
    )
    return Words("{name}: {said}", "{name} {said}").fill(name=stage.name, said=said).say(lang)
