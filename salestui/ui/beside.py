"""Work beside the screen that takes the place of what was asked for before it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, cast

from textual.dom import DOMNode

from salestui.domain.problems import Problem
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.ui.app import SalesApp

NOT_READ = Words("The store can't be read: {why}", "无法读取数据：{why}")


def beside(
    node: DOMNode, work: Callable[[], Coroutine[Any, Any, None]], *, group: str, name: str = ""
) -> None:
    """Run `work` as a worker of `node`; another one of the same group is dropped.

    The work is begun by the worker, so that one that is dropped before leaves nothing behind.
    What can't be read is told, and the screen stays as it is.
    """

    async def calm() -> None:
        try:
            await work()
        except (Problem, OSError) as error:
            cast("SalesApp", node.app).report(unread(error))

    node.run_worker(cast("Any", calm), name=name, group=group, exclusive=True)


def unread(error: Exception) -> Words:
    """The sentence for a store that refuses to be read."""
    if isinstance(error, Problem):
        return error.message
    return NOT_READ.fill(why=getattr(error, "strerror", None) or type(error).__name__)
