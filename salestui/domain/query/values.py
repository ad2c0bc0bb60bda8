"""Values as typed in a filter, cut at commas and dots and read by the type of their field."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR
from typing import TypeAlias

from salestui.domain.dates import parse_day_value, parse_duration
from salestui.domain.money import exponent, parse_money, parse_number, parse_percent
from salestui.domain.problems import Problem
from salestui.domain.query.faults import expected, fault
from salestui.domain.query.reads import FINEST
from salestui.domain.query.scope import Env, Scope
from salestui.domain.query.syntax import Part, Term
from salestui.domain.text import ascii_keys, searchable
from salestui.domain.words import Words

NONE_WORDS = frozenset(("none", "无", "空"))
ANY_WORDS = frozenset(("any", "有", "任意"))

GROUPED = r"(?<![\w.])[1-9]\d{0,2}(?:,\d{3})+(?!\d)"
"""A number with thousands separators, which a list would read as several numbers."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One value and its column."""

    text: str
    quoted: bool
    pos: int

    @property
    def word(self) -> str:
        """The value as a key word may be written; empty when it is quoted."""
        return "" if self.quoted else searchable(self.text)


@dataclass(frozen=True, slots=True)
class Range:
    """Two values with `..` between; an end left out is open."""

    low: Piece | None
    high: Piece | None
    pos: int


Item: TypeAlias = Piece | Range
Pair: TypeAlias = tuple[int, int]
"""The least and the most that one value stands for; the same for a plain number."""

A_VALUE = Words("a value", "一个值")


def items(term: Term, *, ranged: bool, numeric: bool) -> list[Item]:
    """The values of a condition; `ranged` ones are cut at `..` too. Raises InputProblem."""
    if numeric:
        _refuse_thousands(term)
    groups: list[tuple[int, list[Piece]]] = [(term.value[0].pos, [])]
    for part in term.value:
        if part.quoted:
            groups[-1][1].append(Piece(part.text, True, part.pos))
            continue
        for piece in _cut(part, ranged):
            if piece.text == ",":
                groups.append((piece.pos + 1, []))
            else:
                groups[-1][1].append(piece)
    return [_item(group, start, ranged) for start, group in groups]


def _cut(part: Part, ranged: bool) -> list[Piece]:
    """The pieces of a run: values, commas and, where ranges are known, `..`."""
    found: list[Piece] = []
    at = part.pos
    for text in re.split(r"(,|\.\.)" if ranged else r"(,)", part.text):
        if text:
            found.append(Piece(text, False, at))
        at += len(text)
    return found


def _item(group: list[Piece], start: int, ranged: bool) -> Item:
    """One value or range from the pieces between two commas."""
    dots = [n for n, one in enumerate(group) if ranged and one.text == ".." and not one.quoted]
    if not group or (dots and len(group) == 1):
        raise expected(start, A_VALUE, group[0].text if group else "")
    if not dots and len(group) == 1:
        return group[0]
    if len(dots) != 1 or len(group) > 3 or (len(group) == 3 and dots != [1]):
        wrong = group[dots[-1]] if dots else group[1]
        what = Words("one value or a range A..B", "一个值或范围 A..B")
        raise expected(wrong.pos, what, wrong.text)
    at = dots[0]
    low, high = group[:at], group[at + 1 :]
    return Range(low[0] if low else None, high[0] if high else None, start)


def _refuse_thousands(term: Term) -> None:
    for part in term.value:
        found = None if part.quoted else re.search(GROUPED, part.text)
        if found:
            whole = found.group().replace(",", "")
            message = Words(
                "A comma separates values here, not thousands.",
                "这里的逗号分隔多个值，不是千位分隔。",
            )
            hint = Words("Write {n} or {k}k.", "请写 {n} 或 {k}k。").fill(
                n=whole, k=str(int(whole) / 1000).removesuffix(".0")
            )
            raise fault(part.pos + found.start(), message, hint)


def _reading(piece: Piece, read: Callable[[str], Pair]) -> Pair:
    """What `read` makes of a piece; its refusal is moved to the place in the filter."""
    try:
        return read(ascii_keys(piece.text))
    except Problem as problem:
        inside = int(problem.where) - 1 if problem.where.isdecimal() else 0
        raise fault(piece.pos + inside, problem.message, problem.hint) from None


def integer(piece: Piece) -> Pair:
    """A whole number, or the two around one with decimals (then no number equals it)."""

    def read(text: str) -> Pair:
        number = parse_number(text)
        return (
            int(number.to_integral_value(ROUND_CEILING)),
            int(number.to_integral_value(ROUND_FLOOR)),
        )

    return _reading(piece, read)


def percent(piece: Piece) -> Pair:
    """A percentage, 0 to 100."""

    def read(text: str) -> Pair:
        number = parse_percent(text)
        return number, number

    return _reading(piece, read)


def named_currency(piece: Piece, env: Env) -> str:
    """The currency written with an amount; empty when none is."""
    readings = []
    for usual in ("USD", "EUR"):
        try:
            readings.append(parse_money(ascii_keys(piece.text), usual, allow_negative=True)[1])
        except Problem:
            return ""
    if readings[0] != readings[1]:
        return ""
    return parse_money(ascii_keys(piece.text), env.currency, allow_negative=True)[1]


def money(piece: Piece, currency: str) -> Pair:
    """An amount in thousandths of a unit; `currency` is empty where none was written."""

    def read(text: str) -> Pair:
        minor, found = parse_money(text, currency or "USD", allow_negative=True)
        thousandths = minor * int(10 ** (FINEST - exponent(found)))
        return thousandths, thousandths

    return _reading(piece, read)


def days(piece: Piece) -> Pair:
    """A duration in days."""

    def read(text: str) -> Pair:
        number = parse_duration(text)
        return number, number

    return _reading(piece, read)


def dates(piece: Piece, scope: Scope, past: bool) -> Pair:
    """The first and last day that a word stands for, as ordinals; `past` looks back from today."""

    def read(text: str) -> Pair:
        year_start, week_start = scope.calendar
        first, last = parse_day_value(
            text, scope.env.today, year_start, week_start=week_start, past=past
        )
        return first.toordinal(), last.toordinal()

    return _reading(piece, read)
