"""What others did: deciding what was written apart, reading what they changed."""

from __future__ import annotations

from salestui.ui.commands.command import (
    ANY,
    BOARD,
    IN_INBOX,
    IN_NEWS,
    IN_RECORD,
    ON_ACCOUNT,
    ON_DEAL,
    Command,
)
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
    c("seen", "x", BOARD, ("seen", "已看"), ("mark all as seen", "全部标为看过"), on=IN_NEWS),
    c(
        "put_back",
        "b",
        BOARD,
        ("put back", "恢复"),
        ("put this value back", "恢复为此值"),
        on=ON_DEAL | ON_ACCOUNT | IN_RECORD,
        acts=True,
    ),
    c("news", "", ANY, ("news", "动态"), ("changed by others", "他人的改动")),
)
