"""Cells to values of their field's type, a column at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import tzinfo
from typing import Any, NamedTuple

from salestui.domain.currencies import CODES, currency_at
from salestui.domain.problems import Problem
from salestui.domain.schema import KINDS, Field
from salestui.domain.text import ascii_keys, clean
from salestui.domain.words import Words
from salestui.exchange.choices import REST, words_for
from salestui.exchange.datecells import BadCell, DateColumn
from salestui.exchange.headers import CREATED, ENTERED, Column, listed
from salestui.exchange.moneycells import MoneyColumn
from salestui.services.importing.names import folded

Reader = Callable[[str], Any]
"""A cell's value; raises BadCell."""

_BLANK = frozenset(
    {
        "",
        "-",
        "--",
        "—",
        "n/a",
        "#n/a",
        "select",
        "-select-",
        "--select--",
        "null",
        "\\n",
        "(blank)",
    }
)
_BLANK_NUMBERS = _BLANK | {"na", "none", "nan", ".", "无"}
_MOMENTS = frozenset({CREATED, "closed_on"})
_PLAIN_TYPES = frozenset({"text", "long_text", "ref", "map", "key"})
_INTEGER = re.compile(r"[+-]?\d+(?:\.0+)?|[+-]?\d{1,3}(?:[, ]\d{3})+(?:\.0+)?")
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?) ?(%?)")
_MEMBER_CUT = re.compile(r"[;,、；，|\n]+")
_FLAGS = {
    **dict.fromkeys(("yes", "y", "true", "t", "1", "x", "是", "有", "✓"), True),
    **dict.fromkeys(("no", "n", "false", "f", "0", "否", "无"), False),
}
_RANGES = {
    "year_established": (1, 9999),
    "growth_potential": (1, 5),
    "industry_growth": (1, 5),
    "satisfaction": (1, 5),
}
_COUNT = (0, 10**18)


class Other(NamedTuple):
    """A word for a choice that is none of ours."""

    text: str


def is_blank(cell: str, type_: str = "text") -> bool:
    """Whether a cell (trimmed) is one of the ways in which files say nothing."""
    return cell.lower() in (_BLANK if type_ in _PLAIN_TYPES else _BLANK_NUMBERS)


def type_of(column: Column, kind: str) -> str:
    """The type that the cells of a column have."""
    if column.field == CREATED or column.field.startswith(ENTERED):
        return "date"
    field = KINDS[kind].field(column.field)
    return field.type if field else "text"


def reader(
    column: Column, kind: str, cells: Sequence[str], *, order: str, zone: tzinfo, currency: str
) -> Reader:
    """What reads the cells of a column, having seen them all.

    Cells come trimmed and not blank. Raises InputProblem where dates of the column can't be
    told (see `DateColumn`).
    """
    type_ = type_of(column, kind)
    if type_ in ("date", "instant"):
        return _dates(column, type_, DateColumn(cells, column.label, order, zone))
    if type_ == "money":
        default = column.currency or currency
        return MoneyColumn(cells, power=column.power, currency=default).read
    if type_ == "percent":
        return _percents(cells)
    if type_ == "integer":
        bounds = _RANGES.get(column.field, _COUNT)
        return lambda cell: _integer(cell, *bounds)
    field = KINDS[kind].field(column.field)
    if type_ == "key" and field is not None:
        return lambda cell: _choice(cell, kind, field)
    if column.field.endswith("currency"):
        return _currency
    return _READERS.get(type_, _text)


def _dates(column: Column, type_: str, dates: DateColumn) -> Reader:
    if column.field in _MOMENTS or column.field.startswith(ENTERED):
        return dates.read
    if type_ == "instant":
        return lambda cell: dates.read(cell).ms
    return lambda cell: dates.read(cell).date


def _text(cell: str, *, multiline: bool = False) -> str:
    try:
        return clean(cell, multiline=multiline)
    except Problem as problem:
        raise BadCell(problem.message) from None


def _integer(cell: str, least: int, most: int) -> int:
    text = ascii_keys(cell)
    if not _INTEGER.fullmatch(text) or len(text) > 18:
        raise BadCell(Words("not a whole number", "不是整数"))
    number = int(re.sub("[, ]", "", text.partition(".")[0]))
    if not least <= number <= most:
        raise BadCell(Words("out of range", "超出范围"))
    return number


def _flag(cell: str) -> bool:
    found = _FLAGS.get(cell.casefold())
    if found is None:
        raise BadCell(Words("neither yes nor no", "既不是“是”也不是“否”"))
    return found


def _members(cell: str) -> tuple[str, ...]:
    return tuple(part for part in map(_text, _MEMBER_CUT.split(cell)) if part)


def _currency(cell: str) -> str:
    text = ascii_keys(cell).strip()
    code, end = currency_at(text, 0, "")
    if code not in CODES or end < len(text):
        raise BadCell(Words("not a currency, such as CNY or USD", "不是币种代码，如 CNY、USD"))
    return code


def _choice(cell: str, kind: str, field: Field) -> str | Other:
    """The key meant; `Other` where none is and the field has a choice for the rest."""
    found = words_for(kind, field.path).get(folded(cell))
    if found is not None:
        return found
    if REST in field.choices:
        return Other(_text(cell))
    raise BadCell(
        Words("none of: {c}", "不在其中：{c}").fill(
            c=Words(listed(tuple(field.choices)), listed([w.zh for w in field.choices.values()]))
        )
    )


_READERS: dict[str, Reader] = {
    "flag": _flag,
    "map": _members,
    "long_text": lambda cell: _text(cell, multiline=True),
}


def _percents(cells: Sequence[str]) -> Reader:
    """Percentages; a column of numbers up to 1 with decimals holds shares."""
    numbers = [m for cell in cells if (m := _PERCENT.fullmatch(ascii_keys(cell)))]
    values = [float(m[1].replace(",", ".")) for m in numbers if not m[2]]
    shares = bool(values) and max(values) <= 1 and any(0 < value < 1 for value in values)

    def read(cell: str) -> int:
        match = _PERCENT.fullmatch(ascii_keys(cell))
        number = float(match[1].replace(",", ".")) if match else -1
        if match and shares and not match[2]:
            number *= 100
        if not 0 <= number <= 100:
            raise BadCell(Words("not a percentage from 0 to 100", "不是 0 到 100 的百分比"))
        return int(number + 0.5)

    return read
