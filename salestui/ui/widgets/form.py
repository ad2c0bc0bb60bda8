"""A form at the bottom edge: one line a field, read back while typing, saved as one act."""

from __future__ import annotations

from collections.abc import Callable
from inspect import isawaitable
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll

from salestui import cells
from salestui.domain.problems import NOWHERE, Problem
from salestui.domain.words import Words
from salestui.ui.forms.form import (
    Choice,
    Form,
    FormField,
    by_field,
    initial_texts,
    problems_of,
)
from salestui.ui.widgets.formrow import FieldRow
from salestui.ui.widgets.lines import Line, Span
from salestui.ui.widgets.prompt import Prompt
from salestui.ui.widgets.ruled import title_line

if TYPE_CHECKING:
    from textual.app import ComposeResult

__all__ = ["Form", "FormField", "FormPrompt"]

KEYS = Words(
    "tab next  ctrl+s save  esc cancel  enter on the last line saves",
    "tab 下一项  ctrl+s 保存  esc 取消  enter 末项即保存",
)
KEYS_ONE = Words("enter save  esc cancel", "enter 保存  esc 取消")
KEYS_LONG = Words("ctrl+s save  tab next  esc cancel", "ctrl+s 保存  tab 下一项  esc 取消")
DROP = Words(
    "Not saved yet: esc again drops it, ctrl+s saves it", "尚未保存：再按 esc 放弃，ctrl+s 保存"
)
SAVING = Words("saving", "正在保存")
MOST_LABEL = 36
"""Cells of the longest label; no more than 9 of 20 of the screen."""


