"""What the layout of a screen tells its widgets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.geometry import Size


async def test_who_stands_in_the_layout_without_knowing_its_size_is_told(
    story: Callable[..., Any],
) -> None:
    """As a widget whose place was asked for, by scrolling, before it was laid out."""
    async with story() as it:
        screen = it.app.screen
        body, size = screen.query_one("#body"), screen.size
        body._size = Size(0, 0)
        assert body in screen._compositor.reflow(screen, size).resized
        screen.refresh(layout=True)
        await it.until(lambda: body.outer_size == Size(80, 20))
        assert body not in screen._compositor.reflow(screen, size).resized
