"""What every screen of the app is: a snapshot to draw, commands to answer, questions to ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from salestui.domain.words import Words
from salestui.ui.keydesk import KeyDesk
from salestui.ui.screens.framed import Framed

if TYPE_CHECKING:
    from textual import events

    from salestui.domain.snapshot import Snapshot
    from salestui.ui.forms.form import Form
    from salestui.ui.widgets.lineprompt import Check, Complete, Later, Submit
    from salestui.ui.widgets.pick import Choice
    from salestui.ui.widgets.prompt import Prompt


class BaseScreen(Framed):
    """A screen. A command `x` of the registry calls `do_x` here, else on the app.

    A handler may be `async`: it then runs as a worker and may ask (`ask_line`, `ask_choice`,
    `ask_pick`, `ask_form`). A Problem raised by a handler becomes a notice.
    """

    scope: ClassVar[str] = ""
    """The screen's name in the registry of commands."""

    def __init__(self) -> None:
        super().__init__()
        self.snapshot: Snapshot | None = None
        """What this screen shows; the app's may be newer while it is hidden."""
        self.seen: Snapshot | None = None
        """What I saw when the command that runs began, or when a form of it showed me values."""
        self.prompt: Prompt | None = None
        """What is being asked; None when nothing is."""
        self.desk = KeyDesk(self)
        self._shown_as: tuple[object, ...] = ()

    # -- what a screen fills in

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw this state: it changed, or the language, the theme, the day, or I came back."""

    def show_waiting(self) -> None:
        """There is more or less to decide than before, or others' changes have been seen."""
        self.draw_lines()

    def go_back(self) -> bool:
        """Undo one level here (marks, filter); false when there is none left."""
        return False

    # -- redrawing

    def on_mount(self) -> None:
        """Show what there is to show."""
        self.composed = True
        self.update()
        self.desk.release()

    def on_screen_resume(self) -> None:
        """A hidden screen draws when it is shown again."""
        self.update()

    def update(self) -> None:
        """Show the app's snapshot, language, theme and day if this screen shows others."""
        if not self.composed or not self.is_attached:
            return
        sales = self.sales
        now = (sales.snapshot, sales.lang, sales.look, sales.today, sales.log_facts.state)
        if not self._shown_as or any(a is not b for a, b in zip(now, self._shown_as, strict=True)):
            restyled = bool(self._shown_as) and now[2] is not self._shown_as[2]
            self._shown_as = now
            self.snapshot = sales.snapshot
            self.show_snapshot(sales.snapshot)
            if restyled:
                self.refresh_all()
        self.draw_lines()

    def sync_changed(self) -> None:
        """Say in the top line how syncing stands now."""
        self.draw_lines()

    def refresh_all(self) -> None:
        """Redraw every widget, as after a change of theme."""
        for widget in self.query("*"):
            widget.refresh()

    # -- keys

    @property
    def typing(self) -> bool:
        """Whether a text field has the keyboard."""
        return bool(getattr(self.focused, "takes_text", False))

    def forward(self, event: events.Key) -> None:
        """Give a key to the widget that has the keyboard."""
        (self.focused or self)._forward_event(event)

    # -- asking

    async def ask_line(
        self,
        label: Words,
        initial: str = "",
        *,
        check: Check | None = None,
        later: Later | None = None,
        submit: Submit | None = None,
        complete: Complete | None = None,
    ) -> str | None:
        """Ask for one line at the bottom; None when it was dropped.

        `check(text)` gives the read-back shown below while typing, or raises a Problem that
        stands there instead; `later` gives one that takes its time. With `submit`, enter awaits
        it: a Problem keeps the line and its text on the screen, and only success closes it.
        `complete(text)` gives whole lines for tab.
        """
        from salestui.ui.widgets.lineprompt import LinePrompt

        return await self.ask(
            LinePrompt(label, initial, check=check, later=later, submit=submit, complete=complete)
        )

    async def ask_choice(self, title: Words, choices: Sequence[tuple[str, Words]]) -> str | None:
        """Ask for one key out of (key, words); None when it was dropped."""
        from salestui.ui.widgets.choiceprompt import ChoicePrompt

        return await self.ask(ChoicePrompt(title, choices))

    async def ask_pick(self, label: Words, choices: Sequence[Choice]) -> str | None:
        """Ask for one of a long list, found by typing; its key, None when it was dropped."""
        from salestui.ui.widgets.pick import PickPrompt

        return await self.ask(PickPrompt(label, choices))

    async def ask_form(self, form: Form) -> dict[str, str] | None:
        """Ask for several fields at once; gives what was saved, None when it was dropped."""
        from salestui.ui.widgets.form import FormPrompt

        prompt = FormPrompt(form)
        await self.ask(prompt)
        return prompt.saved

    async def ask(self, prompt: Prompt) -> str | None:
        """Show a sheet and wait for its answer; None when it was dropped."""
        if not self.framed:
            # The screen is on its way out: nobody would see the question.
            return None
        if self.prompt is not None:
            self.prompt.drop()
        self.prompt = prompt
        if prompt.shows_values:
            self.seen = self.sales.live
        self.clear_notice()
        await self.query_one("#sheet").mount(prompt)
        try:
            return await prompt.answered
        finally:
            if self.prompt is prompt:
                self.prompt = None
            if self.is_attached:
                self.set_focus(None)
                await prompt.remove()
                self.draw_lines()
