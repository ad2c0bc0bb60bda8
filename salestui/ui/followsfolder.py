"""The app on a shared folder: it syncs by itself, beside the screen, for as long as it is open."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from textual.message import Message

from salestui.domain.problems import StoreProblem
from salestui.domain.words import Words
from salestui.sync.follower import Follower
from salestui.sync.state import News, SyncState
from salestui.ui import syncwords
from salestui.ui.storeapp import StoreApp

if TYPE_CHECKING:
    from salestui.config import Config
    from salestui.services.workbench import Workbench
    from salestui.sync.heartbeat import Heart

START_AFTER = 0.3
"""Seconds after which the folder is first looked at: the first painting comes before it."""
PATIENCE = 2.0
"""Seconds that leaving waits for the folder."""


class FollowsFolder(StoreApp, inherit_bindings=False):
    """Publishes what is saved and shows what comes; nothing here waits for the folder."""

    @dataclass
    class FolderTold(Message, namespace="sync"):
        """Syncing has news."""

        news: News

    def __init__(self, workbench: Workbench, config: Config) -> None:
        super().__init__(workbench, config)
        self.sync_state = SyncState()
        """How syncing stands, as the top line and the team screen tell it."""
        self.follower = Follower(
            workbench.store,
            told=self._hear,
            failed=lambda error: self._from_thread(self.PollFailed(error)),
        )
        self._kept: set[tuple[str, str]] = set()
        """Kind and replica of the problems that are in the list."""
        self.store.spare = self._beat

    @cached_property
    def _heart(self) -> Heart:
        """Says now and then what was read; made off the first painting."""
        from salestui.sync.heartbeat import Heart, last_beat

        bench = self.workbench
        return Heart(last_beat(bench.folder / "log" / bench.store.replica.rep))

    def follow(self) -> None:
        """Begin to sync once the screen is painted."""
        self.set_timer(START_AFTER, self.follower.start)

    def adopt(self, *, saved: bool = False) -> None:
        """What is saved goes out at once."""
        super().adopt(saved=saved)
        if saved:
            self.follower.nudge()

    # -- on other threads

    def _hear(self, news: News) -> None:
        """On the thread that syncs: have what came folded, and the screen told."""
        if news.report.pulled or news.report.forked:
            self.store.look()
        self._from_thread(self.FolderTold(news))

    def _beat(self) -> None:
        """On the store's thread: say now and then what was read.

        Only where a checkpoint has just made the digest: it would cost a second otherwise.
        """
        if self.follower.state.shared is not None and self.workbench.store.digest:
            with suppress(StoreProblem):
                self._heart.beat(self.workbench.store)

    # -- on the screen

    def on_sync_folder_told(self, message: FolderTold) -> None:
        """Show how syncing stands now; what a person must know is said once."""
        if not self.shows:
            return
        news, before = message.news, self.sync_state
        self.sync_state = news.state
        self._keep_problems(news.state)
        said = syncwords.notice(before, news)
        if said is not None:
            words, style = said
            self.active.tell(words, style)
        self.active.sync_changed()

    def _keep_problems(self, state: SyncState) -> None:
        """Put what is wrong with somebody's log among the problems, each thing once."""
        who = {peer.rep: peer.who for peer in state.peers}
        for problem in state.problems:
            key = problem.kind, problem.rep
            if problem.kind in syncwords.GRAVE and key not in self._kept:
                self._kept.add(key)
                self.report(syncwords.sentence(problem, who.get(problem.rep, "")))

    def sync_now(self) -> None:
        """Look at the folder now; what comes of it is said."""
        self.active.tell(syncwords.SYNCING, "dim")
        self.follower.now()

    # -- leaving

    def leave_folder(self) -> None:
        """Say what was read and begin to publish what is not out yet, when the store has ended."""
        if self.follower.state.shared is not None:
            with suppress(StoreProblem):
                self._heart.beat(self.workbench.store, leaving=True, quick=True)
        self.follower.leave()

    def left_behind(self) -> Words | None:
        """Wait a little for the last publishing; what a person must know of edits that stay."""
        ended = self.follower.join(PATIENCE)
        state = self.follower.state
        if state.shared is None or (ended and not state.waiting):
            return None
        return syncwords.left(state.waiting if ended else 0)
