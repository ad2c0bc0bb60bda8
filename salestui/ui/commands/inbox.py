"""Deciding what several people wrote without knowing of each other."""

from __future__ import annotations

from salestui.ui.commands.command import BOARD, IN_INBOX, Command
from salestui.ui.commands.command import a_command as c

COMMANDS: tuple[Command, ...] = (
    c(
        "keep",
        "c",
        BOARD,
        ("keep", "保留"),
        ("keep what stands", "保留现值"),
        on=IN_INBOX,
        acts=True,
    ),
    c(
        "take",
        "t",
        BOARD,
        ("take other", "用另值"),
        ("take the other", "采用另一个值"),
        on=IN_INBOX,
        acts=True,
    ),
    c(
        "merge",
        "m",
        BOARD,
        ("merge", "合并"),
        ("merge two texts", "合并两份文字"),
        on=IN_INBOX,
        acts=True,
    ),
)
