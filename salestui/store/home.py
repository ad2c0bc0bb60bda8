"""Where a workspace lives on this machine, and which replica this is."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from salestui.domain.ids import RandomBytes, new_replica_id
from salestui.domain.problems import StoreProblem
from salestui.domain.words import Words
from salestui.store.files import read_bytes, replace_file, sync_folder
from salestui.store.lines import encode
from salestui.store.places import REPLICA, workspaces

__all__ = ["REPLICA", "Replica", "create", "fingerprint", "replica", "workspaces"]


@dataclass(frozen=True, slots=True)
class Replica:
    """This copy of the workspace: the one directory of logs that it alone writes."""

    workspace: str
    rep: str
    user: str
    uid: int
    host: str


def create(home: Path, workspace: str) -> Path:
    """Make the folder of a new workspace, readable by its owner only."""
    folder = home / workspace
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700)
        sync_folder(home)
    except OSError as error:
        raise StoreProblem(
            Words("The data directory can't be made: {why}", "无法建立数据目录：{why}").fill(
                why=error.strerror
            ),
            where=str(folder),
            hint=Words("Choose another with SALESTUI_HOME", "请用 SALESTUI_HOME 指定其他目录"),
        ) from error
    return folder


def fingerprint(folder: Path) -> dict[str, Any]:
    """What makes this folder this folder: machine, person and inode, not the device number."""
    return {
        "machine_id": _machine_id(),
        "uid": os.getuid(),
        "ino": folder.stat().st_ino,
    }


def _machine_id() -> str:
    try:
        return Path("/etc/machine-id").read_text(encoding="ascii").strip() or _host()
    except (OSError, ValueError):
        return _host()


def _host() -> str:
    # The same as `socket.gethostname`, which takes 5 ms to load.
    return os.uname().nodename


def replica(folder: Path, user: str, now: int, random_bytes: RandomBytes) -> Replica:
    """This folder's replica; a new one when there is none yet, when the folder was copied here
    and when its log is gone.

    A copied home must not write on under the same name: two writers of one log would clash.
    """
    path = folder / REPLICA
    here = fingerprint(folder)
    try:
        found = json.loads(read_bytes(path))
        rep = str(found["rep"]) if found["fp"] == here else ""
        if not (folder / "log" / rep).is_dir():
            rep = ""
    except (OSError, ValueError, KeyError, TypeError):
        rep = ""
    if not rep:
        rep = new_replica_id(random_bytes)
        (folder / "log" / rep).mkdir(mode=0o700, parents=True, exist_ok=True)
        name_replica(folder, rep, now, [*former(folder, with_current=True)])
    return Replica(folder.name, rep, user, os.getuid(), _host())


def name_replica(folder: Path, rep: str, now: int, was: Sequence[str]) -> None:
    """Make this folder the replica `rep`; `was` are names whose unpublished commits it holds."""
    row = {"fp": fingerprint(folder), "made": now, "rep": rep, "was": list(was)}
    replace_file(folder / REPLICA, encode(row).encode())


def former(folder: Path, *, with_current: bool = False) -> list[str]:
    """The names under which this folder, or the one it was copied from, wrote before."""
    try:
        row = json.loads(read_bytes(folder / REPLICA))
        names = [str(rep) for rep in row.get("was", [])]
        return [*names, str(row["rep"])] if with_current else names
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def identity(folder: Path) -> tuple[int, int]:
    """Changes whenever the folder's replica file is written."""
    try:
        status = os.stat(f"{folder}/{REPLICA}")  # noqa: PTH116 - asked before every edit
        return status.st_ino, status.st_mtime_ns
    except OSError:
        return 0, 0


def renamed(folder: Path, before: Replica) -> Replica:
    """The replica that the folder is now."""
    try:
        rep = str(json.loads(read_bytes(folder / REPLICA))["rep"])
    except (OSError, ValueError, KeyError, TypeError):
        return before
    return replace(before, rep=rep)
