"""One field of a form on screen: label, what is typed, and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from salestui.cells import fit, visible, width
from salestui.domain.problems import Problem
from salestui.exchange.wrapping import wrapped
from salestui.ui.forms.form import Choice, FormField, reading
from salestui.ui.frame import sentence
from salestui.ui.keys import ascii_key
from salestui.ui.widgets.textline import TextLine, edit_at_once

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult


class LongText(TextArea):
    """Several lines to type into."""

    takes_text = True

    def __init__(self, field: FormField) -> None:
        text = "\n".join(visible(line) for line in field.initial.split("\n"))
        super().__init__(text, compact=True, tab_behavior="focus")
        self.cursor_blink = False
        self.styles.height = field.lines

    async def _on_key(self, event: events.Key) -> None:
        """Edit in the order of the keys."""
        await edit_at_once(self, event)


class FieldRow(Vertical):
    """A field with its reading to the right, and under it its choices or what is wrong."""

    DEFAULT_CSS = """
    FieldRow {
        height: auto;
        background: $background;
        & > Horizontal { height: auto; }
        .label { width: auto; height: 1; color: $dim; }
        &:focus-within .label { color: $accent; text-style: bold; }
        TextLine, LongText { width: 4fr; background: $field; border: none; padding: 0; }
        .reading { width: 5fr; height: 1; padding: 0 0 0 2; color: $foreground; display: none; }
        .reading.shown { display: block; }
        .under { height: auto; color: $dim; display: none; }
        .under.shown { display: block; }
        .under.wrong { color: $late; }
    }
    """

    @dataclass
    class Typed(Message):
        """The text of a field changed."""

        row: FieldRow

    def __init__(self, field: FormField, lang: str, label: int) -> None:
        super().__init__()
        self.field = field
        self._lang = lang
        self._label = label
        self._wrong = ""
        self._wrong_for = ""
        """The text that the complaint is about; news of letters may come after it."""

    def compose(self) -> ComposeResult:
        """Label, editor and reading on one line, one more line under them."""
        with Horizontal():
            label = fit(self.field.label.say(self._lang), self._label)
            yield Static(Content(f" {label}  "), classes="label")
            if self.is_long:
                yield LongText(self.field)
            else:
                yield TextLine(self.field.initial, placeholder=self.field.hint.say(self._lang))
                yield Static("", classes="reading")
        yield Static("", classes="under")

    def on_mount(self) -> None:
        """Indent what stands under the field to where the field begins."""
        self.query_one(".under", Static).styles.padding = (0, 1, 0, self._label + 3)
        self._show()

    def on_resize(self) -> None:
        """What stands under the field is wrapped to the new width."""
        self._show()

    @property
    def is_long(self) -> bool:
        """Whether the text has several lines."""
        return self.field.lines > 1

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.query_one(TextArea).text if self.is_long else self.query_one(TextLine).value

    @property
    def editor(self) -> TextLine | LongText:
        """What is typed into."""
        return self.query_one(LongText) if self.is_long else self.query_one(TextLine)

    def take_focus(self) -> None:
        """Give the keyboard to this field, behind what stands in it."""
        editor = self.editor
        self.screen.set_focus(editor)
        if isinstance(editor, TextLine):
            editor.cursor_position = len(editor.value)

    def complain(self, problem: Problem | None) -> None:
        """Say what is wrong, or that nothing is."""
        self._wrong = sentence(problem, self._lang) if problem else ""
        self._wrong_for = self.text
        self._show()

    def judge(self) -> bool:
        """Whether the text can be read; says what is wrong when it can't."""
        try:
            reading(self.field, self.text)
        except Problem as problem:
            self.complain(problem)
            return False
        return True

    def on_input_changed(self, message: Input.Changed) -> None:
        """Read back at every key; a complaint stands until the text is another."""
        message.stop()
        self._typed()

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        """The same for long text."""
        message.stop()
        self._typed()

    def _typed(self) -> None:
        if self.text != self._wrong_for:
            self._wrong = ""
        self._show()
        self.post_message(self.Typed(self))

    def choice(self, key: str) -> Choice | None:
        """The choice that a key picks here; space only where nothing is typed yet."""
        key = ascii_key(key)
        if key == "space" and self.text:
            return None
        return next((choice for choice in self.field.choices if choice.digit == key), None)

    def pick(self, choice: Choice) -> None:
        """Write a choice out."""
        self.query_one(TextLine).value = choice.label.say(self._lang)

    def _show(self) -> None:
        try:
            said = visible(reading(self.field, self.text).say(self._lang))
        except Problem:
            said = ""
        if not self.is_long:
            shown = "" if self.field.roomy else said
            beside = self.query_one(".reading", Static)
            # A hint needs the room that the reading of nothing leaves.
            beside.set_class(bool(shown or not self.field.hint.en), "shown")
            beside.update(Content(shown))
        room = max(self.size.width - self._label - 4, 20)
        below = wrapped(said, room) if self.field.roomy else self._choices(room)
        wrong = wrapped(visible(self._wrong), room)
        line = self.query_one(".under", Static)
        line.set_class(bool(self._wrong), "wrong")
        line.set_class(bool(self._wrong or below or self.field.roomy), "shown")
        line.update(Content("\n".join(wrong or below)))

    def _choices(self, room: int) -> list[str]:
        """The choices with their digits, none of them broken over two lines."""
        lines: list[str] = []
        for choice in self.field.choices:
            text = f"{choice.digit} {choice.label.say(self._lang)}"
            if lines and width(f"{lines[-1]}  {text}") <= room:
                lines[-1] += f"  {text}"
            else:
                lines.append(text)
        return lines
