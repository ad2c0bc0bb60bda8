"""Backing a workspace up into one file, and bringing it back as a replica of its own."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from salestui import __version__
from salestui.domain.problems import InputProblem, Refused, StoreProblem
from salestui.domain.words import Words
from salestui.store.archive import BadArchive, Packed, pack, unpack
from salestui.store.branches import read_log
from salestui.store.files import read_bytes, replace_file, sync_folder
from salestui.store.history import History
from salestui.store.lines import encode
from salestui.store.places import REPLICA
from salestui.store.segments import Cursor

EXISTS = Words("{file} is there already", "{file} 已存在")
OTHER_NAME = Words("Choose another name, or move the old backup away", "请换个名称，或先移走旧备份")
NOT_WRITTEN = Words("The backup could not be written: {why}", "备份未能写入：{why}")
OLD_KEPT = Words(
    "Nothing was changed; an older backup is as it was", "没有任何改动；旧备份保持原样"
)
NO_BACKUP = Words("That is no backup, or it is damaged: {why}", "这不是备份文件，或已损坏：{why}")
NOTHING_DONE = Words(
    "Nothing was restored; try an older backup", "没有恢复任何内容；请试更早的备份"
)
THERE = Words("The workspace {name} is here already", "此处已有工作区 {name}")
ELSEWHERE = Words(
    "Restore into another data directory with --home, or move that folder away",
    "请用 --home 恢复到其他数据目录，或先移走原文件夹",
)
NOT_RESTORED = Words("The backup could not be restored: {why}", "备份未能恢复：{why}")


@dataclass(frozen=True, slots=True)
class Restored:
    """A workspace brought back."""

    folder: Path
    packed: Packed
    problems: tuple[str, ...]
    """Damage in the logs that was there when the backup was made, as `log: what`."""


def backup(folder: Path, file: Path, *, now: int, replace: bool = False) -> Packed:
    """Write everything that can't be rebuilt to `file`, in one step; work can go on meanwhile.

    Raises InputProblem when the file is there and may not be replaced, StoreProblem when the
    disk refuses.
    """
    if file.exists() and not (replace and file.is_file()):
        raise InputProblem(EXISTS.fill(file=file.name), hint=OTHER_NAME, where=str(file))
    try:
        return pack(folder, file, now, __version__)
    except OSError as error:
        why = error.strerror or str(error)
        raise StoreProblem(NOT_WRITTEN.fill(why=why), hint=OLD_KEPT, where=str(file)) from error


def restore(file: Path, home: Path) -> Restored:
    """Bring a backup back under a data directory, where it becomes a new replica when opened.

    Its old replica may live on elsewhere, or have written more since the backup: nobody may
    write on under that name. Raises InputProblem for what is no whole backup, Refused when the
    workspace is there already, StoreProblem when the disk refuses.
    """
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _workroom(home) as room:
            return _restore(file, home, room)
    except BadArchive as error:
        message = NO_BACKUP.fill(why=error)
        raise InputProblem(message, hint=NOTHING_DONE, where=str(file)) from error
    except OSError as error:
        why = error.strerror or str(error)
        raise StoreProblem(NOT_RESTORED.fill(why=why), where=str(file)) from error


@contextlib.contextmanager
def _workroom(home: Path) -> Iterator[Path]:
    """A folder beside the workspaces that is none of them, gone in the end."""
    room = Path(tempfile.mkdtemp(prefix=".restoring-", dir=home))
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _restore(file: Path, home: Path, room: Path) -> Restored:
    inner = room / "workspace"
    inner.mkdir(mode=0o700)
    packed = unpack(file, inner)
    folder = home / packed.workspace
    if folder.exists():
        raise Refused(THERE.fill(name=packed.workspace), hint=ELSEWHERE, where=str(folder))
    _forget_who_we_are(inner)
    problems = _problems(inner)
    for path in (inner, *inner.rglob("*")):
        if path.is_dir():
            sync_folder(path)
    inner.rename(folder)
    sync_folder(home)
    return Restored(folder, packed, problems)


def _forget_who_we_are(folder: Path) -> None:
    """Take the fingerprint out of the replica file, so that opening gives a new replica.

    Comparing it would not do: the restored folder can get the inode of the one that is gone.
    """
    path = folder / REPLICA
    try:
        row = json.loads(read_bytes(path))
        kept = {**row, "fp": {}}
    except (OSError, ValueError, TypeError) as error:
        raise BadArchive("it names no replica") from error
    replace_file(path, encode(kept).encode())


def _problems(folder: Path) -> tuple[str, ...]:
    """What reading every chain from its first line finds wrong."""
    found = []
    for log in History(folder).replicas():
        reading = read_log(folder / "log", log, Cursor())
        found += [f"{log}: {problem}" for problem in reading.problems]
        if reading.torn:
            found.append(
                f"{log}: {reading.cursor.name} is damaged behind byte {reading.cursor.off}"
            )
    return tuple(found)
