"""Which key does what on which screen: the registry's keys with a person's own over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from salestui.domain.words import Words
from salestui.ui.commands import COMMANDS, Command
from salestui.ui.keys import shown

UNKNOWN_COMMAND = Words(
    "keys: there is no command “{id}”; press ? for the list", "keys：没有命令“{id}”，按 ? 查看"
)
TAKEN = Words(
    "keys: “{key}” for {id} is taken by {other}; rebind that one too",
    "keys：{id} 的“{key}”已被 {other} 占用，请一并修改",
)

Own = Mapping[str, tuple[str, ...]]


class Keymap:
    """The keys in force. `problems` says which wishes could not be granted, and why."""

    def __init__(self, own: Own | None = None, commands: Iterable[Command] = COMMANDS) -> None:
        self._commands = tuple(commands)
        self.problems: list[Words] = []
        # A command may be named as on the `:` line too.
        wishes = {id.replace("-", "_"): keys for id, keys in (own or {}).items()}
        self._keys = self._granted(wishes)
        self._scopes: dict[str, dict[str, Command]] = {}

    def _granted(self, own: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """The registry's keys with the wishes that don't take another command's key."""
        known = {command.id for command in self._commands}
        for id in [id for id in own if id not in known]:
            self.problems.append(UNKNOWN_COMMAND.fill(id=id))
            del own[id]
        while True:
            keys = {c.id: own.get(c.id, c.keys) for c in self._commands}
            clash = self._clash(keys, own)
            if clash is None:
                return keys
            id, other, key = clash
            self.problems.append(TAKEN.fill(key=key, id=id, other=other))
            del own[id]

    def _clash(self, keys: Own, own: Own) -> tuple[str, str, str] | None:
        """A wish, the command that has its key already, and the key."""
        for wish in (command for command in self._commands if command.id in own):
            for has in self._commands:
                both = set(keys[wish.id]) & set(keys[has.id]) if has is not wish else ()
                if both and _meet(wish, has):
                    return wish.id, has.id, min(both)
        return None

    def keys(self, command: Command) -> tuple[str, ...]:
        """The keys of a command, the one to show first."""
        return self._keys[command.id]

    def shown(self, id: str) -> str:
        """The key of a command as the bottom line writes it; empty when it has none."""
        keys = self._keys[id]
        return shown(keys[0]) if keys else ""

    def on(self, screen: str) -> tuple[Command, ...]:
        """The commands of a screen, in registry order."""
        return tuple(command for command in self._commands if command.works_on(screen))

    def command(self, screen: str, key: str) -> Command | None:
        """What a key does on a screen."""
        scope = self._scopes.get(screen)
        if scope is None:
            scope = self._scopes[screen] = {
                key: command for command in self.on(screen) for key in self.keys(command)
            }
        return scope.get(key)


def _meet(one: Command, other: Command) -> bool:
    """Whether two commands work on the same screen somewhere."""
    return not one.screens or not other.screens or bool(one.screens & other.screens)
