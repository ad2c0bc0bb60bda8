"""Small file systems and mounts for tests. Only root may make them; in CI they must be there."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

PAGE = 4096
"""Bytes in which a file system in memory hands out room."""


def run(*command: str) -> None:
    """Run a command that only root may; skips the test where that is refused, but not in CI."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        if os.environ.get("CI"):
            pytest.fail(f"{' '.join(command)}: {done.stderr}")
        pytest.skip(f"needs root: {' '.join(command)}")


@contextmanager
def mounted(place: Path, *options: str) -> Iterator[Path]:
    """Something mounted at a directory, until the end or until it was unmounted before."""
    place.mkdir(exist_ok=True)
    run("mount", *options, str(place))
    try:
        yield place
    finally:
        if f" {place} " in Path("/proc/self/mountinfo").read_text():
            unmount(place)


def small_disk(place: Path, size: str = "2m") -> AbstractContextManager[Path]:
    """An empty file system of a size."""
    return mounted(place, "-t", "tmpfs", "-o", f"size={size}", "tmpfs")


def unmount(place: Path) -> None:
    """Take a mount away, whoever looks at it."""
    run("umount", "-l", str(place))


def fill(place: Path, pages: int = 0) -> Path:
    """Fill a small disk up to so many free pages; the file that does it."""
    filler = place / "filler"
    free = os.statvfs(place).f_bavail
    with filler.open("ab") as file:
        file.write(b"x" * PAGE * max(0, free - pages))
    return filler
