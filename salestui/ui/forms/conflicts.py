"""Deciding a conflict by typing: another value for its fields, or two long texts merged by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from salestui.domain.change import Act
from salestui.domain.conflicts import Conflict
from salestui.domain.merging import marked
from salestui.domain.problems import NOWHERE, InputProblem, Refused
from salestui.domain.schema import KINDS
from salestui.domain.words import Words
from salestui.services import resolving
from salestui.services.fieldedit import editable
from salestui.services.pathplace import Place, place_of
from salestui.services.pathtext import below
from salestui.services.records import live_record
from salestui.services.typed import Values, typed_values
from salestui.ui.forms.fields import LONG_LINES, form_field, typed_fields
from salestui.ui.forms.form import Form, FormField, Save, Texts
from salestui.ui.inbox import words as say

if TYPE_CHECKING:
    from salestui.domain.snapshot import Snapshot
    from salestui.services.context import Context
    from salestui.store.store import Saved
    from salestui.ui.app import SalesApp

AROUND = 8
"""Lines that a form with one long text leaves free of it."""
Done = Callable[["Saved"], None]


def typed_paths(conflict: Conflict) -> list[str]:
    """The fields of a conflict that a person can type."""
    kind = KINDS.get(conflict.kind)
    fields = [field for path in conflict.paths if kind and (field := kind.field(path))]
    currencies = {field.currency for field in fields}
    return [f.path for f in fields if editable(f) and f.path not in currencies]


async def edit_form(sales: SalesApp, conflict: Conflict, title: Words, done: Done) -> Form:
    """The conflict's fields with the standing values, to be typed over. Raises Refused."""
    place = place_of(conflict.paths[0]) if conflict.kind == "pipelines" else None
    if place is not None:
        return _place_form(sales, conflict, place, title, done)
    paths = typed_paths(conflict)
    if not paths:
        raise Refused(say.NOT_TYPED, hint=say.NOT_TYPED_HINT)
    doc = sales.snapshot.get(conflict.kind, conflict.id) or {}
    fields = tuple(form_field(sales, conflict.kind, path, doc) for path in paths)

    def read(texts: Texts, snapshot: Snapshot, ctx: Context) -> Values:
        doc = live_record(snapshot, conflict.kind, conflict.id)
        return typed_fields(conflict.kind, texts, doc, snapshot, ctx)

    return Form(title, fields, _saving(sales, conflict, read, done))


def _place_form(
    sales: SalesApp, conflict: Conflict, place: Place, title: Words, done: Done
) -> Form:
    """A field of a stage, or of a criterion or a task of one."""
    from salestui.ui.forms.paths import Subject, part_fields

    doc = sales.snapshot.get(conflict.kind, conflict.id) or {}
    subject = Subject(place.part, conflict.id, place.stage, below(doc, place.at))

    def read(texts: Texts, snapshot: Snapshot, ctx: Context) -> Values:
        found = subject.read(texts, snapshot, ctx)
        return {f"{place.at}/{name}": value for name, value in found.items()}

    fields = part_fields(sales, subject, (place.field.path,))
    return Form(title, fields, _saving(sales, conflict, read, done))


async def merge_form(
    sales: SalesApp, conflict: Conflict, title: Words, writers: Sequence[str], done: Done
) -> Form:
    """All versions of a long text in one, the overlaps between marks. Raises Refused."""
    shown = marked(resolving.merged_text(conflict), writers)
    path = conflict.paths[0]
    field = KINDS[conflict.kind].field(path)
    assert field is not None, path

    def complain(text: str) -> Words:
        left = shown.left(text)
        if left:
            raise InputProblem(say.MARKS_LEFT.fill(n=left), where=path)
        return NOWHERE

    def read(texts: Texts, snapshot: Snapshot, ctx: Context) -> Values:
        return typed_values(field, texts[path], snapshot, ctx)

    needed, room = shown.text.count("\n") + 3, sales.size.height - AROUND
    lines = max(min(needed, room), LONG_LINES)
    one = FormField(path, field.label, initial=shown.text, read=complain, lines=lines)
    note = say.MERGE_HINT if shown.marks else say.MERGED
    return Form(title, (one,), _saving(sales, conflict, read, done), note=note)


def _saving(
    sales: SalesApp,
    conflict: Conflict,
    read: Callable[[Texts, Snapshot, Context], Values],
    done: Done,
) -> Save:
    """Saves the typed values as the decision."""

    async def save(texts: Texts) -> None:
        def decide(snapshot: Snapshot, ctx: Context) -> Act:
            values = read(texts, snapshot, ctx)
            return resolving.edit(snapshot, ctx, conflict, values)

        done(await sales.save(decide))

    return save
