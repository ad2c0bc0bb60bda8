"""Several users of one Unix machine: what a test does as one of them, in a process of its own."""

from __future__ import annotations

import os
import pickle
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest

Result = TypeVar("Result")
TEAM = 39_001
"""The group of those who may use the shared folder."""


class User(NamedTuple):
    """Somebody with an account on the machine; no name of theirs needs to be known to it."""

    name: str
    uid: int
    groups: tuple[int, ...] = (TEAM,)
    umask: int = 0o022

    def does(self, what: Callable[[], Result]) -> Result:
        """Do something as this user; raises AssertionError with what went wrong there."""
        reading, writing = os.pipe()
        with warnings.catch_warnings():
            # The child calls what it must and ends; no thread of the tests is missed there.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if not child:
            os.close(reading)
            self._become_and_do(what, writing)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            data = pipe.read()
        os.waitpid(child, 0)
        assert data, f"{self.name} died"
        done, result = pickle.loads(data)
        assert done, f"{self.name}: {result}"
        return result  # type: ignore[no-any-return]

    def _become_and_do(self, what: Callable[[], object], writing: int) -> None:
        try:
            os.setgroups(self.groups)
            os.setgid(self.uid)
            os.setuid(self.uid)
            os.umask(self.umask)
            told = pickle.dumps((True, what()))
        except BaseException:
            told = pickle.dumps((False, traceback.format_exc()))
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(told)
        os._exit(0)

    def refused(self, what: Callable[[], object]) -> bool:
        """Whether the system refuses something to this user."""

        def tried() -> bool:
            try:
                what()
            except OSError:
                return True
            return False

        return self.does(tried)


@contextmanager
def open_place() -> Iterator[Path]:
    """A directory that everybody may enter. Only root can be others: in CI it must be root."""
    if os.getuid():
        if os.environ.get("CI"):
            pytest.fail("only root can be several users")
        pytest.skip("only root can be several users")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
