"""The checks of `salestui doctor`, each with a sentence and a cure."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from salestui import __version__
from salestui.cli import output
from salestui.cli.session import Session
from salestui.domain.problems import Problem
from salestui.domain.words import Words

NONE = Words("", "")
LEAST_SPACE = 64 * 1024 * 1024
"""Bytes that should be free on the disk of the workspace."""
SANE = (1_700_000_000_000, 4_102_444_800_000)
"""Between these instants, ms, a clock is believable: 2023 to 2100."""


class Check(NamedTuple):
    """One thing looked at."""

    name: str
    label: Words
    ok: bool
    message: Words
    cure: Words = NONE


def all_checks(session: Session) -> list[Check]:
    """Every check; what can't be looked at counts as not in order."""
    checks = [_program(), _config(session)]
    try:
        home = session.config.home
    except Problem:
        return [*checks, _terminal(session), _clock(session)]
    checks += [_folder(session, home), _space(home)]
    try:
        folder = session.folder
    except Problem as problem:
        checks.append(Check("workspace", WORKSPACE, False, problem.message, problem.hint))
    else:
        checks += [
            Check("workspace", WORKSPACE, True, Words(str(folder), str(folder))),
            *_safely("log", LOG, lambda: _log(session, folder)),
            *_safely("checkpoint", CHECKPOINT, lambda: _checkpoint(folder)),
            *_safely("shared", SHARED, lambda: _shared(session, folder)),
        ]
    return [*checks, _clock(session), _terminal(session)]


PROGRAM = Words("program", "程序")
CONFIG = Words("config", "配置")
FOLDER = Words("data directory", "数据目录")
SPACE = Words("disk", "磁盘")
WORKSPACE = Words("workspace", "工作区")
LOG = Words("log", "日志")
VALUES = Words("values", "字段值")
CHECKPOINT = Words("documents", "文档库")
SHARED = Words("shared folder", "共享文件夹")
CLOCK = Words("clock", "时钟")
TERMINAL = Words("terminal", "终端")


def _program() -> Check:
    python = ".".join(map(str, sys.version_info[:3]))
    text = f"salestui {__version__}, Python {python}"
    return Check("program", PROGRAM, True, Words(text, text))


def _config(session: Session) -> Check:
    from salestui.config import config_path

    path = config_path(session.env)
    cure = Words("Correct the line, or move the file away", "请改正该行，或移走此文件")
    try:
        config = session.config
    except Problem as problem:
        where = Words(f"{problem.message.en} ({path})", f"{problem.message.zh}（{path}）")
        return Check("config", CONFIG, False, where, cure)
    if config.problems:
        return Check("config", CONFIG, False, config.problems[0], cure)
    if config.path is None:
        none = Words(f"none; it would be {path}", f"无；位置为 {path}")
        return Check("config", CONFIG, True, none)
    return Check("config", CONFIG, True, Words(str(path), str(path)))


def _folder(session: Session, home: Path) -> Check:
    told = Words(str(home), str(home))
    try:
        found = home.stat()
    except FileNotFoundError:
        missing = Words(f"{home} is not there yet", f"{home} 尚未建立")
        return Check("folder", FOLDER, True, missing)
    except OSError as error:
        why = Words(f"{home}: {error.strerror}", f"{home}：{error.strerror}")
        return Check(
            "folder", FOLDER, False, why, Words("Name another with --home", "请用 --home 另选")
        )
    inner = [path for path in _workspaces(home) if stat.S_IMODE(path.stat().st_mode) & 0o077]
    if found.st_uid != os.getuid() or inner:
        bad = inner[0] if inner else home
        return Check(
            "folder",
            FOLDER,
            False,
            Words(f"others may look into {bad}", f"其他用户可进入 {bad}"),
            Words(f"Run chmod 700 {bad}", f"请运行 chmod 700 {bad}"),
        )
    if not os.access(home, os.W_OK):
        why = Words(f"{home} can't be written to", f"{home} 不可写")
        return Check(
            "folder", FOLDER, False, why, Words("Give yourself the right to", "请授予写权限")
        )
    return Check("folder", FOLDER, True, told)


def _workspaces(home: Path) -> list[Path]:
    from salestui.store.places import workspaces

    return [home / name for name in workspaces(home)]


def _space(home: Path) -> Check:
    place = home
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        free = shutil.disk_usage(place).free
    except OSError as error:
        why = Words(f"unknown: {error.strerror}", f"未知：{error.strerror}")
        return Check("disk", SPACE, False, why, Words("Look at the disk", "请检查磁盘"))
    megabytes = free // (1024 * 1024)
    told = Words(f"{megabytes:,} MB free", f"可用 {megabytes:,} MB")
    cure = Words("Make room, or edits will be refused", "请清理空间，否则无法保存")
    return Check("disk", SPACE, free >= LEAST_SPACE, told, cure)


