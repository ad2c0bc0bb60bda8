"""What the commands of a team have in common: the folder, a round of syncing, its faults."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from salestui.cli.session import Session
from salestui.config import user_path
from salestui.domain.problems import FolderProblem, Refused
from salestui.domain.words import Words, counted
from salestui.services.workbench import Workbench
from salestui.sync.folder import FolderBackend
from salestui.sync.peers import Peer
from salestui.sync.report import Report
from salestui.sync.syncer import Syncer
from salestui.sync.synclock import SyncLock
from salestui.sync.workspacefile import Shared, remembered

PATIENCE_S = 2.0
NOT_SHARED = Words("This workspace is not shared with anybody", "此工作区尚未与他人共享")
JOIN = Words(
    "`salestui team join DIR` ties it to a shared folder",
    "可用 `salestui team join DIR` 连接共享文件夹",
)
ONE_WAITS = Words("1 edit waits here", "1 项更改暂存本机")
WAIT = Words("{n} edits wait here", "{n} 项更改暂存本机")
AND_WAITING = Words("{text}; {waiting}", "{text}；{waiting}")
STILL = Words(
    "Work goes on here; sync when the folder is back", "可照常工作；文件夹恢复后会继续同步"
)
READS_ALL = Words(
    "Everybody who can open the folder reads all of it, phone numbers too.",
    "能打开该文件夹的人都能看到全部内容，包括电话号码。",
)


def root_of(text: str) -> Path:
    """The directory that a person named, as an absolute path."""
    # Not resolved: a link that the admin points elsewhere later should be followed then.
    return Path(os.path.normpath(user_path(text).absolute()))


def shared_of(folder: Path) -> Shared:
    """The shared folder of a local workspace. Raises Refused where it has none."""
    found = remembered(folder)
    if found is None:
        raise Refused(NOT_SHARED, hint=JOIN)
    return found


def syncer_of(bench: Workbench) -> Syncer:
    """What keeps an opened workspace and its shared folder together. Raises Refused."""
    root = Path(shared_of(bench.folder).root)
    return Syncer(bench.store, FolderBackend(root), os.urandom)


def round_of(bench: Workbench, syncer: Syncer) -> Report:
    """One round, and what it brought taken in; busy where another program goes on syncing."""
    try:
        wait_for(syncer.lock)
        report = syncer.once()
    finally:
        syncer.lock.release()
    bench.refresh()
    return report


def wait_for(lock: SyncLock) -> None:
    """Take the lock when what a command published in passing is through, not that of an app."""
    end = time.monotonic() + PATIENCE_S
    while not lock.take() and time.monotonic() < end:
        time.sleep(0.02)


def told(report: Report) -> Words:
    """A hindrance in one sentence, with the edits that wait."""
    problem = report.hindrance
    text = problem.text if problem else Words("", "")
    if not report.waiting:
        return text
    return AND_WAITING.fill(text=text, waiting=waiting_words(report.waiting))


def waiting_words(n: int) -> Words:
    """How many edits were saved here and are not in the folder."""
    return counted(n, ONE_WAITS, WAIT)


def raise_hindrance(report: Report) -> None:
    """Raise FolderProblem where the folder as a whole hinders."""
    problem = report.hindrance
    if problem is not None:
        raise FolderProblem(told(report), hint=problem.cure)


def conflicts_in(bench: Workbench) -> int:
    """How many conflicts and contested deletes wait for somebody's decision."""
    from salestui.services.inbox import inbox

    return len(inbox(bench.store.fold, bench.history))


def peers_shape(session: Session, peers: Iterable[Peer]) -> list[Mapping[str, Any]]:
    """Everybody in the folder, for scripts."""
    from salestui.exchange.shapes import instant

    lang = session.lang
    return [
        {
            "rep": peer.rep,
            "who": peer.who,
            "own": peer.own,
            "verified": peer.verified,
            "commits": peer.commits,
            "last": instant(peer.seen_at) if peer.seen_at else None,
            "waiting": peer.waiting,
            "problem": peer.problems[0].text.say(lang) if peer.problems else None,
            "cure": peer.problems[0].cure.say(lang) if peer.problems else None,
        }
        for peer in peers
    ]


def report_shape(
    session: Session, bench: Workbench, peers: Iterable[Peer], report: Report
) -> dict[str, Any]:
    """One round for scripts, as `sync --json` prints it."""
    return {
        "schema": 1,
        "published": report.published,
        "pulled": report.pulled,
        "waiting": report.waiting,
        "busy": report.busy,
        "replicas": peers_shape(session, peers),
        "conflicts": conflicts_in(bench),
    }
