"""Money: whole minor units with a currency, as typed, as stored and as shown.

Nothing here rounds what is stored; only `short_money`, which is for looking at, does.
"""

from __future__ import annotations

from salestui.domain.currencies import CODES, currency_at, exponent
from salestui.domain.moneyshow import UNITS, decimal_text, full_money, grouped, short_money
from salestui.domain.numerals import (
    Exact,
    parse_number,
    parse_percent,
    prepared,
    read_amount,
    unreadable,
)
from salestui.domain.problems import InputProblem
from salestui.domain.text import quoted
from salestui.domain.words import Words

__all__ = [
    "CODES",
    "decimal_text",
    "exponent",
    "full_money",
    "parse_money",
    "parse_number",
    "parse_percent",
    "short_money",
    "typed_money",
]

MAX_MINOR = 10**18
"""Amounts stay below this many minor units."""


def parse_money(text: str, currency: str, *, allow_negative: bool = False) -> tuple[int, str]:
    """Minor units and currency of what was typed; `currency` is meant where `text` names none.

    Reads `120k`, `1.2m`, `12万`, `1,234.50`, `$1,234`, `CNY 120k`, `46.8万元`, `(5.00)`. Raises
    InputProblem for anything else, for more decimals than the currency has, for two currencies,
    and for a negative amount unless `allow_negative`.
    """
    folded = prepared(text)
    scan = _Scan(text, folded, currency)
    scan.take_currency()
    bracket = scan.takes("(")
    negative = scan.take_minus()
    scan.take_currency()
    negative = negative or scan.take_minus()
    places = exponent(scan.currency or currency)
    amount, scan.at = read_amount(folded, scan.at, places)
    scan.take_currency()
    if bracket and not scan.takes(")"):
        raise unreadable(text, scan.at, Words("a closing bracket", "右括号"))
    scan.take_currency()
    scan.finish()
    negative = negative or bracket
    found = scan.currency or currency
    minor = _minor(text, amount, found)
    if negative and minor and not allow_negative:
        raise InputProblem(
            Words(f"{quoted(text)} is negative.", f"{quoted(text)} 是负数。"),
            hint=Words("Write an amount of zero or more.", "请写不小于零的金额。"),
        )
    return (-minor if negative else minor), found


class _Scan:
    """A place in the text of an amount, moving right, and the currency met on the way."""

    def __init__(self, text: str, folded: str, default: str) -> None:
        self.text, self.folded, self.default = text, folded, default
        self.at = 0
        self.currency = ""

    def takes(self, sign: str) -> bool:
        """Whether `sign` stands here, after blanks; if so it is passed."""
        self._skip_blanks()
        if not self.folded.startswith(sign, self.at):
            return False
        self.at += len(sign)
        self._skip_blanks()
        return True

    def take_minus(self) -> bool:
        """Whether a minus stands here; a plus is passed as well."""
        if self.takes("-"):
            return True
        self.takes("+")
        return False

    def take_currency(self) -> None:
        """Pass a currency if one stands here; raises InputProblem when it contradicts another."""
        self._skip_blanks()
        found, end = currency_at(self.folded, self.at, self.default)
        if found and self.currency not in ("", found):
            message = Words(
                "{t} names two currencies: {a} and {b}.", "{t} 有两种币种：{a} 和 {b}。"
            )
            raise InputProblem(
                message.fill(t=quoted(self.text), a=self.currency, b=found), where=str(self.at + 1)
            )
        self.currency = found or self.currency
        self.at = end
        self._skip_blanks()

    def finish(self) -> None:
        """Raise InputProblem unless the text ends here."""
        self._skip_blanks()
        if self.at < len(self.folded):
            expected = Words("a unit, a currency or the end", "单位、币种或结尾")
            raise unreadable(self.text, self.at, expected)

    def _skip_blanks(self) -> None:
        while self.folded[self.at : self.at + 1] == " ":
            self.at += 1


def _minor(text: str, amount: Exact, currency: str) -> int:
    """The amount in minor units, never rounded."""
    places = exponent(currency)
    minor = amount.whole(-places)
    if minor is None:
        message = Words(
            "{text} has more decimals than {currency} keeps ({places}).",
            "{text} 的小数位超过了 {currency} 的 {places} 位。",
        )
        raise InputProblem(
            message.fill(text=quoted(text), currency=currency, places=places),
            hint=Words("Round it yourself.", "请自行舍入后再填。"),
        )
    if minor >= MAX_MINOR:
        message = Words("{text} is too large to keep.", "{text} 数额过大，无法保存。")
        raise InputProblem(message.fill(text=quoted(text)))
    return minor


def typed_money(minor: int, currency: str, lang: str, *, default: str = "") -> str:
    """The amount as one would type it into a form; `parse_money` reads exactly this amount back.

    The currency's code is written unless it is `default`, the one that the field assumes.
    """
    places = exponent(currency)
    plain = decimal_text(minor, currency)
    options = [plain.removesuffix("." + "0" * places) if places else plain]
    for power, unit in UNITS["zh" if lang == "zh" else "en"][1:]:
        hundredths, rest = divmod(abs(minor) * 100, 10 ** (places + power))
        if hundredths >= 100 and not rest:
            number = grouped(hundredths if minor > 0 else -hundredths, 2, "")
            options.append(number.rstrip("0").rstrip(".") + unit)
    text = min(reversed(options), key=len)
    return text if currency == default else f"{currency} {text}"
