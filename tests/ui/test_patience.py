"""When a burst of keys delays the drawing, and that nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from salestui.services.workbench import Workbench
from salestui.ui.board.patience import Patient

from .boardcase import fill


async def test_a_move_is_drawn_at_once(
    bench: Workbench, sit: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What else waits for the app, such as news of its workers, is no burst of keys."""
    fill(bench)
    turns: list[Patient] = []
    draw_in_time = Patient._draw_in_time

    def counted(self: Patient) -> None:
        turns.append(self)
        draw_in_time(self)

    monkeypatch.setattr(Patient, "_draw_in_time", counted)
    async with sit() as it:
        await it.sees("Firm 0")
        turns.clear()
        await it.move_on()
        await it.sees("u undoes")
        await it.until(lambda: not any(each._asked_at for each in turns))
        assert len(turns) < 30
