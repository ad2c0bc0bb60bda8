"""Copying to the clipboard of the terminal one sits at, over SSH and through tmux."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import suppress

MOST = 56_000
"""Bytes of text: what most terminals take of a sequence that carries them as base64."""
PATIENCE = 2.0
"""Seconds that tmux has."""


def clipped(lines: Sequence[str], most: int = MOST) -> tuple[str, int]:
    """As many whole lines as fit, as one text, and how many they are; the first one is cut."""
    kept, size = 0, 0
    for line in lines:
        size += len(line.encode()) + 1
        if size > most and kept:
            break
        kept += 1
    text = "\n".join(lines[:kept])
    return text.encode()[:most].decode(errors="ignore"), kept


def to_tmux(text: str) -> None:
    """Give a text to tmux, which passes it on to its terminal.

    The sequence of the terminal itself is swallowed by a tmux that was not told otherwise.
    """
    tmux = shutil.which("tmux") if os.environ.get("TMUX") else None
    if tmux is None:
        return
    for argv in ([tmux, "load-buffer", "-w", "-"], [tmux, "load-buffer", "-"]):
        with suppress(OSError, subprocess.SubprocessError):
            done = subprocess.run(
                argv, input=text.encode(), capture_output=True, timeout=PATIENCE, check=False
            )
            if done.returncode == 0:
                return
