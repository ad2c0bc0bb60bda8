"""A table of text to a sheet of typed rows; cells that can't be read are told with their row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from salestui.cells import visible
from salestui.domain.problems import InputProblem
from salestui.domain.schema import KINDS
from salestui.domain.text import quoted
from salestui.domain.words import Words
from salestui.exchange.datecells import BadCell
from salestui.exchange.formulas import unguarded
from salestui.exchange.headers import Columns, guess, labels_of, listed
from salestui.exchange.moneycells import Amount
from salestui.exchange.options import FileResult, ImportOptions
from salestui.exchange.table import Record, Table
from salestui.exchange.values import Other, Reader, is_blank, reader, type_of
from salestui.services.importing.rows import Fault, Row, Sheet

_SHOWN = 200
_NEEDED = {
    "members": ("name", "handle", "last_name", "email"),
    "accounts": ("name",),
    "deals": ("title", "account", "external_id"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What cells are read with besides their own text."""

    options: ImportOptions
    stages: Sequence[str]
    """Names of the open stages of the path that deals will be put on."""
    zone: tzinfo
    currency: str


@dataclass(frozen=True, slots=True)
class _Part:
    """One column at work."""

    at: int
    field: str
    label: str
    type: str
    read: Reader


def sheet_of(table: Table, kind: str, reading: Reading) -> tuple[Sheet, FileResult]:
    """The rows of a table as records of a kind, with what was understood and what is wrong.

    Raises InputProblem where no column names the records, a `--map` is wrong, or the order of
    day and month can't be told.
    """
    columns = guess(table.header, kind, maps=reading.options.maps, stages=reading.stages)
    _refuse_nameless(table, kind, columns)
    currency = reading.options.currency.upper() or reading.currency
    parts = _parts(table, kind, columns, reading, currency)
    builder = _Builder(table, kind, columns, parts, currency)
    rows = tuple(row for row in map(builder.row, table.rows) if row is not None)
    result = FileResult(
        name=table.name, kind=kind, rows=len(table.rows), faults=builder.faults,
        mapping=columns.mapping, ignored=columns.ignored, notices=builder.notices(),
        encoding=table.encoding, delimiter=table.delimiter,
    )  # fmt: skip
    return Sheet(kind, table.name, rows, columns.labels), result


def _refuse_nameless(table: Table, kind: str, columns: Columns) -> None:
    needed = _NEEDED[kind]
    if any(column.field in needed for column in columns.known):
        return
    message = Words(
        "No column of {f} names the {k}; it has: {c}.",
        "{f} 中没有一列说明是哪个{k}；现有的列：{c}。",
    ).fill(f=table.name, k=KINDS[kind].plural, c=listed(labels_of(table.header)))
    hint = Words("Say which one does: --map COL={f}.", "请说明是哪一列：--map 列={f}。")
    raise InputProblem(message, hint=hint.fill(f=needed[0]), where=table.name)


def _parts(
    table: Table, kind: str, columns: Columns, reading: Reading, currency: str
) -> list[_Part]:
    parts = []
    for column in columns.known:
        type_ = type_of(column, kind)
        cells: list[str] = []
        if type_ in ("date", "instant", "money", "percent"):
            cells = _cells(table.rows, column.at, type_)
        read = reader(
            column, kind, cells, order=reading.options.dates, zone=reading.zone, currency=currency
        )
        parts.append(_Part(column.at, column.field, column.label, type_, read))
    return parts


def _cells(rows: list[Record], at: int, type_: str) -> list[str]:
    """The different cells of a column that say something."""
    found = {cells[at].strip() for _, cells in rows if at < len(cells)}
    return [cell for cell in found if not is_blank(cell, type_)]


class _Builder:
    """Rows of text to typed rows."""

    def __init__(
        self, table: Table, kind: str, columns: Columns, parts: list[_Part], currency: str
    ) -> None:
        self.faults: list[Fault] = []
        self._table = table
        self._kind = KINDS[kind]
        self._parts = parts
        self._width = len(table.header)
        self._others: dict[str, Counter[str]] = {}
        self._header_currency = {c.field: c.currency for c in columns.known if c.currency}
        self._currency = currency
        self._keyed = "external_id" in columns.labels
        self._money = {f.path: f.currency for f in self._kind.fields if f.currency}

    def row(self, record: Record) -> Row | None:
        """The typed row, or None, with a fault noted, where a cell can't be read."""
        line, cells = record
        if len(cells) > self._width and any(map(str.strip, cells[self._width :])):
            self._too_wide(line, cells)
            return None
        values: dict[str, Any] = {}
        sound = True
        for part in self._parts:
            cell = cells[part.at].strip() if part.at < len(cells) else ""
            if not cell or is_blank(cell, part.type):
                continue
            try:
                value = part.read(unguarded(cell))
            except BadCell as bad:
                self._fault(line, part.label, cell, bad.why)
                sound = False
                continue
            if value != "" and value != ():
                values[part.field] = value
        sound = self._settle(line, values) and sound
        if not sound:
            return None
        return Row(line, values, "" if self._keyed else "\x1f".join(cells))

    def _settle(self, line: int, values: dict[str, Any]) -> bool:
        """Give amounts their currency and count words that are none of ours."""
        for path, value in list(values.items()):
            if isinstance(value, Amount):
                at = self._money[path]
                code = values.get(at) or value.currency or self._header_currency.get(path)
                values[at] = code = code or values.get("currency") or self._currency
                try:
                    values[path] = value.minor(code)
                except BadCell as bad:
                    self._fault(line, self._label(path), str(value.number), bad.why)
                    return False
            elif isinstance(value, Other):
                values[path] = "other"
                if path == "lost_reason":
                    values.setdefault("lost_note", value.text)
                self._others.setdefault(self._label(path), Counter())[value.text] += 1
        return True

    def _label(self, path: str) -> str:
        return next((part.label for part in self._parts if part.field == path), path)

    def _fault(self, line: int, label: str, cell: str, why: Words) -> None:
        self.faults.append(Fault(line, label, visible(cell[:_SHOWN]), why, self._table.name))

    def _too_wide(self, line: int, cells: list[str]) -> None:
        extra = next(cell for cell in cells[self._width :] if cell.strip())
        why = Words("the row has {n} cells, the header {m}", "该行有 {n} 个单元格，表头只有 {m} 个")
        self._fault(
            line, f"#{cells.index(extra) + 1}", extra, why.fill(n=len(cells), m=self._width)
        )

    def notices(self) -> list[Words]:
        """What was understood only roughly."""
        found = []
        for label, words in self._others.items():
            names = ", ".join(f"{quoted(w, 30)} ({n})" for w, n in words.most_common(8))
            message = Words("{c}: taken as Other: {w}.", "{c}：归入“其他”：{w}。")
            found.append(message.fill(c=quoted(label), w=names))
        return found
