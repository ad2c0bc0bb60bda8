"""A goal as one sentence: what it says, and how it is written in either language.

new customers region:East 2026-q3 +30% on 2026-q2, industry:manufacturing share>=50%
新签客户 区域:华东 2026年Q3 较2026年Q2 +30%, 行业:制造业 占比>=50%
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from salestui.domain.calendars import fiscal_year_of, month_of, quarter_span, year_span
from salestui.domain.goals.metrics import METRICS, metric_words
from salestui.domain.metrics.measure import PLAIN_UNITS
from salestui.domain.metrics.period import Period
from salestui.domain.money import typed_money
from salestui.domain.query import parse
from salestui.domain.query.syntax import And, Node, Not, Or, TextTerm
from salestui.domain.words import Words

SHARE = Words("share", "占比")
ON = Words("on {base}", "较{base}")
CURVE = Words("pace:curve", "节奏:曲线")
LEVEL = Words("level:{level}", "级别:{level}")
UNDER = Words("under:{goal}", "上级:{goal}")
BASE_PERCENT = 10_000


@dataclass(frozen=True, slots=True)
class Share:
    """Of what is counted, how much has to be of one kind."""

    of: str
    """Filter text."""
    target: int
    """Hundredths of a percent."""
    op: str = ">="


@dataclass(frozen=True, slots=True)
class Sentence:
    """Everything that a sentence says of a goal."""

    metric: str
    period: Period
    unit: str
    """That of the metric's figure: `count`, `days`, `bp` or a currency."""
    mode: str = "absolute"
    """`absolute`, `growth_vs_base`, or empty where there are only shares."""
    op: str = ">="
    target: int = 0
    """In `unit`; of growth in hundredths of a percent."""
    filter: str = ""
    base_period: Period | None = None
    base: int | None = None
    """A base that was entered, in `unit`."""
    shares: tuple[Share, ...] = ()
    pacing: str = "linear"
    level: str = ""
    """As typed; empty leaves it to what the filter is about."""
    parent: str = ""
    """Number of the goal that it is part of."""


@dataclass(frozen=True, slots=True)
class Style:
    """How numbers and periods are written."""

    lang: str
    currency: str
    """Need not be written."""
    year_start: int = 1
    """The month in which the fiscal year starts."""


def written(sentence: Sentence, style: Style) -> str:
    """The sentence in canonical form; reading it gives the same sentence back."""
    parts = [metric_words(sentence.metric).say(style.lang).lower(), _filter(sentence.filter)]
    parts.append(period_text(sentence.period, style))
    parts += _target(sentence, style)
    if sentence.pacing == "weekly_curve":
        parts.append(CURVE.say(style.lang))
    for words, value in ((LEVEL, sentence.level), (UNDER, sentence.parent)):
        if value:
            parts.append(words.fill(level=value, goal=value).say(style.lang))
    main = " ".join(part for part in parts if part)
    shares = [f"{_filter(s.of)} {SHARE.say(style.lang)}{s.op}{percent(s.target)}"
              for s in sentence.shares]  # fmt: skip
    return ("，" if style.lang == "zh" else ", ").join([main, *shares])


def _target(sentence: Sentence, style: Style) -> list[str]:
    if not sentence.mode:
        return []
    if sentence.mode == "absolute":
        usual = ">=" if METRICS[sentence.metric].rising else "<="
        op = "" if sentence.op == usual else sentence.op
        return [op + amount_text(sentence.target, sentence.unit, style)]
    growth = ("+" if sentence.target >= 0 else "") + percent(sentence.target)
    base = ""
    if sentence.base is not None:
        base = amount_text(sentence.base, sentence.unit, style)
    elif sentence.base_period is not None:
        base = period_text(sentence.base_period, style)
    on = ON.fill(base=base).say(style.lang) if base else ""
    return [on, growth] if style.lang == "zh" else [growth, on]


def amount_text(value: int, unit: str, style: Style) -> str:
    """A value in a unit as one types it."""
    if unit == "bp":
        return percent(value)
    if unit == "days":
        return f"{value}天" if style.lang == "zh" else f"{value}d"
    if unit in PLAIN_UNITS:
        return str(value)
    text = typed_money(value, unit, style.lang, default=style.currency)
    code, _, number = text.rpartition(" ")
    return number + code


def percent(hundredths: int) -> str:
    """`30%`, `12.5%`, `-7.25%` from hundredths of a percent."""
    whole, rest = divmod(abs(hundredths), 100)
    decimals = f".{rest:02}".rstrip("0") if rest else ""
    return ("-" if hundredths < 0 else "") + f"{whole}{decimals}%"


def period_text(period: Period, style: Style) -> str:
    """A period in the shortest form that is read back as just it."""
    first, last = period
    year = fiscal_year_of(first, style.year_start)
    zh = style.lang == "zh"
    for quarter in range(1, 5):
        if period == quarter_span(year, quarter, style.year_start):
            return f"{year}年Q{quarter}" if zh else f"{year}-q{quarter}"
    if period == year_span(year, style.year_start):
        return f"{year}财年" if zh else f"fy{year}"
    if period == month_of(first):
        return f"{first.year}年{first.month}月" if zh else f"{first.year}-{first.month:02}"
    return f"{_day(first)}..{_day(last)}"


def _day(day: date) -> str:
    return day.isoformat()


def _filter(text: str) -> str:
    """A filter as it may stand in a sentence: conditions as they are, anything else in brackets."""
    where = parse(text).where if text else None
    if where is None:
        return ""
    items = where.items if isinstance(where, And) else (where,)
    loose = isinstance(where, Or) or any(_is_word(item) for item in items)
    return f"({text})" if loose else text


def _is_word(node: Node) -> bool:
    """Whether it is a bare word, which would be taken for something else in a sentence."""
    return isinstance(node.item if isinstance(node, Not) else node, TextTerm)
