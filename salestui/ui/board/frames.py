"""Several widgets in one frame."""

from __future__ import annotations

from textual.messages import Update
from textual.widget import Widget


def in_one_frame(*widgets: Widget) -> None:
    """Have what these widgets asked to be redrawn drawn together, by their screen's next frame.

    Each would ask when it is idle itself; a frame would not wait for the last of them, and the
    next one comes 16 ms later.
    """
    for widget in widgets:
        widget.screen.post_message(Update(widget))
