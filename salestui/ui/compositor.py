"""Putting widgets together on the screen without cutting wide characters that nobody covers.

Textual divides a line wherever a widget begins or ends, even one that lies hidden below another,
and a character of two columns that stands on such a place is lost. A sheet over the lanes of the
board would lose Chinese characters at every lane's edge.

And moving lines that the terminal shows already: a list that goes a line on sends that line, not
the whole list, as every terminal can scroll a part of its screen.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from rich.console import Console
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate
from textual.geometry import Region
from textual.widget import Widget


class Scroll(NamedTuple):
    """Lines of the screen that the terminal shall move up by so many, down for a negative number.

    Nothing is said of the lines that come in: the widget has them drawn.
    """

    widget: Widget
    region: Region
    by: int

    @property
    def sequence(self) -> str:
        """The lines as a part that scrolls, the steps, all lines again."""
        top, bottom = self.region.y + 1, self.region.bottom
        step = f"\x1b[{bottom};1H" + "\n" * self.by if self.by > 0 else ""
        step = step or f"\x1b[{top};1H" + "\x1bM" * -self.by
        return f"\x1b[0m\x1b[{top};{bottom}r{step}\x1b[r"


class Scrolled(CompositorUpdate):
    """An update of the screen after a part of it was scrolled."""

    def __init__(self, scroll: Scroll, update: CompositorUpdate) -> None:
        self.scroll, self.update = scroll, update

    def render_segments(self, console: Console) -> str:
        """What the terminal is sent."""
        return self.scroll.sequence + self.update.render_segments(console)


class WholeCompositor(Compositor):
    """A compositor that divides a line only where what is seen of it begins or ends."""

    def __init__(self) -> None:
        super().__init__()
        self._scroll: Scroll | None = None

    def scroll(self, scroll: Scroll) -> bool:
        """Have lines moved in the next frame; false where the widget must draw them all itself.

        That is so when not all that was drawn before has been painted, when the lines are not as
        wide as the screen, and when something lies over them.
        """
        widget, region, _ = scroll
        waiting = bool(widget._repaint_regions) or self._scroll is not None
        waiting = waiting or any(region.overlaps(dirty) for dirty in self._dirty_regions)
        if waiting or region.width != self.size.width or not self._is_bare(widget, region):
            return False
        self._scroll = scroll
        return True

    def _is_bare(self, widget: Widget, region: Region) -> bool:
        """Whether nothing lies over this part of a widget."""
        # The widgets come from the front to the back.
        for other, (found, clip) in self.visible_widgets.items():
            if other is widget:
                return found.contains_region(region)
            if found.intersection(clip).overlaps(region):
                return False
        return False

    def render_update(self, *arguments: Any, **options: Any) -> Any:
        """What has changed since the last frame, after what is to be scrolled."""
        scroll = self._scroll
        if scroll is not None and scroll.widget._repaint_regions:
            # Its new lines come with the next frame, and must not be without it.
            return super().render_update(*arguments, **options)
        self._scroll = None
        if scroll is not None and not self._is_bare(scroll.widget, scroll.region):
            self._dirty_regions.add(scroll.region)
            scroll = None
        update = super().render_update(*arguments, **options)
        if scroll is not None and isinstance(update, ChopsUpdate):
            return Scrolled(scroll, update)
        return update

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
