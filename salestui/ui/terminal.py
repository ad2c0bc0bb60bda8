"""Whether this terminal can show the app. Imports nothing of Textual."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from salestui.domain.words import Words

INSTEAD = Words(
    "The commands work everywhere: `salestui board`, `salestui deals`",
    "命令在任何终端都可用：`salestui board`、`salestui deals`",
)
DUMB = Words(
    "This terminal (TERM={term}) can't show the app",
    "此终端（TERM={term}）无法显示界面",
)
NO_INPUT = Words("The app needs a terminal to read keys from", "界面需要从终端读取按键")
NO_SCREEN = Words(
    "The app draws on standard error, which is no terminal here; leave out the 2> redirection",
    "界面绘制在标准错误上，而它此时不是终端；请去掉 2> 重定向",
)


class Stream(Protocol):
    """A standard stream, as far as it matters here."""

    def isatty(self) -> bool:
        """Whether a terminal stands behind it."""


def terminal_problem(
    env: Mapping[str, str], stdin: Stream | None, stderr: Stream | None
) -> Words | None:
    """Why the app can't be shown here; None when it can. `INSTEAD` says what works."""
    if env.get("TERM") == "dumb":
        return DUMB.fill(term="dumb")
    if not _is_terminal(stdin):
        return NO_INPUT
    if not _is_terminal(stderr):
        return NO_SCREEN
    return None


def _is_terminal(stream: Stream | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False
