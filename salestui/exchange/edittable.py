"""Records as a table to change in a text editor, and what was changed in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from salestui import cells
from salestui.domain.names import record_name
from salestui.domain.problems import InputProblem
from salestui.domain.schema import Field
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.services.context import Context
from salestui.services.tableedit import Cell, Fault, Row, TableFaults, cell_text

ID, NAME = "id", "(name)"
MARK = "#!"
"""How a line begins that says what is wrong with the one below it."""
ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"))
ABOUT = (
    Words(
        "Change cells, save the file and leave the editor: all changes become one act.",
        "修改单元格，保存文件并退出编辑器：所有改动合为一步操作。",
    ),
    Words(
        "A tab stands between two cells; an empty cell clears the field; \\t and \\n are a tab "
        "and a line break.",
        "单元格以制表符分隔；留空即清除该字段；\\t 与 \\n 表示制表符与换行。",
    ),
    Words(
        "Rows and columns that are taken out stay as they are; id says whose row it is; "
        "(name) is only to read.",
        "删去的行与列保持不变；id 标明所属记录；(name) 仅供查看。",
    ),
    Words("Leave without a change and nothing is saved.", "未改动即退出则不保存。"),
)
NO_HEAD = Words("the header with the column id is missing", "缺少含 id 列的表头")
NO_COLUMN = Words("the table has no column {name}", "表中没有 {name} 列")
TWO_COLUMNS = Words("the column is there twice", "该列重复")
NO_ROW = Words("the table has no row {id}", "表中没有 {id} 这一行")
TWO_ROWS = Words("the row is there twice, first in line {line}", "该行重复，首次见第 {line} 行")
CELLS = Words("{n} cells, the header has {head}", "有 {n} 个单元格，表头为 {head} 个")


@dataclass(slots=True)
class EditTable:
    """The table as it was given to the editor."""

    fields: Sequence[Field]
    names: Mapping[str, str]
    """Record id -> what people call it, in the order of the rows."""
    texts: dict[tuple[str, str], str]
    """(id, field) -> the cell's text."""

    def text(self, lang: str) -> str:
        """The file: what to do as comments, a header, a line for each record."""
        lines = [f"# {each.say(lang)}" for each in ABOUT]
        lines.append("\t".join((ID, NAME, *(field.path for field in self.fields))))
        if lang == "zh":
            labels = (f"{field.path} {field.label.zh}" for field in self.fields)
            lines.insert(-1, "# " + "，".join(labels))
        for id, name in self.names.items():
            texts = (_escaped(self.texts[id, field.path]) for field in self.fields)
            lines.append("\t".join((id, name, *texts)))
        return "\n".join(lines) + "\n"

    def changes(self, text: str) -> list[Row]:
        """The rows with cells that are not as they were. Raises TableFaults."""
        faults: list[Fault] = []
        lines = _lines(text)
        head = next(lines, (1, []))
        columns = self._columns(head, faults)
        rows = [] if faults else self._rows(lines, columns, faults)
        if faults:
            raise TableFaults(faults)
        return rows

    def note_now(self, faults: Iterable[Fault], rows: Iterable[Row]) -> None:
        """What others wrote meanwhile has been told: the next try may replace it."""
        ids = {row.line: row.id for row in rows}
        for fault in faults:
            if fault.now is not None:
                self.texts[ids[fault.line], fault.column] = fault.now

    def _columns(self, head: tuple[int, list[str]], faults: list[Fault]) -> list[str]:
        line, names = head
        by_name = {name: f.path for f in self.fields for name in (f.path, *f.label)}
        columns = [by_name.get(name.strip(), name.strip()) for name in names]
        if ID not in columns:
            faults.append(Fault(line, "", InputProblem(NO_HEAD)))
        known = {ID, NAME, *by_name.values()}
        for at, name in enumerate(columns):
            if name not in known:
                faults.append(Fault(line, name, InputProblem(NO_COLUMN.fill(name=name))))
            elif name in columns[:at]:
                faults.append(Fault(line, name, InputProblem(TWO_COLUMNS)))
        return columns

    def _rows(
        self, lines: Iterable[tuple[int, list[str]]], columns: list[str], faults: list[Fault]
    ) -> list[Row]:
        rows: list[Row] = []
        first: dict[str, int] = {}
        for line, row in lines:
            # Editors may take away tabs at the end of a line.
            row += [""] * (len(columns) - len(row))
            found = dict(zip(columns, row, strict=False))
            id = found[ID].strip()
            if problem := self._misfit(id, line, len(row), len(columns), first):
                faults.append(Fault(line, "", problem))
                continue
            first[id] = line
            if changed := self._changed(id, found):
                rows.append(Row(line, id, changed))
        return rows

    def _misfit(
        self, id: str, line: int, n: int, head: int, first: Mapping[str, int]
    ) -> InputProblem | None:
        if n > head:
            return InputProblem(CELLS.fill(n=n, head=head))
        if id not in self.names:
            return InputProblem(NO_ROW.fill(id=id))
        if id in first:
            return InputProblem(TWO_ROWS.fill(line=first[id]))
        return None

    def _changed(self, id: str, found: Mapping[str, str]) -> dict[str, Cell]:
        changed = {}
        for field in self.fields:
            text = found.get(field.path)
            before = self.texts[id, field.path]
            # Spaces at the ends say nothing; editors and people leave them.
            if text is not None and text.strip() != _escaped(before).strip():
                changed[field.path] = Cell(_meant(text), before)
        return changed


def edit_table(
    kind: str, docs: Sequence[Doc], fields: Sequence[Field], snapshot: Snapshot, ctx: Context
) -> EditTable:
    """The table of some records."""
    names = {str(doc["_id"]): _name(kind, doc, snapshot) for doc in docs}
    texts = {
        (str(doc["_id"]), field.path): cell_text(field, doc, snapshot, ctx)
        for doc in docs
        for field in fields
    }
    return EditTable(fields, names, texts)


def with_faults(text: str, faults: Iterable[Fault], say: Callable[[Fault], str]) -> str:
    """The file with each mistake told above its line, and nothing of mistakes told before."""
    told: dict[int, list[str]] = {}
    for fault in faults:
        told.setdefault(fault.line, []).append(f"{MARK} {' '.join(say(fault).split())}")
    lines: list[str] = []
    for n, line in enumerate(text.split("\n"), 1):
        lines += told.get(n, ())
        lines += () if line.startswith(MARK) else (line,)
    return "\n".join(lines)


def _name(kind: str, doc: Doc, snapshot: Snapshot) -> str:
    number, name = str(doc.get("number") or ""), record_name(snapshot, kind, doc)
    return cells.visible(f"{number} {name}".strip() if number != name else number)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with their numbers in the file, without comments and empty lines."""
    lines = text.removeprefix("\ufeff").split("\n")
    return (
        (n, line.rstrip("\r").split("\t"))
        for n, line in enumerate(lines, 1)
        if line.strip() and not line.startswith("#")
    )


def _escaped(text: str) -> str:
    for plain, escaped in ESCAPES:
        text = text.replace(plain, escaped)
    return text


def _meant(text: str) -> str:
    """A cell's text with its escapes read."""
    parts = text.split("\\\\")
    return "\\".join(part.replace("\\t", "\t").replace("\\n", "\n") for part in parts)
