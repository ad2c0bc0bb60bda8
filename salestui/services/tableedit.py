"""Many records changed as a table: rows that differ become one act, or all mistakes are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from salestui.domain.change import Act, Edit, Value
from salestui.domain.problems import InputProblem, Problem
from salestui.domain.schema import KINDS, Field
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.text import harmless
from salestui.domain.words import Words
from salestui.services.accounts import set_account, set_contact
from salestui.services.context import Context
from salestui.services.deals import set_deal
from salestui.services.fieldedit import edit_text, edit_values
from salestui.services.records import live_record

FAULTS = Words("{n} cells can't be saved, so nothing was", "有 {n} 个单元格无法保存，未作任何修改")
FAULT = Words("One cell can't be saved, so nothing was", "有 1 个单元格无法保存，未作任何修改")
CHANGED = Words(
    "somebody changed it to {value} meanwhile; saved again, yours replaces it",
    "期间已被他人改为 {value}；再次保存将以你的为准",
)
CLEARED = Words(
    "somebody cleared it meanwhile; saved again, yours replaces it",
    "期间已被他人清空；再次保存将以你的为准",
)
USUAL: Mapping[str, tuple[str, ...]] = {
    "deals": (
        "title", "amount", "expected_close", "owner", "next_step", "next_step_due", "source",
        "tags",
    ),
    "accounts": ("name", "kind", "industry", "region", "owner", "tags"),
    "contacts": ("name", "title", "department", "phone", "email", "wechat"),
}  # fmt: skip
"""Kinds that can be changed as a table, with the fields of it unless others are asked for."""

Setter = Callable[[Snapshot, Context, str, Mapping[str, Value]], Act]
SETTERS: Mapping[str, Setter] = {
    "deals": set_deal,
    "accounts": set_account,
    "contacts": set_contact,
}


class Cell(NamedTuple):
    """A cell that was changed."""

    text: str
    before: str
    """What it held when the table was made."""


class Row(NamedTuple):
    """A row with cells that were changed."""

    line: int
    """Its number in the file, from 1."""
    id: str
    cells: Mapping[str, Cell]
    """By the path of the field."""


class Fault(NamedTuple):
    """A mistake and its place: a line, and a column where it is one cell's."""

    line: int
    column: str
    problem: Problem
    now: str | None = None
    """What stands there since somebody else wrote it; None where that isn't the matter."""


class TableFaults(InputProblem):
    """Mistakes in a table: all of them, so that they can be mended at once."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(FAULT if len(faults) == 1 else FAULTS.fill(n=len(faults)))
        self.faults = tuple(faults)


def usual_fields(kind: str) -> list[Field]:
    """The fields of a table that nobody chose fields for."""
    return [field for path in USUAL[kind] if (field := KINDS[kind].field(path)) is not None]


def cell_text(field: Field, doc: Doc, snapshot: Snapshot, ctx: Context) -> str:
    """A value as it stands in a table: as one would type it, without what drives a terminal."""
    return harmless(edit_text(field, doc, snapshot, ctx.lang, ctx.currency), multiline=True)


def save_rows(snapshot: Snapshot, ctx: Context, kind: str, rows: Sequence[Row]) -> Act:
    """What the changed cells mean, as one act. Raises TableFaults with every mistake in them."""
    faults: list[Fault] = []
    edits: list[Edit] = []
    for row in rows:
        edits += _row_edits(snapshot, ctx, kind, row, faults)
    if faults:
        raise TableFaults(faults)
    return Act(f"{KINDS[kind].label.en}.set", tuple(edits))


def _row_edits(
    snapshot: Snapshot, ctx: Context, kind: str, row: Row, faults: list[Fault]
) -> tuple[Edit, ...]:
    found: list[Fault] = []
    values: dict[str, Value] = {}
    try:
        doc = live_record(snapshot, kind, row.id)
        for path, cell in row.cells.items():
            field = KINDS[kind].field(path)
            assert field is not None, path
            values |= _cell_values(snapshot, ctx, field, doc, row.line, cell, found)
        edits = () if found else SETTERS[kind](snapshot, ctx, row.id, values).edits
    except Problem as problem:
        column = problem.where if problem.where in row.cells else ""
        found.append(Fault(row.line, column, problem))
        edits = ()
    faults += found
    return edits


def _cell_values(
    snapshot: Snapshot,
    ctx: Context,
    field: Field,
    doc: Doc,
    line: int,
    cell: Cell,
    faults: list[Fault],
) -> dict[str, Value]:
    now = cell_text(field, doc, snapshot, ctx)
    if now not in (cell.before, cell.text):
        said = CHANGED.fill(value=" ".join(now.split())) if now else CLEARED
        faults.append(Fault(line, field.path, InputProblem(said), now))
        return {}
    try:
        return edit_values(field, cell.text, doc, snapshot, ctx)
    except Problem as problem:
        faults.append(Fault(line, field.path, problem))
        return {}
