"""The one registry of commands: keys, bottom line, help, palette and `:` line are drawn from it."""

from __future__ import annotations

from salestui.domain.words import Words
from salestui.ui.commands import (
    accounts,
    changes,
    deals,
    everywhere,
    funnel,
    goals,
    inbox,
    listing,
    lists,
    paths,
    screens,
    tasks,
    today,
    views,
)
from salestui.ui.commands.command import ANY, BOARD, DEAL, GROUPS, SCREENS, Command

PARTS = (
    deals,
    today,
    tasks,
    accounts,
    lists,
    listing,
    views,
    funnel,
    goals,
    paths,
    changes,
    inbox,
    everywhere,
    screens,
)
"""The modules of commands, in the order of the help screen."""

COMMANDS: tuple[Command, ...] = tuple(command for part in PARTS for command in part.COMMANDS)

ROWS: dict[str, Words] = {
    name: words for part in PARTS for name, words in getattr(part, "ROWS", {}).items()
}
"""What the help screen says of commands that share a line."""

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}

__all__ = ["ANY", "BOARD", "BY_ID", "COMMANDS", "DEAL", "GROUPS", "ROWS", "SCREENS", "Command"]
