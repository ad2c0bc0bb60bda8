"""`sync.lock`: one process at a time syncs a local store."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from salestui.store.files import open_plain


class SyncLock:
    """A lock that is tried, never waited for."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "sync.lock"
        self._fd = -1

    @property
    def held(self) -> bool:
        """Whether this process has it."""
        return self._fd >= 0

    def take(self) -> bool:
        """Take the lock if it is free; true when it is ours."""
        if self.held:
            return True
        fd = open_plain(self._path, os.O_RDWR | os.O_CREAT)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(fd)
            return False
        except BaseException:
            os.close(fd)
            raise
        self._fd = fd
        return True

    def release(self) -> None:
        """Give the lock back."""
        if self.held:
            os.close(self._fd)
            self._fd = -1
