"""How syncing stands, as people are told it: one value that changes only when there is news."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from salestui.sync.peers import Peer
    from salestui.sync.report import Problem, Report
    from salestui.sync.workspacefile import Shared

RECENT_MS = 14 * 24 * 60 * 60 * 1000
"""How long ago a colleague may have written last and still count as one of the others."""


@dataclass(frozen=True, slots=True)
class SyncState:
    """What is known of the shared folder; `SyncState()` where there is none."""

    shared: Shared | None = None
    at: int = 0
    """When something last came or went, or the folder was found in step, ms; 0 for never."""
    waiting: int = 0
    """Commits of mine that are not in the folder yet."""
    busy: bool = False
    """Whether another program of mine syncs this workspace."""
    hindrance: Problem | None = None
    """What is wrong with the folder as a whole."""
    offline: bool = False
    """Whether nothing comes in either."""
    problems: tuple[Problem, ...] = ()
    """Everything that is wrong, the hindrance included."""
    peers: tuple[Peer, ...] = ()
    others: int = 0
    """People other than me who wrote lately."""

    @property
    def looked(self) -> bool:
        """Whether the folder was looked at since the program began or since it was shared."""
        return bool(self.at or self.busy or self.hindrance)


class News(NamedTuple):
    """What one round changed."""

    state: SyncState
    report: Report
    asked: bool = False
    """Whether a person asked for this round."""


def after(
    before: SyncState,
    shared: Shared,
    report: Report,
    now: int,
    peers: tuple[Peer, ...] | None = None,
) -> SyncState:
    """The state that a round led to; `peers` where they were looked at again."""
    seen = before.peers if peers is None else peers
    others = before.others if peers is None else count_others(seen, now)
    if report.busy:
        return SyncState(shared, before.at, report.waiting, busy=True, peers=seen, others=others)
    moved = report.published or report.pulled or report.forked
    began = report.hindrance is None and (not before.at or before.hindrance is not None)
    return SyncState(
        shared=shared,
        at=now if began or (moved and not report.offline) else before.at,
        waiting=report.waiting,
        hindrance=report.hindrance,
        offline=report.offline,
        problems=report.problems,
        peers=seen,
        others=others,
    )


def count_others(peers: tuple[Peer, ...], now: int) -> int:
    """How many people other than me wrote lately; somebody with two computers is one."""
    mine = {peer.who for peer in peers if peer.own}
    return len(
        {
            peer.who or peer.rep
            for peer in peers
            if not peer.own and peer.who not in mine and now - peer.seen_at <= RECENT_MS
        }
    )
