"""The lock that one commit holds: `flock` on a file of the local store."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salestui.domain.problems import StoreProblem
from salestui.domain.words import Words
from salestui.store.files import open_plain

NO_LOCK = Words("The local data can't be locked: {why}", "无法锁定本地数据：{why}")
HELD = Words("Another salestui holds the store", "另一个 salestui 正占用本地数据")
PATIENCE_S = 10.0
"""How long to wait for another program of ours before giving up."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock at `path`. Raises StoreProblem when another program keeps it too long, and
    where no lock can be made.
    """
    try:
        fd = open_plain(path, os.O_RDWR | os.O_CREAT)
    except OSError as error:
        raise StoreProblem(NO_LOCK.fill(why=error.strerror or ""), where=str(path)) from error
    try:
        _acquire(fd)
        yield
    finally:
        os.close(fd)


def _acquire(fd: int) -> None:
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > end:
                hint = Words("Close it, then try again", "关闭它后重试")
                raise StoreProblem(HELD, hint=hint) from None
            time.sleep(0.001)
