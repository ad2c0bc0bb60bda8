"""What is known of everybody who writes to the shared folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.store.branches import is_branch, writer_of
from salestui.sync.cursors import Cursors
from salestui.sync.report import Problem

SKEW_MS = 2 * 60 * 1000
FAR_MS = 24 * 60 * 60 * 1000
SET_CLOCK = Words("Set this computer's clock", "请校准本机时钟")
SERVER_SKEW = Words(
    "This clock is {minutes} minutes off the server's", "本机时钟与服务器相差 {minutes} 分钟"
)
PEER_SKEW = Words("This clock is behind those of colleagues", "本机时钟慢于同事的时钟")
FAR_AHEAD = Words("Writes from more than a day in the future", "其时钟比当前时间超前一天以上")
THEIR_CLOCK = Words("Ask them to set their clock", "请对方校准时钟")


@dataclass(frozen=True, slots=True)
class Peer:
    """A replica: one person's log from one computer."""

    rep: str
    who: str
    """The OS user who owns the directory when verified, else the claimed handle."""
    own: bool
    verified: bool
    commits: int
    """How many of it are here."""
    seen_at: int
    """When it last wrote something that is here, ms; 0 when never."""
    waiting: int
    """Commits of it that others have read and that are not here yet."""
    knows: int
    """The last of our commits that it said to have read; -1 where it said nothing."""
    beat: Mapping[str, Any]
    """Its last heartbeat; empty where there is none."""
    problems: tuple[Problem, ...]


def peers(
    snapshot: Snapshot,
    cursors: Cursors,
    own: str,
    problems: Mapping[str, list[Problem]],
    *,
    user: str,
) -> list[Peer]:
    """Everybody, in the order of their ids; `own` is the replica here, of the person `user`."""
    known = {writer_of(log) for log in snapshot.vector} | set(cursors.owners) | {own}
    named = {**snapshot.authors, own: user}
    return [_peer(rep, snapshot, named, cursors, own, problems) for rep in sorted(known)]


def _peer(
    rep: str,
    snapshot: Snapshot,
    named: Mapping[str, str],
    cursors: Cursors,
    own: str,
    problems: Mapping[str, list[Problem]],
) -> Peer:
    seen = cursors.recall(rep) if rep != own else None
    found = list(problems.get(rep, []))
    if seen and seen.ahead > FAR_MS:
        found.append(Problem("skew", rep, FAR_AHEAD, THEIR_CLOCK))
    verified = rep == own or _verified(rep, cursors, found)
    claimed = named.get(rep, "")
    return Peer(
        rep=rep,
        who=_user(cursors.owners[rep]) or claimed if verified and rep != own else claimed,
        own=rep == own,
        verified=verified,
        commits=_here(rep, snapshot.vector, cursors),
        seen_at=seen.at + min(0, seen.ahead) if seen else 0,
        waiting=waiting(rep, snapshot.vector, cursors) if rep != own else 0,
        knows=seen.vector.get(own, -1) if seen else -1,
        beat=seen.beat if seen else {},
        problems=tuple(found),
    )


def _verified(rep: str, cursors: Cursors, problems: list[Problem]) -> bool:
    """Whether the system vouches for the writer: a directory of their own, closed to others.

    Where all directories are ours (a replicated folder), ownership means nothing.
    """
    uid = cursors.owners.get(rep, os.getuid())
    return uid != os.getuid() and not any(p.kind in ("loose", "owner") for p in problems)


def _user(uid: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return ""


def waiting(rep: str, vector: Mapping[str, int], cursors: Cursors) -> int:
    """How many commits of a replica others have read that are not here yet."""
    said = max((seen.vector.get(rep, 0) for seen in cursors.seen.values()), default=0)
    return max(0, said - _here(rep, vector, cursors))


def _here(rep: str, vector: Mapping[str, int], cursors: Cursors) -> int:
    """The last commit of a replica that is here, be it folded already or not."""
    folded = max((seq for log, seq in vector.items() if writer_of(log) == rep), default=0)
    chain = cursors.chains.get(rep)
    return max(folded, chain.seq if chain else 0)


def clock_problems(cursors: Cursors, server_ms: int, now: int) -> list[Problem]:
    """What the server's clock and those of colleagues say of ours."""
    found = []
    if server_ms and abs(server_ms - now) > SKEW_MS:
        text = SERVER_SKEW.fill(minutes=abs(server_ms - now) // 60_000)
        found.append(Problem("skew", "", text, SET_CLOCK))
    ahead = [seen for seen in cursors.seen.values() if seen.ahead > SKEW_MS]
    if len(ahead) >= 2:
        found.append(Problem("skew", "", PEER_SKEW, SET_CLOCK))
    return found


def branched(snapshot: Snapshot) -> set[str]:
    """The replicas of whom two chains are here."""
    return {writer_of(log) for log in snapshot.vector if is_branch(log)}
