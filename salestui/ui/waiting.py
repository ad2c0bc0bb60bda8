"""What waits for a decision, worked out beside the screen whenever the log may have more of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from salestui.domain.conflicts import disputed
from salestui.domain.problems import Problem
from salestui.services.inbox import Inbox, Pending, inbox_of, pending
from salestui.ui.beside import beside

if TYPE_CHECKING:
    from salestui.domain.snapshot import Snapshot
    from salestui.ui.storeapp import StoreApp

Ask = tuple[Pending, frozenset[str]]
"""What is at odds, and the ids of the records concerned."""


class Waiting:
    """Holds the newest inbox; nobody waits for it to be worked out."""

    def __init__(self, app: StoreApp) -> None:
        self._app = app
        self.inbox = Inbox()
        """What anybody has to decide."""
        self._known: Pending = frozenset()
        self._mine = self.inbox
        self._mine_of: tuple[Inbox, Snapshot] | None = None

    @property
    def mine(self) -> Inbox:
        """What the person here has to decide."""
        now = (self.inbox, self._app.live)
        before = self._mine_of
        if before is None or before[0] is not now[0] or before[1] is not now[1]:
            self._mine_of = now
            self._mine = self.inbox.concerning(now[1], self._app.workbench.user)
        return self._mine

    def look(self) -> None:
        """Look whether there is more or less to decide than before."""
        beside(self._app, self._look, group="waiting", name="waiting")

    async def _look(self) -> None:
        app = self._app
        try:
            found, ids = await app.run_on_store(self._ask)
            if found == self._known:
                return
            history = app.workbench.history
            commits = await asyncio.to_thread(lambda: history.of_records(ids)) if ids else []
            store = app.workbench.store
            self.inbox = await app.run_on_store(lambda: inbox_of(store.fold, commits))
        except (Problem, OSError):
            # The store thread tells what is wrong with the logs; the next look tries again.
            return
        self._known = found
        app.active.show_waiting()

    def _ask(self) -> Ask:
        fold = self._app.workbench.store.fold
        return pending(fold), disputed(fold)
