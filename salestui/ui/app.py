"""The app: its screens, its commands, its look and its language."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.screen import Screen

from salestui.config import Config, config_path, remember, remembered
from salestui.domain.words import Words
from salestui.services.workbench import Workbench
from salestui.ui.everywhere import Everywhere
from salestui.ui.followsfolder import FollowsFolder
from salestui.ui.keymap import Keymap
from salestui.ui.lookingback import LooksBack
from salestui.ui.screens import MAIN, make_screen
from salestui.ui.screens.base import BaseScreen
from salestui.ui.theme import Look, look, textual_theme

if TYPE_CHECKING:
    from salestui.domain.pipelines import Path

SETTLED = 1.0
"""Seconds after which everything that stays has been loaded."""
DRAWN_WITHIN = 0.5
"""Most seconds that painting waits for a new screen's first drawing."""
KEEP_IT = Words("to keep it, write {line} into {path}", "要长期保留，请在 {path} 中写入 {line}")


def settle_memory() -> None:
    """Collect garbage from now on, and never among what the start has loaded."""
    gc.freeze()
    gc.enable()


class SalesApp(Everywhere, FollowsFolder, LooksBack, inherit_bindings=False):
    """The workbench on a screen."""

    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False
    TITLE = "salestui"

    def __init__(
        self, workbench: Workbench, config: Config, *, first: str = "", greets: bool = False
    ) -> None:
        """`first` names the screen to open with; the last one used when left out.

        With `greets` somebody who was never here is told the first keys, once.
        """
        self._greets = greets and "greeted" not in remembered(config.state)
        self.keymap = Keymap(config.keys)
        last = first or remembered(config.state).get("screen", "board")
        self.main = self.before = last if last in MAIN else "board"
        """Names of the main screen that is shown, and of the one before."""
        self._main_screens: dict[str, BaseScreen] = {}
        super().__init__(workbench, config)
        self._wear(config.theme)

    @property
    def lang(self) -> str:
        """The interface language: en or zh."""
        return self.config.lang

    @property
    def look(self) -> Look:
        """The styles that lines are drawn with."""
        return self._look

    # -- life

    def get_default_screen(self) -> Screen[Any]:
        """The screen to begin with."""
        screen = self._main_screen(self.main)
        # Textual notes this for every screen but the first, and needs it to switch away from it.
        screen._push_result_callback(screen, None)
        return screen

    def on_mount(self) -> None:
        """Begin to watch the store and the terminal."""
        self.store.start()
        self.follow()
        self.watch_terminal()
        self.set_timer(SETTLED, settle_memory)
        if self._greets:
            self.call_after_refresh(self._greet)
        self.set_timer(SETTLED, self.begin_looking)
        self.set_timer(SETTLED, self.raise_surveys)
        for words in (*self.config.problems, *self.keymap.problems):
            self.report(words)

    def _greet(self) -> None:
        """Tell the first keys to somebody who was never here."""
        from salestui.ui.greeting import greeting

        self.active.greet(greeting(self.keymap))
        remember(self.config.state, greeted="1")

    def on_unmount(self) -> None:
        """Save what was asked for before going."""
        self.seeking = None
        self.store.stop()
        self.leave_folder()
        remember(self.config.state, screen=self.main)

    async def on_event(self, event: events.Event) -> None:
        """Commands are looked up before a key goes to any widget."""
        if isinstance(event, events.AppBlur | events.AppFocus):
            # Keys may come to a window in the background too: the field keeps the keyboard.
            return
        if isinstance(event, events.Key) and not event.is_forwarded:
            self.follower.touched()
            screen = self.screen
            if isinstance(screen, BaseScreen) and screen.desk.take(event):
                return
        await super().on_event(event)

    # -- screens

    def _main_screen(self, name: str) -> BaseScreen:
        screen = self._main_screens.get(name)
        if screen is None:
            screen = self._main_screens[name] = make_screen(name)
            self.install_screen(screen, name)
        return screen

    def open(self, screen: BaseScreen) -> None:
        """Show a screen over this one."""
        self._change(lambda: [self.push_screen(screen)])

    def close(self, then: Callable[[], None] | None = None) -> bool:
        """Show the screen below this one, `then` do something; false at the root."""
        if len(self.screen_stack) == 1:
            return False
        self._change(lambda: [self.pop_screen()], then)
        return True

    def go(self, name: str) -> None:
        """Show a main screen as it was left."""

        def change() -> list[Awaitable[object]]:
            over: list[Awaitable[object]] = [self.pop_screen() for _ in self.screen_stack[1:]]
            if name == self.main:
                return over
            self.before, self.main = self.main, name
            return [*over, self.switch_screen(self._main_screen(name))]

        self._change(change)

    def _change(
        self,
        change: Callable[[], Sequence[Awaitable[object]]],
        then: Callable[[], None] | None = None,
    ) -> None:
        """Change the stack of screens and paint once, when the new one is there."""

        async def settle() -> None:
            with self.batch_update():
                for step in change():
                    await step
                # After what the new screen has been sent so far, its first drawing among it.
                drawn = asyncio.Event()
                self.screen.call_later(drawn.set)
                # A screen that is closed meanwhile would never say so.
                with suppress(TimeoutError):
                    await asyncio.wait_for(drawn.wait(), DRAWN_WITHIN)
            # What was asked to be redrawn meanwhile; the screen would notice with the next key.
            self.screen.check_idle()
            if then is not None:
                then()

        self.active.desk.start(settle, by=self)

    def open_deal(self, deal_id: str, field: str = "") -> None:
        """Show a deal on a screen of its own, over this one; with the cursor on a field."""
        from salestui.ui.screens.deal import DealScreen

        self.open(DealScreen(deal_id, field))

    def open_account(self, account_id: str, field: str = "") -> None:
        """Show an account on a screen of its own, over this one; with the cursor on a field."""
        from salestui.ui.screens.account import AccountScreen

        self.open(AccountScreen(account_id, field))

    def open_changes(self, *, mine: bool, filter_text: str) -> None:
        """Show how the pipeline changed, of my deals or everybody's, of those of a filter."""
        from salestui.ui.screens.changes import ChangesScreen

        self.open(ChangesScreen(mine=mine, filter_text=filter_text))

    def open_record(self, kind: str, id: str, path: str = "") -> None:
        """Show a record of any kind over this screen, with the cursor on a field."""
        if kind == "deals":
            self.open_deal(id, path)
        elif kind == "accounts":
            self.open_account(id, path)
        elif kind == "tasks":
            from salestui.ui.screens.task import TaskScreen

            self.open(TaskScreen(id))
        else:
            from salestui.ui.screens.record import RecordScreen

            self.open(RecordScreen(kind, id, path))

    def show_stage(self, path: Path, stage: str, *, mine: bool, filter_text: str) -> None:
        """Show the board at a stage of a path, by its key."""
        from salestui.ui.screens.boardshown import ShowsBoard

        self.go("board")
        board = self._main_screen("board")
        assert isinstance(board, ShowsBoard)
        board.show_stage(path, stage, mine=mine, filter_text=filter_text)

    # -- settings

    def set_lang(self, lang: str) -> None:
        """Speak another language from now on."""
        self.config = replace(self.config, lang=lang)
        self._changed_setting(f'lang = "{lang}"')

    def set_theme(self, theme: str) -> None:
        """Look another way from now on."""
        self.config = replace(self.config, theme=theme)
        self._wear(theme)
        self._changed_setting(f'theme = "{theme}"')

    def _changed_setting(self, line: str) -> None:
        self.active.update()
        path = self.config.path or config_path()
        self.active.tell(KEEP_IT.fill(line=line, path=path))

    def _wear(self, name: str) -> None:
        theme = textual_theme(name)
        self.register_theme(theme)
        self.theme = theme.name
        self._look = look(name, color=self.config.color, ascii=self.config.ascii)
