"""What `salestui doctor` looks at in the logs of a workspace, each with a cure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from salestui.cli.checks import CLOCK, LOG, Check
from salestui.cli.session import Session
from salestui.domain.words import Words

AHEAD = 5 * 60 * 1000
"""How far ahead of the clock a stamp may be, ms."""
UNBROKEN = Words(
    "chain unbroken; commits {commits}, replicas {replicas}",
    "链条完整；{replicas} 个副本共 {commits} 次提交",
)
TORN = Words("torn at the end", "末尾残缺")
OWN_CURE = Words(
    "What is readable is used; a torn end is cut at the next edit",
    "可读部分仍会使用；残缺的末尾会在下次保存时截去",
)
AGAIN = Words(
    "Move {folder} away and run `salestui sync`: the shared folder has it whole",
    "请移走 {folder} 并运行 `salestui sync`，它会从共享文件夹完整取回",
)
ALONE = Words(
    "What is readable is used; a backup or a colleague's copy may have the rest",
    "可读部分仍会使用；其余部分可从备份或同事的副本找回",
)
FUTURE = Words("the log has entries from the future", "日志中有来自未来的记录")
SET_CLOCK = Words("Set the clock of the machines that wrote them", "请校准写入这些记录的机器的时钟")


def log_checks(session: Session, folder: Path) -> Iterator[Check]:
    """Every replica's log read from its beginning. Raises OSError."""
    from salestui.store.segments import Cursor, Reader

    log, commits, latest, odd, whole = folder / "log", 0, 0, False, True
    replicas = sorted(path.name for path in log.iterdir()) if log.is_dir() else []
    for rep in replicas:
        reading = Reader(log / rep, rep, Cursor()).read()
        commits += len(reading.commits)
        odd = odd or any(commit.odd for commit in reading.commits)
        latest = max([latest, *(commit.stamp.ms for commit in reading.commits)])
        problems = [Words(text, text) for text in reading.problems]
        problems += [TORN] if reading.torn else []
        if problems:
            whole = False
            told = Words(*(f"{rep}: {each}" for each in problems[0]))
            yield Check("log", LOG, False, told, _cure(folder, rep))
    if whole:
        told = UNBROKEN.fill(commits=f"{commits:,}", replicas=len(replicas))
        yield Check("log", LOG, True, told)
    if odd:
        from salestui.cli.oddchecks import odd_checks

        yield from odd_checks(session)
    if latest > session.clock() + AHEAD:
        yield Check("stamps", CLOCK, False, FUTURE, SET_CLOCK)


def _cure(folder: Path, rep: str) -> Words:
    from salestui.store.home import former

    if rep in former(folder, with_current=True):
        return OWN_CURE
    shared = (folder / "shared.json").exists()
    return AGAIN.fill(folder=folder / "log" / rep) if shared else ALONE
