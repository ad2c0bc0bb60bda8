"""Work beside the screen that takes the place of what was asked for before it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, cast

from textual.dom import DOMNode


def beside(
    node: DOMNode, work: Callable[[], Coroutine[Any, Any, None]], *, group: str, name: str = ""
) -> None:
    """Run `work` as a worker of `node`; another one of the same group is dropped.

    The work is begun by the worker, so that one that is dropped before leaves nothing behind.
    """
    node.run_worker(cast("Any", work), name=name, group=group, exclusive=True)
