"""Commands as programs of their own: what they import, other locales, pipes, terminals."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.patience import PATIENCE

HEAVY = ("textual", "plotext", "pydantic", "tinydb", "rich", "click")
READS = (
    ["board"],
    ["board", "owner:me", "-is:rotten"],
    ["board", "--json"],
    ["deals", "amount>=100k", "sort:-amount"],
    ["accounts"],
    ["today"],
    ["today", "tier:key", "--json"],
    ["show", "Hengda"],
    ["show", "Hengda", "--json"],
    ["funnel"],
    ["goals"],
    ["goals", "owner:me", "--why"],
    ["goals", "--json"],
    ["history", "--limit", "3"],
    ["board", "--at", "-30d"],
)


def environment(cli: Any, **more: str) -> dict[str, str]:
    """The environment of a command of its own."""
    world = {key: value for key, value in cli.env.items() if value is not None}
    return {"PATH": os.environ["PATH"], "HOME": "/nonexistent", **world, **more}


def program(cli: Any, *argv: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m salestui`."""
    command = [sys.executable, "-m", "salestui", *argv]
    return subprocess.run(
        command, env=environment(cli, **env), capture_output=True, check=False, timeout=PATIENCE
    )


@pytest.mark.parametrize("argv", READS, ids=" ".join)
def test_reads_import_nothing_heavy(cli: Any, argv: list[str]) -> None:
    cli.ok(*argv)
    code = (
        "import os, sys, salestui.cli.start as start\n"
        "def leave(code):\n"
        f"    print(code, [name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
        "start.os._exit = leave\n"
        f"start.quick({argv!r}) is None or leave(0)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment(cli), capture_output=True, text=True,
        check=False, timeout=PATIENCE,
    )  # fmt: skip
    # `rich` measures what is neither ASCII nor plain Chinese; the sample has no such text.
    assert ran.stderr == "0 []\n"


def test_the_program_itself(cli: Any) -> None:
    ran = program(cli, "board", "--json")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout) == cli.json("board")
    assert program(cli, "--version").stdout.startswith(b"salestui 0")
    assert program(cli, "show", "nobody").returncode == 3
    assert program(cli, "board", "--frob").returncode == 2


@pytest.mark.parametrize(
    "env",
    [
        {"LANG": "C"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
    ids=str,
)
def test_without_a_locale(cli_zh: Any, env: dict[str, str]) -> None:
    for argv in (["board"], ["show", "恒达"], ["--help"], ["deals", "stge:x"]):
        ran = program(cli_zh, *argv, **env)
        assert b"Traceback" not in ran.stderr
        assert ran.returncode == (2 if "stge:x" in argv else 0)
    ran = program(cli_zh, "deals", "--json", "--limit", "2", **env)
    names = [deal["account"]["name"] for deal in json.loads(ran.stdout)["deals"]]
    assert names == [d["account"]["name"] for d in cli_zh.json("deals", "--limit", "2")["deals"]]
    ran = program(cli_zh, "export", "--limit=0", **env)
    assert ran.returncode == 2
    assert "恒达".encode() in program(cli_zh, "export", **env).stdout


def test_a_reader_that_goes_away(cli: Any) -> None:
    for argv in (["deals", "--limit", "0"], ["export"], ["history", "--json"]):
        command = [sys.executable, "-m", "salestui", *argv]
        read, write = os.pipe()
        os.close(read)
        ran = subprocess.run(
            command, env=environment(cli), stdout=write, stderr=subprocess.PIPE, check=False
        )
        os.close(write)
        assert (ran.returncode, ran.stderr) == (141, b"")


def test_a_full_disk_behind_the_output(cli: Any) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "salestui", "deals"]
        ran = subprocess.run(
            command, env=environment(cli), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ran.returncode == 4
    assert ran.stderr.count(b"\n") == 1
    assert b"Traceback" not in ran.stderr


def test_the_app_needs_a_terminal(cli: Any) -> None:
    for env in ({}, {"TERM": "dumb"}):
        ran = program(cli, **env)
        assert (ran.returncode, ran.stdout) == (2, b"")
        assert b"`salestui board`" in ran.stderr
        ran = program(cli, "demo", **env)
        assert ran.returncode == 2


class Terminal:
    """A program on a pty."""

    def __init__(self, argv: list[str], env: dict[str, str]) -> None:
        self.pid, self.fd = pty.fork()
        if not self.pid:
            os.execve(sys.executable, [sys.executable, "-m", "salestui", *argv], env)
        self.seen = b""

    def wait_for(self, text: str, seconds: float = PATIENCE) -> None:
        """Read until a text was printed."""
        end = time.monotonic() + seconds
        while text.encode() not in self.seen:
            assert time.monotonic() < end, self.seen
            if select.select([self.fd], [], [], 0.1)[0]:
                self.seen += self._read()

    def _read(self) -> bytes:
        try:
            return os.read(self.fd, 65536)
        except OSError:
            return b""

    def type(self, text: str) -> None:
        """Type on the keyboard."""
        self.seen = b""
        os.write(self.fd, text.encode())

    def end(self) -> int:
        """Everything printed up to the end; gives the exit code."""
        while part := self._read():
            self.seen += part
        os.close(self.fd)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def test_colour_only_on_a_terminal_that_wants_it(cli: Any) -> None:
    assert b"\x1b" not in program(cli, "board").stdout
    for more, colour in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
        terminal = Terminal(["board"], environment(cli, **more))
        terminal.end()
        assert (b"\x1b[" in terminal.seen) == colour, more


def test_init_asks_on_a_terminal(nowhere: Any) -> None:
    terminal = Terminal(["init"], environment(nowhere, TZ="Asia/Shanghai"))
    terminal.wait_for("Language, en or zh [en]: ")
    terminal.type("\n")
    terminal.wait_for("Name of the workspace [Sales]: ")
    terminal.type("Keda\n")
    terminal.wait_for("Currency [CNY]: ")
    terminal.type("xyz\n")
    terminal.wait_for("A currency is a code such as CNY.")
    terminal.wait_for("Currency [CNY]: ")
    terminal.type("eur\n")
    terminal.wait_for("Time zone [Asia/Shanghai]: ")
    terminal.type("Mars/Crater\n")
    terminal.wait_for("Time zone [Asia/Shanghai]: ")
    terminal.type("\n")
    terminal.wait_for("Your name [")
    terminal.type("Li Na\n")
    assert terminal.end() == 0
    assert b"Made Keda" in terminal.seen
    found = nowhere.json("export", "members", "--format", "json")["members"]
    assert [(m["handle"], m["name"]) for m in found] == [("lina", "Li Na")]


def test_leaving_the_questions_makes_nothing(nowhere: Any) -> None:
    for key in ("\x03", "\x04"):
        terminal = Terminal(["init"], environment(nowhere))
        terminal.wait_for("Language")
        terminal.type(key)
        assert terminal.end() == 130
    assert not nowhere.home.exists()
    assert b"Traceback" not in terminal.seen


def test_a_screen_that_is_none(cli: Any) -> None:
    terminal = Terminal(["--screen", "nowhere"], environment(cli))
    assert terminal.end() == 2
    assert b"no screen nowhere" in terminal.seen


def test_the_app_opens_and_leaves(cli: Any) -> None:
    terminal = Terminal([], environment(cli, LINES="24"))
    terminal.wait_for("Hengda")
    terminal.type("q")
    assert terminal.end() == 0
    assert b"Traceback" not in terminal.seen
