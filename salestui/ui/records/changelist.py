"""The history of a record: who changed what, when, from which value to which."""

from __future__ import annotations

from collections.abc import Sequence

from salestui import cells
from salestui.domain.change import Value
from salestui.domain.dates import ms_to_date, show_day, show_instant
from salestui.domain.fold import register
from salestui.domain.names import author_words, record_name
from salestui.domain.schema import DELETED, path_parts
from salestui.domain.words import Words
from salestui.services.fieldedit import LOG_ONLY, member_text
from salestui.services.membernames import part_words
from salestui.ui.records import words as say
from salestui.ui.records.past import Past
from salestui.ui.records.sight import Sight
from salestui.ui.widgets.entries import Entry, Spot, line, ruled
from salestui.ui.widgets.lines import Span

WHO = 8
LABEL = 16
ALIGN_FROM = 52
"""From this width on values stand in a column of their own."""
ARCHIVED = Words("archived", "归档")
RESTORED = Words("brought back", "恢复")
UNDONE = Words("undone", "撤销")
ADDED = Words("added", "添加")
REMOVED = Words("removed", "去掉")


def restorable(sight: Sight, change: Past) -> bool:
    """Whether the old value can be put back from the list."""
    field, own = sight.known.field(change.path), change.id == sight.id
    moved = any(sight.is_moved(path) for path in register(sight.kind, change.path))
    return own and field is not None and not moved and change.path not in LOG_ONLY


def author(sight: Sight, change: Past) -> str:
    """Who made a change, by short name."""
    return sight.say(author_words(sight.snapshot, change.rep))


def label_of(sight: Sight, change: Past) -> str:
    """The field's name; of a member of a map the map's."""
    field = sight.known.field(path_parts(change.path)[0]) if change.path else None
    return sight.say(field.label) if field else ""


def value_of(sight: Sight, change: Past, value: Value) -> str:
    """A value the way people write it."""
    parts = path_parts(change.path)
    field = sight.known.field(parts[0])
    if value is None or field is None:
        return ""
    if len(parts) > 1:
        return str(value) if isinstance(value, str) else "x"
    doc = {"_id": change.id, **dict(change.beside), change.path: value}
    if field.currency and field.currency not in doc:
        doc[field.currency] = sight.record.get(field.currency)
    own = sight.own_text(change.path, value, short=True)
    return own or sight.telling.value(field, doc)


def what(sight: Sight, change: Past) -> list[Span]:
    """Old and new value, or what happened to the whole record."""
    if change.id != sight.id:
        # Of an account that became part of this one.
        other = record_name(
            sight.snapshot, sight.kind, sight.snapshot.get(sight.kind, change.id) or {}
        )
        return [*_what(sight, change), Span(f"  ({other})", "dim")]
    return _what(sight, change)


def _what(sight: Sight, change: Past) -> list[Span]:
    if not change.path:
        return [Span(sight.say(say.MADE))]
    if change.path == DELETED:
        return [Span(sight.say(ARCHIVED if change.new else RESTORED))]
    parts = path_parts(change.path)
    field = sight.known.field(parts[0])
    if len(parts) > 1 and field is not None:
        doc = {change.path: change.new if change.new is not None else change.old}
        value = change.new if change.new is not None else change.old
        words = part_words(sight.snapshot, sight.record, parts, value)
        name = member_text(field, doc, parts[1], sight.snapshot)
        if words is not None:
            name = sight.say(words)
        elif len(parts) > 2:
            name = f"{parts[1]} {change.new or ''}"
        return [Span(sight.say(ADDED if change.new else REMOVED) + " ", "dim"), Span(name)]
    old, new = value_of(sight, change, change.old), value_of(sight, change, change.new)
    return [Span(f"{old or '-'} ", "dim"), Span("> ", "dim"), Span(new or "-")]


