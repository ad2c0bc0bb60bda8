"""The shared place as a POSIX directory: one writer for each file, nothing ever replaced."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salestui.store.files import write_all
from salestui.sync.backend import LOG, WORKSPACE, Chunk, Entry, NotAFile, Owner
from salestui.sync.mounts import on_network

_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_ADD = os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_DIR = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
ROOT_MODE, FOLDER_MODE, FILE_MODE = 0o3770, 0o2750, 0o640


class FolderBackend:
    """A directory that several people can reach."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._log = f"{root}/{LOG}"
        self._slow: bool | None = None

    def set_up(self) -> None:
        """Make the root and its `log`, writable by the group, deletable by nobody else."""
        for path in (self.root, self.root / LOG):
            with contextlib.suppress(FileExistsError):
                path.mkdir(mode=0o700, parents=path == self.root)
                # The umask would hide or expose it, so the mode is set on what was made.
                _set_mode(path, ROOT_MODE)

    def identity(self) -> str:
        """The inode of the root and what its filesystem calls itself.

        The top of every disk has the same inode. Device numbers change at reboot on network
        filesystems, so they are no part of it.
        """
        try:
            return f"{self.root.stat().st_ino}-{os.statvfs(self.root).f_fsid:x}"
        except OSError:
            return ""

    def slow(self) -> bool:
        """Whether the root is on a network filesystem."""
        if self._slow is None:
            self._slow = on_network(self.root)
        return self._slow

    # -- the workspace file

    def read_workspace(self) -> bytes:
        """The content of the workspace file."""
        with _opened(os.open(self.root / WORKSPACE, _READ)) as fd:
            _regular(fd, WORKSPACE)
            return os.pread(fd, 64 * 1024, 0)

    def make_workspace(self, data: bytes) -> None:
        """Write the workspace file unless there is one (FileExistsError)."""
        with self._directory("") as at:
            _create(at, WORKSPACE, data)

    # -- directories

    @contextmanager
    def _directory(self, folder: str) -> Iterator[int]:
        """A descriptor of the root ("") or of a directory below `log`, no link followed."""
        at = self._open(folder)
        try:
            yield at
        finally:
            os.close(at)

    def _open(self, folder: str) -> int:
        if not folder:
            # The root itself may be a link: whoever set it up chose its name.
            return os.open(self.root, _DIR & ~os.O_NOFOLLOW)
        at = os.open(self._log, _DIR)
        for part in filter(None, folder.split("/")):
            try:
                below = os.open(part, _DIR, dir_fd=at)
            finally:
                os.close(at)
            at = below
        return at

    def mark(self) -> int:
        """When the directory of the replicas was last added to, in ns; 0 where it is not there."""
        try:
            return os.stat(self._log, follow_symlinks=False).st_mtime_ns  # noqa: PTH116
        except OSError:
            return 0

    def replicas(self) -> list[str]:
        """The names of the replicas' directories; none where the root was wiped."""
        try:
            return self.folders("/")
        except FileNotFoundError:
            # Raises again where the root itself is gone.
            with self._directory(""):
                return []

    def folders(self, folder: str) -> list[str]:
        """The names of the directories in a replica's directory."""
        with self._directory(folder) as at, os.scandir(at) as found:
            return sorted(e.name for e in found if e.is_dir(follow_symlinks=False))

    def owner(self, folder: str) -> Owner:
        """Who owns a replica's directory."""
        with self._directory(folder) as at:
            status = os.fstat(at)
        return Owner(status.st_uid, bool(status.st_mode & 0o022))

    def make_folder(self, folder: str) -> None:
        """Make a directory for a replica (or below it) unless it is there."""
        parent, _, name = folder.rpartition("/")
        if not parent:
            with self._directory("") as at, contextlib.suppress(FileExistsError):
                os.mkdir(LOG, 0o700, dir_fd=at)
                _set_mode(self.root / LOG, ROOT_MODE)
        with self._directory(parent or "/") as at, contextlib.suppress(FileExistsError):
            os.mkdir(name, 0o700, dir_fd=at)
            with _opened(os.open(name, _DIR, dir_fd=at)) as made, _mode_refused():
                os.fchmod(made, FOLDER_MODE)
            os.fsync(at)

    # -- files

    def files(self, folder: str) -> list[Entry]:
        """The regular files in a directory."""
        found = []
        with self._directory(folder) as at, os.scandir(at) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    status = entry.stat(follow_symlinks=False)
                    if stat.S_ISREG(status.st_mode):
                        found.append(Entry(entry.name, status.st_size, status.st_mtime_ns))
        return sorted(found)

    def get(self, folder: str, name: str, start: int, count: int) -> Chunk:
        """Up to `count` bytes of a file from `start`. Raises NotAFile for anything else."""
        with self._directory(folder) as at:
            try:
                fd = os.open(name, _READ, dir_fd=at)
            except OSError as error:
                if error.errno in (errno.ELOOP, errno.ENXIO):
                    raise NotAFile(error.errno, "not a regular file", name) from error
                raise
            with _opened(fd):
                status = _regular(fd, name)
                data = _read(fd, start, min(count, max(0, status.st_size - start)))
        return Chunk(data, status.st_size, status.st_uid, bool(status.st_mode & 0o022))

    def size(self, folder: str, name: str) -> int:
        """How long a file is: a glance, which checks nothing and costs a call or three."""
        path = f"{self._log}/{folder}/{name}"
        if not self.slow():
            return os.stat(path, follow_symlinks=False).st_size  # noqa: PTH116
        # Only opening asks the server; what it told before may be a minute old.
        with _opened(os.open(path, _READ)) as fd:
            return os.fstat(fd).st_size

    def extend(self, folder: str, name: str, have: int, data: bytes) -> int:
        """Add bytes to a file that has `have`; gives the server's time in ms."""
        with self._directory(folder) as at, _opened(os.open(name, _ADD, dir_fd=at)) as fd:
            if _regular(fd, name).st_size != have:
                raise OSError(errno.EAGAIN, "the file changed meanwhile", name)
            write_all(fd, data)
            os.fsync(fd)
            return os.fstat(fd).st_mtime_ns // 1_000_000

    def create(self, folder: str, name: str, data: bytes) -> int:
        """Make a file (FileExistsError when there is one); gives the server's time in ms."""
        with self._directory(folder) as at:
            return _create(at, name, data)


