"""What syncing says: in the top line, and in a notice when something begins or ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo

from salestui.domain.words import Words, counted
from salestui.sync.report import Problem, Report
from salestui.sync.state import News, SyncState

SYNCING = Words("syncing", "正在同步")
SYNCED = Words("synced {at}", "已同步 {at}")
ONE_OTHER = Words("{said}, 1 other", "{said}，另1人")
OTHERS = Words("{said}, {n} others", "{said}，另{n}人")
OFFLINE = Words("offline", "离线")
OFFLINE_ONE = Words("offline, 1 edit waiting", "离线，1项待发")
OFFLINE_WAITING = Words("offline, {n} edits waiting", "离线，{n}项待发")
ONE_WAITING = Words("1 edit waiting", "1项待发")
WAITING = Words("{n} edits waiting", "{n}项待发")
ELSEWHERE = Words("synced elsewhere", "由另一程序同步")

BEGINS: Mapping[str, Words] = {
    "gone": Words("The shared folder is gone", "共享文件夹不可用"),
    "other": Words("The shared folder was exchanged for another", "共享文件夹被换成了另一个"),
    "newer": Words("The shared folder needs a newer salestui", "共享文件夹需要更新的 salestui"),
    "refused": Words("The shared folder can't be read", "共享文件夹无法读取"),
    "full": Words("The shared folder is full", "共享文件夹已满"),
    "unwritable": Words("The shared folder can't be written", "共享文件夹无法写入"),
    "local": Words("Syncing can't write to this computer's disk", "同步无法写入本机磁盘"),
}
"""What a notice says of a hindrance, by its kind."""
GRAVE = ("damaged", "owner", "skew")
"""Kinds of problems that a person must look at, though syncing goes on."""
GO_ON = Words("{what}; work goes on here, :team says more", "{what}；可照常工作，详见 :team")
BACK = Words("The shared folder is back", "共享文件夹已恢复")
BACK_OUT = Words("{said}; {out}", "{said}；{out}")
SHARED = Words("Shared with the team in {root} now", "已在 {root} 与团队共享")
PARTED = Words("Not shared any more; everything is still here", "已不再共享；数据都保留在本机")
RENAMED = Words(
    "Another copy wrote under this name: this one has a new name, nothing is lost",
    "另有副本以此名义写入：本机已改用新名，数据没有丢失",
)
WHOSE = Words("{who}: {text}", "{who}：{text}")
CURED = Words("{text}; {cure}", "{text}；{cure}")
BUSY = Words("Another program on this computer syncs already", "本机另一程序正在同步")
IN_STEP = Words("Nothing new: everything is in step", "没有新内容：已同步")
ONE_OUT = Words("1 edit went out", "发出1项更改")
OUT = Words("{n} edits went out", "发出{n}项更改")
ONE_IN = Words("1 edit came in", "收到1项更改")
IN = Words("{n} edits came in", "收到{n}项更改")
MOVED = Words("{out}, {n} came in", "{out}，收到{n}项")

LEFT = Words(
    "{n} of your edits are saved here and go out at the next sync",
    "你有{n}项更改已保存在本机，下次同步时发出",
)
LEFT_SOME = Words(
    "The shared folder does not answer: what is not out yet goes out at the next sync",
    "共享文件夹没有响应：尚未发出的更改将在下次同步时发出",
)

Notice = tuple[Words, str]
"""A sentence and its style."""


def sentence(problem: Problem, who: str) -> Words:
    """A problem with whose log it is about and its cure."""
    text = WHOSE.fill(who=who or problem.rep, text=problem.text) if problem.rep else problem.text
    return CURED.fill(text=text, cure=problem.cure)


def notice(before: SyncState, news: News) -> Notice | None:
    """What a person must be told of a round; None for most of them."""
    now = news.state
    if not now.looked and now.shared != before.shared:
        return (PARTED if now.shared is None else SHARED.fill(root=now.shared.root)), "strong"
    if now.hindrance is not None:
        known = before.hindrance is not None and before.hindrance.kind == now.hindrance.kind
        if not known or news.asked:
            return GO_ON.fill(what=BEGINS[now.hindrance.kind]), "risk"
        return None
    if news.report.forked:
        return RENAMED, "risk"
    if before.hindrance is not None and not now.busy and now.shared is not None:
        return _back(news.report.published), "strong"
    return (_answer(news), "strong") if news.asked else None


def _back(published: int) -> Words:
    if not published:
        return BACK
    return BACK_OUT.fill(said=BACK, out=counted(published, ONE_OUT, OUT))


def _answer(news: News) -> Words:
    report = news.report
    if report.busy:
        return BUSY
    if not report.published and not report.pulled:
        return IN_STEP
    return moved(report)


def moved(report: Report) -> Words:
    """How many edits went out and came in; what there was none of is left out."""
    if not report.published:
        return counted(report.pulled, ONE_IN, IN)
    out = counted(report.published, ONE_OUT, OUT)
    return MOVED.fill(out=out, n=report.pulled) if report.pulled else out


def state_words(state: SyncState, zone: tzinfo) -> tuple[Words, Words, str]:
    """How syncing stands, in full and in short, with its style; empty words before it is known."""
    nothing = Words("", "")
    if state.shared is None or not state.looked:
        return nothing, nothing, "dim"
    if state.offline:
        said = _counted(state.waiting, OFFLINE, OFFLINE_ONE, OFFLINE_WAITING)
        return said, said, "risk"
    if state.hindrance is not None or (state.busy and state.waiting):
        said = _counted(state.waiting, nothing, ONE_WAITING, WAITING)
        if said != nothing:
            return said, said, "risk"
    if state.busy:
        return ELSEWHERE, ELSEWHERE, "dim"
    at = datetime.fromtimestamp(state.at / 1000, zone)
    short = SYNCED.fill(at=f"{at:%H:%M}")
    return _counted(state.others, short, ONE_OTHER, OTHERS, said=short), short, "dim"


def left(waiting: int) -> Words:
    """What is said after leaving when edits did not go out; 0 where nobody knows how many."""
    return LEFT.fill(n=waiting) if waiting else LEFT_SOME


def _counted(n: int, none: Words, one: Words, many: Words, **names: Words) -> Words:
    return none if not n else (one if n == 1 else many).fill(n=n, **names)
