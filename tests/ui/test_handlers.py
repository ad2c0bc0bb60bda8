"""Every command in the registry does something on every screen where it is offered."""

from __future__ import annotations

from importlib import import_module

import pytest

from salestui.ui.app import SalesApp
from salestui.ui.commands import BY_ID, COMMANDS
from salestui.ui.screens import MAIN
from salestui.ui.screens.account import AccountScreen
from salestui.ui.screens.base import BaseScreen
from salestui.ui.screens.changed import ChangedScreen
from salestui.ui.screens.changes import ChangesScreen
from salestui.ui.screens.deal import DealScreen
from salestui.ui.screens.explain import ExplainScreen
from salestui.ui.screens.figure import FigureScreen
from salestui.ui.screens.help import HelpScreen
from salestui.ui.screens.inbox import InboxScreen
from salestui.ui.screens.lag import LagScreen
from salestui.ui.screens.news import NewsScreen
from salestui.ui.screens.path import PathScreen
from salestui.ui.screens.record import RecordScreen
from salestui.ui.screens.requests import RequestsScreen
from salestui.ui.screens.stage import StageScreen
from salestui.ui.screens.task import TaskScreen
from salestui.ui.screens.team import TeamScreen


def main_screen(place: str) -> type[BaseScreen]:
    """The class of a main screen."""
    module, _, name = place.partition(":")
    found: type[BaseScreen] = getattr(import_module(module), name)
    return found


SCREENS: list[type[BaseScreen]] = [
    ChangesScreen,
    ChangedScreen,
    *(main_screen(place) for place in MAIN.values()),
    DealScreen,
    AccountScreen,
    ExplainScreen,
    FigureScreen,
    HelpScreen,
    InboxScreen,
    LagScreen,
    RequestsScreen,
    TeamScreen,
    TaskScreen,
    NewsScreen,
    RecordScreen,
    PathScreen,
    StageScreen,
]
SCOPES = [screen.scope for screen in SCREENS]


@pytest.mark.parametrize("screen", SCREENS, ids=SCOPES)
def test_every_command_of_a_screen_is_built(screen: type[BaseScreen]) -> None:
    for command in COMMANDS:
        if command.works_on(screen.scope):
            handler = f"do_{command.id}"
            assert hasattr(screen, handler) or hasattr(SalesApp, handler), command.id


@pytest.mark.parametrize("screen", SCREENS, ids=SCOPES)
def test_the_bottom_line_offers_what_works_there(screen: type[BaseScreen]) -> None:
    for id in (*screen.footer, screen.last_key):
        assert BY_ID[id].works_on(screen.scope), id


def test_every_screen_named_in_the_registry_exists() -> None:
    named = {name for command in COMMANDS for name in command.screens}
    assert named <= {screen.scope for screen in SCREENS}
    assert set(MAIN) <= {command.id for command in COMMANDS}
