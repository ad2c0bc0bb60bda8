"""Forms made from the schema: one field of a record, or several."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from salestui.domain.change import Act, Value
from salestui.domain.names import record_name
from salestui.domain.problems import NOWHERE, NotFound, Problem
from salestui.domain.schema import KINDS, Field
from salestui.domain.words import Words
from salestui.services.accounts import set_account, set_contact
from salestui.services.deals import set_deal
from salestui.services.fieldedit import edit_text, edit_values
from salestui.services.goals import set_goal
from salestui.services.plans import set_plan
from salestui.services.records import live_record, set_values
from salestui.services.settings import set_path
from salestui.services.tasks import set_task
from salestui.ui.acts import DealAct, Perform
from salestui.ui.forms.form import Choice, FieldProblems, Form, FormField, Texts
from salestui.ui.forms.reading import field_read, needed

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot
    from salestui.services.context import Context
    from salestui.ui.app import SalesApp

DIGITS = "1234567890"
SET = Words("{field} {text}", "{field} {text}")
LONG_LINES = 5

HINTS: Mapping[str, Words] = {
    "money": Words("120k, 1.2m, USD 5000", "12万、120k、USD 5000"),
    "date": Words("+3d, fri, eom, 28 Sep", "3天后、下周五、月底、9/28"),
    "percent": Words("0 to 100", "0到100"),
    "flag": Words("yes or no", "是或否"),
    "map": Words("several, with commas", "多项用逗号分开"),
    "ref": Words("name or number", "名称或编号"),
}
"""What may be typed, by type of field."""
HINT_OF: Mapping[str, Words] = {
    "influence": Words("1 little, 5 much", "1低，5高"),
}
"""The same for some fields."""

Setter = Callable[["Snapshot", "Context", str, Mapping[str, Value]], Act]


def _set_activity(snapshot: Snapshot, ctx: Context, id: str, values: Mapping[str, Value]) -> Act:
    return set_values(snapshot, "activities", id, values)


SETTERS: Mapping[str, Setter] = {
    "activities": _set_activity,
    "deals": set_deal,
    "accounts": set_account,
    "contacts": set_contact,
    "tasks": set_task,
    "goals": set_goal,
    "plans": set_plan,
    "pipelines": set_path,
}
"""Kind -> the use case that changes fields of it."""


def choices_of(field: Field) -> tuple[Choice, ...]:
    """The keys of a field, each with a digit to pick it by; none when digits don't suffice."""
    if field.type != "key" or len(field.choices) > len(DIGITS):
        return ()
    return tuple(
        Choice(digit, label) for digit, label in zip(DIGITS, field.choices.values(), strict=False)
    )


def form_field(sales: SalesApp, kind: str, path: str, doc: Doc, *, need: bool = False) -> FormField:
    """A form's field for a field of the schema, holding what stands in `doc`."""
    field = KINDS[kind].field(path)
    assert field is not None, path
    read = field_read(field, doc, sales.snapshot, sales.context)
    currency = str(doc.get(field.currency) or sales.context().currency)
    return FormField(
        key=path,
        label=field.label,
        initial=edit_text(field, doc, sales.snapshot, sales.lang, currency),
        read=needed(field.label, read) if need else read,
        hint=HINT_OF.get(path, HINTS.get(field.type, NOWHERE)),
        choices=choices_of(field),
        lines=LONG_LINES if field.type == "long_text" else 1,
        roomy=field.type == "map",
    )


def typed_fields(
    kind: str, texts: Texts, doc: Doc, snapshot: Snapshot, ctx: Context
) -> dict[str, Value]:
    """The values of a form whose keys are fields of a kind. Raises FieldProblems."""
    values: dict[str, Value] = {}
    problems: dict[str, Problem] = {}
    for path, text in texts.items():
        field = KINDS[kind].field(path)
        assert field is not None, path
        try:
            values |= edit_values(field, text, doc, snapshot, ctx)
        except Problem as problem:
            problems[path] = problem
    if problems:
        raise FieldProblems(problems)
    return values


async def record_form(
    sales: SalesApp,
    kind: str,
    id: str,
    fields: tuple[FormField, ...],
    title: Words,
    *,
    start: str = "",
) -> Form:
    """A form that changes fields of a record as one act."""
    doc = sales.snapshot.get(kind, id) or {}
    before = {field.key: field.initial for field in fields}

    async def save(texts: Texts) -> None:
        changed = {key: text for key, text in texts.items() if text != before[key]}

        def use_case(snapshot: Snapshot, ctx: Context) -> Act:
            live_record(snapshot, kind, id)
            # Read against the record as it stood in the form: of several members only those go
            # that were seen and are not named any more.
            values = typed_fields(kind, changed, doc, snapshot, ctx)
            return SETTERS[kind](snapshot, ctx, id, values)

        await sales.save(use_case)

    return Form(title, fields, save, start=start)


async def field_form(sales: SalesApp, kind: str, id: str, path: str) -> Form:
    """A form that changes one field of a record. Raises NotFound when the record is gone."""
    doc = sales.snapshot.get(kind, id)
    if doc is None:
        raise NotFound(Words("That record is gone", "该记录已不存在"), where=id)
    name = record_name(sales.snapshot, kind, doc)
    return await record_form(
        sales, kind, id, (form_field(sales, kind, path, doc),), Words(name, name)
    )


async def deals_form(
    sales: SalesApp, ids: Sequence[str], path: str, title: Words, perform: Perform
) -> Form:
    """A form that sets one field of one or more deals as one act."""
    if len(ids) == 1:
        return await field_form(sales, "deals", ids[0], path)
    # Of several deals there is no one value to begin with, and nothing typed changes nothing.
    field = form_field(sales, "deals", path, {}, need=True)

    async def save(texts: Texts) -> None:
        await perform(field_act(path, texts))

    return Form(title, (field,), save)


def field_act(path: str, texts: Texts) -> DealAct:
    """Setting a field of deals to what was typed for it, understood for each deal by itself."""
    field = KINDS["deals"].field(path)
    assert field is not None, path
    typed = texts[path].strip() or "-"

    def each(snapshot: Snapshot, ctx: Context, id: str) -> Act:
        doc = live_record(snapshot, "deals", id)
        return set_deal(snapshot, ctx, id, typed_fields("deals", texts, doc, snapshot, ctx))

    return DealAct(SET.fill(field=field.label, text=" ".join(typed.split())), each)
