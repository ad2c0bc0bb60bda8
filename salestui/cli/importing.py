"""`salestui import FILE ...`: files of another CRM, as one act that one undo takes back."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from salestui.cells import visible
from salestui.cli import output
from salestui.cli.session import Session
from salestui.cli.spec import FLAG, Arg, Opt, Spec
from salestui.config import config_path, user_path
from salestui.domain.problems import InputProblem
from salestui.domain.schema import KINDS
from salestui.domain.words import Words
from salestui.exchange.importer import run_import
from salestui.exchange.kinds import IMPORTED
from salestui.exchange.options import FileResult, ImportOptions, ImportResult
from salestui.exchange.presets import load_preset, save_preset
from salestui.exchange.wrapping import wrapped
from salestui.services.importing.rows import Fault

SHOWN = 20
"""Bad rows told in text; `--json` tells all."""

FILE = Words(
    "{name}: {rows} rows as {kind}: {created} created, {updated} updated,"
    " {unchanged} unchanged, {skipped} skipped",
    "{name}：{rows} 行{kind}：新建 {created}，更新 {updated}，未变 {unchanged}，跳过 {skipped}",
)
ROW = Words(
    "{file} row {row}{more}, {column}: {value}: {why}",
    "{file} 第 {row} 行{more}，{column}：{value}：{why}",
)
AND_MORE = Words(" and {n} more", "及另 {n} 行")
MORE = Words("and {n} rows more; --json lists them all", "另有 {n} 行；--json 列出全部")
ALSO = Words("also created: {what}", "同时新建：{what}")
COLUMNS = Words("columns: {what}", "列对应：{what}")
IGNORED = Words("not used: {what}", "未使用的列：{what}")
DRY = Words("Nothing was saved (--dry-run).", "未保存任何内容（--dry-run）。")
TAKE_BACK = Words("`salestui undo` takes it back.", "可用 `salestui undo` 撤销。")
NONE_GOOD = Words("No row could be imported.", "没有一行可以导入。")


def import_files(
    session: Session,
    files: tuple[str, ...],
    kind: str,
    pipeline: str,
    stages: str,
    map: tuple[str, ...],
    map_stage: tuple[str, ...],
    dates: str,
    currency: str,
    source: str,
    preset: str,
    save_as: str,
    dry_run: bool,
) -> int:
    """Import files and say what became of their rows."""
    options = ImportOptions(
        kind, pipeline, stages, map, map_stage, dates, currency, source, dry_run
    )
    folder = config_path(session.env).parent / "presets"
    if preset:
        options = options.over(load_preset(folder, preset))
    result = _imported(session, [user_path(name) for name in files], options)
    if save_as:
        save_preset(folder, save_as, options)
    if session.json:
        output.put_json(result.as_json(session.lang))
    else:
        _tell(session, result)
    if not result.failed:
        return 0
    output.note(NONE_GOOD.say(session.lang))
    return InputProblem.exit_code


def _imported(session: Session, files: Sequence[Path], options: ImportOptions) -> ImportResult:
    """Import, with a line of progress, and leave a checkpoint for whoever comes next."""
    bench, progress = session.open(), Progress()
    try:
        result = run_import(bench, files, options, progress)
    finally:
        progress.clear()
    bench.checkpoint()
    return result


class Progress:
    """A line on standard error, where a person looks at it."""

    def __init__(self) -> None:
        self._on = output.is_terminal(sys.stderr)
        self._shown = -1

    def __call__(self, done: int, total: int) -> None:
        """Show how many rows are done."""
        percent = 100 * done // total if total else 100
        if self._on and percent != self._shown:
            self._shown = percent
            sys.stderr.write(f"\r{done:,} / {total:,}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._shown >= 0:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _tell(session: Session, result: ImportResult) -> None:
    lang = session.lang
    lines = [line for file in result.files for line in _file_lines(file, lang)]
    if result.also:
        lines.append(ALSO.fill(what=_counts(result.also, lang)).say(lang))
    if result.dry_run:
        lines.append(DRY.say(lang))
    elif result.commit:
        lines.append(TAKE_BACK.say(lang))
    for line in lines:
        indent = line[: len(line) - len(line.lstrip())]
        output.put(indent + part for part in wrapped(line.strip(), session.cells - len(indent)))
    told = _faults(result.faults)
    for fault, n in told[:SHOWN]:
        more = AND_MORE.fill(n=n - 1) if n > 1 else Words("", "")
        row = ROW.fill(
            file=fault.file, row=fault.line, more=more, column=fault.column, value=fault.value,
            why=fault.message,
        )  # fmt: skip
        output.note(visible(row.say(lang)))
    left = sum(n for _, n in told[SHOWN:])
    if left:
        output.note(MORE.fill(n=left).say(lang))


def _faults(faults: Sequence[Fault]) -> list[tuple[Fault, int]]:
    """The first of the bad rows that are wrong in the same way, with how many there are."""
    alike: dict[tuple[str, str, str, Words], list[Fault]] = {}
    for fault in faults:
        key = (fault.file, fault.column, fault.value, fault.message)
        alike.setdefault(key, []).append(fault)
    return [(each[0], len(each)) for each in alike.values()]


def _file_lines(file: FileResult, lang: str) -> list[str]:
    known = KINDS.get(file.kind)
    told = FILE.fill(
        name=file.name,
        rows=file.rows,
        kind=known.named(file.rows) if known else file.kind,
        created=file.created,
        updated=file.updated,
        unchanged=file.unchanged,
        skipped=file.skipped,
    )
    lines = [told.say(lang)]
    if file.mapping:
        pairs = ", ".join(f"{theirs}={ours}" for theirs, ours in file.mapping.items())
        lines.append("  " + COLUMNS.fill(what=pairs).say(lang))
    if file.ignored:
        lines.append("  " + IGNORED.fill(what=", ".join(file.ignored)).say(lang))
    return lines + ["  " + notice.say(lang) for notice in file.notices]


def _counts(also: dict[str, int], lang: str) -> str:
    said = []
    for kind, n in also.items():
        known = KINDS.get(kind)
        plural = known.named(n).say(lang) if known else kind
        said.append(f"{n} {plural}")
    return ", ".join(said)


spec = Spec(
    Words(
        "Imports CSV files of members, accounts and deals. Run again, it changes nothing twice.",
        "导入成员、客户与商机的 CSV 文件；重复导入不会产生重复。",
    ),
    import_files,
    (Arg("files", "FILE...", required=True, many=True),),
    (
        Opt(
            "--kind",
            Words("what the file lists; guessed when left out", "文件内容类别，默认自动判断"),
            choices=IMPORTED,
        ),
        Opt(
            "--pipeline",
            Words("the sales path for the deals; made when new", "商机所属销售路径，不存在则新建"),
            "NAME",
        ),
        Opt(
            "--stages", Words("the stages of a new path, in order", "新路径的阶段，按顺序"), "A,B,C"
        ),
        Opt(
            "--map",
            Words("their column is our field; may be repeated", "列与字段对应，可重复"),
            "COL=FIELD",
            many=True,
        ),
        Opt(
            "--map-stage",
            Words("their stage is ours; may be repeated", "阶段对应，可重复"),
            "THEIRS=OURS",
            many=True,
        ),
        Opt(
            "--dates", Words("the order in their dates", "日期次序"), choices=("dmy", "mdy", "ymd")
        ),
        Opt("--currency", Words("of amounts that name none", "未写币种的金额所用币种"), "CODE"),
        Opt("--source", Words("what the files come from", "文件来源"), "NAME"),
        Opt("--preset", Words("read them as kept under that name", "使用已保存的导入方式"), "NAME"),
        Opt("--save-as", Words("keep this way of reading", "保存这次的导入方式"), "NAME"),
        Opt("--dry-run", Words("only say what would be imported", "只说明会导入什么"), type=FLAG),
    ),
    (
        "salestui import accounts.csv sales_teams.csv sales_pipeline.csv --pipeline Maven"
        ' --stages "Prospecting,Engaging,Won,Lost"',
    ),
)
