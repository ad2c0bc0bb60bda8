"""News put in order for reading: by record, the newest first, and an import as one thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from salestui.domain.snapshot import Snapshot
from salestui.services.fieldtext import goes_along
from salestui.services.lastseen import News

MANY = 12
"""An act that changes more records than this is told as one."""


@dataclass(frozen=True, slots=True)
class Group:
    """What is new about one record, or by one large act."""

    kind: str
    """Empty for a large act."""
    id: str
    """The record's, or the act's."""
    news: tuple[News, ...]
    """The newest first; of a large act everything that it did."""

    @property
    def newest(self) -> News:
        """What was changed last."""
        return self.news[0]

    @property
    def counts(self) -> Mapping[str, int]:
        """Kind -> how many records are in it."""
        return Counter(kind for kind, _ in {(each.kind, each.id) for each in self.news})


def grouped(news: Iterable[News], snapshot: Snapshot) -> list[Group]:
    """News, which come newest first, by record; of a large act one group. Newest group first.

    What happened with a customer is told with the deal that it was about.
    """
    every = list(news)
    records: dict[str, set[tuple[str, str]]] = {}
    for each in every:
        records.setdefault(each.act, set()).add((each.kind, each.id))
    found: dict[tuple[str, str], list[News]] = {}
    for each in every:
        large = len(records[each.act]) > MANY
        key = ("", each.act) if large else _home(each, snapshot)
        found.setdefault(key, []).append(each)
    return [
        Group(kind, id, tuple(rows) if not kind else tuple(telling(rows)))
        for (kind, id), rows in found.items()
    ]


def _home(news: News, snapshot: Snapshot) -> tuple[str, str]:
    """The record that a change is told with."""
    doc = snapshot.get(news.kind, news.id) or {}
    deal = doc.get("deal") if news.kind == "activities" else None
    return ("deals", deal) if isinstance(deal, str) and deal else (news.kind, news.id)


def telling(news: Sequence[News]) -> list[News]:
    """Without what only goes along with another change: the currency with its amount."""
    changed: dict[tuple[str, str], set[str]] = {}
    for each in news:
        changed.setdefault((each.commit, each.id), set()).add(each.path)
    return [e for e in news if not goes_along(e.kind, e.path, changed[e.commit, e.id])]


def sides(news: News, group: Iterable[News], doc: Mapping[str, Any]) -> tuple[Any, Any]:
    """The record's values before and after a change, as far as they are known: what was changed
    with it by the same act, and else what stands now.
    """
    with_it = [each for each in group if (each.commit, each.id) == (news.commit, news.id)]
    old = {**doc, **{each.path: each.old for each in with_it}}
    new = {**doc, **{each.path: each.new for each in with_it}}
    return old, new
