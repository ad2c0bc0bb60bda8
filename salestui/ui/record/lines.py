"""The steps of a record's history as lines, and both values of one in full."""

from __future__ import annotations

from collections.abc import Sequence

from salestui.domain.schema import DELETED, KINDS
from salestui.services.fieldtext import label_of
from salestui.services.recordhistory import Step
from salestui.ui.record import words as say
from salestui.ui.view import View, labelled, table
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.rows import Row

LABEL = 6
ARROW = " > "


def heading(view: View, kind: str, id: str) -> str:
    """What kind of record it is and what it is called."""
    known = KINDS.get(kind)
    label = view.say(known.label) if known else kind
    return view.say(say.ABOUT.fill(kind=label, name=view.called(kind, id)))


def rows(view: View, found: Sequence[Step], width: int) -> list[Row]:
    """A line for each step: when, who, which field, from which value to which."""
    most = (12, 9, 14, 0, 8) if width < 100 else (16, 16, 24, 0, 8)
    return table([_cells(view, step) for step in found], width, most)


def _cells(view: View, step: Step) -> list[Span]:
    note = say.UNDONE if step.row.undoes else say.STANDS
    noted = view.say(note) if step.row.undoes or step.stands else ""
    return [
        Span(view.when(step.row.when), "dim"),
        Span(view.author(step.row.rep)),
        Span(field_of(view, step), "dim"),
        Span(_change(view, step)),
        Span(noted, "dim"),
    ]


def field_of(view: View, step: Step) -> str:
    """The field, or what became of the whole record."""
    if not step.path:
        return view.say(say.CREATED)
    if step.path == DELETED:
        return view.say(say.ARCHIVED if step.after.get(DELETED) else say.RESTORED)
    return view.say(label_of(step.row.kind, step.path, view.snapshot))


def _change(view: View, step: Step) -> str:
    if step.path in ("", DELETED):
        return ""
    texts = [view.text.short(step.row.kind, step.path, each) for each in (step.before, step.after)]
    return ARROW.join(text or view.say(say.EMPTY) for text in texts)


def title(view: View, step: Step) -> str:
    """What the details are about."""
    return field_of(view, step)


def details(view: View, step: Step, width: int) -> list[Row]:
    """Both values in full, and what stands now where that is another one."""
    if step.path in ("", DELETED):
        return []
    kind, room = step.row.kind, max(width - LABEL - 4, 10)
    told = [(say.OLD, step.before), (say.NEW, step.after)]
    if not step.stands:
        told.append((say.NOW, view.doc(kind, step.row.id)))
    found: list[Row] = []
    for label, values in told:
        text = view.text.full(kind, step.path, values) or view.say(say.EMPTY)
        found += labelled(view.say(label), view.wrap(text, room), LABEL)
    return found
