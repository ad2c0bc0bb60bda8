"""Drawing once for a burst of keys: where they lead, not every step."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic

from textual import events
from textual.message import Message
from textual.widget import Widget

PATIENCE = 0.05
"""Most seconds that a burst of keys delays the drawing."""


class Patient(Widget, can_focus=False):
    """A widget that draws itself by `draw` soon after `settle` was called, however often."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._asked_at = 0.0
        """When drawing was asked for, on the monotonic clock; 0 when it was not."""

    def settle(self) -> None:
        """Ask for one drawing of what looks different."""
        if not self._asked_at:
            self._asked_at = monotonic()
            self.call_later(self._draw_in_time)

    def _draw_in_time(self) -> None:
        if self._keys_wait() and monotonic() - self._asked_at < PATIENCE:
            self.call_later(self._draw_in_time)
            return
        self._asked_at = 0.0
        if self.size.width and self.display:
            self.draw()

    def _keys_wait(self) -> bool:
        """Whether more keys come; what else waits for the app would only hold the drawing up."""
        waiting: Iterable[Message] = self.app._message_queue.values
        return any(isinstance(each, events.Key) for each in waiting)

    def draw(self) -> None:
        """Redraw what looks different."""
