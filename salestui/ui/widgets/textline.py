"""The text field of prompts and forms: Textual's, without blinking, and clean of control codes."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from salestui import cells


class TextLine(Input):
    """One line of text. What is pasted or set is made harmless on its way in."""

    DEFAULT_CSS = """
    TextLine, TextLine:focus {
        height: 1; border: none; padding: 0; background: $field; color: $foreground;
        &:ansi .input--cursor {
            background: ansi_default; color: ansi_default; text-style: reverse;
        }
    }
    """

    takes_text = True

    def __init__(self, value: str = "", *, id: str | None = None, placeholder: str = "") -> None:
        super().__init__(
            cells.visible(value), placeholder, id=id, select_on_focus=False, compact=True
        )
        self.cursor_blink = False
        self.cursor_position = len(self.value)

    def validate_value(self, value: str) -> str:
        """The value with control characters replaced."""
        return cells.visible(value)

    def _on_paste(self, event: events.Paste) -> None:
        """Paste in one line, whatever the clipboard holds."""
        event.stop()
        event.prevent_default()
        text = " ".join(event.text.split("\n")).strip("\r ")
        self.replace(cells.visible(text), *self.selection)
