"""What waits for a decision, as a script reads it and as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from salestui.domain.conflicts import Conflict, Contest, Side
from salestui.domain.dayshow import show_instant
from salestui.domain.names import author_words, record_name
from salestui.domain.words import Words
from salestui.exchange.shapes import SCHEMA, Shape, instant
from salestui.services.fieldtext import FieldText, label_of
from salestui.services.inbox import Inbox, Item
from salestui.services.reading import Reading

ARCHIVE = Words("archive?", "归档?")
EMPTY = Words("empty", "空")


def inbox_shape(found: Inbox, reading: Reading) -> Shape:
    """Every item with all its values."""
    items = [_item(item, reading) for item in found.items]
    return {"schema": SCHEMA, "count": len(items), "items": items}


def _item(item: Item, reading: Reading) -> Shape:
    doc = reading.snapshot.get(item.kind, item.id) or {"_id": item.id}
    shape: Shape = {
        "record": item.id,
        "kind": item.kind,
        "number": doc.get("number"),
        "name": record_name(reading.snapshot, item.kind, doc),
        "contested_delete": isinstance(item, Contest),
    }
    if isinstance(item, Contest):
        deletes, edits = (_sides(each, reading) for each in (item.deletes, item.edits))
        return {**shape, "deletes": deletes, "edits": edits}
    base: Mapping[str, Any] = {path: item.base.get(path) for path in item.paths}
    values = _sides(item.heads, reading)
    return {**shape, "paths": list(item.paths), "values": values, "base": base}


def _sides(sides: Iterable[Side], reading: Reading) -> list[Shape]:
    """Values with who wrote them when; of a conflict the standing one comes first."""
    return [
        {
            "values": dict(side.values),
            "by": reading.snapshot.author(side.rep),
            "at": instant(side.when),
            "commit": side.commit,
        }
        for side in sides
    ]


def inbox_lines(found: Inbox, reading: Reading, user: str) -> list[tuple[str, ...]]:
    """A line for each item: record, field, values with the standing one first, who, when."""
    return [_line(item, reading, user) for item in found.items]


def _line(item: Item, reading: Reading, user: str) -> tuple[str, ...]:
    snapshot, lang = reading.snapshot, reading.lang
    doc = snapshot.get(item.kind, item.id) or {"_id": item.id}
    name = record_name(snapshot, item.kind, doc)
    when = show_instant(item.when, reading.zone, lang, today=reading.today)
    if isinstance(item, Contest):
        return name, ARCHIVE.say(lang), item.words(snapshot, user).say(lang), "", when
    path = (item.differing or item.paths)[0]
    values = dict.fromkeys(_value(item, path, side, reading) for side in item.heads)
    who = dict.fromkeys(author_words(snapshot, s.rep, user).say(lang) for s in item.heads)
    joint = "、" if lang == "zh" else ", "
    field = label_of(item.kind, path, snapshot).say(lang)
    return name, field, " / ".join(values), joint.join(who), when


def _value(item: Conflict, path: str, side: Side, reading: Reading) -> str:
    text = FieldText(reading.snapshot, reading.lang, reading.today, reading.zone)
    return text.short(item.kind, path, side.values) or EMPTY.say(reading.lang)
