"""The list of accounts: mine, everybody's or the pool, in an order, made once and then patched.

view = AccountsView.of(snapshot, today=today, zone=zone, scope=Accounts(owner=me))
view = view.updated(newer)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from typing import TYPE_CHECKING, Any

from salestui.domain.agenda import amount_scale
from salestui.domain.cadence import in_pool
from salestui.domain.duplicates import twins
from salestui.domain.metrics.cadence import Compliance, capacity, compliance, load
from salestui.domain.names import member_short
from salestui.domain.pipelines import Path, paths
from salestui.domain.pmap import GONE, PMap
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.text import searchable
from salestui.domain.tiers import tier_rank
from salestui.domain.words import Words
from salestui.services.accountstanding import Standing, standing
from salestui.services.quiet import no_collecting

if TYPE_CHECKING:
    from salestui.domain.query import Filter

FRAME = frozenset(("pipelines", "workspace", "members"))
"""Kinds whose changes may concern every line."""
STATES = {"overdue": 0, "due": 1, "ok": 2, "none": 3}
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Sort:
    """A way to order accounts; a name and the id settle the rest."""

    name: str
    words: Words
    key: Callable[[Standing, Snapshot], Key]


def _attention(now: Standing, snapshot: Snapshot) -> Key:
    """Overdue first, then due; of these the better tier, then the longest wait."""
    return STATES[now.cadence.state], tier_rank(now.tier), -(now.cadence.days or 0)


def _worth(now: Standing, snapshot: Snapshot) -> Key:
    sums = [minor * amount_scale(code) for code, minor in now.sums.items()]
    return -max(sums, default=0), -now.open


def _owner(now: Standing, snapshot: Snapshot) -> Key:
    owner = searchable(member_short(snapshot, now.account.get("owner")))
    return not owner, owner


SORTS: tuple[Sort, ...] = (
    Sort("attention", Words("by cadence", "按跟进"), _attention),
    Sort("name", Words("by name", "按名称"), lambda now, snapshot: ()),
    Sort(
        "touched", Words("by last touch", "按最近跟进"), lambda now, s: (-(now.cadence.days or 0),)
    ),
    Sort("worth", Words("by open deals", "按进行中金额"), _worth),
    Sort("tier", Words("by tier", "按分层"), lambda now, snapshot: (tier_rank(now.tier),)),
    Sort("owner", Words("by owner", "按负责人"), _owner),
)
"""The orders that `o` goes through, the usual one first."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """Which accounts are listed."""

    owner: str = ""
    """Only those of this member; empty for everybody's."""
    pool: bool = False
    """Only those that anybody may claim, whoever owns them."""
    query: Filter | None = None

    def on(self, snapshot: Snapshot) -> Accounts:
        """The same for another snapshot."""
        return replace(self, query=self.query.on(snapshot)) if self.query else self


