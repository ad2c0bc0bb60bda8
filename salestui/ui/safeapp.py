"""An app that ends well: at signals, at a closed terminal, and at its own mistakes."""

from __future__ import annotations

from typing import Any

from textual.app import App

from salestui.config import Config
from salestui.domain.words import Words
from salestui.ui import leaving


class SafeApp(App[int], inherit_bindings=False):
    """Leaves the terminal as it was, whatever happens; shows nobody a traceback."""

    def __init__(self, config: Config, **more: Any) -> None:
        self.config = config
        self.fault: Words | None = None
        """What is said after leaving because of a mistake of the program."""
        # Without colour Textual must not try to make greys of it, which are colours too.
        super().__init__(ansi_color=None if config.color else True, **more)
        self.animation_level = "none"

    def watch_terminal(self) -> None:
        """From now on leave in order when told to, or when the terminal is gone."""
        if not self.is_headless:
            leaving.on_signals(self.leave)
            self.set_interval(leaving.WATCH, self._look_at_terminal)

    def leave(self, code: int) -> None:
        """End with an exit code, everything saved and the terminal as it was."""
        self.exit(code)

    def _look_at_terminal(self) -> None:
        if leaving.terminal_gone():
            self.leave(leaving.GONE)

    def _handle_exception(self, error: Exception) -> None:
        """The log gets the traceback, the person a sentence."""
        from salestui.ui.faults import write_fault

        if self.fault is None:
            # A worker's failure carries what really happened.
            self.fault = write_fault(self.config.state, getattr(error, "error", error))
        super()._handle_exception(error)

    def _print_error_renderables(self) -> None:
        """Print no traceback: `fault` is said instead."""
        self._exit_renderables.clear()
