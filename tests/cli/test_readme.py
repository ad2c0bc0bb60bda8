"""The README's commands work as printed, one after the other, on the sample team."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from salestui.cli.verbs import VERBS
from salestui.services.setup import demo_workspace

README = Path(__file__).resolve().parents[2] / "README.md"


def commands() -> list[str]:
    """The command lines of the README's list of commands."""
    text = README.read_text(encoding="utf-8").split("## Commands", 1)[1]
    block = re.search(r"```sh\n(.*?)```", text, re.S)
    assert block is not None
    return [line for line in block[1].splitlines() if line.startswith("salestui ")]


def run(home: Path, words: list[str]) -> str:
    """What a command prints on the sample team; it must succeed."""
    env = os.environ | {"SALESTUI_HOME": str(home), "SALESTUI_USER": "lina", "SALESTUI_LANG": "en"}
    command = [sys.executable, "-m", "salestui", *words]
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=home)
    assert done.returncode == 0, (words, done.stderr)
    return done.stdout


def test_every_command_of_the_readme_works_as_printed(tmp_path: Path) -> None:
    home = tmp_path / "demo"
    demo_workspace(home, lang="en")
    shown = json.loads(run(home, ["deals", "Hengda", "--json"]))
    number = shown["deals"][0]["number"]
    for line in commands():
        words = shlex.split(line, comments=True)[1:]
        run(home, [number if word == "D-49" else word for word in words])


def test_the_readme_shows_every_verb() -> None:
    text = README.read_text(encoding="utf-8")
    missing = [verb for verb in VERBS if f"salestui {verb}" not in text and verb != "redo"]
    assert missing in ([], ["completion"])
