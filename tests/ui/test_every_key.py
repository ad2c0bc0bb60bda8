"""Every key of every screen does something there: it acts, asks, goes somewhere or says why not."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from salestui.config import Config
from salestui.services.setup import demo_workspace, open_workbench
from salestui.ui.app import SalesApp
from salestui.ui.commands import COMMANDS, Command
from salestui.ui.screens import MAIN
from tests.ui.conftest import Sitting

Route = Callable[[Sitting], Awaitable[None]]
ENDS = frozenset(("quit", "close"))
"""Commands that leave; tests of leaving press them."""
QUIET = frozenset(
    ("left", "up", "first", "page_up", "back", "redo", "previous", "last", "right", "down",
     "page_down", "undo", "help_run", "help_up", "help_page_up", "help_page_down", "help_down",
     "tab_back", "next_pane")
)  # fmt: skip
"""Commands that may find nothing to do where the cursor stands."""


GOES_TO = {"problems": "inbox"}
"""Commands that lead to a screen of another name."""


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """The sample team."""
    home = tmp_path / "home"
    demo_workspace(home, lang="en")
    return home


@asynccontextmanager
async def sitting(home: Path, tmp: Path, lang: str) -> AsyncIterator[Sitting]:
    bench = open_workbench(home, user="lina", lang=lang, random_bytes=random.Random(5).randbytes)
    app = SalesApp(bench, Config("lina", lang, home, state=tmp / "state"))
    try:
        async with app.run_test(size=(100, 30)) as pilot:
            yield Sitting(pilot)
    finally:
        bench.close()


async def _open(it: Sitting, name: str) -> None:
    it.app.go(name)
    await it.until(lambda: it.app.active.scope == name and it.app.active.composed)


def main(name: str) -> Route:
    """To a screen of a digit."""

    async def go(it: Sitting) -> None:
        await _open(it, name)

    return go


def within(name: str, *keys: str) -> Route:
    """To a screen that is opened from another one by keys."""

    async def go(it: Sitting) -> None:
        await _open(it, name)
        await it.pilot.pause()
        before = it.app.active
        for key in keys:
            await it.press(key)
        await it.until(lambda: it.app.active is not before and it.app.active.composed)

    return go


ROUTES: dict[str, Route] = {
    **{name: main(name) for name in MAIN},
    "deal": within("board", "enter"),
    "task": within("tasks", "enter"),
    "requests": within("tasks", "R"),
    "lag": within("tasks", "L"),
    "path": within("board", "P"),
    "stage": within("board", "P", "enter"),
    "changes": within("funnel", "w"),
    "inbox": within("board", "exclamation_mark"),
    "help": within("board", "question_mark"),
}


async def _settle(it: Sitting) -> None:
    """Wait until what a key began has come to rest."""
    last = ""
    for _ in range(40):
        await it.pilot.pause(0.02)
        if it.text == last and not it.app.active.desk.holding:
            return
        last = it.text


def _state(it: Sitting) -> tuple[object, ...]:
    screen = it.app.active
    return (it.text, screen, screen.prompt, screen.notice[0], it.app.keymap, it.app.lang)


async def _leave_prompts(it: Sitting) -> None:
    for _ in range(4):
        if it.app.active.prompt is None:
            return
        await it.press("escape")
        await _settle(it)


async def _take_back(it: Sitting, before: object) -> None:
    """Leave the workspace as it was, for the next key."""
    bench = it.app.workbench
    if dict(bench.snapshot.vector) != before:
        await it.app.run_on_store(bench.undo)
        it.app.adopt()
        await _settle(it)
    board = getattr(it.app._main_screens.get("board"), "board", None)
    if board is not None and board.marked:
        board.mark(())


def _commands(scope: str) -> list[Command]:
    return [
        command
        for command in COMMANDS
        if command.works_on(scope)
        and command.keys
        and command.id not in ENDS
        # Help has a text field: everything else is typed into it.
        and (scope != "help" or command.in_text)
    ]


@pytest.mark.long
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("scope", sorted(ROUTES))
async def test_every_key_of_a_screen_is_answered(
    team: Path, tmp_path: Path, scope: str, lang: str
) -> None:
    dead = []
    async with sitting(team, tmp_path, lang) as it:
        ran: list[str] = []
        for command in _commands(scope):
            await ROUTES[scope](it)
            await _settle(it)
            await it.until(lambda: it.app.active.scope == scope)
            before, desk = _state(it), it.app.active.desk
            known = dict(it.app.workbench.snapshot.vector)
            real = desk.run
            ran.clear()

            def run(
                id: str, *more: Any, real: Any = real, ran: list[str] = ran, **named: Any
            ) -> None:
                ran.append(id)
                real(id, *more, **named)

            desk.run = run  # type: ignore[method-assign]
            await it.press(*_pressed(command.keys[0]))
            await _settle(it)
            desk.run = real  # type: ignore[method-assign]
            assert it.app.fault is None, command.id
            quiet = command.id in QUIET or GOES_TO.get(command.id, command.id) == scope
            if command.id not in ran or (not quiet and _state(it) == before):
                dead.append(command.id)
            await _leave_prompts(it)
            await _take_back(it, known)
            if it.app.looking_back:
                it.app.do_now()
                await _settle(it)
    assert dead == []


@pytest.mark.long
async def test_what_is_wanted_every_day_takes_few_keys(team: Path, tmp_path: Path) -> None:
    """Counted from a fresh start on the sample team, beside the text that is typed."""
    async with sitting(team, tmp_path, "en") as it:
        await it.sees("Hengda Valve")
        await it.press("1")
        await it.sees("step -")
        await it.press("2")
        await it.sees("Hengda Valve")
        await it.press("c", "c")
        it.type("wants the draft > fri send contract")
        await it.press("enter")
        await it.sees("send contract")
        await it.press("C")
        await it.sees("since ")
        await it.press("escape", "C")
        it.type("/is:rotten amount>=100k\r")
        await it.sees("Jiahe Glass")
        await it.press("escape")
        it.type("/Qidong\r")
        await it.sees("mine  1 open")
        await it.press("L")
        await it.sees("now in Proposal")


def _pressed(key: str) -> tuple[str, ...]:
    names = {
        "esc": "escape", ":": "colon", "/": "slash", "@": "at", "?": "question_mark",
        "!": "exclamation_mark", "<": "less_than_sign", ">": "greater_than_sign",
        "=": "equals_sign", "-": "minus", ".": "full_stop", "|": "vertical_line",
        "[": "left_square_bracket", "]": "right_square_bracket",
    }  # fmt: skip
    return (names.get(key, key),)
