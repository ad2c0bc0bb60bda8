"""Moving the cursor on the board or the list."""

from __future__ import annotations

from salestui.ui.screens.tableedit import EditsTable
from salestui.ui.screens.walker import Walker


class WalksBoard(Walker, EditsTable):
    """`hjkl`, the arrows, ends and half pages."""

    def do_left(self) -> None:
        """One column to the left; in a list, its columns one to the right."""
        self.deals.walk(across=-1)

    def do_right(self) -> None:
        """One column to the right; in a list, its columns one to the left."""
        self.deals.walk(across=1)

    def walk(self, by: int) -> None:
        """Move by cards of the column."""
        self.deals.walk(down=by)

    def walk_half(self, by: int) -> None:
        """Move by half pages."""
        self.deals.walk_half(by)
