"""The words of the date grammars in both languages: weekdays, months, units, small numerals."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from salestui.domain.problems import InputProblem
from salestui.domain.text import ascii_keys, quoted
from salestui.domain.words import Words

MAX_LENGTH = 48
"""Characters of the longest date or period that is looked at."""

YEARS = range(1900, 3000)
"""Years that a typed date may lie in: others are slips of the keyboard."""

WEEKDAY_NAMES = {
    name: number
    for number, names in enumerate(
        (
            ("mon", "monday"),
            ("tue", "tues", "tuesday"),
            ("wed", "weds", "wednesday"),
            ("thu", "thur", "thurs", "thursday"),
            ("fri", "friday"),
            ("sat", "saturday"),
            ("sun", "sunday"),
        )
    )
    for name in names
}
"""English weekday to its number, Monday 0."""

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MONTH_NAMES = (
    {name: number for number, name in enumerate(_MONTHS, 1)}
    | {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
    | {"sept": 9}
)
"""English month to its number, January 1."""

UNITS = {
    "d": "d", "day": "d", "days": "d", "天": "d", "日": "d",
    "w": "w", "wk": "w", "wks": "w", "week": "w", "weeks": "w", "周": "w", "星期": "w", "礼拜": "w",
    "m": "m", "mo": "m", "mos": "m", "month": "m", "months": "m", "月": "m",
    "y": "y", "yr": "y", "yrs": "y", "year": "y", "years": "y", "年": "y",
}  # fmt: skip
"""Unit of time to `d`, `w`, `m` or `y`."""

COUNT = r"(?:[0-9]{1,3}|[一二两三四五六七八九]?十?[一二三四五六七八九]|[一二三四五六七八九]?十|两)"
"""A number below a thousand in digits, or below a hundred in Chinese numerals."""

WEEK_ZH = r"(?:周|星期|礼拜)"
SHIFT_ZH = r"(上{1,3}|下{1,3}|本|这)个?"

YEAR_SHIFTS = {"今": 0, "本": 0, "明": 1, "后": 2, "去": -1, "前": -2}
"""The character before 年 and how many years it goes forward."""

YEAR_ZH = r"(?:(?P<y>[0-9]{4})|(?P<ry>[今本明后去前]))"

_NUMERALS = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")} | {"两": 2}
_HAN_SPACE = "(?<=[\u4e00-\u9fff]) | (?=[\u4e00-\u9fff])"


class Frame(NamedTuple):
    """What the words of a date are relative to."""

    today: date
    week_start: int
    """Weekday on which weeks start, Monday 0."""
    fiscal_start: int
    """Month in which the fiscal year starts, 1 to 12."""
    past: bool
    """Whether a word that could mean either looks back: `mon`, `9/28`, `3d`."""


def normalised(text: str) -> str:
    """`text` in lower case and half width, with single spaces and none beside Chinese."""
    folded = " ".join(ascii_keys(text).replace("−", "-").casefold().split())
    return re.sub(_HAN_SPACE, "", folded)


def count(text: str) -> int:
    """The value of what `COUNT` matched: `12`, `三`, `十二`, `三十一`."""
    if text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    value = _NUMERALS.get(ones, 0)
    return value + 10 * (_NUMERALS[tens] if tens else 1) if ten else value


def weekday_zh(character: str) -> int:
    """The weekday, Monday 0, for the character after 周: `一` to `六`, `日`, `天`, `1` to `7`."""
    return 6 if character in "日天" else count(character) - 1


def shift_zh(word: str | None) -> int:
    """How many units `上`, `本`, `这`, `下`, `下下` go forward; nothing goes 0."""
    if not word:
        return 0
    return word.count("下") - word.count("上")


def shift_en(word: str | None) -> int:
    """How many units `last`, `this`, `next` go forward; nothing goes 0."""
    return {"last": -1, "previous": -1, "next": 1}.get(word or "", 0)


def not_in_calendar(text: str) -> InputProblem:
    """The problem with a date such as `2026-02-30`."""
    return InputProblem(
        Words(f"{quoted(text)} is not in the calendar.", f"日历中没有 {quoted(text)}。"),
        hint=Words("Check day, month and year.", "请检查年月日。"),
    )
