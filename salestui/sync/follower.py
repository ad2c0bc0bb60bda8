"""Following a workspace's shared folder for as long as a program is open.

Whether it is shared at all is looked up now and then, so that a workspace which a command shares,
joins or parts from its folder meanwhile is followed, or left alone, without a restart.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from salestui.domain.ids import RandomBytes
from salestui.sync.report import Report
from salestui.sync.state import News, SyncState, after

if TYPE_CHECKING:
    from salestui.store.store import Store
    from salestui.sync.peers import Peer
    from salestui.sync.poller import Poller
    from salestui.sync.workspacefile import Shared

LOOK_S = 1.0
"""Longest pause between two looks at whether the workspace is shared."""
BUSY_AFTER_S = 2.0
"""How long another program may sync before that is told: a command is done by then."""
PEERS_S = 5.0
"""Longest pause between two looks at what is known of everybody."""
NEVER = (-1,)
"""The signature of a file that was not looked for."""
FAULT_S = 5.0
"""Pause after a mistake of the program."""


class Follower:
    """Publishes and pulls until told to leave; never touches the Store's state.

    `told` is called on the thread that runs it, with everything that changed; `failed` with what
    should not have happened, each thing once. The other methods may be called from any thread.
    """

    def __init__(
        self,
        store: Store,
        *,
        told: Callable[[News], None],
        failed: Callable[[Exception], None],
        random_bytes: RandomBytes = os.urandom,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self.state = SyncState()
        self._store = store
        self._told, self._failed = told, failed
        self._random, self._seconds = random_bytes, seconds
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self.run, name="sync", daemon=True)
        self._poller: Poller | None = None
        self._signature: tuple[int, ...] = NEVER
        self._leaving = self._asked = self._saved = self._running = False
        self._busy_since, self._waited = 0.0, 0
        self._peers_at = -PEERS_S
        self._fault = ""

    # -- asked by others

    def start(self) -> None:
        """Follow on a thread of its own, which no program waits for to end."""
        if self._thread.ident is None:
            self._thread.start()

    def touched(self) -> None:
        """Somebody is at the keyboard."""
        if self._poller is not None:
            self._poller.touched()

    def nudge(self) -> None:
        """Something was saved here."""
        self._saved = True
        if self._poller is not None:
            self._poller.nudge()

    def now(self) -> None:
        """A person asks for a look at everything; the next News answers."""
        self._asked = True
        if self._poller is not None:
            self._poller.now()
        self._wake.set()

    def leave(self) -> None:
        """Publish what is not out yet, once, and end; also where `start` was never called."""
        self._leaving = True
        self._wake.set()
        if not self._running:
            self.start()

    def join(self, seconds: float) -> bool:
        """Wait for the end, no longer than so; whether it has come. A dead folder may hold it."""
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    # -- on its own thread

    def run(self) -> None:
        """Follow until told to leave."""
        self._running = True
        try:
            while not self._leaving:
                self._guarded(self._turn)
                self._wake.wait(self._pause())
                self._wake.clear()
            self._guarded(self._last_turn)
        finally:
            self._let_go()

    def _pause(self) -> float:
        if self._fault:
            return FAULT_S
        return min(LOOK_S, self._poller.wait()) if self._poller is not None else LOOK_S

    def _guarded(self, work: Callable[[], None]) -> None:
        """Do it; what should not happen is told once and does not end the syncing."""
        try:
            work()
            self._fault = ""
        except Exception as error:
            if str(error) != self._fault:
                self._fault = str(error)
                self._failed(error)

    def _last_turn(self) -> None:
        self._look_for_folder()
        if self._poller is not None:
            self._poller.now()
            self._turn()

    def _turn(self) -> None:
        self._look_for_folder()
        poller, shared = self._poller, self.state.shared
        if poller is None or shared is None:
            return
        saved = self._saved
        if saved:
            # Not cleared unseen: another thread may just be setting it.
            self._saved = False
        report = poller.step()
        if report is not None:
            self._tell(poller, shared, report)
            if self._saved:
                # During the round, so maybe too late for it.
                poller.nudge()
        elif saved and poller.failing:
            # The folder is not asked before its time; how much waits can be seen here.
            state = replace(self.state, waiting=poller.syncer.waiting())
            self._pass_on(News(state, Report()))

    def _look_for_folder(self) -> None:
        """Begin, end or begin anew where the workspace's folder is another one than before."""
        from salestui.sync.workspacefile import SHARED, remembered

        path = self._store.folder / SHARED
        try:
            status = path.stat()
            signature: tuple[int, ...] = (status.st_ino, status.st_mtime_ns, status.st_size)
        except OSError:
            signature = ()
        if signature == self._signature:
            return
        first, self._signature = self._signature == NEVER, signature
        shared, before = remembered(self._store.folder), self.state.shared
        if shared is not None and before is not None and _same(shared, before):
            return
        self._let_go()
        self.state = SyncState(shared)
        if shared is not None:
            self._poller = self._poller_of(shared)
        if not first:
            self._told(News(self.state, Report()))

    def _poller_of(self, shared: Shared) -> Poller:
        # What syncs is loaded on this thread, off the first painting, and only where it is needed.
        from salestui.sync.folder import FolderBackend
        from salestui.sync.poller import Poller
        from salestui.sync.syncer import Syncer

        syncer = Syncer(self._store, FolderBackend(Path(shared.root)), self._random)
        return Poller(syncer, self._seconds, self._wake)

    def _let_go(self) -> None:
        """Let others sync."""
        poller, self._poller = self._poller, None
        if poller is not None:
            poller.syncer.lock.release()

    def _tell(self, poller: Poller, shared: Shared, report: Report) -> None:
        now, asked = self._seconds(), self._asked
        if report.busy:
            self._busy_since = self._busy_since or now
            # Told is what still waits a look later: the other program is given its half second.
            before, self._waited = self._waited, report.waiting
            report = replace(report, waiting=min(before, report.waiting))
        else:
            self._busy_since, self._waited = 0.0, 0
        if report.busy and now - self._busy_since < BUSY_AFTER_S and not asked:
            return
        self._asked = False
        state = after(self.state, shared, report, self._store.clock(), self._peers(poller, report))
        if asked or state != self.state or report.pulled or report.forked:
            self._pass_on(News(state, report, asked))

    def _peers(self, poller: Poller, report: Report) -> tuple[Peer, ...] | None:
        """Everybody, where there may be something new about them."""
        now = self._seconds()
        moved = report.published or report.pulled or report.forked or report.busy
        if not moved and now - self._peers_at < PEERS_S:
            return None
        self._peers_at = now
        return tuple(poller.syncer.status())

    def _pass_on(self, news: News) -> None:
        self.state = news.state
        self._told(news)


def _same(one: Shared, other: Shared) -> bool:
    return (one.root, one.workspace.id) == (other.root, other.workspace.id)
