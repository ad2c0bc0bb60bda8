"""Values that stand in the log and could not be read, for they are not what their field holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from salestui.domain.change import Commit
from salestui.domain.sound import as_text


class Unreadable(NamedTuple):
    """A value that reads as cleared."""

    kind: str
    id: str
    path: str
    raw: str
    """What the log holds, as JSON; cut when it is long."""
    rep: str
    """The replica that wrote it."""


def unreadable(commits: Iterable[Commit]) -> list[Unreadable]:
    """Those that nobody has written over; `commits` are in stamp order."""
    found: dict[tuple[str, str, str], Unreadable] = {}
    for commit in commits:
        for kind, id, values, _ in commit.ops:
            odd = commit.odd.get((kind, id), {})
            for path in values:
                found.pop((kind, id, path), None)
                if path in odd and path[:1] != "_":
                    raw = as_text(odd[path])
                    found[kind, id, path] = Unreadable(kind, id, path, raw, commit.stamp.rep)
    return list(found.values())
