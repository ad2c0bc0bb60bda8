"""The lines around a screen's body: on top where I am, below the facts, the notice and the keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from salestui import cells
from salestui.domain.problems import Problem
from salestui.domain.words import Words
from salestui.ui.commands import BY_ID, Command
from salestui.ui.compositor import WholeCompositor
from salestui.ui.frame import key_line, sentence, top_line
from salestui.ui.whose import MINE
from salestui.ui.widgets.lines import Line, Rule, Span

if TYPE_CHECKING:
    from textual.geometry import Size

    from salestui.ui.app import SalesApp


class Sheet(Widget, can_focus=False):
    """Where questions lie over the last lines; a new child of the screen would repaint it all."""

    DEFAULT_CSS = """
    Sheet { layer: sheet; height: auto; width: 1fr; }
    """

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """No line at all while nothing is asked."""
        return super().get_content_height(container, viewport, width) if self.children else 0


class Framed(Screen[Any], inherit_bindings=False):
    """A screen with its frame; each line is redrawn only when it says something else."""

    DEFAULT_CSS = """
    Framed { layout: vertical; overflow: hidden; layers: base sheet; align-vertical: bottom; }
    Framed > #body { height: 1fr; }
    """

    title_words: ClassVar[Words] = Words("", "")
    """What the top line calls the screen."""
    footer: ClassVar[tuple[str, ...]] = ()
    """Ids of the commands that matter most here, for the bottom line."""
    last_key: ClassVar[str] = "help"
    """The command that always stands at the end of the bottom line."""

    mine = True
    """Whether only my things are shown, where one may choose: then `@` shows all."""

    # The screen looks the same whatever has the keyboard, so it need not be repainted.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self._compositor = WholeCompositor()
        self.info: tuple[tuple[Span, ...], tuple[Span, ...]] = ((), ())
        self.notice: tuple[str, str] = ("", "")
        self._warned = False
        """The notice is one that stays until the next key."""
        self.composed = False
        """Whether the widgets are there."""
        self._greeting: list[Line] = []
        self._top, self._info, self._keys = Line("top"), Line("info"), Line("keys")

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

    def crumbs(self) -> Sequence[str]:
        """What stands in the top line after the workspace."""
        return (self.say(self.title_words),)

    def offer(self) -> list[Command]:
        """The commands for the bottom line, in order; override where it depends on the cursor."""
        return self.offered(self.footer)

    def offered(self, ids: Sequence[str]) -> list[Command]:
        """Commands by their ids, `@` with what it would do now."""
        found = [BY_ID[id] for id in ids]
        if self.mine:
            return found
        return [replace(each, label=MINE) if each.id == "mine" else each for each in found]

    # -- the frame

    def compose(self) -> ComposeResult:
        """The frame and the body."""
        yield self._top
        yield from self.compose_body()
        yield Rule(id="rule")
        yield self._info
        yield self._keys
        yield Sheet(id="sheet")

    def _pop_result_callback(self) -> None:
        """Textual keeps no callback for the first screen, which was never pushed."""
        if self._result_callbacks:
            super()._pop_result_callback()

    def on_resize(self) -> None:
        """The lines hold as much as there is room for."""
        self.draw_lines()

    def draw_lines(self) -> None:
        """Redraw the lines that say something else now."""
        if self.framed:
            width = self.size.width
            self._top.say(*top_line(self.sales, self.crumbs(), width))
            self._draw_info()
            keys = key_line(self.sales, self.offer(), self.last_key, width)
            self._keys.say(keys)

    @property
    def framed(self) -> bool:
        """Whether the lines are there: not yet before the first drawing, no more while closing."""
        ids = {child.id for child in self.children}
        return self.composed and ids >= {"top", "info", "keys", "sheet"}

    def _draw_info(self) -> None:
        """The notice, or the facts of what is under the cursor."""
        if self.framed:
            text, style = self.notice
            left, right = ((Span(" " + text, style),), ()) if text else self.info
            self._info.say(left, right)

    def set_info(self, left: Sequence[Span], right: Sequence[Span] = ()) -> None:
        """Facts above the keys, for what is under the cursor."""
        self.info = (tuple(left), tuple(right))
        self._draw_info()

    # -- notices

    def tell(self, words: Words | str, style: str = "strong") -> None:
        """A notice above the keys, until the next key; it covers no row of the body."""
        if self._warned:
            return
        text = words if isinstance(words, str) else self.say(words)
        self.notice = (cells.visible(text), style)
        self._draw_info()

    def warn(self, words: Words) -> None:
        """A notice that no other takes the place of until the next key."""
        self._warned = False
        self.tell(words, "risk")
        self._warned = True

    def tell_problem(self, problem: Problem) -> None:
        """Say what went wrong and the cure."""
        self._warned = False
        self.tell(sentence(problem, self.lang), "late")

    def greet(self, lines: Sequence[Words]) -> None:
        """A few lines over the last ones of the screen, until the next key."""
        if self.framed and not self._greeting:
            self._greeting = [Rule(), *(Line() for _ in lines)]
            for widget, words in zip(self._greeting[1:], lines, strict=True):
                widget.say([Span(" " + self.say(words))])
            self.query_one("#sheet").mount(*self._greeting)

    def clear_notice(self) -> None:
        """Show the facts again."""
        self._warned = False
        for widget in self._greeting:
            widget.remove()
        self._greeting = []
        if self.notice[0]:
            self.notice = ("", "")
            self._draw_info()
