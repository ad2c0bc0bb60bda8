"""Putting widgets together on the screen without cutting wide characters that nobody covers.

Textual divides a line wherever a widget begins or ends, even one that lies hidden below another,
and a character of two columns that stands on such a place is lost. A sheet over the lanes of the
board would lose Chinese characters at every lane's edge.
"""

from __future__ import annotations

from itertools import accumulate

from rich.console import Console
from rich.control import Control
from textual._compositor import ChopsUpdate, Compositor, ReflowResult
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from salestui import cells


class Exact(ChopsUpdate):
    """Sends the cells that were asked for; Textual would begin at the left edge of the widget."""

    def render_segments(self, console: Console) -> str:
        """What is sent to the terminal."""
        said: list[str] = []
        for y, first, last in self.spans:
            for end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                if strip is None or x >= last or end <= first:
                    continue
                start, stop = _whole(strip, max(0, first - x), min(end, last) - x)
                said.append(str(Control.move_to(x + start, y)))
                said.append(strip.crop(start, stop).render(console))
        return "".join(said)


def _whole(strip: Strip, start: int, stop: int) -> tuple[int, int]:
    """From where to where a line is sent so that no character is cut."""
    if strip.text.isascii():
        return start, stop
    widths = [cells.width(character) for character in strip.text]
    if 0 in widths:
        # An accent must not be parted from its letter.
        return 0, strip.cell_length
    edges = [0, *accumulate(widths)]
    return max(edge for edge in edges if edge <= start), min(
        (edge for edge in edges if edge >= stop), default=stop
    )


class WholeCompositor(Compositor):
    """A compositor that divides a line only where what is seen of it begins or ends."""

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay out; whoever does not know its size yet is told.

        Textual compares with the last map, which it may have made for a question about a place:
        widgets that came in between would stand at their size without ever hearing of it.
        """
        found = super().reflow(parent, size)
        unaware = {it for it, place in self._full_map.items() if it.outer_size != place.region.size}
        return found._replace(resized=found.resized | unaware)

    def render_partial_update(self) -> ChopsUpdate | None:
        """What changed, and no more."""
        found = super().render_partial_update()
        return found and Exact(found.chops, found.spans, found.chop_ends)

    @property
    def cuts(self) -> list[list[int]]:
        """For every line the columns at which it is divided, in order."""
        if self._cuts is None:
            self._cuts = self._visible_cuts()
        return self._cuts

    def _visible_cuts(self) -> list[list[int]]:
        width, height = self.size
        found = [{0, width} for _ in range(height)]
        covered = [False] * height
        screen = self.size.region
        # The widgets come from the front to the back.
        for widget_region, clip in self.visible_widgets.values():
            region: Region = widget_region.intersection(clip).intersection(screen)
            whole = region.width == width
            for line in region.line_range:
                if not covered[line]:
                    found[line].update((region.x, region.right))
                    covered[line] = whole
        return [sorted(cuts) for cuts in found]
