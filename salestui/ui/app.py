"""The app: one snapshot down to the screens, commands up, every disk access on the store thread."""

from __future__ import annotations

from asyncio import Future
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from textual import events
from textual.app import App
from textual.message import Message
from textual.screen import Screen

from salestui.config import Config, remember, remembered, with_lang
from salestui.domain.snapshot import Snapshot
from salestui.services.context import Context
from salestui.services.workbench import UseCase, Workbench
from salestui.store.store import Saved
from salestui.ui.commands import Keymap
from salestui.ui.screens import MAIN, make_screen
from salestui.ui.screens.base import BaseScreen
from salestui.ui.storethread import StoreThread
from salestui.ui.theme import Look, look, textual_theme

T = TypeVar("T")


class SalesApp(App[int], inherit_bindings=False):
    """The workbench on a screen."""

    ENABLE_COMMAND_PALETTE = False
    TITLE = "salestui"

    @dataclass
    class SnapshotRead(Message):
        """Others' edits came in, or a new day began."""

        snapshot: Snapshot

    @dataclass
    class PollFailed(Message):
        """The store could not be read in the background."""

        error: Exception

    def __init__(self, workbench: Workbench, config: Config, *, first: str = "") -> None:
        """`first` names the screen to open with; the last one used when left out."""
        self.config = config
        super().__init__()
        self.animation_level = "none"
        self.workbench = workbench
        self.snapshot = workbench.snapshot
        """The state that screens show."""
        self.keymap = Keymap(config.keys)
        self.problems: list[str] = []
        """What went wrong and was not said by a refusal, in sentences, oldest first."""
        self.saved_at = 0
        """When my last edit was saved, in ms; 0 before the first."""
        self.today: date = workbench.context().today
        self.store = StoreThread(
            workbench,
            changed=lambda snapshot: self._from_thread(self.SnapshotRead(snapshot)),
            failed=lambda error: self._from_thread(self.PollFailed(error)),
        )
        self._screens: dict[str, BaseScreen] = {}
        self._main = first or remembered(config.state).get("screen", "board")
        if self._main not in MAIN:
            self._main = "board"
        self._before = self._main
        self._apply_theme(config.theme)

    # -- what screens read

    @property
    def lang(self) -> str:
        """The interface language: en or zh."""
        return self.config.lang

    @property
    def look(self) -> Look:
        """The styles that lines are drawn with."""
        return self._look

    def context(self) -> Context:
        """What a use case would know now; for previews."""
        return self.workbench.context()

    @property
    def my_name(self) -> str:
        """How I am called in the top line."""
        member = self.snapshot.get("members", self.workbench.me)
        name = (member or {}).get("short_name") or (member or {}).get("name")
        return str(name or self.workbench.user)

    # -- life

    def get_default_screen(self) -> Screen[Any]:
        """The screen to begin with."""
        return self._installed(self._main)

    def on_mount(self) -> None:
        """Begin to watch the store."""
        self.store.start()

    def _installed(self, name: str) -> BaseScreen:
        screen = self._screens.get(name)
        if screen is None:
            screen = self._screens[name] = make_screen(name)
            self.install_screen(screen, name)
        return screen

    def _from_thread(self, message: Message) -> None:
        if self.is_running:
            self.post_message(message)

    def on_unmount(self) -> None:
        """Save what was asked for before leaving."""
        self.store.stop()
        remember(self.config.state, screen=self._main)

    # -- keys

    async def on_event(self, event: events.Event) -> None:
        """Commands are looked up before a key goes to any widget."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            screen = self.screen
            if isinstance(screen, BaseScreen) and screen.take_key(event):
                return
        await super().on_event(event)

    # -- writing

    async def save(self, use_case: UseCase) -> Saved:
        """Run a use case on the store thread; raises its Problem. Screens show the result."""
        saved = await self.run_on_store(lambda: self.workbench.commit(use_case))
        self.adopt(saved.snapshot, saved=True)
        return saved

    def act(self, use_case: UseCase, done: Callable[[Saved], None] | None = None) -> None:
        """Save without waiting: `done` is called when it is on disk; a refusal is a notice."""
        screen = self.active
        future = self.run_on_store(lambda: self.workbench.commit(use_case))

        async def finish() -> None:
            saved = await future
            self.adopt(saved.snapshot, saved=True)
            if done is not None:
                done(saved)

        screen.start(finish())

    def run_on_store(self, job: Callable[[], T]) -> Future[T]:
        """A future of something done on the store thread, after all that was asked before."""
        return self.store.submit(job)

    def adopt(self, snapshot: Snapshot, *, saved: bool = False) -> None:
        """Show this state from now on."""
        self.snapshot = snapshot
        context = self.workbench.context()
        self.today = context.today
        if saved:
            self.saved_at = context.now
        self.active.update()

    def on_sales_app_snapshot_read(self, message: SnapshotRead) -> None:
        """Others' edits are here."""
        self.adopt(message.snapshot)

    # -- screens

    @property
    def active(self) -> BaseScreen:
        """The screen in front."""
        screen = self.screen
        assert isinstance(screen, BaseScreen)
        return screen

    def go(self, name: str) -> None:
        """Show a main screen as it was left."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if name != self._main:
            self._before, self._main = self._main, name
            self.switch_screen(self._installed(name))

    # -- commands that work everywhere

    def do_board(self) -> None:
        """Show the board."""
        self.go("board")

    def do_previous(self) -> None:
        """Show the main screen before this one."""
        self.go(self._before)

    def do_back(self) -> None:
        """One level back; never leaves the app."""
        if not self.active.go_back() and len(self.screen_stack) > 1:
            self.pop_screen()

    def do_close(self) -> None:
        """Close the screen; at the root, leave."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.exit(0)

    def do_quit(self) -> None:
        """Leave."""
        self.exit(0)

    def set_lang(self, lang: str) -> None:
        """Speak another language from now on."""
        self.config = with_lang(self.config, lang)
        self.active.update()

    def _apply_theme(self, name: str) -> None:
        theme = textual_theme(name)
        self.register_theme(theme)
        self.theme = theme.name
        self._look = look(name, color=self.config.color, ascii=self.config.ascii)
