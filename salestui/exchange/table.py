"""A file as a table: its header and its rows with the line each one begins on.

The delimiter is found by trying; blank lines, comments and a title above the header are passed
over; a cell may hold line ends. Lines end in LF, CRLF or CR.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from salestui.domain.problems import InputProblem
from salestui.domain.text import clean
from salestui.domain.words import Words
from salestui.exchange.encodings import Decoded, read_text

DELIMITERS = (",", ";", "\t", "|")
MAX_ROWS = 1_000_000
MAX_CELL = 1024 * 1024
"""Characters; a longer cell means that a quotation mark was never closed."""

_SAMPLE = 64 * 1024
_SAMPLE_ROWS = 60
_PREAMBLE = 30
"""How many lines above the header may be blank, comments or titles."""

Record = tuple[int, list[str]]
"""The line a row begins on, counted from 1, and its cells."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds, before anybody knows what its columns mean."""

    name: str
    header: tuple[str, ...]
    rows: list[Record]
    """Rows in which something stands; shorter rows are not padded, longer ones not cut."""
    encoding: str
    delimiter: str


def read_table(path: Path) -> Table:
    """The table in the file at `path`; raises InputProblem or NotFound where there is none."""
    return table_of(read_text(path), path.name)


def table_of(source: Decoded, name: str) -> Table:
    """The table in a text; `name` is used in what is said.

    Raises InputProblem for an unclosed quotation mark and for more than a million rows.
    """
    text, delimiter = _declared(source.text)
    delimiter = delimiter or _delimiter(text)
    records = _records(text, delimiter, name)
    head = list(islice(records, _PREAMBLE))
    start = _header_at(head)
    header = tuple(clean(" ".join(cell.split())) for cell in head[start][1])
    rows = [row for row in head[start + 1 :] if any(map(str.strip, row[1]))]
    for row in records:
        if any(map(str.strip, row[1])):
            rows.append(row)
            if len(rows) > MAX_ROWS:
                raise _too_long(name)
    return Table(name, _trimmed(header, rows), rows, source.encoding, delimiter)


def _declared(text: str) -> tuple[str, str]:
    """Excel's first line `sep=;` names the delimiter; it is blanked, so that lines still count."""
    if text[:4].lower() == "sep=" and text[4:5] and text[5:6] in ("\r", "\n"):
        return text[5:], text[4]
    return text, ""


def _delimiter(text: str) -> str:
    """The delimiter that cuts the beginning of `text` into the most even rows."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE and "\n" in sample:
        sample = sample[: sample.rindex("\n")]
    best, best_score = DELIMITERS[0], (0.0, 0, 0)
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        try:
            rows = [(n, row) for n, row in enumerate(islice(reader, _SAMPLE_ROWS)) if any(row)]
        except csv.Error:
            continue
        start = _header_at(rows) if rows else 0
        body = rows[start:]
        width = len(body[0][1]) if body else 0
        if width < 2:
            continue
        even = sum(len(row) == width for _, row in body) / len(body)
        # A wrong delimiter can make the header look like a title above the table.
        if (even, -start, width) > best_score:
            best, best_score = delimiter, (even, -start, width)
    return best


def _header_at(rows: list[Record]) -> int:
    """Where the header stands: the first row that is neither blank, a comment nor a title."""
    for at, (_, cells) in enumerate(rows):
        filled = sum(bool(cell.strip()) for cell in cells)
        below = next((row for _, row in rows[at + 1 :] if any(map(str.strip, row))), None)
        if filled == 0 and at + 1 < len(rows):
            continue
        comment = cells[:1] and cells[0].lstrip().startswith("#")
        if below is not None and comment and len(cells) < len(below):
            continue
        if below is not None and filled == 1 and sum(bool(c.strip()) for c in below) > 2:
            continue
        return at
    return 0


def _records(text: str, delimiter: str, name: str) -> Iterator[Record]:
    previous = csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line, start = 0, 1
    try:
        for cells in reader:
            start, line = line + 1, reader.line_num
            yield start, cells
    except csv.Error:
        raise _endless(name, line + 1) from None
    finally:
        csv.field_size_limit(previous)
    if line > start and _odd_quotes(text, start):
        raise _unclosed(name, start)


def _odd_quotes(text: str, line: int) -> bool:
    """Whether the rest of `text` from that line on leaves a quotation mark open."""
    lines = io.StringIO(text, newline="")
    rest = islice(lines, line - 1, None)
    return sum(part.count('"') for part in rest) % 2 == 1


def _trimmed(header: tuple[str, ...], rows: list[Record]) -> tuple[str, ...]:
    """The header without nameless columns at its end that are empty in every row."""
    width = len(header)
    while width > 1 and not header[width - 1]:
        if any(len(cells) >= width and cells[width - 1].strip() for _, cells in rows):
            break
        width -= 1
    return header[:width]


def _unclosed(name: str, line: int) -> InputProblem:
    message = Words(
        "{name} opens a quotation mark in line {n} that is never closed.",
        "{name} 第 {n} 行有一个没有闭合的引号。",
    ).fill(name=name, n=line)
    cure = Words(
        'Close it, or write a quotation mark in a cell as "".', '请闭合；单元格内的引号写作 ""。'
    )
    return InputProblem(message, hint=cure, where=f"{name}:{line}")


def _endless(name: str, line: int) -> InputProblem:
    message = Words(
        "{name} has a cell of more than a million characters in line {n}.",
        "{name} 第 {n} 行有一个超过一百万字符的单元格。",
    ).fill(name=name, n=line)
    hint = Words("Perhaps a quotation mark is not closed.", "也许有引号没有闭合。")
    return InputProblem(message, hint=hint, where=f"{name}:{line}")


def _too_long(name: str) -> InputProblem:
    message = Words("{name} has more than a million rows.", "{name} 超过一百万行。").fill(name=name)
    return InputProblem(
        message, hint=Words("Split it into several files.", "请拆分成几个文件。"), where=name
    )
