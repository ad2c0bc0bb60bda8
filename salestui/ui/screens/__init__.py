"""The screens by name, imported when first shown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salestui.ui.screens.base import BaseScreen

MAIN: dict[str, str] = {
    "today": "salestui.ui.screens.today:TodayScreen",
    "board": "salestui.ui.screens.board:BoardScreen",
    "tasks": "salestui.ui.screens.tasks:TasksScreen",
    "accounts": "salestui.ui.screens.accounts:AccountsScreen",
    "goals": "salestui.ui.screens.goals:GoalsScreen",
    "funnel": "salestui.ui.screens.funnel:FunnelScreen",
}
"""Screens that a digit leads to, and that keep their state: name -> where the class is."""


def make_screen(name: str) -> BaseScreen:
    """A new main screen. Raises KeyError for a name that is none."""
    module, _, cls = MAIN[name].partition(":")
    screen: BaseScreen = getattr(import_module(module), cls)()
    return screen
