"""How typed values are read back in a form: in full, so that nothing is saved by surprise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from salestui.domain.dates import parse_date
from salestui.domain.dayshow import day_words
from salestui.domain.money import full_money, parse_money
from salestui.domain.names import record_name
from salestui.domain.problems import NOWHERE, InputProblem, NotFound
from salestui.domain.schema import Field, path_parts
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.services.context import Context
from salestui.services.fieldedit import MEMBER_KINDS, edit_values
from salestui.ui.forms.form import Read

MISSING = Words("{label} is missing", "缺少{label}")
IN_FUTURE = Words("The date lies in the future", "日期在将来")
CLEARS = Words("cleared", "清空")
YES = Words("yes", "是")
NO = Words("no", "否")


def same(text: str) -> Words:
    """A text that is alike in both languages."""
    return Words(text, text)


def money_words(minor: int, currency: str) -> Words:
    """An amount in full: `CNY 120,000`, with decimals only where there are any."""
    text = full_money(minor, currency)
    return same(text.removesuffix(".00"))


def needed(label: Words, read: Read) -> Read:
    """A reading that refuses an empty text."""

    def reads(text: str) -> Words:
        if not text.strip():
            raise InputProblem(MISSING.fill(label=label))
        return read(text)

    return reads


def money_read(currency: str) -> Read:
    """Reads an amount back; nothing typed is nothing."""

    def reads(text: str) -> Words:
        return money_words(*parse_money(text, currency)) if text.strip() else NOWHERE

    return reads


def date_read(today: date, *, past: bool = False) -> Read:
    """Reads a date back; `past` means the latest such day, and refuses one in the future."""

    def reads(text: str) -> Words:
        if not text.strip():
            return NOWHERE
        day = parse_date(text, today, past=past)
        if past and day > today:
            raise InputProblem(IN_FUTURE)
        return day_words(day, today)

    return reads


def field_read(field: Field, doc: Doc, snapshot: Snapshot, context: Callable[[], Context]) -> Read:
    """Reads back what a text means for a field of a record."""

    def reads(text: str) -> Words:
        if not text.strip():
            return CLEARS if doc.get(field.path) is not None else NOWHERE
        ctx = context()
        try:
            values = edit_values(field, text, doc, snapshot, ctx)
        except NotFound as problem:
            problem.where = field.path
            raise
        said = _said(field, values, snapshot, ctx)
        # What stands there already word for word need not be read back.
        return NOWHERE if text.strip() in said else said

    return reads


def _said(
    field: Field, values: dict[str, str | int | bool | None], snapshot: Snapshot, ctx: Context
) -> Words:
    value = values.get(field.path)
    match field.type:
        case "money" if isinstance(value, int):
            return money_words(value, str(values.get(field.currency) or ctx.currency))
        case "date" if isinstance(value, str):
            return day_words(date.fromisoformat(value), ctx.today)
        case "percent":
            return same(f"{value}%")
        case "flag":
            return YES if value else NO
        case "key":
            return field.choices.get(str(value), NOWHERE)
        case "ref" if isinstance(value, str):
            record = snapshot.referred(field.ref, value)
            return same(record_name(snapshot, field.ref, record)) if record else NOWHERE
        case "map":
            kept = [path_parts(path)[1] for path, there in values.items() if there]
            kind = MEMBER_KINDS.get(field.path, "")
            named = [_member(snapshot, kind, each) for each in kept]
            return Words(f"{len(kept)}: {', '.join(named)}", f"{len(kept)}项：{'，'.join(named)}")
        case _:
            return NOWHERE


def _member(snapshot: Snapshot, kind: str, member: str) -> str:
    record = snapshot.get(kind, member) if kind else None
    return record_name(snapshot, kind, record) if record else member
