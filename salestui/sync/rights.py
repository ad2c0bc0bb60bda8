"""Who owns the shared directory and who may write to it: what setting up does, what is wrong."""

from __future__ import annotations

import contextlib
import grp
import os
import pwd
import stat
from pathlib import Path
from typing import NamedTuple

from salestui.domain.words import Words
from salestui.sync.backend import LOG, WORKSPACE
from salestui.sync.folder import ROOT_MODE, FolderBackend
from salestui.sync.report import Problem

OWNED = Words(
    "{path} belongs to {who}, who may delete anything in it",
    "{path} 的所有者是 {who}，可以删除其中任何内容",
)
OWN_CURE = Words(
    "The owner must be nobody who works with it. As root: chown root {path}",
    "所有者不应是使用它的人。请以 root 执行：chown root {path}",
)
OPEN = Words("Everybody on this machine may write to {path}", "本机任何人都可写入 {path}")
NO_STICKY = Words(
    "Members may delete each other's files in {path}", "成员可以删除 {path} 中彼此的文件"
)
MODE_CURE = Words("Its owner runs: chmod 3770 {path}", "请所有者执行：chmod 3770 {path}")
NO_WRITE = Words("You may not write to {path}", "你没有 {path} 的写权限")
WRITE_CURE = Words(
    "Ask whoever looks after the folder to add you to the group {group}",
    "请管理员把你加入用户组 {group}",
)


_REPLICATORS = (".stfolder", ".stignore", ".stversions", ".dropbox", "lost+found")
"""What synchronisers and filesystems put into an empty directory."""


class Rights(NamedTuple):
    """Who owns a directory, and its mode."""

    path: Path
    uid: int
    owner: str
    group: str
    mode: int


def rights(path: Path) -> Rights:
    """The rights of a directory. Raises OSError."""
    found = path.stat()
    return Rights(
        path, found.st_uid, _user(found.st_uid), _group(found.st_gid), stat.S_IMODE(found.st_mode)
    )


def is_free(root: Path) -> bool:
    """Whether a directory is absent, empty or a shared folder already. Raises OSError."""
    try:
        names = {path.name for path in root.iterdir()}
    except FileNotFoundError:
        return True
    return names <= {WORKSPACE, LOG, *_REPLICATORS} or WORKSPACE in names


def prepare(root: Path, group: str = "") -> None:
    """Make the root and its `log`, and give them their modes and group where that is allowed.

    Raises OSError where a directory can't be made, LookupError for an unknown group.
    """
    gid = grp.getgrnam(group).gr_gid if group else -1
    FolderBackend(root).set_up()
    for path in (root, root / LOG):
        with contextlib.suppress(PermissionError):
            if gid >= 0:
                os.chown(path, -1, gid)
            # Giving a directory away clears bits of its mode.
            os.chmod(path, ROOT_MODE)  # noqa: PTH101


def faults(root: Path) -> list[Problem]:
    """What is wrong with the owner and the modes of a shared directory. Raises OSError."""
    found: list[Problem] = []
    members = _members(root / LOG)
    for at in (rights(root), rights(root / LOG)):
        if at.mode & 0o002:
            found.append(_fault(OPEN, MODE_CURE, at))
        elif not at.mode & stat.S_ISVTX and len(members) > 1:
            found.append(_fault(NO_STICKY, MODE_CURE, at))
        if at.uid in members and len(members) > 1 and at.uid:
            found.append(_fault(OWNED, OWN_CURE, at))
    # On a file system that nobody may write to, more rights would not help.
    frozen = os.statvfs(root / LOG).f_flag & os.ST_RDONLY
    if not frozen and not os.access(root / LOG, os.W_OK | os.X_OK):
        found.append(_fault(NO_WRITE, WRITE_CURE, rights(root / LOG)))
    return found


def owner_problem(root: Path) -> Problem | None:
    """That the owner of the root is a person who may work with it; None for root itself."""
    at = rights(root)
    if at.uid and (at.uid == os.getuid() or at.uid in _members(root / LOG)):
        return _fault(OWNED, OWN_CURE, at)
    return None


def _fault(text: Words, cure: Words, at: Rights) -> Problem:
    names = {"path": str(at.path), "who": at.owner, "group": at.group}
    return Problem("rights", "", text.fill(**names), cure.fill(**names))


def _members(log: Path) -> set[int]:
    """The owners of the replicas' directories."""
    try:
        return {path.lstat().st_uid for path in log.iterdir() if path.name.startswith("r")}
    except FileNotFoundError:
        return set()


def _user(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _group(gid: int) -> str:
    try:
        return grp.getgrgid(gid).gr_name
    except KeyError:
        return str(gid)
