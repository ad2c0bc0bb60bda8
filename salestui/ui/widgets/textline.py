"""The text field of prompts and forms: Textual's, without blinking, and clean of control codes."""

from __future__ import annotations

from textual import events
from textual.widget import Widget
from textual.widgets import Input

from salestui import cells


async def edit_at_once(field: Widget, event: events.Key) -> None:
    """Do what a key of the field's own means now, in the order of the keys around it.

    Left to itself it would come back to the field by way of the app, after letters typed later.
    """
    for binding in field._bindings.key_to_bindings.get(event.key, ()):
        if await field.app.run_action(binding.action, field):
            event.stop()
            event.prevent_default()
            return


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

    async def _on_key(self, event: events.Key) -> None:
        """Edit in the order of the keys."""
        await edit_at_once(self, event)

    def _on_paste(self, event: events.Paste) -> None:
        """Paste in one line, whatever the clipboard holds."""
        event.stop()
        event.prevent_default()
        text = " ".join(event.text.split("\n")).strip("\r ")
        self.replace(cells.visible(text), *self.selection)
