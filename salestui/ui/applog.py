"""The log for filters that ask it, read away from the keys and kept up to date while one does."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from salestui.ui.beside import beside

if TYPE_CHECKING:
    from salestui.domain.touches import Touches
    from salestui.ui.storeapp import StoreApp

NOTHING: Touches = {}


class AppLog:
    """Answers at once with what has been read; whoever asks before is told again when it has."""

    until: int | None = None

    def __init__(self, app: StoreApp) -> None:
        self._app = app
        self._kinds: set[str] = set()
        """Kinds of record that were asked about."""
        self._asked = False
        """Whether anybody asked since the log was last read."""
        self.state: dict[str, Touches] = {}
        """What was read; another one whenever it was read again."""

    @property
    def whole(self) -> bool:
        """Whether everything that was asked about has been read."""
        return self._kinds <= self.state.keys()

    def touches(self, kind: str) -> Touches:
        """The touches of every record of a kind, as far as they have been read; any thread."""
        self._asked = True
        if kind not in self._kinds:
            self._kinds.add(kind)
            # Whoever asks may be a worker's thread.
            self._app.call_later(self._read)
        return self.state.get(kind, NOTHING)

    def follow(self) -> None:
        """There may be more in the log: read it again where somebody asks for it."""
        if self._asked:
            self._asked = False
            self._read()

    def _read(self) -> None:
        beside(self._app, self._load, group="log")

    async def _load(self) -> None:
        from salestui.domain.touches import touches_of

        history, kinds = self._app.workbench.history, tuple(self._kinds)

        def read() -> dict[str, Touches]:
            commits = history.commits()
            return {kind: touches_of(commits, kind) for kind in kinds}

        try:
            self.state = await asyncio.to_thread(read)
        except OSError:
            # The store thread tells what is wrong with the logs; the next news tries again.
            return
        screen = self._app.active
        screen.update()
        if screen.prompt is not None:
            screen.prompt.ask_again()
