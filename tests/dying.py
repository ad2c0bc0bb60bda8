"""A machine that dies at a chosen system call: only the program, or the power with it.

Whoever loses power keeps what was synced: bytes by `fsync` of the file, names by `fsync` of the
directory. What was not synced is gone, or survives in part, as the dice fall.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

CALLS = (
    "write", "fsync", "fdatasync", "ftruncate", "truncate", "rename", "replace", "unlink",
    "mkdir", "rmdir",
)  # fmt: skip


class Crash(BaseException):
    """The program is dead."""


class Dying:
    """System calls that work until the n-th one, and never after; a write dies half done."""

    def __init__(self, root: Path, at: int) -> None:
        """All that stands below `root` now is durable."""
        self.root, self.at, self.count = root, at, 0
        self.real = {name: getattr(os, name) for name in (*CALLS, "open")}
        self.bytes: dict[int, bytes] = {}
        """File (its inode) -> the bytes that would survive."""
        self.names: dict[int, dict[str, int]] = {}
        """Directory -> the names in it that would survive, and what they stand for."""
        self._held: list[int] = []
        for path in [root, *(p for p in root.rglob("*") if p.is_dir())]:
            self._sync_folder(path)
        for path in (p for p in root.rglob("*") if p.is_file()):
            self.bytes[path.stat().st_ino] = path.read_bytes()

    @contextmanager
    def running(self) -> Iterator[Dying]:
        """The program runs on this machine, and is dead at the end if it came so far."""
        with pytest.MonkeyPatch.context() as patch:
            for name in CALLS:
                patch.setattr(os, name, self._wrap(name))
            patch.setattr(os, "open", self._open)
            with suppress(Crash):
                yield self
        for fd in self._held:
            os.close(fd)
        self._held = []

    @property
    def died(self) -> bool:
        """Whether there was an n-th call."""
        return self.count >= self.at

    def _dies(self) -> bool:
        """Count a call; true when it is the one to die in. Raises when already dead."""
        self.count += 1
        if self.count > self.at:
            raise Crash
        return self.count == self.at

    def _open(self, path: Any, flags: int, *rest: Any, **more: Any) -> int:
        if flags & os.O_CREAT and not _exists(path, more.get("dir_fd")) and self._dies():
            raise Crash
        return int(self.real["open"](path, flags, *rest, **more))

    def _wrap(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            dies = self._dies()
            if dies and name == "write":
                self.real["write"](args[0], bytes(args[1])[: len(args[1]) // 2])
            if dies:
                raise Crash
            result = self.real[name](*args, **more)
            if name in ("fsync", "fdatasync"):
                self._sync(Path(f"/proc/self/fd/{args[0]}"))
            return result

        return call

    # -- what would survive

    def _sync(self, path: Path) -> None:
        if path.is_dir():
            self._sync_folder(path)
        else:
            self.bytes[path.stat().st_ino] = path.read_bytes()

    def _sync_folder(self, path: Path) -> None:
        names = self.names[path.stat().st_ino] = {}
        for child in path.iterdir():
            # Held open, so that no new file gets its number.
            self._held.append(self.real["open"](child, os.O_RDONLY | os.O_CLOEXEC))
            names[child.name] = number = child.stat().st_ino
            if child.is_dir():
                self.names.setdefault(number, {})
            else:
                self.bytes.setdefault(number, b"")

    def lose_power(self, dice: random.Random | None = None) -> None:
        """Leave below the root what was synced; of the rest what `dice` keep, nothing without."""
        self._fall(self.root, self.names[self.root.stat().st_ino], dice)

    def _fall(self, folder: Path, names: dict[str, int], dice: random.Random | None) -> None:
        live = {child.name for child in folder.iterdir()}
        for name in sorted(live | names.keys()):
            path, kept = folder / name, names.get(name)
            if name in live and path.stat().st_ino != kept and dice and dice.random() < 0.5:
                # A new name, or a file put in the place of another, came through by chance.
                kept = path.stat().st_ino
            if kept is None:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            elif kept in self.names or path.is_dir():
                path.mkdir(exist_ok=True)
                self._fall(path, self.names.get(kept, {}), dice)
            else:
                same = name in live and path.stat().st_ino == kept
                now = path.read_bytes() if same else b""
                path.write_bytes(_part(self.bytes.get(kept, b""), now, dice))


def _exists(path: Any, dir_fd: int | None) -> bool:
    try:
        os.stat(path, dir_fd=dir_fd, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _part(synced: bytes, now: bytes, dice: random.Random | None) -> bytes:
    """What is left of a file."""
    if dice is None or dice.random() < 0.3 or not now.startswith(synced):
        return synced
    return now[: dice.randrange(len(synced), len(now) + 1)]
