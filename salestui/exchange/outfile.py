"""Writing a file that a person asked for, in one step or not at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from salestui.domain.problems import StoreProblem
from salestui.domain.words import Words

REFUSED = Words("The file can't be written: {why}", "文件无法写入：{why}")


def write_out(path: Path, content: str) -> None:
    """Put text at a path as UTF-8. Raises StoreProblem; then nothing has changed."""
    fresh = path.with_name(path.name + ".new")
    try:
        fresh.write_bytes(content.encode("utf-8", "backslashreplace"))
        fresh.replace(path)
    except (OSError, ValueError) as error:
        with suppress(OSError, ValueError):
            fresh.unlink(missing_ok=True)
        why = getattr(error, "strerror", None) or type(error).__name__
        raise StoreProblem(REFUSED.fill(why=why), where=str(path)) from error
