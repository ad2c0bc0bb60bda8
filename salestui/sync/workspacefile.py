"""The workspace file in the shared root, and `shared.json`, which remembers that root here."""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from salestui.domain.problems import FolderProblem
from salestui.domain.words import Words
from salestui.store.files import read_bytes, replace_file, sync_folder
from salestui.store.lines import encode
from salestui.sync.backend import Backend
from salestui.sync.report import WAIT, Problem

FORMAT = 1
SHARED = "shared.json"
_ID = re.compile(r"w[a-z0-9]{1,40}")

NEWER = Words(
    "The shared folder is of form {form}, which needs a newer salestui",
    "共享文件夹的格式为 {form}，需要更新的 salestui",
)
UPDATE = Words("Update salestui; work goes on locally", "请更新 salestui；本地工作不受影响")
DAMAGED = Words("The file salestui.json can't be read", "文件 salestui.json 无法读取")
RESTORE = Words(
    "Put the folder back, or run: salestui team restore DIR",
    "请恢复该文件夹，或运行：salestui team restore DIR",
)
GONE = Words("The shared folder is not there: {root}", "共享文件夹不存在：{root}")
OTHER = Words("The folder holds another workspace: {name}", "该文件夹属于另一个工作区：{name}")
EMPTY = Words(
    "The shared folder was exchanged for another, empty one", "共享文件夹被换成了另一个空文件夹"
)


class Workspace(NamedTuple):
    """What `salestui.json` says."""

    id: str
    name: str
    made: int
    """When it was made, ms."""

    def raw(self) -> bytes:
        """The content of the file."""
        row = {"format": FORMAT, "ws": self.id, "name": self.name, "made": self.made}
        return encode(row).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class Shared:
    """The shared root of a local store."""

    root: str
    identity: str
    """What told the directory from others when it was last seen."""
    workspace: Workspace


def read_workspace(backend: Backend) -> Workspace | None:
    """The workspace of a shared folder; None where there is no file.

    Raises FolderProblem when the file is newer than this version or damaged, OSError when the
    folder can't be read.
    """
    try:
        data = backend.read_workspace()
    except FileNotFoundError:
        return None
    try:
        row = json.loads(data)
        form = int(row["format"])
        found = Workspace(str(row["ws"]), str(row.get("name", "")), int(row.get("made", 0)))
        if not _ID.fullmatch(found.id):
            raise ValueError(found.id)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise FolderProblem(DAMAGED, hint=WAIT) from error
    if form > FORMAT:
        raise FolderProblem(NEWER.fill(form=form), hint=UPDATE)
    return found


def remember(folder: Path, root: str, identity: str, workspace: Workspace) -> None:
    """Note the shared root in the local store."""
    row = {"root": root, "identity": identity, "workspace": list(workspace)}
    replace_file(folder / SHARED, encode(row).encode())


def remembered(folder: Path) -> Shared | None:
    """The shared root of a local store; None when it has none."""
    try:
        row = json.loads(read_bytes(folder / SHARED))
        id, name, made = row["workspace"]
        return Shared(str(row["root"]), str(row["identity"]), Workspace(id, name, int(made)))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def leave(folder: Path) -> None:
    """Forget the shared root; everything that was read stays here."""
    with contextlib.suppress(FileNotFoundError):
        (folder / SHARED).unlink()
        sync_folder(folder)


def check(folder: Path, backend: Backend) -> Problem | None:
    """Why nothing may be read from or written to the root now; None when all is well.

    A folder that was wiped gets its workspace file back; one that was exchanged does not.
    """
    shared = remembered(folder)
    if shared is None:
        return None
    try:
        found = read_workspace(backend)
        identity = backend.identity()
    except FolderProblem as problem:
        return Problem("newer", "", problem.message, problem.hint)
    except OSError as error:
        return _gone(shared, error)
    if found is None:
        return _absent(folder, backend, shared, identity)
    if found.id != shared.workspace.id:
        return Problem("other", "", OTHER.fill(name=found.name or found.id), RESTORE)
    if identity != shared.identity:
        remember(folder, shared.root, identity, shared.workspace)
    return None


def _absent(folder: Path, backend: Backend, shared: Shared, identity: str) -> Problem | None:
    if not identity:
        return _gone(shared, None)
    if identity != shared.identity:
        return Problem("other", "", EMPTY, RESTORE)
    try:
        with contextlib.suppress(FileExistsError):
            backend.make_workspace(shared.workspace.raw())
    except OSError as error:
        return _gone(shared, error)
    return None


def _gone(shared: Shared, error: OSError | None) -> Problem:
    why = f"{shared.root} ({error.strerror})" if error and error.strerror else shared.root
    return Problem("gone", "", GONE.fill(root=why), RESTORE)
