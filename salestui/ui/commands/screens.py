"""The main screens by their digits."""

from __future__ import annotations

from salestui.ui.commands.command import SCREENS, Command
from salestui.ui.commands.command import a_command as c

COMMANDS: tuple[Command, ...] = (
    c("today", "1", SCREENS, ("Today", "今日")),
    c("board", "2", SCREENS, ("Board", "看板")),
    c("tasks", "3", SCREENS, ("Tasks", "任务")),
    c("accounts", "4", SCREENS, ("Accounts", "客户")),
    c("goals", "5", SCREENS, ("Goals", "目标")),
    c("funnel", "9", SCREENS, ("Funnel", "漏斗")),
)
