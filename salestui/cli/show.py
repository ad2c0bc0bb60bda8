"""`salestui show REF`: one record whole, with its history."""

from __future__ import annotations

from collections.abc import Sequence

from salestui.cli import output
from salestui.cli.history import changes_of
from salestui.cli.reads import AT
from salestui.cli.session import Session
from salestui.cli.spec import Arg, Spec
from salestui.cli.telling import MISSING
from salestui.domain.problems import UsageProblem
from salestui.domain.refs import any_ref
from salestui.domain.words import Words
from salestui.exchange.columns import Column, laid_out

HISTORY = Words("History", "改动记录")
RECENT = 8


def show(session: Session, words: tuple[str, ...], at: str) -> None:
    """Print one record."""
    text = " ".join(words).strip()
    if not text:
        raise UsageProblem(MISSING.fill(name="REF"))
    reading = session.read(at)
    kind, doc = any_ref(reading.snapshot, text)
    rows = changes_of(session, {(kind, str(doc["_id"]))})
    rows = [row for row in rows if row.when <= reading.now]
    from salestui.exchange.historyview import HistoryLines, row_shape

    if session.json:
        from salestui.exchange.recordshapes import whole_shape

        commits = [row_shape(row, reading.snapshot) for row in reversed(rows)]
        output.put_json(whole_shape(reading, kind, doc, commits))
        return
    from salestui.exchange.recordtext import RecordText, Section

    page = RecordText(reading)
    told = HistoryLines(reading).of_record(rows)[:RECENT]
    sections = [*page.sections(kind, doc), Section(HISTORY.say(reading.lang), told)]
    head, *rest = page.head(kind, doc)
    output.put([session.ink(head, "bold"), *rest])
    for section in sections:
        output.put(["", *_section(session, section.title, section.rows)])


def _section(session: Session, title: str, rows: Sequence[tuple[str, ...]]) -> list[str]:
    wide = len(rows[0]) if rows else 1
    # The last column is the one for running text.
    columns = [Column("") for _ in range(wide - 1)] + [Column("", least=12)]
    lines = laid_out(columns, rows, session.cells - 2).lines
    head = [session.ink(title, "bold")] if title else []
    return head + ["  " + line for line in lines]


spec = Spec(
    Words(
        "Prints one record whole: its fields, what belongs to it, and its history.",
        "打印一条记录的全部内容：字段、相关记录与改动历史。",
    ),
    show,
    (Arg("words", "REF", required=True, many=True),),
    (AT,),
    ("salestui show D-17", "salestui show Hengda"),
)
