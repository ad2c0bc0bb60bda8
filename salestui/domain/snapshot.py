"""The whole state as one immutable value: what screens and commands read, and nothing else."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from salestui.domain.duplicates import domain_keys, phone_keys
from salestui.domain.ids import short_number
from salestui.domain.pmap import GONE, PMap
from salestui.domain.schema import DELETED, KINDS
from salestui.domain.stagetimes import won_days
from salestui.domain.tally import counted, recounted
from salestui.domain.text import same_name

Doc = Mapping[str, Any]
"""A record: flat paths to scalars. Keys that start with `_` are derived by the fold."""

Bucket = PMap[bool]
Keys = Callable[[Doc], tuple[str, ...]]
EMPTY: PMap[Any] = PMap()


def is_live(kind: str, doc: Doc) -> bool:
    """Whether a record is complete (its creation has arrived) and not archived."""
    known = KINDS.get(kind)
    return not doc.get(DELETED) and (known is None or known.essential in doc)


def _by(path: str) -> Keys:
    def keys(doc: Doc) -> tuple[str, ...]:
        value = doc.get(path)
        return (value,) if isinstance(value, str) else ()

    return keys


def _stage_keys(doc: Doc) -> tuple[str, ...]:
    return (f"{doc.get('pipeline')}|{doc.get('stage')}",)


def _name_keys(doc: Doc) -> tuple[str, ...]:
    return (str(doc.get("name", "")).casefold(),)


def _company_keys(doc: Doc) -> tuple[str, ...]:
    key = same_name(str(doc.get("name", "")))
    return (key,) if key else ()


def _number_keys(doc: Doc) -> tuple[str, ...]:
    number = doc.get("number")
    if not isinstance(number, str):
        return ()
    number = number.upper()
    return (number, short_number(number)) if number.count("-") == 2 else (number,)


NUMBERED = ("deals", "contacts", "accounts", "plans", "goals", "tasks", "requests")
INDEXES: Mapping[str, tuple[str, Keys]] = {
    **{f"{kind}.number": (kind, _number_keys) for kind in NUMBERED},
    "deals.stage": ("deals", _stage_keys),
    "deals.owner": ("deals", _by("owner")),
    "deals.account": ("deals", _by("account")),
    "deals.outcome": ("deals", _by("outcome")),
    "deals.external": ("deals", _by("external_id")),
    "contacts.account": ("contacts", _by("account")),
    "contacts.phone": ("contacts", phone_keys),
    "contacts.domain": ("contacts", domain_keys),
    "accounts.name": ("accounts", _name_keys),
    "accounts.owner": ("accounts", _by("owner")),
    "accounts.external": ("accounts", _by("external_id")),
    "accounts.company": ("accounts", _company_keys),
    "accounts.phone": ("accounts", phone_keys),
    "accounts.domain": ("accounts", domain_keys),
    "accounts.merged": ("accounts", _by("merged_into")),
    "activities.deal": ("activities", _by("deal")),
    "activities.account": ("activities", _by("account")),
    "members.handle": ("members", _by("handle")),
    "goals.parent": ("goals", _by("parent")),
    "key_results.goal": ("key_results", _by("goal")),
    "tasks.deal": ("tasks", _by("deal")),
    "tasks.account": ("tasks", _by("account")),
    "tasks.owner": ("tasks", _by("owner")),
    "requests.task": ("requests", _by("task")),
}
"""Index name -> (kind, keys of a record). Archived and incomplete records are in none."""

TALLIES: Mapping[str, tuple[str, Keys]] = {"deals.won_days": ("deals", won_days)}
"""Tally name -> (kind, keys of a record): how many live records have a key, not which."""

OF_ALL = frozenset(("accounts.merged",))
"""Indexes that hold archived records too: what was merged stays merged."""

BY_ACCOUNT = frozenset(("deals.account", "contacts.account", "activities.account", "tasks.account"))
"""Indexes of what belongs to an account, and with it to whatever was merged with that."""

Touched = Mapping[str, Mapping[str, tuple[Doc | None, Doc]]]
"""What a step changed: kind -> id -> (the record before, the record after)."""

TRAIL_STEPS = 64
"""How many steps back a snapshot can say what changed."""
TRAIL_RECORDS = 1000
"""A step that changes more records than this is not kept in the trail: redraw everything."""

Trail = tuple[tuple[object, frozenset[tuple[str, str]]], ...]
"""The last steps, oldest first: (mark of the snapshot before the step, what the step changed)."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything known at one moment. Never changed: the fold makes the next one from it."""

    tables: Mapping[str, PMap[Doc]] = field(default_factory=dict)
    vector: Mapping[str, int] = field(default_factory=dict)
    """Replica id -> number of its last commit in here."""
    authors: Mapping[str, str] = field(default_factory=dict)
    """Replica id -> the handle its owner goes by."""
    _indexes: dict[str, PMap[Bucket]] = field(default_factory=dict, repr=False, compare=False)
    _tallies: dict[str, PMap[int]] = field(default_factory=dict, repr=False, compare=False)
    _trail: Trail = field(default=(), repr=False, compare=False)
    _mark: object = field(default_factory=object, repr=False, compare=False)

    def table(self, kind: str) -> PMap[Doc]:
        """All records of a kind by id, archived and incomplete ones included."""
        return self.tables.get(kind, EMPTY)

    def get(self, kind: str, id: str | None) -> Doc | None:
        """The record, archived or not; None when there is none or `id` is None."""
        return None if id is None else self.table(kind).get(id)

    def live(self, kind: str) -> Iterator[Doc]:
        """The complete records of a kind that are neither archived nor merged into another."""
        return (doc for doc in self.table(kind).values() if self.stands(kind, doc))

    def stands(self, kind: str, doc: Doc) -> bool:
        """Whether a record is live and, of an account, not merged into another one."""
        if "merged_into" in doc and self.root(doc["_id"]) != doc["_id"]:
            return False
        return is_live(kind, doc)

    def root(self, account_id: str) -> str:
        """The account that this one is part of by now: itself unless it was merged.

        Two merges made apart may lead in a circle; then the least id of the circle stands for all.
        """
        accounts, way = self.table("accounts"), [account_id]
        while True:
            into = (accounts.get(way[-1]) or {}).get("merged_into")
            if into is None or into not in accounts:
                return way[-1]
            if into in way:
                return min(way[way.index(into) :])
            way.append(into)

    def family(self, account_id: str) -> tuple[str, ...]:
        """The account that this one is part of, first, and all that were merged into it."""
        merged = self.index("accounts.merged")
        if not merged:
            return (account_id,)
        found = dict.fromkeys((self.root(account_id),))
        waiting = list(found)
        while waiting:
            more = [id for id in merged.get(waiting.pop()) or () if id not in found]
            found.update(dict.fromkeys(more))
            waiting += more
        return tuple(found)

    def referred(self, kind: str, id: str | None) -> Doc | None:
        """The record that a reference means, as `get`; a merged account is what it is part of."""
        return self.account(id) if kind == "accounts" else self.get(kind, id)

    def account(self, id: str | None) -> Doc | None:
        """The account that an id stands for: after a merge the one that it is part of."""
        doc = self.get("accounts", id)
        if doc is None or id is None or "merged_into" not in doc:
            return doc
        return self.get("accounts", self.root(id))

    def index(self, name: str) -> PMap[Bucket]:
        """The index of INDEXES by that name: key -> ids. Built at first use."""
        found = self._indexes.get(name)
        if found is None:
            found = self._indexes[name] = _build(self, name)
        return found

    def tally(self, name: str) -> PMap[int]:
        """The tally of TALLIES by that name: key -> how many records. Made at first use."""
        found = self._tallies.get(name)
        if found is None:
            kind, keys = TALLIES[name]
            found = self._tallies[name] = counted(self.live(kind), keys)
        return found

    def ids(self, index: str, key: str) -> Iterable[str]:
        """The ids that an index holds under a key; under an account, those of its family."""
        rows = self.index(index)
        if index in BY_ACCOUNT and len(family := self.family(key)) > 1:
            return [id for each in family for id in rows.get(each) or ()]
        return rows.get(key) or ()

    @property
    def workspace(self) -> Doc:
        """The one workspace record; empty before `init`."""
        return next(iter(self.live("workspace")), {})

    def author(self, replica: str) -> str:
        """The handle behind a replica, or the replica's own name."""
        return self.authors.get(replica, replica)

    def stepped(
        self, touched: Touched, vector: Mapping[str, int], authors: Mapping[str, str]
    ) -> Snapshot:
        """The next snapshot: `touched` records replaced, built indexes patched."""
        tables = dict(self.tables)
        for kind, rows in touched.items():
            tables[kind] = self.table(kind).updated({id: new for id, (_, new) in rows.items()})
        indexes = {name: self._patched(name, index, touched) for name, index in
                   list(self._indexes.items())}  # fmt: skip
        tallies = {name: _recounted(name, tally, touched) for name, tally in
                   list(self._tallies.items())}  # fmt: skip
        return Snapshot(tables, vector, authors, indexes, tallies, self._next_trail(touched))

    def _next_trail(self, touched: Touched) -> Trail:
        if sum(map(len, touched.values())) > TRAIL_RECORDS:
            return ()
        changed = frozenset((kind, id) for kind, rows in touched.items() for id in rows)
        return (*self._trail[1 - TRAIL_STEPS :], (self._mark, changed))

    def changed_since(self, older: Snapshot) -> set[tuple[str, str]] | None:
        """(kind, id) of the records that may differ from an older snapshot.

        None when that is not known any more: the step was large or lies too far back.
        """
        found: set[tuple[str, str]] = set()
        if older is self:
            return found
        for mark, changed in reversed(self._trail):
            found |= changed
            if mark is older._mark:
                return found
        return None

    def _patched(self, name: str, index: PMap[Bucket], touched: Touched) -> PMap[Bucket]:
        kind, keys = INDEXES[name]
        every = name in OF_ALL
        rows = touched.get(kind)
        if not rows:
            return index
        moves: dict[str, dict[str, object]] = {}
        for id, (old, new) in rows.items():
            before = keys(old) if old is not None and (every or is_live(kind, old)) else ()
            after = keys(new) if every or is_live(kind, new) else ()
            if before == after:
                continue
            for key in before:
                moves.setdefault(key, {})[id] = GONE
            for key in after:
                moves.setdefault(key, {})[id] = True
        changes: dict[str, object] = {}
        for key, members in moves.items():
            bucket = (index.get(key) or PMap()).updated(members)
            changes[key] = bucket if len(bucket) else GONE
        return index.updated(changes) if changes else index


def _recounted(name: str, tally: PMap[int], touched: Touched) -> PMap[int]:
    kind, keys = TALLIES[name]
    rows = touched.get(kind, {}).values()
    gone = [old for old, _ in rows if old is not None and is_live(kind, old)]
    return recounted(tally, gone, [new for _, new in rows if is_live(kind, new)], keys)


def _build(snapshot: Snapshot, name: str) -> PMap[Bucket]:
    # Many small maps at once: looking for garbage among them would double the time.
    collects = gc.isenabled()
    gc.disable()
    kind, keys = INDEXES[name]
    every, known = name in OF_ALL, KINDS.get(kind)
    # What `is_live` says, written out: a call for each of 100,000 records is felt.
    essential = known.essential if known and not every else "_id"
    try:
        buckets: dict[str, dict[str, bool]] = {}
        for id, doc in snapshot.table(kind).items():
            if essential not in doc or (DELETED in doc and not every and doc[DELETED]):
                continue
            for key in keys(doc):
                bucket = buckets.get(key)
                if bucket is None:
                    bucket = buckets[key] = {}
                bucket[id] = True
        return PMap({key: PMap(bucket) for key, bucket in buckets.items()})
    finally:
        if collects:
            gc.enable()
