"""System calls that fail at a chosen place, as a full disk or a broken one makes them fail."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest


class Room:
    """How many bytes may still be written; a write that needs more is cut short, then refused."""

    def __init__(self, left: int, error: int = errno.ENOSPC) -> None:
        self.left = left
        self.error = error
        self.written = 0
        self._write = os.write

    def write(self, fd: int, data: Any) -> int:
        """As `os.write`, as long as there is room."""
        part = bytes(data)[: self.left]
        if not part and len(data):
            raise OSError(self.error, os.strerror(self.error))
        done = self._write(fd, part)
        self.left -= done
        self.written += done
        return done


@contextmanager
def room(left: int, error: int = errno.ENOSPC) -> Iterator[Room]:
    """Only so many bytes may be written by this process meanwhile."""
    found = Room(left, error)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", found.write)
        yield found


@contextmanager
def failing(name: str, at: int, error: int = errno.EIO) -> Iterator[list[int]]:
    """The call number `at` of `os.<name>` fails; gives a list of one for each call made."""
    real, calls = getattr(os, name), list[int]()

    def call(*args: Any, **more: Any) -> Any:
        calls.append(len(calls) + 1)
        if len(calls) == at:
            raise OSError(error, os.strerror(error))
        return real(*args, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, name, call)
        yield calls
