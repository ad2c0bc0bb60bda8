"""Writing one's own log: append and fsync, rotate and seal, write large acts so that they are
either wholly there or not at all, and cut what a crash left half done.

Every method expects the store's lock to be held and the cursor to stand at the end of the log.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from salestui.domain.ids import RandomBytes, base32
from salestui.domain.problems import InputProblem, Problem, StoreProblem
from salestui.domain.words import Words
from salestui.store.files import append_synced, open_plain, read_bytes, sync_folder, write_all
from salestui.store.lines import MAX_READ, BadLine, make, read
from salestui.store.segments import Cursor, beyond_us, segment_names

SEAL_BYTES = 256 * 1024
SEAL_COMMITS = 1000
TOO_LONG = Words("That is too much text for one act", "一次操作的文字过多")
IN_PARTS = Words("Save it in several steps", "请分几次保存")
Appended = tuple[Cursor, list[str]]
"""The cursor behind what was written, and the hash of each line."""
NEWER = Words(
    "Not saved: a newer salestui wrote here last", "未保存：此处最近由更新版本的 salestui 写入"
)
UPDATE = Words("Update salestui; reading goes on", "请更新 salestui；仍可查看")
NOT_SAVED = Words("Not saved: {why}", "未保存：{why}")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a segment header says about where it was written."""

    workspace: str
    rep: str
    user: str
    uid: int
    host: str
    app: str


class Journal:
    """The writer of one replica's segments."""

    def __init__(self, folder: Path, origin: Origin, random_bytes: RandomBytes) -> None:
        self.folder = folder
        self.origin = origin
        self._random = random_bytes
        self._fd = -1
        self._open_name = ""

    def close(self) -> None:
        """Give the open segment back to the system."""
        if self._fd >= 0:
            os.close(self._fd)
        self._fd, self._open_name = -1, ""

    # -- the two ways to append

    def append(self, cursor: Cursor, lines: Sequence[dict[str, Any]], now: int) -> Appended:
        """Append single-line acts to the current segment and fsync once.

        Raises StoreProblem with nothing changed when the disk refuses.
        """
        if not cursor.n:
            cursor = self._begin(cursor, now)
        elif cursor.off >= SEAL_BYTES or cursor.lines >= SEAL_COMMITS:
            cursor = self._rotate(cursor, now)
        data, after, hashes = _chain(cursor, lines)
        self._write(cursor, data)
        return after, hashes

    def append_group(self, cursor: Cursor, lines: Sequence[dict[str, Any]], now: int) -> Appended:
        """Append a large act: its lines go to new segments, and the seal of the current segment,
        which names the first of them, is the commit point.
        """
        if not cursor.n:
            cursor = self._begin(cursor, now)
        made: list[Path] = []
        try:
            first, after, hashes = self._write_segments(cursor, lines, now, made)
            sync_folder(self.folder)
            self._seal(cursor, first)
        except (OSError, Problem) as error:
            for path in made:
                with contextlib.suppress(OSError):
                    path.unlink()
            raise _not_saved(error) from error
        return after, hashes

    # -- after a crash

    def ends_at(self, cursor: Cursor) -> bool:
        """Whether nothing stands behind the cursor in its segment; where it is gone, appending
        will say so.
        """
        try:
            return not cursor.n or (self.folder / cursor.name).stat().st_size == cursor.off
        except OSError:
            return True

    def heal(self, cursor: Cursor) -> None:
        """Cut a torn tail and put aside segments that no seal reached.

        Nothing is deleted: what is cut or moved was never acknowledged, but it is kept in
        `aside/` beside the logs for whoever wants to look. Raises StoreProblem where the log goes
        on in a way that only a newer version can read, which is no crash.
        """
        if cursor.n:
            path = self.folder / cursor.name
            with os.fdopen(open_plain(path, os.O_RDWR), "r+b") as file:
                file.seek(cursor.off)
                rest = file.read()
                if rest:
                    _refuse_newer(cursor.hash, rest)
                    self._keep(f"{cursor.name}.{cursor.off}.torn", rest)
                    file.truncate(cursor.off)
                    os.fsync(file.fileno())
        for name in segment_names(self.folder):
            if int(name[:6]) > cursor.n or (int(name[:6]) == cursor.n and name != cursor.name):
                self._keep(name, read_bytes(self.folder / name))
                (self.folder / name).unlink()

    def _keep(self, name: str, data: bytes) -> None:
        aside = self.folder.parent.parent / "aside"
        aside.mkdir(mode=0o700, exist_ok=True)
        (aside / f"{self.origin.rep}.{name}").write_bytes(data)

    # -- segments

    def _header(self, cursor: Cursor, n: int, now: int) -> dict[str, Any]:
        origin = self.origin
        return {
            "k": "seg",
            "f": 1,
            "ws": origin.workspace,
            "rep": origin.rep,
            "n": n,
            "s0": cursor.seq + 1,
            "prev": cursor.hash,
            "plen": cursor.off,
            "who": {"u": origin.user, "uid": origin.uid, "h": origin.host},
            "app": origin.app,
            "at": now,
        }

    def _new_segment(self, cursor: Cursor, now: int) -> tuple[Cursor, bytes]:
        """The cursor behind a new segment's header, and the header's bytes."""
        n = cursor.n + 1
        name = f"{n:06d}.{base32(self._random(3))[:4]}.jsonl"
        found, data = make(cursor.hash, self._header(cursor, n, now))
        return Cursor(n, name, len(data), found, cursor.seq), data

    def _begin(self, cursor: Cursor, now: int) -> Cursor:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        new, data = self._new_segment(cursor, now)
        self._create(new.name, data)
        sync_folder(self.folder)
        sync_folder(self.folder.parent)
        return new

    def _rotate(self, cursor: Cursor, now: int) -> Cursor:
        new, data = self._new_segment(cursor, now)
        try:
            self._create(new.name, data)
            sync_folder(self.folder)
            self._seal(cursor, new.name)
        except (OSError, Problem) as error:
            with contextlib.suppress(OSError):
                (self.folder / new.name).unlink()
            raise _not_saved(error) from error
        return new

    def _write_segments(
        self, cursor: Cursor, lines: Sequence[dict[str, Any]], now: int, made: list[Path]
    ) -> tuple[str, Cursor, list[str]]:
        """Write a group into as many new segments as it needs.

        Gives the first one's name, the cursor behind the last one, and the lines' hashes.
        """
        first, at = "", 0
        hashes: list[str] = []
        while at < len(lines):
            new, data = self._new_segment(cursor, now)
            first = first or new.name
            parts = [data]
            while at < len(lines) and new.off < SEAL_BYTES and new.lines < SEAL_COMMITS:
                part, new, found = _chain(new, lines[at : at + 1])
                parts.append(part)
                hashes += found
                at += 1
            if made:
                _, seal = make(cursor.hash, {"k": "end", "next": new.name})
                append_synced(made[-1], seal)
            made.append(self.folder / new.name)
            self._create(new.name, b"".join(parts))
            cursor = new
        return first, cursor, hashes

    def _seal(self, cursor: Cursor, successor: str) -> None:
        _, data = make(cursor.hash, {"k": "end", "next": successor})
        self._write(cursor, data)
        self.close()

    # -- bytes

    def _create(self, name: str, data: bytes) -> None:
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
            fd = os.open(self.folder / name, flags, 0o640)
            try:
                write_all(fd, data)
                os.fsync(fd)
            finally:
                os.close(fd)
        except OSError as error:
            with contextlib.suppress(OSError):
                (self.folder / name).unlink()
            raise _not_saved(error) from error

    def _write(self, cursor: Cursor, data: bytes) -> None:
        """Append bytes behind the cursor and fsync; on failure the file is as it was."""
        try:
            if self._open_name != cursor.name:
                self.close()
                self._fd = open_plain(self.folder / cursor.name, os.O_WRONLY | os.O_APPEND)
                self._open_name = cursor.name
            write_all(self._fd, data)
            os.fdatasync(self._fd)
        except OSError as error:
            if self._fd >= 0:
                with contextlib.suppress(OSError):
                    os.ftruncate(self._fd, cursor.off)
            self.close()
            raise _not_saved(error) from error


