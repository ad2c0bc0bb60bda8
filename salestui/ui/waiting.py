"""What waits for a decision, worked out beside the screen whenever the log may have more of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from salestui.domain.problems import Problem
from salestui.ui.beside import beside

if TYPE_CHECKING:
    from salestui.domain.snapshot import Snapshot
    from salestui.services.inbox import Inbox, Pending
    from salestui.ui.storeapp import StoreApp


class Waiting:
    """Holds the newest inbox; nobody waits for it to be worked out."""

    def __init__(self, app: StoreApp) -> None:
        self._app = app
        self._inbox: Inbox | None = None
        """None as long as nothing was found: the first painting does without it."""
        self._known: Pending = frozenset()
        self._mine: tuple[Inbox, Snapshot, Inbox] | None = None
        """Mine, with the inbox and the state that it was chosen from."""

    @property
    def inbox(self) -> Inbox:
        """What anybody has to decide."""
        if self._inbox is None:
            from salestui.services.inbox import Inbox

            self._inbox = Inbox()
        return self._inbox

    @property
    def mine(self) -> Inbox:
        """What the person here has to decide."""
        found, live, before = self.inbox, self._app.live, self._mine
        if before is None or before[0] is not found or before[1] is not live:
            mine = found.concerning(live, self._app.workbench.user)
            before = self._mine = (found, live, mine)
        return before[2]

    @property
    def count(self) -> int:
        """How many of them there are."""
        return 0 if self._inbox is None else len(self.mine)

    def look(self) -> None:
        """Look whether there is more or less to decide than before."""
        beside(self._app, self._look, group="waiting", name="waiting")

    async def _look(self) -> None:
        from salestui.services.inbox import inbox_of

        app = self._app
        try:
            found, ids = await app.run_on_store(self._ask)
            if found == self._known:
                return
            history = app.workbench.history
            commits = await asyncio.to_thread(lambda: history.of_records(ids)) if ids else []
            store = app.workbench.store
            self._inbox = await app.run_on_store(lambda: inbox_of(store.fold, commits))
        except (Problem, OSError):
            # The store thread tells what is wrong with the logs; the next look tries again.
            return
        self._known = found
        app.active.show_waiting()

    def _ask(self) -> tuple[Pending, frozenset[str]]:
        """What is at odds, and the ids of the records concerned."""
        from salestui.domain.conflicts import disputed
        from salestui.services.inbox import pending

        fold = self._app.workbench.store.fold
        return pending(fold), disputed(fold)
