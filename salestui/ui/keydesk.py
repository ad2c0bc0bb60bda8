"""Where a screen's keys are looked up, in order, however fast they were typed."""

from __future__ import annotations

import inspect
from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.css.query import QueryError

from salestui.domain.problems import Problem
from salestui.domain.words import Words
from salestui.ui import keys
from salestui.ui.beside import unread
from salestui.ui.commands import BY_ID

if TYPE_CHECKING:
    from textual.events import Key

    from salestui.ui.app import SalesApp
    from salestui.ui.commands import Command
    from salestui.ui.screens.base import BaseScreen

INPUT_METHOD = Words(
    "Input method is on Chinese: press Shift to switch", "输入法为中文，按 Shift 切换"
)
QUIT_HINT = Words("{key} quits", "按 {key} 退出")


class KeyDesk:
    """Turns the keys of one screen into commands.

    Keys that arrive while a command is about to ask something wait for the question: who types
    `c c hello` at once means the answer, not six more commands.
    """

    def __init__(self, screen: BaseScreen) -> None:
        self._screen = screen
        self._waiting: deque[Key] = deque()
        self._working = 0
        self._in_line = False
        """A key waits for the text before it to arrive in its field."""

    @property
    def holding(self) -> bool:
        """Whether keys have to wait."""
        screen = self._screen
        if not screen.composed:
            return True
        if screen.prompt is not None:
            return self._in_line or not screen.prompt.ready
        return self._in_line or self._working > 0

    def take(self, event: Key) -> bool:
        """Do what a key means; false when it is for a text field, or means nothing."""
        if self._screen.sales.ended:
            return True
        if (self._waiting or self.holding) and keys.spoken(event) != "ctrl+q":
            self._waiting.append(event)
            return True
        return self._act_on(event)

    def release(self) -> None:
        """Go on with the keys that waited, as long as nothing makes them wait again."""
        while self._waiting and not self._screen.sales.ended and not self.holding:
            event = self._waiting.popleft()
            # A command may have led to another screen: the keys after it are meant for that one.
            screen = self._screen.sales.active
            did = self._act_on(event) if screen is self._screen else screen.desk.take(event)
            if not did:
                screen.forward(event)

    def _act_on(self, event: Key) -> bool:
        field = self._screen.focused
        if field is None or not self._screen.typing or len(keys.spoken(event)) == 1:
            return self._do(event)
        # Enter right after some text must find that text in the field, which gets it in its time.
        self._in_line = field.call_later(self._in_turn, event)
        return self._in_line or self._do(event)

    def _in_turn(self, event: Key) -> None:
        self._in_line = False
        if self._screen.sales.ended or self.holding:
            # Another question has come meanwhile and is not ready; the key is meant for it.
            self._waiting.appendleft(event)
            return
        if not self._do(event):
            self._screen.forward(event)
        self.release()

    def _do(self, event: Key) -> bool:
        screen, key = self._screen, keys.spoken(event)
        if screen.prompt is not None:
            return screen.prompt.take_key(key) or self._in_text(key)
        screen.clear_notice()
        return self._in_text(key) if screen.typing else self._in_list(key)

    def _in_text(self, key: str) -> bool:
        command = self._command(key)
        if command is None or not command.in_text:
            return False
        self.run(command.id)
        return True

    def _in_list(self, key: str) -> bool:
        screen = self._screen
        command = self._command(key) or self._command(keys.ascii_key(key))
        if command is not None:
            self.run(command.id)
        elif keys.is_han(key):
            screen.tell(INPUT_METHOD, "risk")
        elif key == "ctrl+c":
            screen.tell(QUIT_HINT.fill(key=screen.sales.keymap.shown("quit")))
        else:
            return False
        return True

    def _command(self, key: str) -> Command | None:
        return self._screen.sales.keymap.command(self._screen.scope, key)

    def run(self, id: str, *arguments: str) -> None:
        """Run a command of the registry here; a refusal becomes a notice."""
        screen = self._screen
        handler = getattr(screen, f"do_{id}", None) or getattr(screen.sales, f"do_{id}", None)
        if handler is None:
            return
        screen.seen = screen.sales.live
        try:
            if BY_ID[id].acts:
                screen.sales.refuse_in_past()
            if inspect.iscoroutinefunction(handler):
                self.start(partial(handler, *arguments))
            else:
                handler(*arguments)
        except Problem as problem:
            screen.tell_problem(problem)

    @property
    def _teller(self) -> BaseScreen:
        """Who tells what went wrong: my screen, or the one that stands in its place."""
        screen = self._screen
        return screen if screen.framed or not screen.sales.shows else screen.sales.active

    def start(
        self, work: Callable[[], Awaitable[None]], *, hold: bool = True, by: SalesApp | None = None
    ) -> None:
        """Run something that may ask or wait; with `hold`, keys wait until it asks or ends.

        It is dropped when the screen is closed, unless it is run `by` the app; begun by the
        worker, one that is dropped before leaves nothing behind.
        """
        self._working += hold

        async def guarded() -> None:
            try:
                await work()
            except Problem as problem:
                self._teller.tell_problem(problem)
            except OSError as error:
                self._screen.sales.report(unread(error))
            except QueryError:
                # On a screen that was closed meanwhile there is nothing left to do.
                if self._screen.framed:
                    raise
            finally:
                self._working -= hold
                self.release()

        (by or self._screen).run_worker(cast("Any", guarded), name="command", group="command")