def _refuse_newer(previous: str, rest: bytes) -> None:
    """Raise StoreProblem when one of the lines behind the cursor is of a newer version."""
    for raw in rest.split(b"\n")[:-1]:
        try:
            previous, line = read(previous, raw)
        except BadLine:
            return
        if beyond_us(line):
            raise StoreProblem(NEWER, hint=UPDATE)


def _chain(cursor: Cursor, lines: Sequence[dict[str, Any]]) -> tuple[bytes, Cursor, list[str]]:
    """The bytes of commit lines behind the cursor, the cursor behind them, and their hashes."""
    parts, hashes = [], []
    found, seq = cursor.hash, cursor.seq
    for line in lines:
        found, data = make(found, line)
        if len(data) > MAX_READ:
            raise InputProblem(TOO_LONG, hint=IN_PARTS)
        parts.append(data)
        hashes.append(found)
        seq = line.get("s", seq)
    whole = b"".join(parts)
    off, count = cursor.off + len(whole), cursor.lines + len(lines)
    return whole, Cursor(cursor.n, cursor.name, off, found, seq, count), hashes


def _not_saved(error: Exception) -> Problem:
    if isinstance(error, Problem):
        return error
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return StoreProblem(
        NOT_SAVED.fill(why=why),
        hint=Words(
            "Make room or mend the disk; what you typed is still here",
            "请清理磁盘后重试；输入的内容仍保留",
        ),
    )
