"""Logs that one replica name wrote twice: a copied or rolled back home that went on writing.

The chain that was seen first is mirrored in `log/<rep>`. Another one is kept whole in
`log/<rep>.<seq>.<hash>`, named after the number from which it differs and the line where it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from heapq import merge
from itertools import chain
from operator import attrgetter
from pathlib import Path

from salestui.domain.change import Commit
from salestui.domain.fold import Fold
from salestui.store.lines import Parse, parse
from salestui.store.segments import Cursor, Reader, Reading


def branch_name(rep: str, seq: int, hash: str) -> str:
    """The name of the log of `rep` that differs from commit `seq` on, by the line of that hash."""
    return f"{rep}.{seq}.{hash[:8]}"


def writer_of(log: str) -> str:
    """The replica that wrote a log, by the log's name."""
    return log.partition(".")[0]


def is_branch(log: str) -> bool:
    """Whether a log is a second chain of its replica."""
    return "." in log


def doubled(logs: Iterable[str]) -> set[str]:
    """The replicas that have a second chain among these logs."""
    return {writer_of(log) for log in logs if is_branch(log)}


def own_part(log: str, commits: Iterable[Commit]) -> Iterator[Commit]:
    """The commits that a log has for itself: of a branch those behind the fork."""
    if not is_branch(log):
        yield from commits
        return
    start = log.split(".")[1]
    first = int(start) if start.isdecimal() else 0
    for commit in commits:
        seq = commit.position[1]
        last = seq if commit.group is None else seq + commit.group[2] - 1 - commit.group[1]
        if last >= first:
            yield commit._replace(place=(log, seq))


def read_log(logs: Path, log: str, cursor: Cursor, parse: Parse = parse) -> Reading:
    """What stands behind the cursor in a log of a local store."""
    reading = Reader(logs / log, writer_of(log), cursor, parse).read()
    if is_branch(log):
        reading.commits = list(own_part(log, reading.commits))
        reading.author = ""
    return reading


class Together:
    """Reads on in many logs at once, as little of each at a time as may be."""

    def __init__(self, logs: Path, cursors: Mapping[str, Cursor], parse: Parse) -> None:
        self._readers = {
            log: Reader(logs / log, writer_of(log), cursor, parse)
            for log, cursor in cursors.items()
        }

    def commits(self) -> Iterator[Commit]:
        """The commits of all logs, each log's own in its order, all in stamp order nearly."""
        streams = [self._commits(log, reader) for log, reader in self._readers.items()]
        return merge(*streams, key=attrgetter("stamp"))

    def _commits(self, log: str, reader: Reader) -> Iterator[Commit]:
        commits = chain.from_iterable(reader.parts())
        return own_part(log, commits) if is_branch(log) else commits

    def readings(self) -> dict[str, Reading]:
        """What else reading to the end told of each log; the commits are not in there."""
        found = {log: reader.reading for log, reader in self._readers.items()}
        for log in filter(is_branch, found):
            found[log].author = ""
        return found


def written_before(logs: Path, fold: Fold, commits: Iterable[Commit]) -> bool:
    """Whether another writing of a re-issued commit was folded already."""
    again = [commit for commit in commits if commit.origin is not None]
    if any(map(fold.again.late, again)):
        return True
    wanted = {c.origin for c in again if c.origin and c.origin not in fold.again.counted}
    reps = {stamp.rep for stamp in wanted}
    vector = fold.vector
    return any(
        commit.stamp in wanted and commit.position[1] <= vector[log]
        for log in vector
        if writer_of(log) in reps
        for commit in read_log(logs, log, Cursor()).commits
    )
