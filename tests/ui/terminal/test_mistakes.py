"""Mistakes of the program: one sentence, a log, a sane terminal, never a traceback."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.emulator import Terminal

Opener = Callable[..., Terminal]
ENTER, QUIT = "\r", "\x11"
PATCHED = """
import sys
{patch}
sys.argv = ["salestui"]
from salestui.__main__ import main
main()
"""


def patched(patch: str) -> tuple[str, ...]:
    """The app with something broken in it."""
    return (sys.executable, "-c", PATCHED.format(patch=patch))


FAULTS = {
    "use case": (
        "import salestui.services.deals as m\n"
        "def broken(*a, **k): raise RuntimeError('secret \\x1b]0;x\\x07')\n"
        "m.set_next_step = broken\n"
        "import salestui.ui.screens.acting as a\n"
        "vars(a).update({k: broken for k in vars(a) if k == 'set_next_step'})",
        ["s", "abc" + ENTER],
    ),
    "drawing": (
        "import salestui.ui.frame as m\n"
        "def broken(*a, **k): raise RuntimeError('secret')\n"
        "import salestui.ui.screens.framed as f\n"
        "keep = f.key_line\n"
        "f.key_line = lambda *a, **k: broken() if m.broken else keep(*a, **k)\n"
        "m.broken = False\n"
        "from salestui.ui.app import SalesApp\n"
        "SalesApp.do_refresh = lambda self: setattr(m, 'broken', True)",
        ["r", "z"],
    ),
    "store": (
        "from salestui.services.workbench import Workbench as W\n"
        "def broken(*a, **k): raise RuntimeError('secret')\n"
        "W.commit = broken",
        ["s", "abc" + ENTER],
    ),
    "start": (
        "from salestui.ui.app import SalesApp\n"
        "def broken(*a, **k): raise RuntimeError('secret')\n"
        "SalesApp.on_mount = broken",
        [],
    ),
    "opening": (
        "from salestui.ui.app import SalesApp\n"
        "def broken(*a, **k): raise RuntimeError('secret')\n"
        "SalesApp.__init__ = broken",
        [],
    ),
}


@pytest.mark.parametrize(
    "fault",
    [
        fault if fault == "drawing" else pytest.param(fault, marks=pytest.mark.long)
        for fault in FAULTS
    ],
)
def test_no_traceback_reaches_the_terminal(opened: Opener, tmp_path: Path, fault: str) -> None:
    patch, keys = FAULTS[fault]
    it = opened(patched(patch), painted=bool(keys), XDG_STATE_HOME=str(tmp_path / "state"))
    for key in keys:
        it.press(key)
    assert it.ended() == 4
    assert it.sane or b"\x1b[?1049h" not in it.sent
    assert not re.search(rb"Traceback|RuntimeError:|File \"|secret|\.py", it.sent)
    said = it.sent.rpartition(b"\x1b[?25h")[2].decode()
    assert "salestui" in said and "faults.log" in said
    assert "RuntimeError: secret" in (tmp_path / "state" / "salestui" / "faults.log").read_text()


def test_a_poll_that_fails_is_a_problem_to_read_not_an_end(opened: Opener) -> None:
    it = opened(
        patched(
            "from salestui.services.workbench import Workbench as W\n"
            "def broken(*a, **k): raise RuntimeError('secret')\n"
            "W.refresh = broken"
        )
    )
    it.wait_for("1 problem")
    it.type("!")
    it.wait_for("can't be read")
    assert "secret" not in it.text
    it.type(QUIT)
    assert it.ended() == 0
