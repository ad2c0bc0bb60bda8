"""Pools: made in one pass over the deals, or from the one before where few deals changed."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo
from typing import TYPE_CHECKING, TypeVar

from salestui.domain.metrics.pool import Closed, Open, Pool
from salestui.domain.pipelines import Path, effective_outcome, effective_probability
from salestui.domain.worth import weighted_minor, worth_of

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

Row = TypeVar("Row", Closed, Open)


def pool_of(
    deals: Iterable[Doc], paths: Mapping[str, Path], roots: Mapping[str, str], zone: tzinfo
) -> Pool:
    """The pool of these deals, all of them live."""
    closed: list[Closed] = []
    undated: list[tuple[bool, Doc]] = []
    dated: list[Open] = []
    opens: list[Doc] = []
    for doc in deals:
        path = paths.get(doc.get("pipeline", ""))
        outcome = doc.get("outcome") or effective_outcome(doc, path)
        if outcome == "open" and doc.get("expected_close"):
            dated.append(_opened(doc, path, roots))
        elif outcome == "open":
            opens.append(doc)
        elif doc.get("closed_on"):
            closed.append(_ended(doc, outcome == "won"))
        else:
            undated.append((outcome == "won", doc))
    closed.sort()
    dated.sort()
    wins = _first_wins(closed, roots)
    return Pool(closed, undated, dated, opens, wins, roots, paths, zone)


def _ended(doc: Doc, won: bool) -> Closed:
    worth = worth_of(doc, "won") if won else None
    return Closed(str(doc["closed_on"]), str(doc["_id"]), won, doc, worth)


def _opened(doc: Doc, path: Path | None, roots: Mapping[str, str]) -> Open:
    chance, _ = effective_probability(doc, path)
    amount, likely = doc.get("amount"), None
    if chance is not None and amount is not None:
        likely = weighted_minor(int(amount), chance)
    account = str(doc.get("account") or "")
    day, id = str(doc["expected_close"]), str(doc["_id"])
    return Open(day, id, doc, roots.get(account, account), chance, likely)


def _first_wins(closed: Iterable[Closed], roots: Mapping[str, str]) -> dict[str, str]:
    firsts: dict[str, str] = {}
    for each in closed:
        account = str(each.doc.get("account") or "") if each.won else ""
        if account:
            firsts.setdefault(roots.get(account, account), each.id)
    return firsts


def pool_after(
    before: Pool, changed: Collection[str], old: Iterable[Doc], deals: Iterable[Doc]
) -> Pool:
    """The pool once the deals `changed` (ids) are as in `deals`; those that are not there are gone.

    `old` are the changed deals as they were. The same as a pool made anew, at the cost of what
    changed and of copying lists.
    """
    was = pool_of(old, before.paths, before.roots, before.zone)
    new = pool_of(deals, before.paths, before.roots, before.zone)
    closed = _exchanged(before.closed, was.closed, new.closed)
    undated = [row for row in before.undated if row[1]["_id"] not in changed]
    opens = [doc for doc in before.opens if doc["_id"] not in changed]
    won = any(each.won for each in (*was.closed, *new.closed))
    return replace(
        before,
        closed=closed,
        undated=[*undated, *new.undated],
        dated=_exchanged(before.dated, was.dated, new.dated),
        opens=[*opens, *new.opens],
        first_wins=_first_wins(closed, before.roots) if won else before.first_wins,
    )


def _exchanged(rows: Sequence[Row], was: Iterable[Row], new: Iterable[Row]) -> list[Row]:
    """Rows in their order without those that were, with the new ones."""
    found = list(rows)
    for each in was:
        del found[bisect_left(found, each[:2])]
    for each in new:
        insort(found, each)
    return found
