"""The filter of the list of tasks: without one, those that are to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from salestui.domain.words import Words
from salestui.ui.filtering import FilterLine

if TYPE_CHECKING:
    from salestui.domain.query import Filter
    from salestui.domain.snapshot import Snapshot
    from salestui.services.context import Context

OPEN_ONES = "is:open"


class TaskFilter(FilterLine):
    """The same line as the board's, about tasks."""

    kind: ClassVar[str] = "tasks"
    found: ClassVar[Words] = Words("{n} tasks found", "找到 {n} 项任务")
    found_one: ClassVar[Words] = Words("1 task found", "找到 1 项任务")
    nothing: ClassVar[Words] = Words(
        "no filter: open tasks are shown; tab completes", "无筛选：显示未完成任务；tab 补全"
    )

    def chosen(self, snapshot: Snapshot, context: Context, names: Snapshot) -> Filter:
        """The filter in force, or the one for what is to be done."""
        return self._compile(self.text or OPEN_ONES, names, context).on(snapshot)


class LagFilter(TaskFilter):
    """About tasks of any state, done ones among them."""

    found: ClassVar[Words] = Words("{n} of all tasks", "全部任务中 {n} 项")
    found_one: ClassVar[Words] = Words("1 of all tasks", "全部任务中 1 项")
    nothing: ClassVar[Words] = Words(
        "no filter: all tasks count; tab completes", "无筛选：计入全部任务；tab 补全"
    )


class RequestFilter(FilterLine):
    """About what departments were asked for."""

    kind: ClassVar[str] = "requests"
    found: ClassVar[Words] = Words("{n} requests found", "找到 {n} 项")
    found_one: ClassVar[Words] = Words("1 request found", "找到 1 项")
