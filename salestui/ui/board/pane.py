"""The side pane: the deal under the cursor in full, behind a thin rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.segment import Segment
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from salestui.domain.pipelines import Stage
from salestui.domain.snapshot import Doc
from salestui.ui.board.cards import Cards
from salestui.ui.board.diff import Picture, Place, differing
from salestui.ui.board.picture import drawn

if TYPE_CHECKING:
    from salestui.ui.app import SalesApp


class DealPane(Widget, can_focus=False):
    """Shows one deal; redraws the lines that say something else."""

    DEFAULT_CSS = """
    DealPane { width: 42; height: 1fr; display: none; }
    """

    class Resized(Message):
        """The deal has to be laid out anew."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[Strip] = []

    def on_resize(self) -> None:
        """Ask to be laid out anew."""
        self.post_message(self.Resized())

    @property
    def sales(self) -> SalesApp:
        """The app, by its own type."""
        return cast("SalesApp", self.app)

    def show(self, cards: Cards, doc: Doc | None, stage: Stage | None) -> None:
        """Show this deal, or that there is none."""
        # Only who opens the pane needs what it says.
        from salestui.ui.board import panewords as say
        from salestui.ui.board.paneparts import PaneLine, PaneParts, pane_spans

        width, look = self.size.width - 1, self.sales.look
        if width < 1:
            return
        if doc is None or stage is None:
            parts = [PaneLine(say.NOTHING.say(cards.lang), style="dim")]
        else:
            parts = list(PaneParts(cards, doc, stage, width).lines())
        old = self._lines
        self._lines = [
            drawn(pane_spans(part, width, look.h), look) for part in parts[: self.size.height - 1]
        ]
        regions = differing(_placed(old, width), _placed(self._lines, width))
        regions += [Region(1, y, width, 1) for y in range(len(self._lines), len(old))]
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """The rule, and a line of the deal."""
        look, width = self.sales.look, self.size.width
        if y == self.size.height - 1:
            return Strip([Segment(look.h * width, look.rule)], width)
        rule = Segment(look.v, look.rule)
        if y < len(self._lines) and self._lines[y].cell_length == width - 1:
            return Strip([rule, *self._lines[y]], width)
        return Strip([rule, Segment(" " * (width - 1), look.text)], width)


def _placed(lines: list[Strip], width: int) -> dict[Place, Picture]:
    return {(1, y, width): (strip,) for y, strip in enumerate(lines)}
