"""What the first painting does not need is not loaded before it: starting is mostly importing."""

from __future__ import annotations

import subprocess
import sys

import pytest

SPARED = (
    "salestui.domain.query",
    "salestui.sync.syncer",
    "salestui.sync.folder",
    "salestui.domain.models",
    "pydantic",
    "plotext",
    "click",
    "tinydb",
)
ACTING = (
    "salestui.services.activities",
    "salestui.services.inbox",
    "salestui.services.moves",
    "salestui.ui.forms",
)
"""What the board needs to act, but not to be painted."""


@pytest.mark.parametrize(("screen", "spared"), [("board", SPARED + ACTING), ("today", SPARED)])
def test_the_app_and_its_first_screens_load_only_what_they_paint_with(
    screen: str, spared: tuple[str, ...]
) -> None:
    code = (
        "import sys, salestui.services.setup, salestui.ui.start, salestui.ui.app,"
        f" salestui.ui.screens.{screen};"
        f"print([name for name in {spared!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
