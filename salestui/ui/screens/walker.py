"""The keys that every list is walked by: a line, half a page, the ends."""

from __future__ import annotations

FAR = 1_000_000
"""More lines than any list has."""


class Walker:
    """`j` `k`, `g` `G` and half pages, all by two methods of the screen."""

    def walk(self, by: int) -> None:
        """Move by lines, down where it is positive, as far as there are any."""
        raise NotImplementedError

    def walk_half(self, by: int) -> None:
        """Move by halves of what is in sight, down where it is positive."""
        raise NotImplementedError

    def do_down(self) -> None:
        """A line down."""
        self.walk(1)

    def do_up(self) -> None:
        """A line up."""
        self.walk(-1)

    def do_first(self) -> None:
        """To the first line."""
        self.walk(-FAR)

    def do_last(self) -> None:
        """To the last line."""
        self.walk(FAR)

    def do_page_down(self) -> None:
        """Half a page down."""
        self.walk_half(1)

    def do_page_up(self) -> None:
        """Half a page up."""
        self.walk_half(-1)
