"""Records as CSV after RFC 4180, in columns that `salestui import` reads back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from salestui.domain.instants import ms_to_date
from salestui.domain.moneyshow import decimal_text
from salestui.domain.names import record_name
from salestui.domain.schema import KINDS, Field, key_path, members_of
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.text import harmless
from salestui.exchange.formulas import guarded
from salestui.services.reading import Reading

EXPORTED = ("deals", "accounts", "contacts", "members", "activities", "tasks")
"""The kinds that can be exported."""
BOM = "\ufeff"
"""What makes a spreadsheet read the file as UTF-8."""

_LEFT_OUT = frozenset({"checklist", "bypassed", "history_from", "owner_since"})
_TEXTUAL = frozenset({"text", "long_text", "map", "ref"})


def csv_text(kind: str, docs: Iterable[Doc], reading: Reading, *, bom: bool = False) -> str:
    """The records as the text of a CSV file: a header, then a row each, lines end in CR LF."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    fields = [field for field in KINDS[kind].fields if field.path not in _LEFT_OUT]
    writer.writerow([*(field.path for field in fields), "created"])
    writer.writerows(_rows(kind, docs, fields, reading))
    return (BOM if bom else "") + target.getvalue()


def _rows(
    kind: str, docs: Iterable[Doc], fields: Sequence[Field], reading: Reading
) -> Iterator[list[str]]:
    snapshot = reading.snapshot
    for doc in docs:
        row = [_cell(field, doc, snapshot, reading) for field in fields]
        created = doc.get("_created")
        yield [*row, "" if created is None else _day(int(created), reading)]


def _cell(field: Field, doc: Doc, snapshot: Snapshot, reading: Reading) -> str:
    if field.type == "map":
        return guarded("; ".join(_member(field, doc, each) for each in members_of(doc, field.path)))
    value = doc.get(field.path)
    if value is None:
        return ""
    match field.type:
        case "money":
            return decimal_text(int(value), str(doc.get(field.currency) or ""))
        case "ref":
            text = _name(field.ref, str(value), snapshot)
        case "instant":
            return _day(int(value), reading)
        case "flag":
            return "yes" if value else "no"
        case _:
            text = str(value)
    return guarded(_shown(text)) if field.type in _TEXTUAL else text


def _member(field: Field, doc: Doc, member: str) -> str:
    text = doc.get(key_path(field.path, member))
    return _shown(text if isinstance(text, str) else member)


def _name(kind: str, id: str, snapshot: Snapshot) -> str:
    """What another file would call the record: a member by handle, a path by key."""
    doc = snapshot.get(kind, id)
    if doc is None:
        return id
    short = {"members": "handle", "pipelines": "key", "deals": "number"}.get(kind)
    return str((doc.get(short) if short else None) or record_name(snapshot, kind, doc))


def _shown(text: str) -> str:
    """Text as an import keeps it: lines, tabs and joiners stay, what drives a terminal goes."""
    return harmless(text, multiline=True)


def _day(ms: int, reading: Reading) -> str:
    return ms_to_date(ms, reading.zone).isoformat()
