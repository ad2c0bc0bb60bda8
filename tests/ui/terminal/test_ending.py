"""How the app ends: told to, hung up on, left alone; the last edit on disk, the terminal sane."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from salestui.services.setup import open_workbench
from salestui.sync.folder import FolderBackend
from salestui.sync.workspacefile import Workspace
from tests.emulator import APP, Terminal, app_env
from tests.patience import PATIENCE

Opener = Callable[..., Terminal]
LONG = pytest.mark.long
ENTER, QUIT = "\r", "\x11"
DEAF = ("/bin/sh", "-c", "trap '' HUP; exec \"$@\"", "sh", *APP)
"""The app as `nohup` starts it: a hangup is not heard."""
CHILD = ("/bin/sh", "-c", '"$@"; :', "sh", *APP)
"""The app as a shell starts it."""


def steps(home: Path) -> set[str]:
    """The next steps on disk."""
    bench = open_workbench(home, user="lina", lang="en")
    found = {str(doc.get("next_step")) for doc in bench.snapshot.live("deals")}
    bench.close()
    return found


def make_edit(it: Terminal) -> None:
    """Change a next step, and wait no longer than until the app shows it."""
    it.type("s\x15brand new" + ENTER)
    it.wait_for("  brand new")


def wait_until(true: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait for a condition."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def is_gone(pid: int) -> bool:
    """Whether a process has ended, or is dead and waits for its parent."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


@pytest.mark.parametrize(
    ("number", "code"),
    [
        pytest.param(signal.SIGTERM, 143, id="TERM"),
        pytest.param(signal.SIGHUP, 129, id="HUP", marks=LONG),
        pytest.param(signal.SIGINT, 130, id="INT", marks=LONG),
    ],
)
def test_a_signal_leaves_a_sane_terminal_and_the_last_edit_on_disk(
    opened: Opener, tmp_path: Path, number: int, code: int
) -> None:
    it = opened()
    make_edit(it)
    os.kill(it.process.pid, number)
    assert it.ended() == code
    assert it.sane
    assert "brand new" in steps(tmp_path / "home")
    assert b"Traceback" not in it.sent


def test_the_workspace_of_an_open_app_is_not_moved_away(opened: Opener, tmp_path: Path) -> None:
    it = opened()
    other = FolderBackend(tmp_path / "shared")
    other.set_up()
    other.make_workspace(Workspace("wother", "Other", 1).raw())
    home = tmp_path / "home"
    before = {path.name for path in home.iterdir()}
    join = [*APP, "team", "join", str(other.root), "--with-data", "merge"]
    ran = subprocess.run(
        join, env=app_env(home, "en", "lina"), capture_output=True, text=True, check=False
    )
    assert (ran.returncode, "open" in ran.stderr) == (4, True)
    make_edit(it)
    assert "brand new" in steps(home)
    assert {path.name for path in home.iterdir()} == before


@pytest.mark.parametrize(
    "delay", [0.06, *(pytest.param(each, marks=LONG) for each in (0.0, 0.02, 0.15, 0.3, 0.5))]
)
def test_a_signal_while_it_starts_leaves_a_sane_terminal(opened: Opener, delay: float) -> None:
    it = opened(painted=False)
    if delay:
        wait_until(lambda: it._take(0.01))
    it.read(delay)
    os.kill(it.process.pid, signal.SIGTERM)
    assert it.ended() in (143, -signal.SIGTERM), it.sent
    assert it.sane or b"\x1b[?1049h" not in it.sent
    assert b"Traceback" not in it.sent


@pytest.mark.parametrize(
    "argv", [pytest.param(APP, id="heard"), pytest.param(DEAF, id="deaf", marks=LONG)]
)
def test_a_terminal_that_closes_leaves_no_process_and_the_last_edit(
    opened: Opener, tmp_path: Path, argv: tuple[str, ...]
) -> None:
    it = opened(argv)
    make_edit(it)
    it.hang_up()
    assert it.process.wait(PATIENCE) == 129
    assert "brand new" in steps(tmp_path / "home")


@LONG
@pytest.mark.parametrize("deaf", [False, True], ids=["heard", "deaf"])
def test_the_death_of_the_shell_leaves_no_process(
    opened: Opener, tmp_path: Path, deaf: bool
) -> None:
    it = opened((*CHILD[:4], *DEAF) if deaf else CHILD)
    make_edit(it)
    shell = it.process.pid
    (app,) = Path(f"/proc/{shell}/task/{shell}/children").read_text().split()
    os.kill(shell, signal.SIGKILL)
    if deaf:
        # Nobody tells it; the window closes when its shell is gone.
        it.hang_up()
    wait_until(lambda: is_gone(int(app)))
    assert "brand new" in steps(tmp_path / "home")


def test_who_was_stopped_from_outside_goes_on_and_leaves(opened: Opener) -> None:
    it = opened()
    os.kill(it.process.pid, signal.SIGSTOP)
    os.kill(it.process.pid, signal.SIGCONT)
    it.wait_for("help")
    make_edit(it)
    it.type("q")
    assert it.ended() == 0
    assert it.sane


@LONG
@pytest.mark.parametrize("keys", [["q"], [QUIT], ["9", "q"], ["\r", "q", "q"]])
def test_keys_that_leave_it(opened: Opener, keys: list[str]) -> None:
    it = opened()
    for key in keys[:-1]:
        it.press(key)
    it.type(keys[-1])
    assert it.ended() == 0
    assert it.sane


@pytest.mark.parametrize(
    "way", ["s", *(pytest.param(way, marks=LONG) for way in ("n", "/", ":", "\x10", "?", "W", "m"))]
)
def test_ctrl_q_leaves_whatever_is_asked(opened: Opener, way: str) -> None:
    it = opened()
    it.press(way)
    it.type(QUIT)
    assert it.ended() == 0
    assert it.sane


def test_ctrl_c_tells_how_to_leave(opened: Opener) -> None:
    it = opened()
    it.type("\x03")
    it.wait_for("ctrl+q quits")
    assert it.process.poll() is None
