"""Tab in the filter line, as a story."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from salestui.services.workbench import Workbench
from tests.ui.boardcase import fill


async def test_tab_completes_fields_and_values(bench: Workbench, sit: Callable[..., Any]) -> None:
    fill(bench)
    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("slash")
        await it.sees("tab completes")
        it.type("own")
        await it.press("tab")
        await it.sees("owner:")
        it.type("m")
        await it.press("tab")
        await it.sees("owner:me")
        await it.sees("deals on all paths")
        await it.press("enter")
        await it.sees("/owner:me")
