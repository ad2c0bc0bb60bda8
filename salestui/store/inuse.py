"""Whether a program has a workspace open: it is not moved away under anybody's hands."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salestui.domain.problems import StoreProblem
from salestui.domain.words import Words
from salestui.store.files import open_plain
from salestui.store.lock import locked

FILE = "open.lock"
OPEN = Words("Another salestui has the workspace {ws} open", "另一个 salestui 正打开工作区 {ws}")
CLOSE = Words(
    "Nothing was changed; close it there, then try again", "没有任何改动；请先在那边关闭，再重试"
)
MOVING = Words(
    "Another salestui is just moving the workspace {ws}", "另一个 salestui 正在移动工作区 {ws}"
)
LATER = Words("Open it again in a moment", "请稍后重新打开")


@contextmanager
def in_use(folder: Path) -> Iterator[None]:
    """Have a workspace open for a while, beside others. Raises StoreProblem while it is moved."""
    try:
        fd = open_plain(folder / FILE, os.O_RDWR | os.O_CREAT)
    except OSError:
        # Where nothing can be written, nothing can be moved either.
        yield
        return
    try:
        _take(fd, fcntl.LOCK_SH, StoreProblem(MOVING.fill(ws=folder.name), hint=LATER))
        yield
    finally:
        os.close(fd)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a workspace so that it may be moved: nobody has it open, and nobody writes to it.

    Raises StoreProblem where somebody has.
    """
    fd = open_plain(folder / FILE, os.O_RDWR | os.O_CREAT)
    try:
        _take(fd, fcntl.LOCK_EX, StoreProblem(OPEN.fill(ws=folder.name), hint=CLOSE))
        with locked(folder / "lock"):
            yield
    finally:
        os.close(fd)


def _take(fd: int, kind: int, refusal: StoreProblem) -> None:
    try:
        fcntl.flock(fd, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        raise refusal from None
