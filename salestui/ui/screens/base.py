"""What every screen has: a line on top, a body, a line of facts, a line of keys, and a prompt."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from salestui import cells
from salestui.domain.problems import Problem
from salestui.domain.words import Words
from salestui.ui import keys
from salestui.ui.commands import BY_ID, Command
from salestui.ui.widgets.lines import Line, Rule, Span

if TYPE_CHECKING:
    from textual import events

    from salestui.domain.snapshot import Snapshot
    from salestui.ui.app import SalesApp
    from salestui.ui.widgets.prompt import Check, Prompt, Submit

INPUT_METHOD = Words(
    "Input method is on Chinese: press Shift to switch", "输入法为中文，按 Shift 切换"
)


class BaseScreen(Screen[Any], inherit_bindings=False):
    """A screen of the app. A command `x` of the registry calls `do_x` here, else on the app.

    A handler may be `async`: it then runs as a worker and may ask (`ask_line`, `ask_choice`).
    """

    DEFAULT_CSS = """
    BaseScreen { layout: vertical; overflow: hidden; layers: base sheet; }
    BaseScreen > #body { height: 1fr; }
    """

    scope: ClassVar[str] = ""
    """The screen's name in the registry of commands."""
    title_words: ClassVar[Words] = Words("", "")
    """What the top line calls it."""
    footer: ClassVar[tuple[str, ...]] = ()
    """Ids of the commands that matter most here, for the bottom line."""

    def __init__(self) -> None:
        super().__init__()
        self.snapshot: Snapshot | None = None
        """What this screen shows; the app's may be newer while it is hidden."""
        self.info: tuple[tuple[Span, ...], tuple[Span, ...]] = ((), ())
        self.notice: tuple[str, str] = ("", "")
        self.prompt: Prompt | None = None
        """What is being asked; None when nothing is."""
        self._shown_as: tuple[object, ...] = ()

    @property
    def sales(self) -> SalesApp:
        """The app, by its own type."""
        return cast("SalesApp", self.app)

    @property
    def lang(self) -> str:
        """The interface language: en or zh."""
        return self.sales.lang

    def say(self, words: Words) -> str:
        """Words in the interface language."""
        return words.say(self.lang)

    # -- what a screen fills in

    def compose_body(self) -> Iterable[Widget]:
        """The widgets between the top line and the three lines below; give the main one id body."""
        return ()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw this state. Called when it changed, and when the screen comes back."""

    def crumbs(self) -> Sequence[str]:
        """What stands in the top line after the workspace."""
        return (self.say(self.title_words),)

    def go_back(self) -> bool:
        """Undo one level here (marks, filter); false when there is none left."""
        return False

    def enabled(self, command: Command) -> bool:
        """Whether the bottom line should offer a command now."""
        return True

    # -- composition and redrawing

    def compose(self) -> ComposeResult:
        """The frame and the body."""
        yield Line(id="top")
        yield from self.compose_body()
        yield Rule(id="rule")
        yield Line(id="info")
        yield Line(id="keys")

    def on_mount(self) -> None:
        """Show what there is to show."""
        self.update()

    def on_screen_resume(self) -> None:
        """A hidden screen draws when it is shown again."""
        self.update()

    def on_resize(self, event: events.Resize) -> None:
        """The lines hold as much as there is room for."""
        self.draw_lines()

    def update(self) -> None:
        """Show the app's snapshot, language and theme if this screen shows others."""
        snapshot = self.sales.snapshot
        now = (id(snapshot), self.lang, self.sales.look, self.sales.today)
        if now != self._shown_as:
            self._shown_as = now
            self.snapshot = snapshot
            self.show_snapshot(snapshot)
        self.draw_lines()

    def draw_lines(self) -> None:
        """Redraw the lines of the frame that say something else now."""
        if not self.is_mounted:
            return
        self.draw_top()
        self.draw_info()
        self.draw_keys()

    def draw_top(self) -> None:
        """Workspace and screen, who I am, and whether all is saved."""
        from salestui.ui.frame import top_line

        left, right = top_line(self.sales, self.crumbs(), self.size.width)
        self.query_one("#top", Line).say(left, right)

    def draw_info(self) -> None:
        """The notice, or the facts of what is under the cursor."""
        text, style = self.notice
        left, right = self.info
        if text:
            left, right = (Span(" " + text, style),), ()
        self.query_one("#info", Line).say(left, right)

    def draw_keys(self) -> None:
        """The keys that matter here, as many as fit; help is always the last."""
        from salestui.ui.frame import key_line

        self.query_one("#keys", Line).say(key_line(self, self.size.width))

    def set_info(self, left: Sequence[Span], right: Sequence[Span] = ()) -> None:
        """Facts above the keys, for what is under the cursor."""
        self.info = (tuple(left), tuple(right))
        if self.is_mounted:
            self.draw_info()

    def tell(self, words: Words | str, style: str = "strong") -> None:
        """A notice above the keys, until the next key."""
        text = words if isinstance(words, str) else self.say(words)
        self.notice = (cells.visible(text), style)
        if self.prompt is not None:
            self.prompt.answer(text, style)
        elif self.is_mounted:
            self.draw_info()

    def tell_problem(self, problem: Problem) -> None:
        """Say what went wrong and the cure."""
        from salestui.ui.frame import sentence

        self.tell(sentence(problem, self.lang), "late")

    # -- keys

    @property
    def typing(self) -> bool:
        """Whether a text field has the keyboard."""
        return bool(getattr(self.focused, "takes_text", False))

    def take_key(self, event: events.Key) -> bool:
        """Do what a key means here; false when it belongs to a text field or means nothing."""
        key = keys.spoken(event)
        if self.prompt is not None and self.prompt.take_key(key):
            return True
        if self.notice[0] and self.prompt is None:
            self.notice = ("", "")
            self.draw_info()
        typing = self.typing
        command = self.sales.keymap.command(self.scope, key if typing else keys.ascii_key(key))
        if command is not None and (command.in_text or not typing):
            if self.prompt is None or command.in_text:
                self.run_command(command.id)
            return True
        if not typing and keys.is_han(key):
            self.tell(INPUT_METHOD, "risk")
            return True
        return False

    def run_command(self, id: str, *arguments: str) -> None:
        """Run a command of the registry here; a refusal becomes a notice."""
        handler = getattr(self, f"do_{id}", None) or getattr(self.sales, f"do_{id}", None)
        if handler is None:
            return
        if inspect.iscoroutinefunction(handler):
            self.start(handler(*arguments))
            return
        try:
            handler(*arguments)
        except Problem as problem:
            self.tell_problem(problem)

    def start(self, work: Awaitable[None]) -> None:
        """Run something that may ask or wait; a refusal becomes a notice."""

        async def guarded() -> None:
            try:
                await work
            except Problem as problem:
                self.tell_problem(problem)

        self.run_worker(guarded(), name="command", group="command", exclusive=False)

    # -- asking

    async def ask_line(
        self,
        label: Words,
        initial: str = "",
        *,
        check: Check | None = None,
        submit: Submit | None = None,
        complete: Callable[[str], Sequence[str]] | None = None,
    ) -> str | None:
        """Ask for one line at the bottom; None when it was dropped.

        `check(text)` gives the read-back shown below while typing, or raises a Problem that
        stands there instead. With `submit`, enter awaits it: a Problem keeps the line and its
        text on the screen, and only success closes it. `complete(text)` gives whole lines for tab.
        """
        from salestui.ui.widgets.prompt import LinePrompt

        prompt = LinePrompt(label, initial, check=check, submit=submit, complete=complete)
        return await self._ask(prompt)

    async def ask_choice(self, title: Words, choices: Sequence[tuple[str, Words]]) -> str | None:
        """Ask for one key out of (key, words); None when it was dropped."""
        from salestui.ui.widgets.prompt import ChoicePrompt

        return await self._ask(ChoicePrompt(title, choices))

    async def _ask(self, prompt: Prompt) -> str | None:
        if self.prompt is not None:
            self.prompt.drop()
        self.prompt = prompt
        self.notice = ("", "")
        await self.mount(prompt)
        try:
            return await prompt.answered
        finally:
            if self.prompt is prompt:
                self.prompt = None
            if self.is_mounted:
                await prompt.remove()
                self.draw_lines()

    def offer(self) -> list[Command]:
        """The commands for the bottom line, in order."""
        found = (BY_ID[id] for id in self.footer if id in BY_ID)
        return [command for command in found if self.enabled(command)]
