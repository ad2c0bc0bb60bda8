"""Looking back: the states of other days, folded from the log.

A state is the fold of the commits whose effective time is not later, whatever their order; so one
pass over the log in order of time gives the states of many days, which share what stayed the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence

from salestui.domain.change import Commit
from salestui.domain.fold import Fold
from salestui.domain.snapshot import Snapshot
from salestui.domain.wanted import Superseded, always
from salestui.services.quiet import no_collecting

SLICE = 8000
"""Commits folded between two questions whether anybody still waits."""


def states(
    commits: Sequence[Commit],
    instants: Iterable[int],
    authors: Mapping[str, str],
    wanted: Callable[[], bool] = always,
) -> dict[int, Snapshot]:
    """The state at each effective time in ms, all of them by one fold.

    `commits` is every commit, each in the writing that counts. Raises Superseded as soon as
    `wanted` says no.
    """
    fold, found, done = Fold(), dict[int, Snapshot](), 0
    with no_collecting():
        # Who had seen what is told by commits of any time.
        fold.past.learn(commits)
        ordered = sorted(commits, key=lambda commit: commit.when)
        for instant in sorted(set(instants)):
            end = bisect_right(ordered, instant, key=lambda commit: commit.when)
            for start in range(done, end, SLICE):
                if not wanted():
                    raise Superseded
                fold.take(ordered[start : min(start + SLICE, end)])
            found[instant] = fold.step(authors) if end > done else fold.snapshot
            done = end
    return found
