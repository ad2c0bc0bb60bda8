"""Numbers of a goal's sentence, read by what is counted: things, money, per cent, days."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from salestui.domain.dates import parse_duration
from salestui.domain.goals.metrics import METRICS
from salestui.domain.goals.scan import Item
from salestui.domain.money import parse_money
from salestui.domain.numerals import parse_number
from salestui.domain.problems import Problem
from salestui.domain.query.faults import expected, fault
from salestui.domain.text import ascii_keys
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.goals.ground import Ground

T = TypeVar("T")

A_COUNT = Words("a whole number", "整数")
A_PERCENT = Words("a percentage with two decimals at most", "最多两位小数的百分数")
ABOVE_ZERO = Words("a target above 0", "大于0的目标")
MOST = 10**15
"""Targets stay below this."""
TOO_LARGE = Words("a smaller number", "更小的数")


def target_of(number: Item, metric: str, ground: Ground) -> tuple[int, str]:
    """(value, unit) of a target. Raises InputProblem at the number."""
    value, unit = value_of(number, metric, ground)
    if value <= 0 and METRICS[metric].rising:
        raise expected(number.pos, ABOVE_ZERO, number.text)
    return value, unit


def value_of(number: Item, metric: str, ground: Ground) -> tuple[int, str]:
    """(value, unit) of a number in what the metric is counted in. Raises InputProblem."""
    unit = METRICS[metric].unit
    if unit == "money":
        minor, currency = _read(number, lambda text: parse_money(text, ground.env.currency))
        return _small(number, minor), currency
    if unit == "bp":
        return hundredths(number), unit
    if unit == "days":
        return _read(number, parse_duration), unit
    found = _read(number, parse_number)
    if found != found.to_integral_value() or "%" in ascii_keys(number.text):
        raise expected(number.pos, A_COUNT, number.text)
    return _small(number, int(found)), unit


def hundredths(number: Item) -> int:
    """A percentage in hundredths of a percent; `50` and `50%` are the same."""
    text = ascii_keys(number.text).removesuffix("%").rstrip()
    found: Decimal = _read(number._replace(text=text), parse_number) * 100
    if found != found.to_integral_value():
        raise expected(number.pos, A_PERCENT, number.text)
    return _small(number, int(found))


def _small(number: Item, value: int) -> int:
    if value >= MOST:
        raise expected(number.pos, TOO_LARGE, number.text)
    return value


def _read(number: Item, read: Callable[[str], T]) -> T:
    """What `read` makes of a number; its refusal is moved to the place in the sentence."""
    try:
        return read(ascii_keys(number.text))
    except Problem as problem:
        inside = int(problem.where) - 1 if problem.where.isdecimal() else 0
        raise fault(number.pos + inside, problem.message, problem.hint) from None
