"""Numbers as people type them in both languages: separators, `k m bn`, `千 万 亿`, per cent.

The point is the decimal sign, as in what the program shows. A decimal comma is understood where
it can mean nothing else; where both readings are possible the number is refused, because a wrong
guess is wrong by a factor of a thousand. All arithmetic is exact.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from salestui.domain.problems import InputProblem
from salestui.domain.text import ascii_keys, quoted
from salestui.domain.words import Words

UNITS = {
    "k": 3, "m": 6, "mn": 6, "b": 9, "bn": 9, "tn": 12,
    "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7,
    "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12,
}  # fmt: skip
"""Unit to its power of ten."""

MAX_LENGTH = 60
"""Characters; nobody types a longer number on purpose."""

_BLANKS = str.maketrans("\t\xa0\u2007\u2009\u202f−", "     -")
# Kept as text and compiled by `re` when first used: commands that only show need none.
_NUMERAL = r"\d[\d.,]*(?: \d{3}(?!\d)[\d.,]*)*|\.\d+"
_UNIT = r" *([十百千万]?[万亿]|[百千]|[a-zA-Z]+)"
_COMMA_GROUPS = r"[1-9]\d{0,2}(?:,\d{3})+"
_POINT_GROUPS = r"[1-9]\d{0,2}(?:\.\d{3})+"
_BLANK_GROUPS = r"[1-9]\d{0,2}(?: \d{3})+"

EXAMPLES = Words("120k, 1.2m, 1,234.50, 12万", "12万、1.2亿、1,234.50、120k")


class Exact(NamedTuple):
    """The exact number `coefficient` x 10 ** `power`."""

    coefficient: int
    power: int

    def plus(self, other: Exact) -> Exact:
        """The sum, exactly."""
        power = min(self.power, other.power)
        return Exact(self.scaled(power) + other.scaled(power), power)

    def scaled(self, power: int) -> int:
        """The number in units of 10 ** `power`, which must not be above its own power."""
        return self.coefficient * int(10 ** (self.power - power))

    def whole(self, power: int) -> int | None:
        """The number in units of 10 ** `power`, or None when that is not a whole number."""
        if self.power >= power:
            return self.scaled(power)
        count, rest = divmod(self.coefficient, 10 ** (power - self.power))
        return None if rest else count


def prepared(text: str) -> str:
    """`text` for reading: full-width signs as ASCII, every blank a space, same positions.

    Raises InputProblem when it is empty or absurdly long.
    """
    folded = ascii_keys(text).translate(_BLANKS)
    if not folded.strip():
        raise InputProblem(
            Words("A number is missing.", "缺少数字。"),
            hint=Words("Write {x}.", "可写 {x}。").fill(x=EXAMPLES),
        )
    if len(folded) > MAX_LENGTH:
        raise unreadable(text, MAX_LENGTH, Words("the end", "结尾"))
    return folded


def unreadable(text: str, at: int, expected: Words) -> InputProblem:
    """The problem with `text` at position `at` (from 0), where `expected` should have stood."""
    message = Words(
        "{text} is not a number: expected {expected} at character {place}.",
        "{text} 不是数字：第 {place} 个字符处应为{expected}。",
    )
    return InputProblem(
        message.fill(text=quoted(text), place=at + 1, expected=expected),
        hint=Words("Write {x}.", "可写 {x}。").fill(x=EXAMPLES),
        where=str(at + 1),
    )


def read_amount(text: str, at: int, decimals: int | None = None) -> tuple[Exact, int]:
    """The number in prepared `text` from position `at`, with its units, and where it ends.

    Parts with falling Chinese units add up (`1亿2000万`). `decimals` is how many decimal places
    such a number can have, where that is known: it decides what a lone separator means.
    """
    total, above = Exact(0, 0), 99
    while True:
        match = re.compile(_NUMERAL).match(text, at)
        if match is None:
            raise unreadable(text, at, Words("a digit", "数字"))
        unit, end = _read_unit(text, match.end())
        part = _read_numeral(text, match, unit, decimals)
        power = UNITS.get(unit, 0)
        # `3万5` means 35,000 to some and 30,005 to others: every part but a lone one has a unit.
        if power >= above or (total.coefficient and not unit):
            raise unreadable(text, match.end(), Words("a smaller unit", "更小的单位"))
        total = total.plus(Exact(part.coefficient, part.power + power))
        if unit.isascii() or not text[end : end + 1].isdigit():
            return total, end
        at, above = end, power


def _read_unit(text: str, at: int) -> tuple[str, int]:
    """The unit at `at` (empty when none stands there) and where it ends.

    A currency code may follow a unit without a space (`120kUSD`), so that up to three letters
    are left to the caller.
    """
    match = re.compile(_UNIT).match(text, at)
    if match is None:
        return "", at
    word = match[1].lower()
    for unit in (word, word[:-3]):
        if unit in UNITS:
            return unit, match.start(1) + len(unit)
    return "", at


def _read_numeral(text: str, match: re.Match[str], unit: str, decimals: int | None) -> Exact:
    numeral = match[0]
    if " " in numeral:
        head, _, tail = numeral.partition(".")
        if not re.fullmatch(_BLANK_GROUPS, head):
            raise unreadable(text, match.start() + numeral.index(" "), Words("no space", "无空格"))
        return _exact(head, tail)
    if "," not in numeral and "." not in numeral:
        return Exact(int(numeral), 0)
    if "," in numeral and "." in numeral:
        return _read_both(text, match)
    if numeral.count(",") + numeral.count(".") > 1:
        groups = _COMMA_GROUPS if "," in numeral else _POINT_GROUPS
        if not re.fullmatch(groups, numeral):
            raise _misgrouped(text, match)
        return _exact(numeral, "")
    return _read_lone(text, match, unit, decimals)


def _read_both(text: str, match: re.Match[str]) -> Exact:
    """Both separators stand in it: the last one is the decimal sign, the other one groups."""
    point_last = match[0].rfind(".") > match[0].rfind(",")
    head, _, tail = match[0].rpartition("." if point_last else ",")
    groups = _COMMA_GROUPS if point_last else _POINT_GROUPS
    if not re.fullmatch(groups, head) or not tail:
        raise _misgrouped(text, match)
    return _exact(head, tail)


def _read_lone(text: str, match: re.Match[str], unit: str, decimals: int | None) -> Exact:
    """One separator stands in it, which may group or be the decimal sign."""
    numeral = match[0]
    comma = "," in numeral
    head, _, tail = numeral.partition("," if comma else ".")
    if not tail:
        raise unreadable(text, match.end(), Words("a digit", "数字"))
    if not re.fullmatch(_COMMA_GROUPS if comma else _POINT_GROUPS, numeral):
        return _exact(head, tail)
    if comma:
        # `1,234k` is 1.234k to some and 1234k to others; Chinese never writes a decimal comma.
        doubtful = (unit != "" and unit.isascii()) or (decimals is not None and decimals >= 3)
    else:
        doubtful = not unit and decimals is not None and decimals < 3
    if doubtful:
        raise _ambiguous(text, match, unit)
    return _exact(head + tail, "") if comma else _exact(head, tail)


def _exact(head: str, tail: str) -> Exact:
    digits = "".join(c for c in head if c.isdigit()) + tail
    return Exact(int(digits), -len(tail))


def _misgrouped(text: str, match: re.Match[str]) -> InputProblem:
    expected = Words("digits in groups of three", "三位一组的数字")
    return unreadable(text, match.start(), expected)


def _ambiguous(text: str, match: re.Match[str], unit: str) -> InputProblem:
    whole = match[0].replace(",", "").replace(".", "")
    broken = match[0].replace(",", ".").rstrip("0")
    message = Words(
        "{text} can be read in two ways: the separator at character {place} may group or divide.",
        "{text} 有两种读法：第 {place} 个字符可能是千位分隔，也可能是小数点。",
    )
    place = match.start() + re.search("[.,]", match[0]).start() + 1  # type: ignore[union-attr]
    return InputProblem(
        message.fill(text=quoted(text), place=place),
        hint=Words("Write {a} or {b}.", "请写 {a} 或 {b}。").fill(a=whole + unit, b=broken + unit),
        where=str(place),
    )


def parse_number(text: str) -> Decimal:
    """The number typed as `text`, exactly: `-5`, `1,234.5`, `120k`, `1.2亿`, `30%` (0.3).

    Raises InputProblem naming the character where it stops being a number.
    """
    folded = prepared(text)
    start = len(folded) - len(folded.lstrip())
    negative = folded[start] == "-"
    amount, end = read_amount(folded, start + 1 if folded[start] in "+-" else start)
    rest = folded[end:].strip()
    if rest not in ("", "%"):
        at = end + len(folded[end:]) - len(folded[end:].lstrip())
        raise unreadable(text, at, Words("the end or a unit", "结尾或单位"))
    exact = Exact(amount.coefficient, amount.power - 2) if rest else amount
    power = min(exact.power, 0)
    return Decimal((int(negative), tuple(map(int, str(exact.scaled(power)))), power))


def parse_percent(text: str) -> int:
    """A percentage 0 to 100 typed as `50` or `50%`. Raises InputProblem for anything else."""
    number = parse_number(text.strip().removesuffix("%").removesuffix("％"))
    if number != number.to_integral_value() or not 0 <= number <= 100:
        raise InputProblem(
            Words(
                f"{quoted(text)} is not a whole percentage from 0 to 100.",
                f"{quoted(text)} 不是 0 到 100 的整数百分比。",
            ),
            hint=Words("Write 50 or 50%.", "可写 50 或 50%。"),
        )
    return int(number)
