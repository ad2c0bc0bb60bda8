"""What a person types for a field, as values; and a field's value as one would type it."""

from __future__ import annotations

from datetime import UTC, datetime

from salestui.domain.change import Value
from salestui.domain.dates import ms_to_date, parse_date
from salestui.domain.money import parse_money, typed_money
from salestui.domain.names import record_name
from salestui.domain.numerals import parse_number, parse_percent
from salestui.domain.problems import InputProblem
from salestui.domain.refs import find
from salestui.domain.schema import Field, key_path, members_of
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.text import clean, searchable
from salestui.domain.words import Words
from salestui.services.context import Context

CHOOSE = Words("{label} is one of {choices}", "{label}可填：{choices}")
WHOLE = Words("{label} is a whole number", "{label}须为整数")
YES_NO = Words("{label} is yes or no", "{label}填“是”或“否”")
YES = {"yes", "y", "true", "1", "是", "有", "对"}
NO = {"no", "n", "false", "0", "否", "无", "不"}
NONE = {"none", "-", "无", "空"}

Values = dict[str, Value]


def typed_values(field: Field, text: str, snapshot: Snapshot, ctx: Context) -> Values:
    """The values that `text` means for a field. Empty text clears it.

    Raises InputProblem (with the field as its place) or NotFound for a name nobody answers to.
    """
    text = text.strip()
    if not text:
        return _cleared(field)
    match field.type:
        case "money":
            minor, currency = parse_money(text, ctx.currency)
            return {field.path: minor, field.currency: currency}
        case "date":
            return {field.path: parse_date(text, ctx.today).isoformat()}
        case "instant":
            return {field.path: _instant(text, ctx)}
        case "percent":
            return {field.path: parse_percent(text)}
        case "integer":
            return {field.path: _integer(field, text)}
        case "flag":
            return {field.path: _flag(field, text)}
        case "key":
            return {field.path: _choice(field, text)}
        case "ref":
            return {field.path: _ref(field, text, snapshot, ctx)}
        case "map":
            parts = (part.strip() for part in text.replace("，", ",").split(","))
            return {key_path(field.path, clean(part)): True for part in parts if part}
        case "long_text":
            return {field.path: clean(text, multiline=True)}
        case _:
            return {field.path: clean(text)}


def _cleared(field: Field) -> Values:
    return {field.path: None, **({field.currency: None} if field.currency else {})}


def _instant(text: str, ctx: Context) -> int:
    day = parse_date(text, ctx.today)
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=ctx.zone).timestamp() * 1000)


def _integer(field: Field, text: str) -> int:
    number = parse_number(text)
    if number != number.to_integral_value():
        raise InputProblem(WHOLE.fill(label=field.label), where=field.path)
    return int(number)


def _flag(field: Field, text: str) -> bool:
    word = text.casefold()
    if word not in YES | NO:
        raise InputProblem(YES_NO.fill(label=field.label), where=field.path)
    return word in YES


def _choice(field: Field, text: str) -> str:
    wanted = searchable(text)
    for key, label in field.choices.items():
        if wanted in (searchable(key), searchable(label.en), searchable(label.zh)):
            return key
    starts = [
        key
        for key, label in field.choices.items()
        if any(searchable(each).startswith(wanted) for each in (key, label.en, label.zh))
    ]
    if len(starts) == 1:
        return starts[0]
    en = ", ".join(field.choices)
    zh = "、".join(label.zh for label in field.choices.values())
    raise InputProblem(CHOOSE.fill(label=field.label, choices=Words(en, zh)), where=field.path)


def _ref(field: Field, text: str, snapshot: Snapshot, ctx: Context) -> str | None:
    if text.casefold() in NONE:
        return None
    if field.ref == "members" and text.casefold() in ("me", "我"):
        return ctx.me or None
    return str(find(snapshot, field.ref, text)["_id"])


def shown(field: Field, doc: Doc, snapshot: Snapshot, lang: str) -> str:
    """A field's value as one would type it, in a form that `typed_values` reads back."""
    if field.type == "map":
        return ", ".join(members_of(doc, field.path))
    value = doc.get(field.path)
    if value is None:
        return ""
    match field.type:
        case "money":
            return typed_money(value, str(doc.get(field.currency, "")), lang)
        case "key":
            label = field.choices.get(value)
            return label.say(lang) if label else str(value)
        case "flag":
            return Words("yes", "是").say(lang) if value else Words("no", "否").say(lang)
        case "ref":
            record = snapshot.referred(field.ref, value)
            return record_name(snapshot, field.ref, record) if record else str(value)
        case "instant":
            return ms_to_date(value, UTC).isoformat()
        case "percent":
            return f"{value}%"
        case _:
            return str(value)
