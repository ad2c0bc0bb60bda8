"""Asking for one line of text, read back while it is typed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from textual.app import ComposeResult

from salestui import cells
from salestui.domain.problems import Problem
from salestui.domain.words import Words
from salestui.ui.beside import beside
from salestui.ui.frame import sentence
from salestui.ui.widgets.lines import Line, Span
from salestui.ui.widgets.prompt import Prompt
from salestui.ui.widgets.textline import TextLine

Check = Callable[[str], Words]
"""Text -> its read-back; raises a Problem for what can't be accepted."""
Later = Callable[[str, Callable[[], bool]], Awaitable[Words | None]]
"""Text that was checked, whether it is still wanted -> a read-back that takes its time, or None."""
Submit = Callable[[str], Awaitable[None]]
"""Does what was asked for with the text; raises a Problem to keep the line open."""
Complete = Callable[[str], Sequence[str]]
"""Text -> whole lines that it may become."""

MOMENT = 0.1
"""Seconds that what was read back before stays while the next is worked out."""
ENTER_ESC = Words("enter save  esc drop", "enter 保存  esc 放弃")


class LinePrompt(Prompt):
    """One line of text with its read-back below."""

    DEFAULT_CSS = """
    LinePrompt #label { width: auto; }
    LinePrompt TextLine { width: 1fr; }
    """

    def __init__(
        self,
        label: Words,
        initial: str = "",
        *,
        check: Check | None = None,
        later: Later | None = None,
        submit: Submit | None = None,
        complete: Complete | None = None,
    ) -> None:
        super().__init__()
        self.label = label
        self.initial = initial
        self.check = check
        self.later = later
        self.submit = submit
        self.complete = complete
        self._busy = False
        self._offers: list[str] = []
        self._turn = 0
        """Counts the texts that were read back."""

    @property
    def shows_values(self) -> bool:
        """Where it begins with a text."""
        return bool(self.initial)

    def compose(self) -> ComposeResult:
        """The line, the place of a mistake, and the read-back."""
        yield from self.labelled(self.label, TextLine(self.initial))
        caret = Line(id="caret")
        caret.display = False
        yield caret
        yield Line(id="answer")

    @property
    def field(self) -> TextLine:
        """The text field."""
        return self.query_one(TextLine)

    @property
    def ready(self) -> bool:
        """Whether keys can be taken now; not while the text is being saved."""
        return super().ready and not self._busy and self.screen.focused is self.field

    def on_mount(self) -> None:
        """Type at once."""
        if not self.query(TextLine):
            # Closed with its screen before it was there.
            return
        self.composed = True
        self.screen.set_focus(self.field, scroll_visible=False)
        self.read_back(self.initial)
        self.go_on()

    def on_input_changed(self, event: TextLine.Changed) -> None:
        """Read back what was typed."""
        event.stop()
        self.read_back(event.value)

    def read_back(self, text: str) -> None:
        """Show what the text means, or where it stops meaning anything."""
        self._turn += 1
        if self.check is None:
            self.answer(ENTER_ESC.say(self.sales.lang), "dim")
            return
        try:
            words = self.check(text)
        except Problem as problem:
            self.complain(problem)
            return
        self._show_caret(None)
        if self.later is None:
            self.answer(words.say(self.sales.lang), "dim")
        else:
            work = partial(self._read_on, self.later, self._turn, text, words)
            beside(self, work, group="read back")

    async def _read_on(self, later: Later, turn: int, text: str, meanwhile: Words) -> None:
        """Show what takes its time once it is there, and until then `meanwhile`."""

        def wanted() -> bool:
            return turn == self._turn and not self.answered.done()

        work = asyncio.ensure_future(later(text, wanted))
        await asyncio.wait([work], timeout=MOMENT)
        if not work.done() and wanted():
            self.answer(meanwhile.say(self.sales.lang), "dim")
        words = await work
        if words is not None and wanted():
            self.answer(words.say(self.sales.lang), "dim")

    def ask_again(self) -> None:
        """Read back what stands there."""
        if self.ready:
            self.read_back(self.field.value)

    def complain(self, problem: Problem) -> None:
        """Show a problem, pointing at its column where it has one."""
        self._show_caret(int(problem.where) if problem.where.isdigit() else None)
        self.answer(sentence(problem, self.sales.lang), "late")

    def _show_caret(self, column: int | None) -> None:
        caret = self.query_one("#caret", Line)
        caret.display = column is not None
        if column is not None:
            start = cells.width(f" {self.label.say(self.sales.lang)} ")
            before = cells.width(self.field.value[:column])
            caret.say([Span(" " * (start + before)), Span("^", "late")])

    def answer(self, text: str, style: str) -> None:
        """Show a sentence below the text."""
        self.query_one("#answer", Line).say([Span(" " + cells.visible(text), style)])

    def take_key(self, key: str) -> bool:
        """Enter accepts, tab completes, esc drops."""
        if key in ("enter", "ctrl+j"):
            self.accept()
        elif key == "tab":
            self.complete_text()
        else:
            return super().take_key(key)
        return True

    def accept(self) -> None:
        """Take the text if it means something."""
        text = self.field.value
        if self.check is not None:
            try:
                self.check(text)
            except Problem as problem:
                self.complain(problem)
                return
        if self.submit is None:
            self.finish(text)
        else:
            self._busy = True
            self.run_worker(self._send(self.submit, text))

    async def _send(self, submit: Submit, text: str) -> None:
        try:
            await submit(text)
        except Problem as problem:
            self._busy = False
            self.complain(problem)
            self.go_on()
        else:
            self.finish(text)

    def complete_text(self) -> None:
        """Put the next completion into the line."""
        if self.complete is None:
            return
        field = self.field
        if field.value not in self._offers:
            self._offers = list(self.complete(field.value))
        if self._offers:
            at = self._offers.index(field.value) + 1 if field.value in self._offers else 0
            field.value = self._offers[at % len(self._offers)]
            field.cursor_position = len(field.value)
