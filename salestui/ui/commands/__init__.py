"""The one registry of commands: keys, bottom line, help, palette and `:` line are drawn from it."""

from __future__ import annotations

from salestui.domain.words import Words
from salestui.ui.commands import (
    changes,
    deals,
    everywhere,
    funnel,
    inbox,
    listing,
    lists,
    screens,
    today,
)
from salestui.ui.commands.command import ANY, BOARD, DEAL, GROUPS, SCREENS, Command

COMMANDS: tuple[Command, ...] = (
    *deals.COMMANDS,
    *today.COMMANDS,
    *lists.COMMANDS,
    *listing.COMMANDS,
    *funnel.COMMANDS,
    *changes.COMMANDS,
    *inbox.COMMANDS,
    *everywhere.COMMANDS,
    *screens.COMMANDS,
)
"""Every command, in the order of the help screen."""

ROWS: dict[str, Words] = {**deals.ROWS, **lists.ROWS, **changes.ROWS, **everywhere.ROWS}
"""What the help screen says of commands that share a line."""

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}

__all__ = ["ANY", "BOARD", "BY_ID", "COMMANDS", "DEAL", "GROUPS", "ROWS", "SCREENS", "Command"]
