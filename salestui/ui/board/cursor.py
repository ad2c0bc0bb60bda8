"""Where the cursor stands on the board, and which part of it is in sight."""

from __future__ import annotations

from salestui.services.board import BoardView


class Cursor:
    """A place on the board that stays on its deal while the board changes under it."""

    def __init__(self) -> None:
        self.column = 0
        self.row = 0
        self.id: str | None = None
        """The deal here; None in an empty column."""
        self.left = 0
        """The first column in sight."""
        self._tops: dict[str, int] = {}
        """Stage -> the first card in sight."""

    def top(self, view: BoardView, column: int) -> int:
        """The first card in sight of a column."""
        return self._tops.get(view.columns[column].stage.key, 0)

    def walk(self, view: BoardView, across: int, down: int) -> None:
        """Go so many columns across, at the same height of the screen, and cards down."""
        before = self.column
        self.column = max(0, min(len(view.columns) - 1, before + across))
        if self.column != before:
            height = self.row - self.top(view, before)
            self.row = self.top(view, self.column) + height
        self.go(view, self.row + down)

    def go(self, view: BoardView, row: int) -> None:
        """Go to a card of this column, the nearest there is."""
        column = view.columns[self.column]
        self.row = max(0, min(column.count - 1, row))
        self.id = column.at(self.row) if column.count else None

    def seek(self, view: BoardView, id: str) -> bool:
        """Go to a deal; false when it is not on the board."""
        found = view.find(id)
        if found is None:
            return False
        self.column, self.row = found
        self.id = id
        return True

    def follow(self, view: BoardView, stage: str) -> None:
        """Find the deal again on a changed board; when it left, stay in `stage` at this height."""
        if self.id is not None and self.seek(view, self.id):
            return
        keys = [column.stage.key for column in view.columns]
        self.column = keys.index(stage) if stage in keys else 0
        self.go(view, self.row)

    def bring_into_sight(self, view: BoardView, shown: int, rows: int) -> None:
        """Scroll as little as needed, and never past the end."""
        last = max(0, len(view.columns) - shown)
        self.left = min(max(self.left, self.column - shown + 1, 0), self.column, last)
        for n in range(self.left, min(self.left + shown, len(view.columns))):
            column = view.columns[n]
            top = min(self._tops.get(column.stage.key, 0), max(0, column.count - rows))
            if n == self.column:
                top = min(max(top, self.row - rows + 1), self.row)
            self._tops[column.stage.key] = max(0, top)
