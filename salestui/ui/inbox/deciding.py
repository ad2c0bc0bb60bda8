"""Conflicts and contested deletes: a line for each, and all that is known of the one in view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from salestui import cells
from salestui.domain.conflicts import Conflict, Contest, Side
from salestui.domain.schema import DELETED
from salestui.domain.words import Words
from salestui.services.fieldtext import label_of
from salestui.services.inbox import Item
from salestui.ui.inbox import words as say
from salestui.ui.view import NONE, View, labelled, table
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.rows import Row

LABEL = 8
"""Cells of what a value is to the others."""
SLASH = " / "


def key_of(item: Item) -> str:
    """What tells an item from others while people write on."""
    path = "" if isinstance(item, Contest) else item.paths[0]
    return f"{item.kind}|{item.id}|{path}"


def field_of(view: View, item: Conflict) -> str:
    """The field in conflict; of a group the first one that differs."""
    path = (item.differing or item.paths)[0]
    return view.say(label_of(item.kind, path, view.snapshot))


def rows(view: View, items: Sequence[Item], width: int) -> list[Row]:
    """A line for each: record, field, values, who, when."""
    narrow = width < 100
    most = (20, 13, 0, 10, 12) if narrow else (30, 20, 0, 20, 14)
    return table([_line(view, item, max(width // 5, 12)) for item in items], width, most)


def _line(view: View, item: Item, room: int) -> list[Span]:
    """An item's cells, with `room` cells for each value so that both are seen."""
    when = Span(view.when(item.when), "dim")
    name = Span(view.name(item.kind, item.id))
    if isinstance(item, Contest):
        said = Span(view.say(item.words(view.snapshot, view.user)))
        return [name, Span(view.say(say.ARCHIVE), "late"), said, Span(""), when]
    values = [cells.cut(short(view, item, side.values), room) for side in item.heads]
    who = dict.fromkeys(view.author(side.rep) for side in item.heads)
    joint = "、" if view.lang == "zh" else ", "
    return [
        name,
        Span(field_of(view, item), "dim"),
        Span(SLASH.join(dict.fromkeys(values))),
        Span(joint.join(who), "dim"),
        when,
    ]


def short(view: View, item: Conflict, values: Mapping[str, Any]) -> str:
    """A side's value in a word or two: of a group the first path that differs."""
    for path in item.differing or item.paths:
        if text := view.text.short(item.kind, path, values):
            return text
    return view.say(say.EMPTY_VALUE)


def explain(view: View, item: Item) -> str:
    """Why it is here."""
    return view.say(say.BOTH_GONE if isinstance(item, Contest) else say.BOTH)


def title(view: View, item: Item) -> str:
    """What the details are about."""
    called = view.called(item.kind, item.id)
    if isinstance(item, Contest):
        return called
    return view.say(say.ABOUT.fill(name=called, field=field_of(view, item)))


def details(view: View, item: Item, width: int) -> list[Row]:
    """Every value in full with who wrote it and when, and what all of them replaced."""
    if isinstance(item, Contest):
        return _contest(view, item, width)
    paths = item.differing or item.paths
    writers = [_writer(view, side) for side in item.heads]
    # Of one width all, so that a line that nobody changed is told by being the same.
    room = width - max(map(cells.width, writers)) - 4
    base = _values(view, item.kind, paths, item.base, room)
    same = frozenset(base) if item.merge == "text" else NONE
    found: list[Row] = []
    for n, (side, writer) in enumerate(zip(item.heads, writers, strict=True)):
        lines = _values(view, item.kind, paths, side.values, room)
        label = view.say(say.STANDS if n == 0 else say.OTHER)
        lines = lines or [view.say(say.EMPTY_VALUE)]
        found += labelled(label, lines, LABEL, right=writer, same=same)
    return found + labelled(view.say(say.BEFORE), base or [view.say(say.NOTHING)], LABEL)


def _writer(view: View, side: Side) -> str:
    return f"{view.author(side.rep)}  {view.when(side.when)}"


def _values(
    view: View, kind: str, paths: Iterable[str], values: Mapping[str, Any], width: int
) -> list[str]:
    """The values at some paths, each in full; with their fields where there are several."""
    paths = list(paths)
    room = max(width - LABEL - 4, 10)
    if len(paths) == 1:
        text = view.text.full(kind, paths[0], values)
        return view.wrap(text, room) if text else []
    found = []
    for path in paths:
        text = view.text.full(kind, path, values)
        label = view.say(label_of(kind, path, view.snapshot))
        found += view.wrap(f"{label}  {text}", room) if text else []
    return found


def _contest(view: View, item: Contest, width: int) -> list[Row]:
    found: list[Row] = []
    for side in item.deletes:
        found += _act(view, item, say.GONE, side, width)
    for side in item.edits:
        what = say.EDITED if set(side.values) - {DELETED} else say.BACK
        found += _act(view, item, what, side, width)
    return found


def _act(view: View, item: Contest, what: Words, side: Side, width: int) -> list[Row]:
    right = _writer(view, side)
    room = width - cells.width(right) - 4
    lines: list[str] = []
    for path, value in side.values.items():
        if path == DELETED:
            continue
        label = view.say(label_of(item.kind, path, view.snapshot))
        text = view.text.full(item.kind, path, side.values) if value is not None else ""
        shown = text or view.say(say.EMPTY_VALUE)
        lines += view.wrap(f"{label}  {shown}", max(room - LABEL - 4, 10))
    return labelled(view.say(what), lines, LABEL, right=right)
