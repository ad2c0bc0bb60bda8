"""Putting widgets together on the screen without cutting wide characters that nobody covers.

Textual divides a line wherever a widget begins or ends, even one that lies hidden below another,
and a character of two columns that stands on such a place is lost. A sheet over the lanes of the
board would lose Chinese characters at every lane's edge.
"""

from __future__ import annotations

from textual._compositor import Compositor
from textual.geometry import Region


class WholeCompositor(Compositor):
    """A compositor that divides a line only where what is seen of it begins or ends."""

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