class FormPrompt(Prompt):
    """One form over the lower part of the screen. `saved` holds the texts once it was saved."""

    DEFAULT_CSS = """
    FormPrompt { max-height: 100%; }
    FormPrompt > VerticalScroll {
        height: auto; max-height: 1fr; scrollbar-size: 0 0; background: $background;
    }
    """

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form
        self.saved: dict[str, str] | None = None
        """Field key -> text, as it was saved."""
        self._asked: dict[str, str] | None = None
        """What stood in the fields when it was asked whether to drop them."""
        self._busy = False

    @property
    def shows_values(self) -> bool:
        """A form always does."""
        return True

    # -- what it looks like

    def compose(self) -> ComposeResult:
        """A ruled title, the fields, a note, the keys."""
        lang, form = self.sales.lang, self.form
        most = min(MOST_LABEL, self.sales.size.width * 9 // 20)
        room = min(max(cells.width(f.label.say(lang)) for f in form.fields), most)
        yield Title(form.title.say(lang))
        with VerticalScroll(can_focus=False):
            for field in form.fields:
                yield FieldRow(field, lang, room)
        note = Line()
        note.display = form.note != NOWHERE
        note.say([Span(" " + form.note.say(lang), "dim")])
        yield note
        yield Line(id="answer")

    def on_mount(self) -> None:
        """Begin at the field that the form names."""
        rows = self.rows
        if not rows:
            # Dropped before it was there.
            return
        row = next((row for row in rows if row.field.key == self.form.start), rows[0])
        row.take_focus()
        self._say_keys()
        self.composed = True
        self.go_on()

    def _say_keys(self) -> None:
        fields = self.form.fields
        several = KEYS_LONG if any(f.lines > 1 for f in fields) else KEYS
        words = KEYS_ONE if len(fields) == 1 and fields[0].lines == 1 else several
        self.answer(words.say(self.sales.lang), "dim")

    def answer(self, text: str, style: str) -> None:
        """The last line of the sheet."""
        self.query_one("#answer", Line).say([Span(" " + text, style)])

    @property
    def rows(self) -> list[FieldRow]:
        """The fields from the top."""
        return list(self.query(FieldRow))

    @property
    def texts(self) -> dict[str, str]:
        """What stands in the fields now."""
        return {row.field.key: row.text for row in self.rows}

    # -- keys

    @property
    def ready(self) -> bool:
        """Whether keys can be taken now; not while saving, nor before typed letters arrived."""
        return super().ready and not self._busy

    def take_key(self, key: str) -> bool:
        """Tab and arrows walk, ctrl+s saves, esc cancels; in long text, only what it can't use."""
        row = self.rows[self._here()]
        long, choice = row.is_long, row.choice(key)
        if choice is not None:
            self._then(lambda: self.pick(row, choice))
        elif key in ("tab", "shift+tab") or (key in ("up", "down") and not long):
            self._then(lambda: self.walk(-1 if key in ("shift+tab", "up") else 1))
        elif key == "ctrl+s":
            self._then(self.save)
        elif key in ("enter", "ctrl+j") and not long:
            self._then(self.enter)
        elif key == "esc":
            self._then(self.cancel)
        else:
            return False
        return True

    def _then(self, action: Callable[[], None]) -> None:
        """Act once the letters typed before have reached their field; keys wait meanwhile."""
        self._busy = True

        def run() -> None:
            self._busy = False
            action()
            self.go_on()

        self.rows[self._here()].editor.call_later(run)

    def _here(self) -> int:
        focused = self.screen.focused
        return next((i for i, row in enumerate(self.rows) if row.editor is focused), 0)

    def walk(self, step: int) -> None:
        """To the next or previous field, around the ends; the one left is looked at."""
        here, rows = self._here(), self.rows
        rows[here].judge()
        rows[(here + step) % len(rows)].take_focus()

    def enter(self) -> None:
        """On to the next field unless this one can't be read; on the last one, save.

        A form that begins at its last field goes to the first one while nothing was typed.
        """
        here, rows = self._here(), self.rows
        if here == len(rows) - 1:
            if rows[here].field.key == self.form.start and self.texts == initial_texts(self.form):
                self.walk(1)
            else:
                self.save()
        elif rows[here].judge():
            rows[here + 1].take_focus()

    def pick(self, row: FieldRow, choice: Choice) -> None:
        """A digit answers the field: go on, or save on the last one."""
        row.pick(choice)
        self.enter()

    def cancel(self) -> None:
        """Leave without saving; asks once when something was typed."""
        texts = self.texts
        if texts in (self._asked, initial_texts(self.form)):
            self.drop()
            return
        self._asked = texts
        self.answer(DROP.say(self.sales.lang), "late")

    def on_field_row_typed(self, message: FieldRow.Typed) -> None:
        """Typing answers the question whether to drop the form."""
        message.stop()
        if self._asked not in (None, self.texts):
            self._asked = None
            self._say_keys()

    # -- saving

    def save(self) -> None:
        """Save and close; what is wrong is said under its field and nothing is lost."""
        texts = self.texts
        problems = problems_of(self.form, texts)
        if problems:
            self._complain(problems)
        elif self.form.save is None:
            self._done(texts)
        else:
            self._busy = True
            self.answer(SAVING.say(self.sales.lang), "dim")
            self.run_worker(self._send(texts))

    async def _send(self, texts: dict[str, str]) -> None:
        assert self.form.save is not None
        try:
            saving = self.form.save(texts)
            if isawaitable(saving):
                await saving
        except Problem as problem:
            self._complain(by_field(self.form, problem))
        else:
            self._done(texts)
        finally:
            self._busy = False
            self.go_on()

    def _done(self, texts: dict[str, str]) -> None:
        self.saved = texts
        self.finish("saved")

    def _complain(self, problems: dict[str, Problem]) -> None:
        self._asked = None
        self._say_keys()
        for row in self.rows:
            row.complain(problems.get(row.field.key))
        next(row for row in self.rows if row.field.key in problems).take_focus()


class Title(Line):
    """The ruled line above a form."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def on_resize(self) -> None:
        """The rule goes on to the right edge."""
        self.say(title_line(self._text, self.size.width, self.sales.look.h))
