"""What the stories of the app share: a real workspace, a small screen, and what one sees on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest
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

Story = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


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


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Anna's settings."""
    return Config("anna", "en", tmp_path / "home", state=tmp_path / "state")


@pytest.fixture
def story(bench: Workbench, config: Config, monkeypatch: pytest.MonkeyPatch) -> Story:
    """Opens the app on the list of accounts: `async with story() as pilot`."""
    from salestui.ui import screens

    monkeypatch.setitem(screens.MAIN, "board", f"{__name__}:Accounts")
    monkeypatch.setattr("salestui.ui.screens.make_screen", lambda name: Accounts())
    monkeypatch.setattr("salestui.ui.app.make_screen", lambda name: Accounts())

    @asynccontextmanager
    async def open_app(
        size: tuple[int, int] = (80, 24), **settings: object
    ) -> AsyncIterator[Pilot[int]]:
        app = SalesApp(bench, replace(config, **settings))  # type: ignore[arg-type]
        async with app.run_test(size=size) as pilot:
            yield pilot

    return open_app


def seen(app: SalesApp) -> list[str]:
    """The lines of the screen as a person sees them."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


async def until(pilot: Pilot[int], true: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait for a condition instead of a time."""
    for _ in range(int(seconds / 0.02)):
        if true():
            return
        await asyncio.sleep(0.02)
        await pilot.pause()
    raise AssertionError("\n".join(seen(_app(pilot))))


def _app(pilot: Pilot[int]) -> SalesApp:
    app = pilot.app
    assert isinstance(app, SalesApp)
    return app


async def sees(pilot: Pilot[int], text: str) -> None:
    """Wait until a text is on the screen."""
    await until(pilot, lambda: any(text in line for line in seen(_app(pilot))))


def type_keys(pilot: Pilot[int], text: str) -> None:
    """Type characters in one burst, as a fast typist or a slow line delivers them."""
    from textual import events

    for character in text:
        key = {" ": "space", "\r": "enter"}.get(character, character)
        pilot.app.post_message(events.Key(key, character))
