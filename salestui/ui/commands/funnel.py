"""What the funnel alone can do."""

from __future__ import annotations

from salestui.ui.commands.command import BOARD, ON_FUNNEL, Command
from salestui.ui.commands.command import a_command as c

COMMANDS: tuple[Command, ...] = (
    c(
        "stage_deals",
        "enter",
        BOARD,
        ("deals", "商机"),
        ("the deals of a stage", "该阶段的商机"),
        on=ON_FUNNEL,
    ),
    c("funnel_path", "P", BOARD, ("path", "路径"), ("sales path", "销售路径"), on=ON_FUNNEL),
)
