"""What syncing tells: one sentence with a cure for each problem, and the numbers of one round."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import NamedTuple

from salestui.domain.words import Words

OFFLINE = ("gone", "other", "newer", "refused")
"""Kinds of problems of the folder for which nothing can come or go."""
HINDRANCES = (*OFFLINE, "full", "unwritable", "local")
"""Kinds for which at least nothing can go."""


class Problem(NamedTuple):
    """Something that keeps commits of a replica from coming or going."""

    kind: str
    """One of OFFLINE or HINDRANCES, or of one log: damaged, back, owner, loose, waiting, branch,
    refused, skew."""
    rep: str
    """The replica that it is about; empty when it is about the folder."""
    text: Words
    cure: Words


@dataclass(frozen=True, slots=True)
class Report:
    """One round of publishing and pulling."""

    published: int = 0
    """Commits of ours that went out."""
    pulled: int = 0
    """Commits of others that came in."""
    waiting: int = 0
    """Commits of ours that did not go out yet."""
    problems: tuple[Problem, ...] = ()
    busy: bool = False
    """Another program of ours is syncing this store; nothing was done."""
    forked: bool = False
    """This store had to take a new name."""

    @property
    def hindrance(self) -> Problem | None:
        """What is wrong with the folder as a whole; None where bytes could go and come."""
        return next((p for p in self.problems if p.kind in HINDRANCES and not p.rep), None)

    @property
    def offline(self) -> bool:
        """Whether nothing could be read either."""
        found = self.hindrance
        return found is not None and found.kind in OFFLINE


FULL = (errno.ENOSPC, errno.EDQUOT)
"""What the system says where there is no room."""
WAIT = Words("Wait; nothing is lost", "请稍候，数据没有丢失")
ASK_OWNER = Words(
    "Ask its owner to run salestui sync; it mends the copy",
    "请其所有者运行 salestui sync，副本会自动补全",
)


def damaged_copy(rep: str, name: str, at: int) -> Problem:
    """Our own shared copy is not what we wrote."""
    text = Words(
        "The shared copy of your log is damaged ({name}, byte {at})",
        "你的日志在共享文件夹中的副本已损坏（{name}，第 {at} 字节）",
    )
    cure = Words(
        "Restore the file from the folder's history, or move it away; it is then copied again",
        "请从共享文件夹的历史版本恢复该文件，或将其移走，程序会重新复制",
    )
    return Problem("damaged", rep, text.fill(name=name, at=at), cure)


def damaged(rep: str, name: str, at: int) -> Problem:
    """A colleague's log cannot be read on."""
    text = Words(
        "Damaged at byte {at} of {name}; later changes of this colleague are held",
        "{name} 在第 {at} 字节处损坏；该同事之后的更改暂停读取",
    )
    return Problem("damaged", rep, text.fill(name=name, at=at), ASK_OWNER)


def went_back(rep: str, name: str) -> Problem:
    """A colleague's shared file is shorter than what we have of it."""
    text = Words(
        "The shared copy went back ({name}); your copy is kept",
        "共享副本变短了（{name}）；本机副本保留",
    )
    return Problem("back", rep, text.fill(name=name), ASK_OWNER)


def arriving(rep: str) -> Problem:
    """Part of a colleague's log has not come yet."""
    return Problem("waiting", rep, Words("Changes are on their way", "更改正在传输中"), WAIT)


def wrong_owner(rep: str, name: str = "") -> Problem:
    """A directory or file does not belong to whom it belonged or should belong."""
    text = Words(
        "The owner of {name} changed; it is not read", "{name} 的所有者有变，已停止读取"
    ).fill(name=name or rep)
    cure = Words("Ask who looks after the folder", "请联系共享文件夹的管理员")
    return Problem("owner", rep, text, cure)


def loose(rep: str) -> Problem:
    """Others than its owner may write to a replica's files."""
    text = Words(
        "Others may write to this log; its author is not certain",
        "他人可以写入此日志，作者身份无法确认",
    )
    cure = Words("Its owner runs: chmod -R go-w on it", "请所有者对其执行 chmod -R go-w")
    return Problem("loose", rep, text, cure)


def second_chain(rep: str) -> Problem:
    """One name was used by two copies of a home."""
    text = Words(
        "Two copies wrote under this name; both are kept", "有两个副本以此名义写入；两者都已保留"
    )
    cure = Words("They part by themselves at their next sync", "下次同步时会自动分开")
    return Problem("branch", rep, text, cure)


def not_writable(why: str) -> Problem:
    """The system refuses to write to the shared folder."""
    text = Words("The shared folder can't be written: {why}", "共享文件夹无法写入：{why}")
    cure = Words("Ask who looks after the folder", "请联系共享文件夹的管理员")
    return Problem("unwritable", "", text.fill(why=why), cure)


def not_readable(rep: str, why: str) -> Problem:
    """The system refuses to read a directory."""
    text = Words("Can't be reached: {why}", "无法访问：{why}").fill(why=why)
    return Problem("refused", rep, text, WAIT)


def not_kept(rep: str, error: OSError) -> Problem:
    """The disk here refuses what is to be kept of the folder."""
    text = Words("The local store can't be written: {why}", "本地数据无法写入：{why}")
    cure = Words("Make room on this computer", "请清理本机磁盘")
    return Problem("local", rep, text.fill(why=_why(error)), cure)


def refusal(error: OSError) -> Problem:
    """Why the folder took nothing."""
    if error.errno not in FULL:
        return not_writable(_why(error))
    text = Words("The shared folder is full; changes wait here", "共享文件夹已满；更改暂存本机")
    cure = Words("Make room in the shared folder", "请清理共享文件夹")
    return Problem("full", "", text, cure)


def unread(rep: str, error: OSError) -> Problem:
    """Why a colleague's log could not be read on; without room it is the copy here that fails."""
    if error.errno in FULL:
        return not_kept("", error)
    return not_readable(rep, _why(error))


def _why(error: OSError) -> str:
    return error.strerror or str(error)
