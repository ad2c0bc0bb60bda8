"""What others changed since I last looked: by what had been folded then, never by the clock.

An edit that a colleague made offline before I looked and that came after is news all the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from salestui.domain.change import Commit
from salestui.domain.history import Row, rows
from salestui.domain.names import record_name
from salestui.domain.schema import DELETED, KINDS, path_parts
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.services.looks import Look, last_look, looked
from salestui.store.history import History

__all__ = ["Look", "News", "changes_since", "last_look", "looked"]

MANY = 40
"""Records from which reading the whole log is cheaper than looking for each."""
CREATED = Words("created", "新建")
ARCHIVED = Words("archived", "归档")


class News(NamedTuple):
    """One field that somebody else changed since."""

    when: int
    """Effective time, ms."""
    who: str
    """The handle of the author."""
    kind: str
    id: str
    name: str
    """What people call the record."""
    path: str
    """Empty for a new record."""
    field: Words
    old: Any
    new: Any
    stands: bool
    """Whether the record has that value now."""
    late: bool
    """Whether it was made before the last look and arrived after."""
    commit: str
    act: str = ""
    """The act that the commit belongs to."""
    intent: str = ""
    """What that act was, such as `deal.stage`."""


def changes_since(look: Look | None, history: History, snapshot: Snapshot, me: str) -> list[News]:
    """What others than the person with the handle `me` changed since a look, newest first.

    Exactly the commits that the look's vector does not cover. Nothing before the first look.
    """
    if look is None:
        return []
    new = _new_commits(look, history, snapshot, me)
    records = {(kind, id) for commit in new for kind, id, _, _ in commit.ops}
    fresh = {commit.stamp.id for commit in new}
    log = _log(history, {id for _, id in records})
    found = [
        news
        for row in rows(log, records)
        if row.commit in fresh
        for news in _news(row, snapshot, look)
    ]
    found.sort(key=lambda each: each.when, reverse=True)
    return found


def count(news: Iterable[News]) -> int:
    """How many changes the news are: what one act did to one record is one."""
    return len({(each.commit, each.kind, each.id) for each in news})


def _new_commits(look: Look, history: History, snapshot: Snapshot, me: str) -> list[Commit]:
    found = []
    for rep in history.replicas():
        seen, here = look.vector.get(rep, 0), snapshot.vector.get(rep, 0)
        if here <= seen:
            continue
        for commit in history.newest_first(rep):
            number = commit.position[1]
            if number <= seen:
                break
            if number <= here and snapshot.author(commit.stamp.rep) != me:
                found.append(commit)
    return found


def _log(history: History, ids: set[str]) -> Iterable[Commit]:
    if not ids:
        return ()
    return history.commits() if len(ids) > MANY else history.of_records(ids)


def _news(row: Row, snapshot: Snapshot, look: Look) -> list[News]:
    doc = snapshot.get(row.kind, row.id) or {}
    if row.kind == "views" and not doc.get("shared"):
        # Somebody's own way to look concerns nobody else.
        return []
    name = record_name(snapshot, row.kind, {"_id": row.id, **doc})
    late = row.written < look.at
    who = snapshot.author(row.rep)

    def news(path: str, field: Words, old: Any, new: Any, stands: bool) -> News:
        return News(row.when, who, row.kind, row.id, name, path, field, old, new, stands, late,
                    row.commit, row.act, row.intent)  # fmt: skip

    if row.created:
        if row.kind == "requests" or doc.get("node"):
            # A move made it: the move is the news.
            return []
        return [news("", CREATED, None, None, not doc.get(DELETED))]
    return [
        news(c.path, _label(row.kind, c.path), c.old, c.new, _stands(doc, c.path, c.new))
        for c in row.changes
    ]


def _stands(doc: Doc, path: str, new: Any) -> bool:
    now = doc.get(path)
    return type(now) is type(new) and bool(now == new)


def _label(kind: str, path: str) -> Words:
    if path == DELETED:
        return ARCHIVED
    known = KINDS.get(kind)
    field = known.field(path_parts(path)[0]) if known else None
    return field.label if field else Words(path, path)
