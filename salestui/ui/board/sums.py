"""Sums of money in little room: one for each currency, or the usual one with a mark."""

from __future__ import annotations

from collections.abc import Mapping

from salestui.domain.money import exponent, short_money

POWERS = {"": 0, "k": 3, "m": 6, "bn": 9, "tn": 12, "万": 4, "亿": 8, "万亿": 12}
"""Unit of a short amount -> its power of ten."""
MARK = "+"
"""Stands after a sum that leaves other currencies out."""


def all_sums(sums: Mapping[str, int], usual: str, lang: str) -> str:
    """Every currency's sum, the usual one first and bare: `1.2m`, `1.2m USD 40k`."""
    order = sorted(sums, key=lambda currency: (currency != usual, currency))
    return " ".join(_one(sums, currency, usual, lang) for currency in order)


def one_sum(sums: Mapping[str, int], usual: str, lang: str) -> str:
    """The usual currency's sum, with a mark where there are others: `1.2m+`."""
    if not sums:
        return ""
    shown = usual if usual in sums else min(sums)
    return _one(sums, shown, usual, lang) + (MARK if len(sums) > 1 else "")


def brief(sums: Mapping[str, int], usual: str, lang: str) -> str:
    """The same as `one_sum`, without a decimal from ten units on: `16万` for 15.6万."""
    if not sums:
        return ""
    shown = usual if usual in sums else min(sums)
    text = short_money(sums[shown], shown, lang)
    number = text.rstrip("bkmnt万亿")
    power = POWERS.get(text[len(number) :])
    if "." in number and len(number.lstrip("-")) > 3 and power is not None:
        text = f"{_whole(sums[shown], power + exponent(shown))}{text[len(number) :]}"
    text = text if shown in (usual, "") else f"{shown} {text}"
    return text + (MARK if len(sums) > 1 else "")


def _whole(minor: int, power: int) -> int:
    """Minor units in units of a power of ten, half to even."""
    unit: int = 10**power
    whole, rest = divmod(minor, unit)
    return whole + (2 * rest > unit or (2 * rest == unit and whole % 2 == 1))


def _one(sums: Mapping[str, int], currency: str, usual: str, lang: str) -> str:
    text = short_money(sums[currency], currency, lang)
    return text if currency in (usual, "") else f"{currency} {text}"
