"""A workspace in one file: a compressed tar of its logs and of the small files that point to them.

What the logs rebuild is left out. The last member lists every file with its hash, so that an
archive that was cut or altered is noticed whole, not file by file.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from salestui.store.checkpoint import DB, FOLD
from salestui.store.files import read_bytes, sync_folder, write_all
from salestui.store.lines import encode
from salestui.store.lock import locked

MANIFEST = "manifest.json"
FORMAT = 1
LARGEST = 256 * 1024 * 1024
"""Bytes of one file that is taken out of an archive; segments are far smaller."""
_PART = r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}"
_NAME = re.compile(rf"(w[a-z0-9]{{1,40}})/({_PART}(?:/{_PART}){{0,3}})")
_REBUILT = {DB, FOLD}


class Packed(NamedTuple):
    """What went into an archive, or came out of one."""

    workspace: str
    files: int
    bytes: int
    """Before compression."""


class BadArchive(Exception):
    """The file is no archive of ours, or was cut or altered. Nothing of it was kept."""


def pack(folder: Path, target: Path, now: int, app: str) -> Packed:
    """Write the workspace in `folder` to `target` in one step. Raises OSError, StoreProblem.

    The lock is held only to learn how long each log is: logs grow at their ends and nowhere else.
    """
    with locked(folder / "lock"):
        small = {path.name: read_bytes(path) for path in _small_files(folder)}
        long = [(path, path.stat().st_size) for path in _logs(folder)]
    temporary = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        # Phone numbers are in it: for its owner alone, whatever the umask.
        with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
            packed = _write(file, folder.name, _contents(folder, small, long), now, app)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(target.parent)
    return packed


def _small_files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.glob("*.json")):
        if path.name not in _REBUILT and path.is_file() and not path.is_symlink():
            yield path


def _logs(folder: Path) -> Iterator[Path]:
    """The segments of everybody, and what crashes and forks put aside."""
    for top in ("log", "aside"):
        for path in sorted((folder / top).rglob("*")):
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            if path.is_file() and not path.is_symlink() and _NAME.fullmatch(name):
                yield path


def _contents(
    folder: Path, small: dict[str, bytes], long: list[tuple[Path, int]]
) -> Iterator[tuple[str, bytes]]:
    """Every file's name and what is kept of it."""
    yield from small.items()
    for path, size in long:
        data = read_bytes(path, 0, size)
        if path.name.endswith(".jsonl"):
            # A line that a crash or a copy left unfinished was never acknowledged.
            data = data[: data.rfind(b"\n") + 1]
        yield path.relative_to(folder).as_posix(), data


def _write(
    file: Any, workspace: str, contents: Iterable[tuple[str, bytes]], now: int, app: str
) -> Packed:
    hashes: dict[str, str] = {}
    total = 0
    with tarfile.open(fileobj=file, mode="w:gz", format=tarfile.PAX_FORMAT) as tar:
        for name, data in contents:
            _add(tar, f"{workspace}/{name}", data, now)
            hashes[name] = hashlib.sha256(data).hexdigest()
            total += len(data)
        manifest = {"app": app, "files": hashes, "format": FORMAT, "made": now}
        _add(tar, MANIFEST, encode({**manifest, "workspace": workspace}).encode(), now)
    return Packed(workspace, len(hashes), total)


def _add(tar: tarfile.TarFile, name: str, data: bytes, now: int) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = len(data), 0o600, now // 1000
    tar.addfile(info, io.BytesIO(data))


def unpack(source: Path, into: Path) -> Packed:
    """Take an archive out into the empty folder `into`; gives what it holds.

    Only plain files with plain names are taken, each created anew, so nothing outside `into` can
    be touched. Raises BadArchive, and OSError where the disk refuses.
    """
    hashes: dict[str, str] = {}
    total, workspace, manifest = 0, "", b""
    with _damage_told(), tarfile.open(source, mode="r:gz") as tar:
        for member in tar:
            data = _plain(tar, member)
            if member.name == MANIFEST:
                manifest = data
                continue
            found = _NAME.fullmatch(member.name)
            if found is None or manifest or found[1] != (workspace or found[1]):
                raise BadArchive(f"an unexpected name: {member.name!r}")
            workspace = found[1]
            _create(into / found[2], data)
            hashes[found[2]] = hashlib.sha256(data).hexdigest()
            total += len(data)
        # The checksum of the compression stands at its very end.
        while tar.fileobj is not None and tar.fileobj.read(LARGEST >> 8):
            pass
    _compare(manifest, workspace, hashes)
    return Packed(workspace, len(hashes), total)


def _compare(manifest: bytes, workspace: str, hashes: dict[str, str]) -> None:
    """Raise BadArchive unless the manifest lists just what was found."""
    with _damage_told():
        listed = json.loads(manifest)
        if listed["format"] != FORMAT:
            raise BadArchive("of a newer version")
        if listed["files"] != hashes or listed["workspace"] != workspace:
            raise BadArchive("files are missing or altered")


def _plain(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(member) if member.isreg() and member.size <= LARGEST else None
    if file is None:
        raise BadArchive(f"not a plain file: {member.name!r}")
    return file.read()


def _create(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError as error:
        raise BadArchive(f"twice the same name: {path.name}") from error
    try:
        write_all(fd, data)
        os.fsync(fd)
    finally:
        os.close(fd)


@contextlib.contextmanager
def _damage_told() -> Iterator[None]:
    """Every way in which reading an archive fails, as BadArchive; a full disk stays an OSError."""
    try:
        yield
    except (tarfile.TarError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise BadArchive(str(error)) from error
    except OSError as error:
        if error.errno is None:
            raise BadArchive(str(error)) from error
        raise
