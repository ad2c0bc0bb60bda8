"""An app that ends well: at signals, at a closed terminal, and at its own mistakes."""

from __future__ import annotations

from typing import Any

from textual.app import App, ScreenError
from textual.css.query import QueryError
from textual.widget import MountError

from salestui.config import Config
from salestui.domain.words import Words
from salestui.ui import leaving
from salestui.ui.keyboard import Keyboard


class SafeApp(App[int], inherit_bindings=False):
    """Leaves the terminal as it was, whatever happens; shows nobody a traceback."""

    def __init__(self, config: Config, **more: Any) -> None:
        self.config = config
        self.fault: Words | None = None
        """What is said after leaving because of a mistake of the program."""
        self.ended = False
        """Told to leave: whatever is still typed is for the shell."""
        # Without colour Textual must not try to make greys of it, which are colours too.
        color = None if config.color else True
        super().__init__(ansi_color=color, driver_class=Keyboard, **more)
        self.animation_level = "none"

    async def run_async(self, *arguments: Any, **options: Any) -> int | None:
        """Run; told to leave, do so in order, from before the terminal is touched."""
        leaving.on_signals(self.leave)
        return await super().run_async(*arguments, **options)

    def watch_terminal(self) -> None:
        """From now on leave in order when the terminal is gone."""
        if not self.is_headless:
            self.set_interval(leaving.WATCH, self._look_at_terminal)

    def exit(self, *arguments: Any, **options: Any) -> None:
        """Leave; keys mean nothing any more."""
        self.ended = True
        super().exit(*arguments, **options)

    def leave(self, code: int) -> None:
        """End with an exit code, everything saved and the terminal as it was."""
        self.exit(code)

    async def _shutdown(self) -> None:
        """Take everything down; what is still at work finds nothing any more."""
        self.ended = True
        await super()._shutdown()

    def _look_at_terminal(self) -> None:
        if leaving.terminal_gone():
            self.leave(leaving.GONE)

    def panic(self, *renderables: Any) -> None:
        """End because a thread of Textual's failed: said and logged like any mistake."""
        from salestui.ui.faults import write_fault

        if self.fault is None:
            self.fault = write_fault(self.config.state, RuntimeError("a thread of the app failed"))
        self.ended = True
        super().panic(*renderables)

    def _handle_exception(self, error: Exception) -> None:
        """The log gets the traceback, the person a sentence."""
        from salestui.ui.faults import write_fault

        # A worker's failure carries what really happened.
        inner = getattr(error, "error", error)
        if self.ended and isinstance(inner, QueryError | ScreenError | MountError):
            # What is still at work on the way out finds its widgets gone.
            return
        if self.fault is None:
            self.fault = write_fault(self.config.state, inner)
        super()._handle_exception(error)

    def _print_error_renderables(self) -> None:
        """Print no traceback: `fault` is said instead."""
        self._exit_renderables.clear()
