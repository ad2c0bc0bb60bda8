"""The program's own mistakes: a log for whoever mends them, a sentence for the person."""

from __future__ import annotations

import os
import traceback
from datetime import UTC, datetime
from pathlib import Path

from salestui import __version__
from salestui.domain.words import Words
from salestui.store.files import open_plain

LOG = "faults.log"
MOST = 512 * 1024
"""Bytes that the log may have; past that it begins anew."""
SORRY = Words(
    "salestui had to stop; what was saved is safe. Details: {path}",
    "程序出错已停止，已保存的内容不受影响。详情见：{path}",
)
SORRY_NO_LOG = Words(
    "salestui had to stop; what was saved is safe. ({what})",
    "程序出错已停止，已保存的内容不受影响。（{what}）",
)


def write_fault(folder: Path, error: BaseException) -> Words:
    """Put the traceback into the log; gives the sentence that a person is told."""
    path = log_fault(folder, error)
    return SORRY.fill(path=path) if path else SORRY_NO_LOG.fill(what=type(error).__name__)


def log_fault(folder: Path, error: BaseException, verb: str = "") -> Path | None:
    """Add the traceback to the log in `folder`, with the command it happened in.

    Gives the log; None where it can't be written.
    """
    path = folder / LOG
    when = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    head = " ".join(("---", when, "salestui", __version__, verb)).rstrip()
    text = "".join(traceback.format_exception(error))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        start = os.O_TRUNC if path.exists() and path.stat().st_size > MOST else 0
        fd = open_plain(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | start)
        with os.fdopen(fd, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{head}\n{text}")
    except OSError:
        return None
    return path
