"""The `:` line and the palette: every command of the registry by its name, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from salestui.domain.problems import InputProblem
from salestui.domain.words import Words
from salestui.ui.commands import BY_ID, GROUPS, Command
from salestui.ui.keymap import Keymap
from salestui.ui.widgets.pick import Choice, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_COMMAND = Words("There is no command “{name}” here", "这里没有命令“{name}”")
NEAREST = Words("did you mean {name}?", "是否想用 {name}？")
NEEDS = Words("{name} takes one of: {values}", "{name} 后面须为：{values}")
TAKES_NONE = Words("{name} stands alone", "{name} 后面不带内容")
LIST = Words("enter lists all commands, tab completes", "enter 列出全部命令，tab 补全")
PALETTE_ONLY = frozenset(("palette", "command_line", "back"))
"""Commands that make no sense as an entry of the palette."""


@dataclass(frozen=True, slots=True)
class Line:
    """A command with its argument, as typed after `:`."""

    command: Command
    argument: str = ""


def read_line(text: str, keymap: Keymap, screen: str) -> Line | None:
    """The command that a line names; None for an empty one.

    Raises InputProblem whose `where` is the column of what is not understood.
    """
    name, _, argument = text.strip().partition(" ")
    argument = argument.strip()
    if not name:
        return None
    start = len(text) - len(text.lstrip())
    command = _called(fold(name), keymap.on(screen))
    if command is None:
        names = [c.name for c in keymap.on(screen)]
        near = get_close_matches(fold(name), names, n=1)
        hint = NEAREST.fill(name=near[0]) if near else Words("", "")
        raise InputProblem(NO_COMMAND.fill(name=name[:40]), hint=hint, where=str(start))
    after = str(start + len(name) + 1)
    if command.values and argument not in command.values:
        values = ", ".join(command.values)
        raise InputProblem(NEEDS.fill(name=command.name, values=values), where=after)
    if argument and not command.values:
        raise InputProblem(TAKES_NONE.fill(name=command.name), where=after)
    return Line(command, argument)


def _called(name: str, commands: Sequence[Command]) -> Command | None:
    """The command of a name, else of an id, a label or a help text."""
    by_name = (command for command in commands if command.name == name)
    return next(by_name, None) or next((c for c in commands if name in _other_names(c)), None)


def _other_names(command: Command) -> tuple[str, ...]:
    return (command.id, *(fold(word) for word in (*command.label, *command.help)))


def checker(keymap: Keymap, screen: str) -> Callable[[str], Words]:
    """The read-back of a `:` line."""

    def check(text: str) -> Words:
        line = read_line(text, keymap, screen)
        if line is None:
            return LIST
        return Words(
            f"{line.command.help.en} {line.argument}", f"{line.command.help.zh} {line.argument}"
        )

    return check


def completer(keymap: Keymap, screen: str) -> Callable[[str], Sequence[str]]:
    """The lines that a beginning may become, for tab."""

    def complete(text: str) -> Sequence[str]:
        whole = [
            f"{c.name} {value}".strip() for c in keymap.on(screen) for value in c.values or ("",)
        ]
        return [line for line in whole if line.startswith(text.lstrip().lower())]

    return complete


def palette(keymap: Keymap, screen: str, lang: str) -> list[Choice]:
    """Every command of a screen as an entry to choose, with its key."""
    choices = []
    for command in keymap.on(screen):
        if command.id in PALETTE_ONLY:
            continue
        for value in command.values or ("",):
            text = f"{command.help.say(lang)} {value}".strip()
            other = " ".join((command.name, *command.help, *command.label))
            key = keymap.shown(command.id) or f":{command.name} {value}".strip()
            group = GROUPS[command.group].say(lang)
            choices.append(Choice(f"{command.id} {value}".strip(), text, key, f"{other} {group}"))
    return choices


def chosen(key: str) -> Line:
    """The command of a palette's entry."""
    id, _, value = key.partition(" ")
    return Line(BY_ID[id], value)
