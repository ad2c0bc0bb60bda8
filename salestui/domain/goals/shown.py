"""Numbers of goals in words: counts, money, shares, days, multiples, in both languages."""

from __future__ import annotations

from fractions import Fraction

from salestui.domain.goals.metrics import METRICS
from salestui.domain.goals.records import KeyResult
from salestui.domain.metrics.measure import PLAIN_UNITS, Number
from salestui.domain.moneyshow import short_money
from salestui.domain.words import Words

DAYS = Words("{n}d", "{n}天")
TIMES = Words("{n}x", "{n}倍")


def shown_number(value: Number, result: KeyResult, *, signed: bool = False) -> Words:
    """A value of a key result; of shares and rates in percent."""
    metric = METRICS.get(result.metric)
    unit = "bp" if result.mode == "share" or (metric and metric.unit == "bp") else result.unit
    return in_unit(value, unit, signed=signed)


def in_unit(value: Number, unit: str, *, signed: bool = False) -> Words:
    """A value in a unit: `8`, `6.5`, `1.2m` and `120万`, `37.5%`, `45d`."""
    sign = "+" if signed and value > 0 else ""
    if unit not in PLAIN_UNITS:
        minor = round(value)
        return Words(sign + short_money(minor, unit, "en"), sign + short_money(minor, unit, "zh"))
    if unit == "bp":
        text = f"{sign}{decimal(Fraction(value) * 100)}%"
        return Words(text, text)
    text = sign + decimal(value)
    return DAYS.fill(n=text) if unit == "days" else Words(text, text)


def shown_times(value: Fraction) -> Words:
    """A multiple: `1.3x`, `1.3倍`."""
    return TIMES.fill(n=decimal(value))


def decimal(value: Number) -> str:
    """With one decimal, half to even, and none where it would be 0."""
    tenths = round(Fraction(value) * 10)
    whole, tenth = divmod(abs(tenths), 10)
    return ("-" if tenths < 0 else "") + str(whole) + (f".{tenth}" if tenth else "")
