"""`salestui export`: records to CSV or JSON."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from json import dumps
from typing import Any

from salestui.cli import output
from salestui.cli.reads import AT, FILTER, compiled, filter_text
from salestui.cli.session import Session
from salestui.cli.spec import FLAG, Opt, Spec
from salestui.config import user_path
from salestui.domain.problems import InputProblem
from salestui.domain.snapshot import Doc
from salestui.domain.words import Words
from salestui.exchange.csv_out import EXPORTED, csv_text
from salestui.exchange.outfile import write_out
from salestui.services.lent import was_there
from salestui.services.reading import Reading
from salestui.services.summary import total_of

WROTE = Words("{n} {what} in {path}", "已写入 {n} 条{what}：{path}")
NO_DATES = Words("There is nothing there for a calendar", "其中没有可写入日历的内容")
DATED = Words("Export tasks or deals", "请导出 tasks 或 deals")
GOALS = "goals"
FORMAT = Opt(
    "--format",
    Words(
        "csv, json or ics (tasks and next steps for a calendar); csv when left out",
        "csv、json 或 ics（任务与下一步的日历），默认 csv",
    ),
    choices=("csv", "json", "ics"),
)
OUT = Opt("--out", Words("into this file instead of printing", "写入该文件而不打印"), "FILE")
MARK = Opt(
    "--bom",
    Words("begin with a byte order mark, for Excel", "加 UTF-8 标记，便于 Excel 打开"),
    type=FLAG,
)
OPTIONS = (FORMAT, OUT, MARK, AT)


def export(
    session: Session, words: tuple[str, ...], format: str, out: str, bom: bool, at: str
) -> None:
    """Export the records of a kind that match a filter, deals when no kind is named."""
    named = bool(words) and words[0] in (*EXPORTED, GOALS)
    kind = words[0] if named else "deals"
    text = filter_text(words[1:] if named else words, OPTIONS)
    reading = session.read(at)
    if kind == GOALS:
        content, n = _goals(reading, text, format, bom=bom, plain=bool(out), json=session.json)
        _deliver(session, content, kind, n, out)
        return
    docs = _docs(reading, kind, text)
    if format == "json" or (session.json and not format):
        content = dumps(_shape(reading, kind, docs), ensure_ascii=not bool(out)) + "\n"
    elif format == "ics":
        content = _calendar(kind, docs, reading)
    else:
        content = csv_text(kind, docs, reading, bom=bom)
    _deliver(session, content, kind, len(docs), out)


def _deliver(session: Session, content: str, kind: str, n: int, out: str) -> None:
    """Print what was exported, or write it and say so."""
    if not out:
        _print(content)
        return
    write_out(user_path(out), content)
    if session.json:
        output.put_json({"schema": 1, "kind": kind, "count": n, "file": out})
    else:
        from salestui.domain.schema import KINDS

        told = WROTE.fill(n=n, what=KINDS[kind].plural, path=out)
        output.put([told.say(session.lang)])


def _goals(
    reading: Reading, text: str, format: str, *, bom: bool, plain: bool, json: bool
) -> tuple[str, int]:
    """The goals with their figures, and how many there are."""
    from salestui.cli.goals import chosen
    from salestui.domain.goals.book import Book
    from salestui.exchange.goals_csv import goals_csv
    from salestui.exchange.goals_json import goals_json

    book = Book(reading.snapshot, reading.env)
    branches = chosen(book, reading, text)
    if format == "ics":
        raise InputProblem(NO_DATES, hint=DATED, where=GOALS)
    shape = goals_json(book, branches, reading)
    if format == "json" or (json and not format):
        return dumps(shape, ensure_ascii=not plain) + "\n", len(branches)
    return goals_csv(shape, bom=bom), len(branches)


def _calendar(kind: str, docs: Sequence[Doc], reading: Reading) -> str:
    from salestui.exchange.ics import CALENDARS, ics_text

    if kind not in CALENDARS:
        raise InputProblem(NO_DATES, hint=DATED, where=kind)
    return ics_text(kind, docs, reading)


def _docs(reading: Reading, kind: str, text: str) -> list[Doc]:
    found = compiled(text, kind, reading)
    docs = [doc for doc in found.docs() if was_there(doc)]
    return docs if found.orders else found.sorted(docs)


def _shape(reading: Reading, kind: str, docs: Sequence[Doc]) -> dict[str, Any]:
    from salestui.exchange import recordshapes
    from salestui.exchange.shapes import SCHEMA, Shapes

    shapes = Shapes(reading)
    if kind == "deals":
        return shapes.deals(docs, len(docs), total_of(docs))
    if kind == "accounts":
        return recordshapes.accounts_shape(reading, docs, len(docs))
    if kind == "tasks":
        from salestui.exchange.taskshapes import tasks_shape
        from salestui.services.taskview import task_row

        rows = [task_row(reading.snapshot, doc, reading.today) for doc in docs]
        return tasks_shape(reading, rows, len(rows))
    made = {
        "contacts": lambda doc: recordshapes.contact_shape(shapes, doc),
        "activities": lambda doc: recordshapes.activity_shape(shapes, doc),
        "members": recordshapes.member_shape,
    }[kind]
    return {"schema": SCHEMA, "count": len(docs), kind: [made(doc) for doc in docs]}


def _print(content: str) -> None:
    """Print to standard output as UTF-8, whatever the terminal's encoding: it is a file."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(content)
        return
    sys.stdout.flush()
    buffer.write(content.encode("utf-8", "backslashreplace"))
    buffer.flush()


spec = Spec(
    Words(
        "Exports records that match a filter: deals, accounts, contacts, tasks, goals …",
        "导出符合条件的商机、客户、联系人、成员、跟进记录、任务或目标。",
    ),
    export,
    (FILTER._replace(shown="[KIND] [FILTER]..."),),
    OPTIONS,
    ("salestui export deals owner:me --out mine.csv", "salestui export tasks is:mine --format ics"),
    free=True,
)