def _worth(sight: Sight, change: Past) -> bool:
    """Whether a line of its own tells something: what only goes along with another is left out."""
    currencies = {field.currency for field in sight.known.fields if field.currency}
    quiet = {"owner_since", "outcome"}
    return change.path not in currencies and change.path not in quiet


def told(sight: Sight, changes: Sequence[Past]) -> list[Past]:
    """The changes worth a line, newest first."""
    return [change for change in reversed(changes) if _worth(sight, change)]


def history(sight: Sight, changes: Sequence[Past] | None, width: int) -> tuple[Entry, ...]:
    """Every change on a line: when, who, field, old > new. None while the log is being read."""
    if changes is None:
        return (line([Span(sight.say(say.READING), "dim")]),)
    rows = told(sight, changes)
    if not rows:
        return (line([Span(sight.say(say.NO_CHANGES), "dim")]),)
    times = [show_instant(c.at, sight.zone, sight.lang, today=sight.today) for c in rows]
    when = max(cells.width(text) for text in times)
    who = max(min(WHO, cells.width(author(sight, change))) for change in rows)
    label = max(min(LABEL, cells.width(label_of(sight, change))) for change in rows)
    found = []
    for change, time in zip(rows, times, strict=True):
        spans = [
            Span(cells.fit(time, when, "right") + "  ", "dim"),
            Span(cells.fit(author(sight, change), who) + "  "),
            Span(cells.fit(label_of(sight, change), label) + "  ", "dim"),
            *what(sight, change),
        ]
        undo = (Span("  " + sight.say(UNDONE), "dim"),) if change.undo else ()
        found.append(line(spans, undo, spot_of(change)))
    return tuple(found)


def spot_of(change: Past) -> Spot:
    """What the cursor stands on, on the line of a change."""
    return Spot("change", f"{change.commit}|{change.id}|{change.path}")


def change_at(changes: Sequence[Past] | None, spot: Spot) -> Past | None:
    """The change of a spot."""
    return next((change for change in changes or () if spot_of(change) == spot), None)


def latest(
    sight: Sight, changes: Sequence[Past] | None, width: int, most: int
) -> tuple[Entry, ...]:
    """The newest few changes under a head."""
    head = ruled(sight.say(say.CHANGES), "", width, sight.dash)
    if changes is None:
        return head, line([Span(sight.say(say.READING), "dim")])
    rows = told(sight, changes)[:most]
    days = [show_day(ms_to_date(c.at, sight.zone), sight.today, sight.lang) for c in rows]
    day, who, label = (max(map(cells.width, texts), default=0) for texts in (
        days,
        [cells.cut(author(sight, change), WHO) for change in rows],
        [cells.cut(label_of(sight, change), LABEL) for change in rows],
    ))  # fmt: skip
    found = []
    for change, text in zip(rows, days, strict=True):
        spans = [
            Span(cells.fit(text, day, "right") + "  ", "dim"),
            Span(cells.fit(author(sight, change), who) + "  "),
            Span(_label(sight, change, label if width >= ALIGN_FROM else 0), "dim"),
        ]
        found.append(line([*spans, *what(sight, change)], (), spot_of(change)))
    return head, *found


def _label(sight: Sight, change: Past, room: int) -> str:
    """A field's name, padded to `room` cells where there is room, with a gap behind it."""
    text = cells.cut(label_of(sight, change), LABEL)
    return cells.fit(text, room) + "  " if room else f"{text}  " if text else ""


def explain(
    sight: Sight, changes: Sequence[Past] | None, spot: Spot
) -> tuple[list[Span], list[Span]]:
    """A change for the line above the keys."""
    change = change_at(changes, spot)
    if change is None:
        return [], []
    when = show_instant(change.at, sight.zone, sight.lang, today=sight.today)
    left = [Span(f" {when}  {author(sight, change)}  {label_of(sight, change)}  ", "dim")]
    right = [Span(f"  {sight.say(say.ENTER_RESTORE)} ", "dim")] if restorable(sight, change) else []
    return [*left, *what(sight, change)], right
