"""Small promises about files: ordinary ones only, whole writes, replacement in one step."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

_PLAIN = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
NOT_PLAIN = "Not a regular file"


def open_plain(path: Path, flags: int, mode: int = 0o600) -> int:
    """A descriptor of a regular file; no link is followed. Raises OSError.

    A pipe or a device in its place is refused at once: reading one may never end, and what is
    written to one is gone.
    """
    fd = os.open(path, flags | _PLAIN, mode)
    mode = os.fstat(fd).st_mode
    if stat.S_ISREG(mode):
        return fd
    os.close(fd)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    raise OSError(errno.EINVAL, NOT_PLAIN, str(path))


def read_bytes(path: Path, start: int = 0, stop: int | None = None) -> bytes:
    """The bytes of a regular file from `start` to `stop` (or its end). Raises OSError."""
    fd = open_plain(path, os.O_RDONLY)
    try:
        size = os.fstat(fd).st_size
        end = size if stop is None else min(stop, size)
        parts, at = [], start
        while at < end:
            part = os.pread(fd, end - at, at)
            if not part:
                break
            parts.append(part)
            at += len(part)
        return b"".join(parts)
    finally:
        os.close(fd)


def write_all(fd: int, data: bytes) -> None:
    """Write all the bytes, however many calls the system takes for it."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def sync_folder(folder: Path) -> None:
    """Make new and renamed names in a folder survive a power loss."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step: temporary file, fsync, rename, fsync of the folder."""
    temporary = path.with_name(path.name + ".new")
    try:
        fd = open_plain(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        try:
            write_all(fd, data)
            os.fsync(fd)
        finally:
            os.close(fd)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def append_synced(path: Path, data: bytes) -> None:
    """Add bytes to the end of a file and fsync it."""
    fd = open_plain(path, os.O_WRONLY | os.O_APPEND)
    try:
        write_all(fd, data)
        os.fsync(fd)
    finally:
        os.close(fd)


def cut_synced(path: Path, size: int) -> None:
    """Cut a file to `size` bytes, for good when this returns."""
    fd = open_plain(path, os.O_WRONLY)
    try:
        os.ftruncate(fd, size)
        os.fsync(fd)
    finally:
        os.close(fd)
