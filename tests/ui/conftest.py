"""What the stories of the app share: a real workspace, a small screen, and what one sees on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widget import Widget

from salestui.config import Config
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.services.accounts import add_account
from salestui.services.workbench import Workbench
from salestui.ui.app import SalesApp
from salestui.ui.screens.base import BaseScreen
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.rows import Row, Rows


class Accounts(BaseScreen):
    """A screen with the least that a screen has: a list, a command that asks, one that acts."""

    scope = "board"
    title_words = Words("Board", "看板")
    footer: ClassVar[tuple[str, ...]] = ("open", "log", "new", "filter")

    def compose_body(self) -> Iterable[Widget]:
        """The names of the accounts."""
        yield Rows(id="body")

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the names."""
        names = sorted(str(doc["name"]) for doc in snapshot.live("accounts"))
        self.query_one(Rows).show([Row((Span("  " + name),)) for name in names], 0)
        self.set_info([Span(f" {len(names)} accounts")])

    def do_down(self) -> None:
        """A line on."""
        self.query_one(Rows).move(1)

    async def do_log(self) -> None:
        """Ask a letter, then a line, and say both."""
        letter = await self.ask_choice(Words("what:", "什么："), [("a", Words("one", "一"))])
        if letter is None:
            return
        text = await self.ask_line(Words("say:", "说："), check=lambda t: Words(f"<{t}>", f"<{t}>"))
        self.tell(f"{letter} {text}")

    async def do_new(self) -> None:
        """A new account; the line stays open until it is saved."""

        async def submit(text: str) -> None:
            await self.sales.save(lambda s, ctx: add_account(s, ctx, {"name": text}))

        await self.ask_line(Words("name:", "名称："), submit=submit)

    def do_archive(self) -> None:
        """A mistake in the program."""
        raise ZeroDivisionError


class Sitting:
    """One person at the app: types keys, sees lines."""

    def __init__(self, pilot: Pilot[int]) -> None:
        self.pilot = pilot
        assert isinstance(pilot.app, SalesApp)
        self.app: SalesApp = pilot.app

    @property
    def lines(self) -> list[str]:
        """The lines of the screen as a person sees them."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    def type(self, text: str) -> None:
        """Type characters in one burst, as a fast typist or a slow line delivers them."""
        for character in text:
            key = {" ": "space", "\r": "enter", "\t": "tab"}.get(character, character)
            self.app.post_message(events.Key(key, character))

    async def press(self, *keys: str) -> None:
        """Press keys by name, each answered before the next."""
        await self.pilot.press(*keys)

    async def until(self, true: Callable[[], bool], seconds: float = 10.0) -> None:
        """Wait for a condition instead of a time."""
        for _ in range(int(seconds / 0.02)):
            if true():
                return
            await asyncio.sleep(0.02)
        raise AssertionError("\n" + self.text)

    async def sees(self, text: str) -> None:
        """Wait until a text is on the screen."""
        await self.until(lambda: text in self.text)

    async def sees_no(self, text: str) -> None:
        """Wait until a text is not on the screen any more."""
        await self.until(lambda: text not in self.text)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Anna's settings."""
    return Config("anna", "en", tmp_path / "home", state=tmp_path / "state")


@pytest.fixture
def sit(bench: Workbench, config: Config) -> Callable[..., Any]:
    """Opens the app as it is: `async with sit(size=(80, 24), lang="zh") as it`."""

    @asynccontextmanager
    async def open_app(size: tuple[int, int] = (80, 24), **settings: Any) -> AsyncIterator[Sitting]:
        app = SalesApp(bench, replace(config, **settings))
        async with app.run_test(size=size) as pilot:
            yield Sitting(pilot)

    return open_app


@pytest.fixture
def story(sit: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Opens the app on the plain list of accounts instead of the board."""
    monkeypatch.setattr("salestui.ui.app.make_screen", lambda name: Accounts())
    return sit
