"""Terminals of all kinds: dumb, of few colours, without colour, without anything but ASCII."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from tests.emulator import APP, Terminal, app_env, foreign
from tests.patience import PATIENCE

Opener = Callable[..., Terminal]
LONG = pytest.mark.long
ESC, ENTER, QUIT = "\x1b", "\r", "\x11"


def test_a_dumb_terminal_is_refused_in_one_sentence(opened: Opener) -> None:
    for lang, words in (("en", "salestui board"), ("zh", "salestui board")):
        it = opened(lang=lang, painted=False, TERM="dumb")
        assert it.ended() == 2
        assert it.sent.count(b"\n") == 1 and b"\x1b" not in it.sent
        assert words in it.sent.decode() and "TERM=dumb" in it.sent.decode()


def test_output_that_is_no_terminal_is_refused_in_one_sentence(
    opened: Opener, tmp_path: Path
) -> None:
    into = tmp_path / "errors"
    it = opened(("/bin/sh", "-c", f'"$@" 2>{into}', "sh", *APP), painted=False)
    assert it.ended() == 2
    assert it.sent == b""
    assert into.read_text().count("\n") == 1
    assert "salestui board" in into.read_text()
    it = opened(("/bin/sh", "-c", '"$@" </dev/null', "sh", *APP), painted=False)
    assert it.ended() == 2
    assert it.sent.count(b"\n") == 1 and b"salestui board" in it.sent


def colours(sent: bytes) -> set[str]:
    """The kinds of colour that were asked for: 16, 256, true."""
    found = set()
    for codes in re.findall(rb"\x1b\[([0-9;]*)m", sent):
        parts = [int(part or 0) for part in codes.split(b";")]
        kinds = {kind for part, kind in pairwise(parts) if part in (38, 48)}
        if kinds:
            found |= {{2: "true", 5: "256"}[kind] for kind in kinds}
        # 39 and 49 are the terminal's own two.
        elif any((30 <= n <= 49 and n not in (39, 49)) or 90 <= n <= 107 for n in parts):
            found.add("16")
    return found


@pytest.mark.parametrize(
    ("term", "most"),
    [
        ("linux", {"16"}),
        pytest.param("xterm", {"16"}, marks=LONG),
        pytest.param("screen", {"16"}, marks=LONG),
        pytest.param("tmux-256color", {"16", "256"}, marks=LONG),
        pytest.param("xterm-256color", {"16", "256"}, marks=LONG),
    ],
)
def test_it_works_on_terminals_of_all_kinds(opened: Opener, term: str, most: set[str]) -> None:
    it = opened(TERM=term, COLORTERM="")
    it.press("j", "l", "z", "9", "2", "?", ESC)
    it.repaint()
    assert foreign(it.sent) == []
    assert colours(it.sent) and colours(it.sent) <= most
    it.type(QUIT)
    assert it.ended() == 0
    assert it.sane


@LONG
def test_without_colour_there_is_none_at_all(opened: Opener) -> None:
    it = opened(NO_COLOR="1")
    it.press("j", "l", " ", "z", "9", "i", ESC, "2", "s", "x", ESC, "n", ESC, "?", ESC, "\x10", ESC)
    it.press(":", "theme dark", ENTER, "j")
    it.repaint()
    assert colours(it.sent) == set()
    # The cursor and what matters are told by weight and reverse instead.
    assert re.search(rb"\x1b\[[0-9;]*7;", it.sent) and re.search(rb"\x1b\[1;", it.sent)


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=LONG)])
def test_a_locale_that_knows_only_ascii(opened: Opener, lang: str) -> None:
    it = opened(lang=lang, LANG="C", LC_ALL="C")
    it.repaint()
    it.type("s\x15中文步骤" + ENTER)
    it.wait_for("  中文步骤" if lang == "en" else "中")
    it.type(QUIT)
    assert it.ended() == 0


@pytest.mark.parametrize("argv", [["board"], ["show", "D-1"], ["funnel"], ["deals", "--json"]])
def test_commands_where_python_may_write_only_ascii(
    samples: dict[str, Path], argv: list[str]
) -> None:
    env = app_env(samples["zh"], "zh", "lina") | {
        "LANG": "C",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    }
    ran = subprocess.run([*APP, *argv], env=env, capture_output=True, check=False, timeout=PATIENCE)
    assert ran.returncode in (0, 2, 3), ran.stderr
    text = (ran.stdout + ran.stderr).decode("ascii")
    assert "\\u" in text and "Traceback" not in text and "faults.log" not in text
