"""The last look at a record before it is written: types, ranges, choices, lengths.

What people type is parsed before; what gets here wrong came from a file, a script or a slip of
ours, and is refused with the field's name and what it takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from salestui.domain.models import MODELS
from salestui.domain.models.base import nested
from salestui.domain.problems import NOWHERE, InputProblem
from salestui.domain.schema import KINDS, Choices, Field, Kind
from salestui.domain.schema.ranges import LARGEST
from salestui.domain.text import MAX_BYTES, quoted
from salestui.domain.words import Words

WRONG = Words("{field} takes {what}, not {value}.", "{field}应为{what}，不能是{value}。")
LACKS = Words("{field} needs its currency.", "{field}缺少币种。")
LACKS_HINT = Words("Give the currency too, such as CNY.", "请同时给出币种，例如 CNY。")
UNKNOWN_KIND = Words("There is no kind of record called {kind}.", "没有名为 {kind} 的记录类型。")

_TEXT = Words("text", "文字")
_WHOLE = Words("a whole number", "整数")
_WHAT: Mapping[str, Words] = {
    "text": _TEXT,
    "long_text": _TEXT,
    "key": Words("one of its keys", "规定的键值"),
    "ref": Words("the id of a record", "一条记录的标识"),
    "money": Words("a whole number of the smallest unit", "以最小货币单位计的整数"),
    "integer": _WHOLE,
    "percent": Words("a whole number from 0 to 100", "0到100的整数"),
    "date": Words("a date such as 2026-09-28", "2026-09-28这样的日期"),
    "instant": Words("milliseconds since 1970, UTC", "1970年以来的毫秒数（UTC）"),
    "flag": Words("yes or no", "是或否"),
    "map": Words("members that are text, yes or no", "由文字或是否组成的多项"),
}
"""What a field takes, by its type in the schema."""

_SHOWS: Mapping[str, Words] = {
    "too_long": Words("at most {limit} bytes of text", "不超过{limit}字节的文字").fill(
        limit=MAX_BYTES
    ),
    "date": _WHAT["date"],
    "mark": Words("text, yes or no", "文字、是或否"),
    "string_pattern_mismatch": Words("a code of three letters such as CNY", "CNY这样的三字母代码"),
    "literal_error": _WHAT["key"],
    "int_type": _WHOLE,
    "bool_type": _WHAT["flag"],
    "model_type": _WHAT["flag"],
}
"""What a field takes, where the error itself shows it."""

_MONEY: Mapping[str, tuple[Field, ...]] = {
    name: tuple(field for field in kind.fields if field.currency) for name, kind in KINDS.items()
}
_BOUNDS: Mapping[tuple[str, ...], Words] = {
    ("ge",): Words("a whole number of at least {ge}", "不小于{ge}的整数"),
    ("le",): Words("a whole number of at most {le}", "不大于{le}的整数"),
    ("ge", "le"): Words("a whole number from {ge} to {le}", "{ge}到{le}的整数"),
}
_TOO_FAR = Words("a number nearer to zero", "绝对值更小的数")


def check_record(kind: str, doc: Mapping[str, Any]) -> None:
    """Raise InputProblem unless every known field in `doc`, a record or an edit of one, is sound.

    `doc` is flat; paths set to None are being cleared; paths that this version does not know pass.
    """
    known = KINDS.get(kind)
    if known is None:
        raise InputProblem(UNKNOWN_KIND.fill(kind=quoted(kind)))
    _check_currencies(kind, doc)
    try:
        MODELS[kind].model_validate(nested(doc, loose=True))
    except ValidationError as error:
        raise _problem(known, error.errors(include_url=False)[0]) from None


def _check_currencies(kind: str, doc: Mapping[str, Any]) -> None:
    """Money whose currency is cleared by the same edit is money of no kind."""
    for field in _MONEY[kind]:
        cleared = field.currency in doc and doc[field.currency] is None
        if cleared and doc.get(field.path) is not None:
            raise InputProblem(LACKS.fill(field=field.label), hint=LACKS_HINT, where=field.path)


def _problem(kind: Kind, error: ErrorDetails) -> InputProblem:
    loc = [str(part) for part in error["loc"]]
    field = kind.field(loc[0]) if loc else None
    label = field.label if field else kind.label
    value = quoted(str(error["input"]))
    return InputProblem(
        WRONG.fill(field=label, what=_what(kind, field, error), value=value),
        hint=_choices(field.choices) if field and field.choices else NOWHERE,
        where="/".join(loc),
    )


def _what(kind: Kind, field: Field | None, error: ErrorDetails) -> Words:
    """What the field takes: as the error shows it, else by the field's type."""
    shown = _SHOWS.get(error["type"])
    inside = len(error["loc"]) > 1
    if error["type"] in ("greater_than_equal", "less_than_equal"):
        return _bounds(error["ctx"] if inside else _limits(kind, str(error["loc"][0])))
    if field is None or inside or error["type"] in ("too_long", "string_pattern_mismatch"):
        return shown or _TEXT
    return _WHAT[field.type]


def _bounds(limits: Mapping[str, Any]) -> Words:
    known = {name: limits[name] for name in ("ge", "le") if name in limits}
    if max(map(abs, known.values())) == LARGEST:
        known = {name: limit for name, limit in known.items() if abs(limit) < LARGEST}
    return _BOUNDS[tuple(known)].fill(**known) if known else _TOO_FAR


def _limits(kind: Kind, path: str) -> dict[str, int]:
    """The least and greatest number that a field of the model takes."""
    found: dict[str, int] = {}
    for part in get_args(MODELS[kind.name].model_fields[path].annotation):
        for info in getattr(part, "__metadata__", ()):
            for mark in getattr(info, "metadata", ()):
                found |= {n: getattr(mark, n) for n in ("ge", "le") if hasattr(mark, n)}
    return found


def _choices(choices: Choices) -> Words:
    en = ", ".join(f"{key} ({words.en})" for key, words in choices.items())
    zh = "、".join(f"{key}（{words.zh}）" for key, words in choices.items())
    return Words(f"It takes: {en}.", f"可选：{zh}。")
