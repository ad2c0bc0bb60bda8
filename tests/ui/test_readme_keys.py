"""The README's table of keys is the registry's; REWRITE_README=1 puts it right."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from salestui.config import load_config
from salestui.ui.commands import BY_ID, COMMANDS, GROUPS, ROWS, Command
from salestui.ui.keymap import Keymap

README = Path(__file__).resolve().parents[2] / "README.md"
PART = re.compile(r"(?<=<!-- keys -->\n).*?(?=<!-- /keys -->)", re.DOTALL)


def where(commands: list[Command]) -> str:
    """The screens of commands that share a line."""
    return ", ".join(sorted({s for c in commands for s in c.screens})) or "everywhere"


def key_of(command: Command) -> str:
    """The first key of a command, else its name on the command line."""
    key = command.keys[0] if command.keys else f":{command.name}"
    return f"`{key}`".replace("`|`", "`\\|`")


def lines() -> Iterator[str]:
    """The table, one line for commands that share one in help."""
    yield "| keys | | | on |\n|---|---|---|---|\n"
    shown: set[tuple[str, str]] = set()
    groups = list(GROUPS)
    for command in sorted(COMMANDS, key=lambda c: groups.index(c.group)):
        together = [c for c in COMMANDS if c.row and c.row == command.row] or [command]
        line = command.group, command.row or command.id
        if line in shown or "help" in command.screens:
            continue
        shown.add(line)
        words = ROWS[command.row] if len(together) > 1 else command.help
        keys = " ".join(map(key_of, together))
        yield f"| {keys} | {words.en} | {words.zh} | {where(together)} |\n"


def test_the_readme_has_every_key() -> None:
    text = README.read_text(encoding="utf-8")
    table = "\n" + "".join(lines()) + "\n"
    if os.environ.get("REWRITE_README"):
        README.write_text(PART.sub(lambda _: table, text), encoding="utf-8")
        return
    found = PART.search(text)
    assert found is not None and found[0] == table
    for command in COMMANDS:
        if "help" not in command.screens:
            assert key_of(command) in table


def test_the_readmes_settings_are_good(tmp_path: Path) -> None:
    block = re.search(r"```toml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    folder = tmp_path / "salestui"
    folder.mkdir()
    (folder / "config.toml").write_text(block[1], encoding="utf-8")
    config = load_config({"XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)})
    assert config.problems == ()
    keymap = Keymap(config.keys)
    assert keymap.problems == []
    assert keymap.command("board", "+") is BY_ID["stage_on"]