@dataclass(frozen=True, slots=True)
class AccountsView:
    """The list in one snapshot, on one day."""

    snapshot: Snapshot
    known: Mapping[str, Path]
    """The sales paths by id."""
    today: date
    zone: tzinfo
    scope: Accounts
    sort: Sort
    reverse: bool
    rows: PMap[Standing]
    """What is listed, by id."""
    ids: tuple[str, ...] = ()
    """The accounts in order."""

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        *,
        today: date,
        zone: tzinfo,
        scope: Accounts | None = None,
        sort: Sort = SORTS[0],
        reverse: bool = False,
    ) -> AccountsView:
        """The list, in time proportional to the accounts."""
        known = {each.id: each for each in paths(snapshot)}
        scope = (scope or Accounts()).on(snapshot)
        view = cls(snapshot, known, today, zone, scope, sort, reverse, PMap())
        with no_collecting():
            docs = snapshot.live("accounts") if scope.query is None else scope.query.docs()
            rows = {doc["_id"]: view._standing(doc) for doc in docs if view._holds(doc)}
        return replace(view, rows=PMap(rows))._ordered()

    def _standing(self, doc: Doc) -> Standing:
        return standing(doc, self.snapshot, self.known, self.today, self.zone)

    def _holds(self, doc: Doc) -> bool:
        """Whether an account that matches the filter is of those that are listed."""
        if self.scope.pool:
            return in_pool(doc, self.snapshot, self.today, self.zone)
        return not self.scope.owner or doc.get("owner") == self.scope.owner

    def _ordered(self) -> AccountsView:
        rows = self.rows
        query = self.scope.query
        if query is not None and query.orders:
            docs = query.sorted(now.account for now in rows.values())
            ids = [str(doc["_id"]) for doc in docs]
        else:
            ids = sorted(rows, key=self._key)
        return replace(self, ids=tuple(reversed(ids) if self.reverse else ids))

    def _key(self, id: str) -> Key:
        now = self.rows[id]
        name = searchable(str(now.account.get("name", "")))
        return (*self.sort.key(now, self.snapshot), name, id)

    # -- asking

    @property
    def compliance(self) -> Compliance:
        """How many of the accounts are touched in time."""
        return compliance(now.cadence for now in self.rows.values())

    @property
    def load(self) -> float:
        """Touches a week that the accounts ask for."""
        live = (now for now in self.rows.values() if now.cadence.rhythm is not None)
        return load(now.tier for now in live)

    @property
    def capacity(self) -> int | None:
        """Touches a week that their owners can make; None where nobody says."""
        owners = {str(now.account.get("owner") or "") for now in self.rows.values()}
        return capacity(self.snapshot, sorted(owners))

    def count(self, state: str) -> int:
        """How many accounts stand so with their rhythm."""
        return sum(now.cadence.state == state for now in self.rows.values())

    # -- following the snapshot

    def updated(self, snapshot: Snapshot) -> AccountsView:
        """The list in a later snapshot; only what changed is looked at again."""
        changed = snapshot.changed_since(self.snapshot)
        states = (self.snapshot, snapshot)
        if (
            changed is None
            or any(kind in FRAME for kind, _ in changed)
            or self._joined(changed, states)
        ):
            return AccountsView.of(
                snapshot, today=self.today, zone=self.zone, scope=self.scope,
                sort=self.sort, reverse=self.reverse,
            )  # fmt: skip
        view = replace(self, snapshot=snapshot, scope=self.scope.on(snapshot))
        ids = {id for state in states for row in changed for id in _touched(state, *row)}
        if self.scope.query is not None:
            # Whether an account is there twice depends on the other one.
            ids |= {twin.id for state in states for id in tuple(ids) for twin in twins(state, id)}
        news: dict[str, object] = {id: view._row(id) or GONE for id in ids}
        return replace(view, rows=self.rows.updated(news))._ordered()

    def _joined(self, changed: Iterable[tuple[str, str]], states: Iterable[Snapshot]) -> bool:
        """Whether merged accounts may make a change reach more than what it is about."""
        reaches = self.scope.query is not None or any(kind == "accounts" for kind, _ in changed)
        return reaches and any(len(state.index("accounts.merged")) for state in states)

    def _row(self, id: str) -> Standing | None:
        doc, query = self.snapshot.get("accounts", id), self.scope.query
        if doc is None or not self.snapshot.stands("accounts", doc):
            return None
        matches = self._holds(doc) and (query is None or query.matches(doc))
        return self._standing(doc) if matches else None


def _touched(snapshot: Snapshot, kind: str, id: str) -> Iterator[str]:
    """The accounts that may be listed otherwise because a record changed."""
    doc = snapshot.get(kind, id) or {}
    if kind == "accounts":
        yield from (id, snapshot.root(id))
    elif kind in ("deals", "contacts", "activities"):
        if doc.get("account"):
            yield snapshot.root(str(doc["account"]))
        deal = snapshot.get("deals", doc.get("deal"))
        if deal is not None and deal.get("account"):
            yield snapshot.root(str(deal["account"]))