def _safely(name: str, label: Words, look: Callable[[], Iterator[Check]]) -> Iterator[Check]:
    """The checks of `look`; an error while looking is a finding too."""
    try:
        yield from look()
    except Problem as problem:
        yield Check(name, label, False, problem.message, problem.hint)
    except OSError as error:
        why = Words(str(error.strerror), str(error.strerror))
        yield Check(name, label, False, why, Words("Look at the disk", "请检查磁盘"))


def _shared(session: Session, folder: Path) -> Iterator[Check]:
    if (folder / "shared.json").exists():
        from salestui.cli.sharedchecks import shared_checks

        yield from shared_checks(session)


def _log(session: Session, folder: Path) -> Iterator[Check]:
    from salestui.cli.logchecks import log_checks

    yield from log_checks(session, folder)


def _checkpoint(folder: Path) -> Iterator[Check]:
    from salestui.domain.fold import Fold
    from salestui.store.checkpoint import DB, Unusable, read_db
    from salestui.store.history import History

    rebuilt = Words("The next start rebuilds it from the log", "下次启动会从日志重建")
    try:
        tables, meta = read_db(folder / DB)
    except Unusable as error:
        missing = not (folder / DB).exists()
        why = Words("not written yet", "尚未生成") if missing else Words(f"{error}", f"{error}")
        yield Check("checkpoint", CHECKPOINT, missing, why, rebuilt)
        return
    commits = History(folder).commits()
    held = [c for c in commits if c.stamp.seq <= meta.vector.get(c.stamp.rep, 0)]
    told = Fold().apply(held).tables
    same = all(dict(tables.get(kind, {})) == dict(told.get(kind, {})) for kind in {*tables, *told})
    if not same:
        why = Words("db.json differs from the log", "db.json 与日志不一致")
        cure = Words("Delete db.json: it is rebuilt from the log", "请删除 db.json，它会从日志重建")
        yield Check("checkpoint", CHECKPOINT, False, why, cure)
        return
    yield _tinydb(folder / DB, sum(len(table) for table in tables.values()))


def _tinydb(path: Path, records: int) -> Check:
    from salestui.store.documents import Documents

    with Documents(path) as documents:
        found = sum(len(documents.table(n)) for n in documents.tables() if n != "_meta")
    same = found == records
    told = Words(f"{records:,} records, as the log says", f"{records:,} 条记录，与日志一致")
    if not same:
        told = Words("TinyDB reads other records", "TinyDB 读出的记录不同")
    cure = Words("Delete db.json: it is rebuilt from the log", "请删除 db.json，它会从日志重建")
    return Check("checkpoint", CHECKPOINT, same, told, cure)


def _clock(session: Session) -> Check:
    now = session.clock()
    from datetime import UTC, datetime

    told = datetime.fromtimestamp(now / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")
    cure = Words("Set the clock of this machine", "请校准本机时钟")
    return Check("clock", CLOCK, SANE[0] < now < SANE[1], Words(told, told), cure)


def _terminal(session: Session) -> Check:
    env, cells = session.env, session.cells
    term = env.get("TERM", "")
    try:
        rows = os.get_terminal_size(sys.stdout.fileno()).lines
    except (OSError, ValueError):
        rows = 0
    colour = "no colour" if env.get("NO_COLOR") else env.get("COLORTERM", "") or "colour"
    encoding = (sys.stdout.encoding or "?").upper()
    size = f"{cells}x{rows}" if rows else f"{cells}"
    told = f"TERM={term or '-'}, {size}, {encoding}, {colour}"
    problem, cure = NONE, NONE
    if not output.is_unicode():
        problem = Words("its encoding shows no Chinese", "编码无法显示中文")
        cure = Words("Set LANG to one that ends in .UTF-8", "请把 LANG 设为以 .UTF-8 结尾的值")
    elif term == "dumb" and output.is_terminal(sys.stdout):
        problem = Words("it can't show the app", "无法显示界面")
        cure = Words("The commands work: salestui board", "命令仍可用：salestui board")
    elif rows and (rows < 20 or cells < 60):
        problem = Words("it is small for the app", "窗口太小")
        cure = Words("80x24 shows everything", "80x24 即可完整显示")
    if problem == NONE:
        return Check("terminal", TERMINAL, True, Words(told, told))
    message = Words("{a}: {b}", "{a}：{b}").fill(a=told, b=problem)
    return Check("terminal", TERMINAL, False, message, cure)
