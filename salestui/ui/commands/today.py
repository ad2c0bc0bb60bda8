"""What one does with the things on today's list."""

from __future__ import annotations

from salestui.ui.commands.command import BOARD, DEAL, ON_TODAY, Command
from salestui.ui.commands.command import a_command as c

COMMANDS: tuple[Command, ...] = (
    c(
        "step_done",
        "x",
        DEAL,
        ("done", "完成"),
        ("task or step is done", "任务或下一步完成"),
        on=ON_TODAY,
        acts=True,
    ),
    c("list_news", "C", BOARD, ("news", "动态"), ("changed by others", "他人的改动"), on=ON_TODAY),
)
