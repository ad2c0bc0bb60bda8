"""Sharing a workspace, joining one, restoring a folder: what ties a local store to a root."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from salestui.domain.ids import RandomBytes
from salestui.domain.problems import FolderProblem, Refused
from salestui.domain.words import Words
from salestui.store import home
from salestui.store.files import read_bytes
from salestui.store.history import History
from salestui.store.journal import Origin
from salestui.store.lock import locked
from salestui.store.segments import segment_names
from salestui.sync.backend import Backend
from salestui.sync.fork import Line, lines_of, write_again
from salestui.sync.workspacefile import (
    OTHER,
    Workspace,
    read_workspace,
    remember,
    remembered,
)

UNREADABLE = Words("The shared folder can't be used: {why}", "无法使用共享文件夹：{why}")
NOT_A_WORKSPACE = Words("There is no salestui.json in this folder", "该文件夹中没有 salestui.json")
SET_UP = Words("Set it up: salestui team setup DIR", "请先设置：salestui team setup DIR")
JOINED_ALREADY = Words("{ws} is here already", "本机已有 {ws}")


def share(folder: Path, backend: Backend, root: str, name: str, now: int) -> Workspace:
    """Make the root the shared folder of a local workspace.

    Raises FolderProblem when it can't be written or is of another workspace.
    """
    mine = Workspace(folder.name, name, now)
    try:
        with contextlib.suppress(FileExistsError):
            backend.make_workspace(mine.raw())
        found = read_workspace(backend)
        if found is None or found.id != mine.id:
            other = found.name or found.id if found else "?"
            raise FolderProblem(OTHER.fill(name=other), where=root)
        remember(folder, root, backend.identity(), found)
    except OSError as error:
        raise _unusable(error, root) from error
    return found


def join(
    homes: Path, backend: Backend, root: str, user: str, now: int, random_bytes: RandomBytes
) -> Path:
    """Make a local store for the workspace of a shared folder; gives its folder.

    Where the store is there already it is only tied to the root. Raises FolderProblem when the
    root has no workspace or a newer one, StoreProblem when the disk refuses.
    """
    try:
        found = read_workspace(backend)
        identity = backend.identity()
    except OSError as error:
        raise _unusable(error, root) from error
    if not identity:
        raise FolderProblem(UNREADABLE.fill(why="-"), where=root, hint=SET_UP)
    if found is None:
        raise FolderProblem(NOT_A_WORKSPACE, where=root, hint=SET_UP)
    folder = homes / found.id
    if not folder.is_dir():
        folder = home.create(homes, found.id)
    home.replica(folder, user, now, random_bytes)
    remember(folder, root, identity, found)
    return folder


def only_defaults(folder: Path) -> bool:
    """Whether a store holds nothing but what `init` wrote, so that nobody would miss it."""
    return all(commit.intent == "init" for commit in History(folder).commits())


def carry(old: Path, folder: Path, origin: Origin, now: int, random_bytes: RandomBytes) -> int:
    """Write all that this person wrote in the store `old` again in the joined store `folder`.

    Stamps and times stay, so that records with derived ids merge and real differences come up as
    conflicts; the settings of the old workspace are left behind. Gives the number of commits. May
    be repeated.
    """
    names = home.former(old, with_current=True)
    count = 0
    with locked(folder / "lock"):
        for rep in names:
            tail = [_without_settings(line, folder.name) for line in lines_of(old / "log" / rep)]
            commits = [x for x in tail if x.content.get("k") == "c" and x.content.get("o")]
            count += write_again(folder, rep, commits, {}, origin, now, random_bytes)
    return count


def _without_settings(line: Line, workspace: str) -> Line:
    ops = line.content.get("o")
    if not isinstance(ops, list):
        return line
    kept = [op for op in ops if op[0] != "workspace" or op[1] == workspace]
    content: dict[str, Any] = {**line.content, "o": kept}
    # What others of the old workspace had done is not known in this one.
    content.pop("v", None)
    return Line(line.name, line.start, line.previous, line.hash, content)


def restore(folder: Path, backend: Backend, root: str) -> None:
    """Tie a store to a root again: an empty directory gets the workspace file.

    One's own log follows at the next sync. Raises FolderProblem when the root is of another
    workspace or can't be used, Refused when the store was never shared.
    """
    shared = remembered(folder)
    if shared is None:
        raise Refused(NOT_A_WORKSPACE, hint=SET_UP)
    try:
        with contextlib.suppress(FileExistsError):
            backend.make_workspace(shared.workspace.raw())
        found = read_workspace(backend)
        if found is None or found.id != shared.workspace.id:
            raise FolderProblem(OTHER.fill(name=found.name if found else "?"), where=root)
        remember(folder, root, backend.identity(), shared.workspace)
    except OSError as error:
        raise _unusable(error, root) from error


def offer(folder: Path, backend: Backend, me: str, rep: str) -> int:
    """Put the mirror of somebody who is gone under one's own directory; gives files written.

    Raises OSError when the shared place refuses.
    """
    into = f"{me}/of-{rep}"
    backend.make_folder(me)
    backend.make_folder(into)
    written = 0
    log = folder / "log" / rep
    for name in segment_names(log):
        data = read_bytes(log / name, 0)
        with contextlib.suppress(FileExistsError):
            backend.create(into, name, data[: data.rfind(b"\n") + 1])
            written += 1
    return written


def _unusable(error: OSError, root: str) -> FolderProblem:
    return FolderProblem(UNREADABLE.fill(why=error.strerror or str(error)), where=root)
