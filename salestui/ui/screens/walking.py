"""Moving the cursor on the board or the list."""

from __future__ import annotations

from salestui.ui.screens.boardout import ShowsOut


class WalksBoard(ShowsOut):
    """`hjkl`, the arrows, ends and half pages."""

    def do_left(self) -> None:
        """One column to the left; in a list, its columns one to the right."""
        self.deals.walk(across=-1)

    def do_right(self) -> None:
        """One column to the right; in a list, its columns one to the left."""
        self.deals.walk(across=1)

    def do_up(self) -> None:
        """One card up."""
        self.deals.walk(down=-1)

    def do_down(self) -> None:
        """One card down."""
        self.deals.walk(down=1)

    def do_first(self) -> None:
        """The first card of the column."""
        self.deals.go_end(last=False)

    def do_last(self) -> None:
        """The last card of the column."""
        self.deals.go_end(last=True)

    def do_page_down(self) -> None:
        """Half a page down."""
        self.deals.walk_half(1)

    def do_page_up(self) -> None:
        """Half a page up."""
        self.deals.walk_half(-1)
