"""How money is shown: exact with its decimals, or short for cards and columns."""

from __future__ import annotations

from salestui.domain.currencies import exponent

UNITS = {
    "en": ((0, ""), (3, "k"), (6, "m"), (9, "bn"), (12, "tn")),
    "zh": ((0, ""), (4, "万"), (8, "亿"), (12, "万亿")),
}
"""Powers of ten with their words, by language."""


def decimal_text(minor: int, currency: str) -> str:
    """The amount as a plain decimal: `1234.50`, `-5.00`, `1234` where there are no decimals."""
    return grouped(minor, exponent(currency), "")


def full_money(minor: int, currency: str, lang: str = "en") -> str:
    """The exact amount for reading, grouped in threes after its code: `CNY 1,234.50`.

    Both languages write it alike.
    """
    return f"{currency} {grouped(minor, exponent(currency), ',')}".strip()


def grouped(minor: int, places: int, group: str) -> str:
    """The amount with `places` decimals, its whole part in threes where `group` is not empty."""
    sign = "-" if minor < 0 else ""
    whole, rest = divmod(abs(minor), 10**places)
    digits = f"{whole:,}" if group else str(whole)
    return f"{sign}{digits}.{rest:0{places}}" if places else sign + digits


def short_money(minor: int, currency: str, lang: str) -> str:
    """The amount for a card or column, with at most one decimal: `120k`, `1.2m`, `4.8万`, `950`.

    Rounded half to even on the exact value; from 100 units on without a decimal. The currency
    is not written.
    """
    size, places = abs(minor), exponent(currency)
    units = UNITS["zh" if lang == "zh" else "en"]
    at, tenths = 0, _tenths(size, 10**places)
    # Rounding may reach the next unit: 999.6k is `1m`, never `1000k`.
    while at + 1 < len(units) and tenths * 10 ** units[at][0] >= 10 ** (units[at + 1][0] + 1):
        at += 1
        tenths = _tenths(size, 10 ** (places + units[at][0]))
    number = str(tenths // 10) + (f".{tenths % 10}" if tenths % 10 else "")
    return ("-" if minor < 0 and tenths else "") + number + units[at][1]


def _tenths(size: int, unit: int) -> int:
    """`size` / `unit` in tenths, half to even; whole numbers only from 100 on."""
    tenths = _half_even(size * 10, unit)
    return tenths if tenths < 1000 else 10 * _half_even(size, unit)


def _half_even(size: int, unit: int) -> int:
    whole, rest = divmod(size, unit)
    return whole + (2 * rest > unit or (2 * rest == unit and whole % 2 == 1))
