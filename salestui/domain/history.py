"""What was changed, when and by whom, with the values before: read from commits alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from salestui.domain.change import NOTHING, Commit
from salestui.domain.schema import DELETED

Record = tuple[str, str]
"""(kind, id)"""


class Change(NamedTuple):
    """A path with its value before and after; None where there is none."""

    path: str
    old: Any
    new: Any


class Row(NamedTuple):
    """What one commit did to one record."""

    commit: str
    """The commit's id, `rep:seq`."""
    act: str
    """The id of the act that it belongs to."""
    when: int
    """Effective time, ms."""
    written: int
    """When it was written down, ms: later than `when` for what an import dates back."""
    rep: str
    intent: str
    kind: str
    id: str
    created: bool
    """Whether the record was not there before."""
    changes: tuple[Change, ...]
    undoes: str = ""
    """The act that this one takes back."""
    odd: Mapping[str, Any] = NOTHING
    """What was written at paths that can't hold it, and counts as cleared."""


def rows(commits: Iterable[Commit], wanted: Collection[Record] | None = None) -> list[Row]:
    """What the commits did, in stamp order, record by record; to all records or those `wanted`.

    `commits` holds every commit of the records, in stamp order: the values before an act are
    those that the commits before it left.
    """
    state: dict[Record, dict[str, Any]] = {}
    found: list[Row] = []
    for commit in commits:
        for kind, id, values, _ in commit.ops:
            if wanted is not None and (kind, id) not in wanted:
                continue
            before = state.get((kind, id))
            found.append(_row(commit, kind, id, values, before))
            state.setdefault((kind, id), {}).update(values)
    return found


def changes(commits: Iterable[Commit], kind: str, id: str) -> list[Row]:
    """What the commits did to one record, oldest first."""
    return rows(commits, {(kind, id)})


def _row(commit: Commit, kind: str, id: str, values: Any, before: dict[str, Any] | None) -> Row:
    known = before or {}
    changed = tuple(
        Change(path, known.get(path), new)
        for path, new in sorted(values.items())
        if not _same(known.get(path), new) and (not path.startswith("_") or path == DELETED)
    )
    return Row(
        commit=commit.stamp.id,
        act=commit.act,
        when=commit.when,
        written=commit.stamp.ms,
        rep=commit.stamp.rep,
        intent=commit.intent,
        kind=kind,
        id=id,
        created=before is None,
        changes=changed,
        undoes=commit.undoes,
        odd=commit.odd.get((kind, id), NOTHING),
    )


def _same(old: Any, new: Any) -> bool:
    """Whether two values are one and the same; `true` is not 1."""
    return type(old) is type(new) and old == new
