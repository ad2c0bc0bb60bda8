"""What `salestui doctor` says of values that could not be read, each with its record and field."""

from __future__ import annotations

from collections.abc import Iterator

from salestui.cli.checks import VALUES, Check
from salestui.cli.session import Session
from salestui.domain.ids import short_number
from salestui.domain.names import record_name
from salestui.domain.schema import KINDS, path_parts
from salestui.domain.snapshot import is_live
from salestui.domain.unreadable import Unreadable, unreadable
from salestui.domain.words import Words
from salestui.exchange.historyview import ODD
from salestui.services.reading import Reading
from salestui.store.history import History

MOST = 5
"""How many are named; a program that writes one such value mostly writes many."""
TOLD = Words("{what} ({who}): {odd}", "{what}（{who}）：{odd}")
MORE = Words("{n} more values can't be read", "另有 {n} 个值无法读取")
AGAIN = Words(
    "Enter the value again; whoever wrote it should update their program",
    "请重新填写该值；写入者应更新其程序",
)


def odd_checks(session: Session) -> Iterator[Check]:
    """A check that failed for each value, of the first few. Raises Problem, OSError."""
    reading = session.read()
    found = [
        each
        for each in unreadable(History(session.folder).commits())
        if (doc := reading.snapshot.get(each.kind, each.id)) and is_live(each.kind, doc)
    ]
    for each in found[:MOST]:
        yield Check("values", VALUES, False, _told(each, reading), AGAIN)
    if len(found) > MOST:
        yield Check("values", VALUES, False, MORE.fill(n=len(found) - MOST), AGAIN)


def _told(value: Unreadable, reading: Reading) -> Words:
    doc = reading.snapshot.table(value.kind)[value.id]
    known = KINDS.get(value.kind)
    field = known.field(path_parts(value.path)[0]) if known else None
    odd = ODD.fill(field=field.label if field else value.path, value=value.raw)
    number = short_number(str(doc.get("number") or ""))
    name = f"{number} {record_name(reading.snapshot, value.kind, doc)}".strip()
    return TOLD.fill(what=name or value.id, who=reading.snapshot.author(value.rep), odd=odd)