@contextmanager
def _opened(fd: int) -> Iterator[int]:
    try:
        yield fd
    finally:
        os.close(fd)


def _regular(fd: int, name: str) -> os.stat_result:
    status = os.fstat(fd)
    if not stat.S_ISREG(status.st_mode):
        raise NotAFile(errno.EINVAL, "not a regular file", name)
    return status


def _read(fd: int, start: int, count: int) -> bytes:
    parts = []
    while count > 0 and (part := os.pread(fd, count, start)):
        parts.append(part)
        start, count = start + len(part), count - len(part)
    return b"".join(parts)


def _create(at: int, name: str, data: bytes) -> int:
    with _opened(os.open(name, _NEW, 0o600, dir_fd=at)) as fd:
        with _mode_refused():
            os.fchmod(fd, FILE_MODE)
        write_all(fd, data)
        os.fsync(fd)
        time = os.fstat(fd).st_mtime_ns // 1_000_000
    os.fsync(at)
    return time


@contextmanager
def _mode_refused() -> Iterator[None]:
    """Some filesystems have no modes and refuse to set them; that is no reason to stop."""
    with contextlib.suppress(PermissionError, NotImplementedError):
        yield


def _set_mode(path: Path, mode: int) -> None:
    with _opened(os.open(path, _DIR)) as fd, _mode_refused():
        os.fchmod(fd, mode)
