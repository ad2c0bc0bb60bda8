"""`salestui edit`: many records as a table in one's own editor, saved as one act."""

from __future__ import annotations

import os
import subprocess
import sys

from salestui.cells import visible
from salestui.cli import output
from salestui.cli.session import Session
from salestui.cli.spec import Arg, Opt, Spec
from salestui.cli.telling import sentence
from salestui.cli.writes import DRY_RUN, SAME, SAVED_MANY, field_of, perform, records
from salestui.domain.schema import Field
from salestui.domain.words import Words
from salestui.exchange.editor import TableFile, editor_words, ended_badly, no_editor
from salestui.exchange.edittable import EditTable, edit_table
from salestui.services.tableedit import USUAL, Row, TableFaults, save_rows

MOST = 20
"""Mistakes that are listed."""

KEPT = Words("Your file is kept: {path}", "你的文件保留在：{path}")
LINE = Words("line {n}", "第 {n} 行")
MORE = Words("… and {n} more", "……另有 {n} 处")
AGAIN = Words("Edit again? [Y/n] ", "再次编辑？[Y/n] ")
SAVED = Words(
    "Saved {what}; `salestui undo` takes it back", "已保存 {what}；`salestui undo` 可撤销"
)
NO = ("n", "no", "否", "不")


def edit(session: Session, words: tuple[str, ...], fields: str, dry_run: bool) -> None:
    """Change records as a table."""
    named = words[0] if len(words) > 1 and words[0] in USUAL else ""
    kind = named or "deals"
    docs = records(session, kind, " ".join(words[1:] if named else words))
    columns = _fields(kind, fields)
    table = edit_table(kind, docs, columns, session.present().snapshot, session.open().context())
    file = TableFile(kind, table.text(session.lang))
    try:
        while True:
            _run_editor(file)
            if _done(session, kind, table, file, dry_run):
                break
    except BaseException:
        # What somebody typed is not thrown away, whatever went wrong.
        if file.changed:
            output.note(visible(KEPT.fill(path=file.path).say(session.lang)))
        else:
            file.drop()
        raise
    file.drop()


def _fields(kind: str, asked: str) -> list[Field]:
    names = [name.strip() for name in asked.replace("，", ",").split(",") if name.strip()]
    chosen = [field_of(kind, name) for name in names or USUAL[kind]]
    return list({field.path: field for field in chosen}.values())


def _run_editor(file: TableFile) -> None:
    argv = editor_words(os.environ)
    try:
        code = subprocess.call([*argv, str(file.path)])
    except OSError as error:
        raise no_editor(argv[0]) from error
    if code:
        raise ended_badly(argv[0], code)


def _done(session: Session, kind: str, table: EditTable, file: TableFile, dry_run: bool) -> bool:
    """Save what was changed; False where there are mistakes that the person mends at once."""
    rows: list[Row] = []
    try:
        rows = table.changes(file.read())
        if not rows and not session.json:
            output.put([SAME.say(session.lang)])
            return True
        perform(
            session,
            kind,
            lambda snapshot, ctx: save_rows(snapshot, ctx, kind, rows),
            dry_run=dry_run,
            said=SAVED_MANY,
        )
    except TableFaults as problem:
        _tell(session, problem)
        table.note_now(problem.faults, rows)
        if not _asks_again(session):
            raise
        return False
    return True


def _tell(session: Session, problem: TableFaults) -> None:
    """The mistakes, a line each, as compilers name theirs."""
    lang = session.lang
    for fault in problem.faults[:MOST]:
        place = [LINE.fill(n=fault.line).say(lang), *([fault.column] if fault.column else [])]
        fault.problem.where = ""
        said = f"{' '.join(place)}: {sentence(fault.problem, lang)}"
        output.note(visible(" ".join(said.split())))
    if len(problem.faults) > MOST:
        output.note(MORE.fill(n=len(problem.faults) - MOST).say(lang))


def _asks_again(session: Session) -> bool:
    if session.json or not (output.is_terminal(sys.stdin) and output.is_terminal(sys.stderr)):
        return False
    sys.stderr.write(AGAIN.say(session.lang))
    sys.stderr.flush()
    line = sys.stdin.readline()
    return bool(line) and line.strip().casefold() not in NO


spec = Spec(
    Words(
        "Opens records that match as a table in $EDITOR; what you change is saved as one act.",
        "在 $EDITOR 中以表格修改符合条件的记录，所有改动合为一步操作。",
    ),
    edit,
    (Arg("words", "[KIND] REF|FILTER", required=True, many=True),),
    (
        Opt("--fields", Words("these columns, with commas", "要修改的字段，逗号分隔"), "NAMES"),
        DRY_RUN,
    ),
    (
        'salestui edit "owner:me stage:demo"',
        "salestui edit accounts tier:key --fields owner,region,tags",
    ),
)
