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

PATIENCE_S = 10.0
"""How long to wait for another program of ours before giving up."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock at `path`. Raises StoreProblem when another program keeps it too long."""
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
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
                raise StoreProblem(
                    Words("Another salestui holds the store", "另一个 salestui 正占用本地数据"),
                    hint=Words("Close it, then try again", "关闭它后重试"),
                ) from None
            time.sleep(0.001)
