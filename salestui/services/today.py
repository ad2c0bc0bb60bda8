"""Today's list: what to work on and in which order, with every reason for each thing.

list = Today.of(snapshot, today=today, zone=zone, scope=Scope(me))
list = list.updated(newer)      # costs what changed
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from heapq import nsmallest
from itertools import chain
from typing import Any

from salestui.domain.agenda import Group, Order, Reason, amount_scale
from salestui.domain.pipelines import paths
from salestui.domain.pmap import GONE, PMap
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.tiers import tier_of, tier_rank
from salestui.services.agendareasons import Ground, dated_reason
from salestui.services.quiet import no_collecting
from salestui.services.todayitems import Item, Lister, Scope

__all__ = ["Item", "Scope", "Today", "first_items"]

FRAME = frozenset(("pipelines", "workspace"))
"""Kinds whose changes may concern everything on the list."""
EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Today:
    """The list in one snapshot, on one day."""

    lister: Lister
    found: PMap[tuple[Item, ...]]
    """What is listed of each account, and of each deal without one, by its id."""
    items: tuple[Item, ...]
    """Everything in order."""

    @classmethod
    def of(
        cls, snapshot: Snapshot, *, today: date, zone: tzinfo, scope: Scope = EVERYTHING
    ) -> Today:
        """The list, in time proportional to the deals and accounts of its owner."""
        lister = _lister(snapshot, today, zone, scope)
        with no_collecting():
            keys = dict.fromkeys(
                chain(
                    map(lister.key, lister.deals()),
                    (doc["_id"] for doc in chain(lister.accounts(), lister.tasks())),
                )
            )
            found = {key: items for key in keys if (items := lister.items(key))}
        return cls(lister, PMap(found), _ordered(found.values()))

    @property
    def snapshot(self) -> Snapshot:
        """The state that it is the list of."""
        return self.lister.snapshot

    @property
    def counts(self) -> Mapping[Group, int]:
        """How many things of each group are listed."""
        return {group: sum(item.group is group for item in self.items) for group in Group}

    def updated(self, snapshot: Snapshot) -> Today:
        """The list in a later snapshot; only what changed is looked at again."""
        old, ground, scope = self.lister, self.lister.ground, self.lister.scope
        changed = snapshot.changed_since(self.snapshot)
        if changed is None or any(kind in FRAME for kind, _ in changed):
            return Today.of(snapshot, today=ground.today, zone=ground.zone, scope=scope)
        new = Lister(replace(ground, snapshot=snapshot), scope.on(snapshot))
        keys = {key for each in (old, new) for row in changed for key in _touched(each, *row)}
        news: dict[str, Any] = {key: new.items(key) or GONE for key in keys}
        found = self.found.updated(news)
        return Today(new, found, _ordered(found.values()))


def _lister(snapshot: Snapshot, today: date, zone: tzinfo, scope: Scope) -> Lister:
    ground = Ground(snapshot, {each.id: each for each in paths(snapshot)}, today, zone)
    return Lister(ground, scope.on(snapshot))


def _ordered(found: Iterable[Sequence[Item]]) -> tuple[Item, ...]:
    return tuple(sorted(chain.from_iterable(found), key=lambda item: item.order))


def _touched(lister: Lister, kind: str, id: str) -> Iterator[str]:
    """Under what there may be something else to list because a record changed."""
    snapshot = lister.snapshot
    doc = snapshot.get(kind, id) or {}
    if kind == "accounts":
        # An account may come after its deals, which stood by themselves until then.
        yield from (id, snapshot.root(id))
        table = snapshot.table("deals")
        for each in snapshot.ids("deals.account", id):
            yield lister.key(table[each])
            yield from snapshot.ids("tasks.deal", each)
        yield from snapshot.ids("tasks.account", id)
    elif kind == "tasks":
        yield id
    elif kind == "deals" and doc:
        yield lister.key(doc)
        yield from snapshot.ids("tasks.deal", id)
    elif kind in ("contacts", "activities"):
        if doc.get("account"):
            yield snapshot.root(str(doc["account"]))
        deal = snapshot.get("deals", doc.get("deal"))
        if deal is not None:
            yield lister.key(deal)
            yield from snapshot.ids("tasks.deal", deal["_id"])


# -- only the beginning


def first_items(
    snapshot: Snapshot, n: int, *, today: date, zone: tzinfo, scope: Scope = EVERYTHING
) -> tuple[list[Item], bool]:
    """The first `n` things of the list, and whether those are all.

    What a printed list needs of ten thousand deals: dates alone tell what is late or due, and the
    others are only looked into, in the order of their worth, until there are enough.
    """
    lister = _lister(snapshot, today, zone, scope)
    place = _Places(lister)
    dated: list[tuple[Order, Doc]] = []
    others: list[tuple[Order, Doc]] = []
    for deal in lister.deals():
        reason = dated_reason(lister.ground, deal)
        (others if reason is None else dated).append((place.of_deal(deal, reason), deal))
    # One more than asked for tells whether there are more.
    first = nsmallest(n + 1, dated, key=lambda row: row[0])
    found = [item for _, deal in first if (item := lister.deal(deal)) is not None]
    tasks = [item for doc in lister.tasks() if (item := lister.task(doc)) is not None]
    found += [item for item in tasks if item.group <= Group.TODAY]
    found.sort(key=lambda item: item.order)
    if len(found) <= n:
        of = {deal.get("account") for _, deal in chain(dated, others)}
        taken = {snapshot.root(id) for id in of if id is not None}
        rest = [doc for doc in lister.accounts() if doc["_id"] not in taken]
        others += [(place.of_account(doc), doc) for doc in rest]
        more = _looked_into(lister, others, n + 1 - len(found))
        more += [item for item in tasks if item.group > Group.TODAY]
        found += sorted(more, key=lambda item: item.order)
    return found[:n], len(found) <= n


class _Places:
    """Where things would stand; what they have in common is worked out once."""

    def __init__(self, lister: Lister) -> None:
        self._lister = lister
        self._ranks: dict[object, int] = {}
        self._scales: dict[object, int] = {}

    def of_deal(self, deal: Doc, reason: Reason | None) -> Order:
        """Where a deal would stand for a reason; without one, among those to look into."""
        id = deal.get("account")
        rank = self._ranks.get(id)
        if rank is None:
            rank = self._ranks[id] = self._rank(self._lister.snapshot.account(id) or {})
        amount = deal.get("amount")
        group = Group.LOOK if reason is None else reason.group
        worth = 0 if amount is None else -amount * self._scale(deal.get("currency"))
        return group, "", rank, worth, deal["_id"]

    def of_account(self, account: Doc) -> Order:
        """Where an account would stand, among those to look into."""
        return Group.LOOK, "", self._rank(account), 0, account["_id"]

    def _rank(self, account: Doc) -> int:
        return tier_rank(tier_of(account, self._lister.ground.today))

    def _scale(self, currency: object) -> int:
        scale = self._scales.get(currency)
        if scale is None:
            scale = self._scales[currency] = amount_scale(str(currency or ""))
        return scale


def _looked_into(lister: Lister, rows: list[tuple[Order, Doc]], n: int) -> list[Item]:
    """The first `n` of what is neither late nor due today."""
    now: list[Item] = []
    soon: list[Item] = []
    rows.sort(key=lambda row: row[0])
    for _, doc in rows:
        item = lister.deal(doc) if "stage" in doc else lister.account(doc)
        if item is not None:
            (soon if item.group is Group.SOON else now).append(item)
        if len(now) == n:
            return now
    return [*now, *sorted(soon, key=lambda item: item.order)][:n]
