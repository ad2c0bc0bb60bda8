"""The tasks behind a line of the lag: as many as it counts, every key of the tasks at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from salestui.domain.metrics.lag import tasks_behind
from salestui.ui.screens.tasks import TasksScreen
from salestui.ui.tasks.filtering import LagFilter

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot
    from salestui.ui.screens.lag import LagScreen


class LaggedScreen(TasksScreen):
    """Pushed over the lag."""

    def __init__(self, asked_by: LagScreen, by: str, key: str, path: Sequence[str]) -> None:
        super().__init__()
        self.filter = LagFilter()
        self._asked_by, self._by, self._key, self._path = asked_by, by, key, path

    def crumbs(self) -> Sequence[str]:
        """The lag, the line that was opened, the filter."""
        return [*self._path, "/" + self.filter.text] if self.filter.text else self._path

    def finder(self, snapshot: Snapshot) -> Callable[[], list[Doc]]:
        """Finds the tasks that the line counts, of those that match."""
        counted = tasks_behind(self._asked_by.count(snapshot), self._by, self._key)
        if not self.filter.text:
            return lambda: list(counted)
        ids, find = {task["_id"] for task in counted}, super().finder(snapshot)
        return lambda: [doc for doc in find() if doc["_id"] in ids]
