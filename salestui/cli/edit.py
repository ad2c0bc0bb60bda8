"""`salestui edit`: many records as a table in one's own editor, saved as one act."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from salestui.cells import visible
from salestui.cli import output
from salestui.cli.session import Session
from salestui.cli.spec import Arg, Opt, Spec
from salestui.cli.telling import sentence
from salestui.cli.writes import DRY_RUN, SAME, SAVED_MANY, field_of, perform, records
from salestui.domain.problems import InputProblem, StoreProblem
from salestui.domain.schema import Field
from salestui.domain.words import Words
from salestui.exchange.edittable import EditTable, edit_table
from salestui.services.tableedit import USUAL, Row, TableFaults, save_rows

EDITORS = ("vim", "vi", "nano")
"""Tried in turn where the environment names none."""
MOST = 20
"""Mistakes that are listed."""

NO_EDITOR = Words("There is no editor", "未找到编辑器")
NAME_ONE = Words("Set EDITOR, like EDITOR=vim", "请设置 EDITOR，如 EDITOR=vim")
NOT_RUN = Words(
    "The editor {name} did not end well; nothing was saved", "{name} 未正常结束，未保存"
)
NOT_READ = Words("The file can't be read: {why}", "文件无法读取：{why}")
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
    path = _file(kind, table.text(session.lang))
    given = path.read_bytes()
    try:
        while True:
            _run_editor(session, path)
            if _done(session, kind, table, path, dry_run):
                break
    except BaseException:
        # What somebody typed is not thrown away, whatever went wrong.
        if path.read_bytes() != given:
            output.note(visible(KEPT.fill(path=path).say(session.lang)))
        else:
            path.unlink()
        raise
    path.unlink()


def _fields(kind: str, asked: str) -> list[Field]:
    names = [name.strip() for name in asked.replace("，", ",").split(",") if name.strip()]
    chosen = [field_of(kind, name) for name in names or USUAL[kind]]
    return list({field.path: field for field in chosen}.values())


def _file(kind: str, text: str) -> Path:
    """A file of one's own, which nobody else reads."""
    handle, name = tempfile.mkstemp(prefix=f"salestui-{kind}-", suffix=".tsv")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return Path(name)


def _run_editor(session: Session, path: Path) -> None:
    argv = _editor(os.environ)
    try:
        code = subprocess.call([*argv, str(path)])
    except OSError as error:
        raise InputProblem(NO_EDITOR, hint=NAME_ONE, where=argv[0]) from error
    if code:
        raise StoreProblem(NOT_RUN.fill(name=argv[0]), where=str(code))


def _editor(env: Mapping[str, str]) -> list[str]:
    """The words of the command that edits a file. Raises InputProblem."""
    for name in ("VISUAL", "EDITOR"):
        try:
            if argv := shlex.split(env.get(name, "")):
                return argv
        except ValueError as error:
            raise InputProblem(NO_EDITOR, hint=NAME_ONE, where=name) from error
    found = next((each for each in EDITORS if shutil.which(each)), "")
    if not found:
        raise InputProblem(NO_EDITOR, hint=NAME_ONE)
    return [found]


def _done(session: Session, kind: str, table: EditTable, path: Path, dry_run: bool) -> bool:
    """Save what was changed; False where there are mistakes that the person mends at once."""
    rows: list[Row] = []
    try:
        rows = table.changes(_read(path))
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


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "UTF-8"
        raise StoreProblem(NOT_READ.fill(why=why), where=str(path)) from error


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
