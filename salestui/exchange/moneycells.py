"""Amounts as they stand in files: signs, currencies, units, and which separator is the decimal one.

A column is judged as a whole: `1,7` in one row tells that `1,234` in another is not a thousand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from salestui.domain.currencies import currency_at, exponent
from salestui.domain.money import MAX_MINOR
from salestui.domain.numerals import UNITS
from salestui.domain.text import ascii_keys
from salestui.domain.words import Words
from salestui.exchange.datecells import BadCell

_PLAIN = re.compile(r"-?\d{1,15}(?:\.\d{1,2})?")
_GROUP_BLANKS = re.compile(r"(?<=\d)[ '’\xa0\u2007\u2009\u202f](?=\d{3}(?!\d))")
_NUMERAL = re.compile(r"\d[\d.,]*|[.,]\d+")
_UNIT = re.compile(r" *([十百千]?[万亿]|[百千]|[a-z]+)", re.IGNORECASE)
_COMMAS = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}")
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+")

_NOT_AN_AMOUNT = Words("not an amount", "不是金额")
_TWO_WAYS = Words(
    "can be read in two ways: the point may group or divide",
    "有两种读法：点可能是千位分隔，也可能是小数点",
)


class Amount(NamedTuple):
    """What a cell says: a number, and the currency it names or nothing."""

    number: Decimal
    currency: str

    def minor(self, currency: str) -> int:
        """In minor units of `currency`, rounded half away from zero; BadCell if too large."""
        scaled = self.number.scaleb(exponent(currency))
        if abs(scaled) >= MAX_MINOR:
            raise BadCell(Words("too large to keep", "数额过大，无法保存"))
        return int(scaled.to_integral_value(ROUND_HALF_UP))


class MoneyColumn:
    """The amounts of one column: judged over all of them, then read one by one."""

    def __init__(self, cells: Iterable[str], *, power: int, currency: str) -> None:
        """`power`: cells are in units of 10 to this power; `currency` is what `$` may mean."""
        self._power = power
        self._default = currency
        self._comma = _judged(set(cells))
        self._read: dict[str, Amount] = {}

    def read(self, cell: str) -> Amount:
        """The amount in a cell; raises BadCell."""
        found = self._read.get(cell)
        if found is None:
            found = self._read[cell] = self._parsed(cell)
        return found

    def _parsed(self, cell: str) -> Amount:
        if _PLAIN.fullmatch(cell):
            return Amount(Decimal(cell).scaleb(self._power), "")
        text = _tidy(cell)
        negative, text = _signed(text)
        before, at = currency_at(text, 0, self._default)
        text = text[at:].strip()
        inner, text = _signed(text) if before else (False, text)
        match = _NUMERAL.match(text)
        if match is None:
            raise BadCell(_NOT_AN_AMOUNT)
        number = _number(match[0], self._comma).scaleb(self._power)
        power, at = _unit(text, match.end())
        after, at = currency_at(text, at + len(text[at:]) - len(text[at:].lstrip()), self._default)
        rest = text[at:].strip()
        if rest not in ("", "-") or (before and after and before != after):
            raise BadCell(_NOT_AN_AMOUNT)
        minus = negative or inner or rest == "-"
        return Amount((-number if minus else number).scaleb(power), before or after)


def _tidy(cell: str) -> str:
    text = ascii_keys(cell).replace("−", "-")
    return _GROUP_BLANKS.sub("", text).replace("\xa0", " ").replace("\u202f", " ").strip()


def _signed(text: str) -> tuple[bool, str]:
    """Whether a sign or brackets make it negative, and the rest."""
    if text.startswith("(") and text.endswith(")"):
        return True, text[1:-1].strip()
    if text.startswith(("-", "+")):
        return text[0] == "-", text[1:].strip()
    return False, text


def _unit(text: str, at: int) -> tuple[int, int]:
    match = _UNIT.match(text, at)
    word = match[1].lower() if match else ""
    for unit in (word, word[:-3]):
        if match and unit in UNITS:
            return UNITS[unit], match.start(1) + len(unit)
    return 0, at


def _number(numeral: str, comma: bool | None) -> Decimal:
    """The number; `comma`: whether the comma is the column's decimal sign, None: not known."""
    points, commas = numeral.count("."), numeral.count(",")
    if points and commas:
        comma = numeral.rfind(",") > numeral.rfind(".")
    elif points > 1:
        comma = True
    elif commas > 1:
        comma = False
    elif commas == 1:
        comma = comma is True or not _COMMAS.fullmatch(numeral)
    elif points == 1 and comma is not False and _POINTS.fullmatch(numeral):
        if comma is None and numeral[0] != "0":
            raise BadCell(_TWO_WAYS)
        comma = comma is True
    elif points == 1:
        comma = False
    head, _, tail = numeral.rpartition("," if comma else ".")
    if not head and (("," if comma else ".") not in numeral):
        head, tail = numeral, ""
    grouping, groups = (".", _POINTS) if comma else (",", _COMMAS)
    if grouping in tail or (grouping in head and not groups.fullmatch(head)):
        raise BadCell(_NOT_AN_AMOUNT)
    return Decimal(f"{head.replace(grouping, '') or '0'}.{tail or '0'}")


def _judged(cells: set[str]) -> bool | None:
    """True where commas divide, False where points do, None where no cell tells."""
    points = commas = 0
    for cell in cells:
        match = _NUMERAL.search(_tidy(cell))
        numeral = match[0] if match else ""
        point, comma = numeral.rfind("."), numeral.rfind(",")
        if point >= 0 and comma >= 0:
            points, commas = points + (point > comma), commas + (comma > point)
        elif point >= 0 and numeral.count(".") == 1 and not _POINTS.fullmatch(numeral):
            points += 1
        elif comma >= 0 and (numeral.count(",") > 1 or not _COMMAS.fullmatch(numeral)):
            groups = numeral.count(",") > 1
            points, commas = points + groups, commas + (not groups)
        elif numeral.count(".") > 1:
            commas += 1
    return None if points == commas else commas > points
