"""The deals of one state as metrics ask for them: closed ones by day, open ones, first wins."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from typing import TYPE_CHECKING, TypeAlias

from salestui.domain.metrics.period import Period
from salestui.domain.pipelines import Path, effective_outcome, effective_probability

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

Test: TypeAlias = "Callable[[Doc], bool]"
"""Whether a deal is meant."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A deal that ended on a known day."""

    day: str
    """ISO date."""
    won: bool
    doc: Doc


@dataclass(frozen=True, slots=True)
class Pool:
    """Made in one pass over the deals; every metric then looks only at what may count."""

    closed: Sequence[Closed]
    """By day, then by deal."""
    days: Sequence[str]
    """The days of `closed`."""
    undated: Sequence[tuple[bool, Doc]]
    """(won, deal) of those closed nobody knows when."""
    dated: Sequence[Doc]
    """The open deals that have a close date, by it."""
    due: Sequence[str]
    """The close dates of `dated`."""
    opens: Sequence[Doc]
    """The open deals without one."""
    first_wins: Mapping[str, str]
    """Account -> the deal that was the first one won with it."""
    roots: Mapping[str, str]
    """Merged account -> the account that it is part of."""
    paths: Mapping[str, Path]
    zone: tzinfo
    _chances: dict[int, int | None] = field(default_factory=dict, repr=False)

    def closed_in(self, period: Period) -> Sequence[Closed]:
        """The deals that ended on a day of the period."""
        first = bisect_left(self.days, period[0].isoformat())
        return self.closed[first : bisect_right(self.days, period[1].isoformat())]

    def due_in(self, period: Period) -> Sequence[Doc]:
        """The open deals that are expected to close on a day of the period."""
        first = bisect_left(self.due, period[0].isoformat())
        return self.dated[first : bisect_right(self.due, period[1].isoformat())]

    def chance(self, doc: Doc) -> int | None:
        """The probability that an open deal is won, in percent; None when unknown."""
        key = id(doc)
        if key not in self._chances:
            self._chances[key] = effective_probability(doc, self.path(doc))[0]
        return self._chances[key]

    def path(self, doc: Doc) -> Path | None:
        """The sales path that a deal is on."""
        return self.paths.get(str(doc.get("pipeline", "")))

    def account(self, doc: Doc) -> str:
        """The account of a deal, a merged one as what it is part of; empty for none."""
        id = str(doc.get("account") or "")
        return self.roots.get(id, id)


def pool_of(
    deals: Iterable[Doc], paths: Mapping[str, Path], roots: Mapping[str, str], zone: tzinfo
) -> Pool:
    """The pool of these deals, all of them live."""
    closed: list[tuple[str, str, bool, Doc]] = []
    undated: list[tuple[bool, Doc]] = []
    dated: list[tuple[str, str, Doc]] = []
    opens: list[Doc] = []
    for doc in deals:
        outcome = doc.get("outcome") or effective_outcome(doc, paths.get(doc.get("pipeline", "")))
        if outcome == "open" and doc.get("expected_close"):
            dated.append((str(doc["expected_close"]), str(doc["_id"]), doc))
        elif outcome == "open":
            opens.append(doc)
        elif doc.get("closed_on"):
            closed.append((str(doc["closed_on"]), str(doc["_id"]), outcome == "won", doc))
        else:
            undated.append((outcome == "won", doc))
    closed.sort(key=lambda row: row[:2])
    dated.sort(key=lambda row: row[:2])
    ended = [Closed(day, won, doc) for day, _, won, doc in closed]
    return Pool(
        closed=ended,
        days=[row[0] for row in closed],
        undated=undated,
        dated=[row[2] for row in dated],
        due=[row[0] for row in dated],
        opens=opens,
        first_wins=_first_wins(ended, roots),
        roots=roots,
        paths=paths,
        zone=zone,
    )


def _first_wins(closed: Iterable[Closed], roots: Mapping[str, str]) -> dict[str, str]:
    firsts: dict[str, str] = {}
    for each in closed:
        account = str(each.doc.get("account") or "") if each.won else ""
        if account:
            firsts.setdefault(roots.get(account, account), str(each.doc["_id"]))
    return firsts


def pool_after(before: Pool, changed: Collection[str], deals: Iterable[Doc]) -> Pool:
    """The pool once the deals `changed` (ids) are as in `deals`; those that are not there are gone.

    The same as a pool made anew, at the cost of what changed and of copying lists.
    """
    new = pool_of(deals, before.paths, before.roots, before.zone)
    closed = [each for each in before.closed if each.doc["_id"] not in changed]
    dated = [doc for doc in before.dated if doc["_id"] not in changed]
    for each in new.closed:
        insort(closed, each, key=lambda one: (one.day, one.doc["_id"]))
    for doc in new.dated:
        insort(dated, doc, key=lambda one: (str(one["expected_close"]), one["_id"]))
    undated = [row for row in before.undated if row[1]["_id"] not in changed]
    opens = [doc for doc in before.opens if doc["_id"] not in changed]
    return replace(
        new,
        closed=closed,
        days=[each.day for each in closed],
        undated=[*undated, *new.undated],
        dated=dated,
        due=[str(doc["expected_close"]) for doc in dated],
        opens=[*opens, *new.opens],
        first_wins=_first_wins(closed, before.roots),
    )
