"""A filter ready to answer: which records match, in which order, and what should be said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from salestui.domain.query.conditions import Condition, Predicate, bucket_size
from salestui.domain.query.scope import BATCH, Batch, Scope
from salestui.domain.query.sorting import Order, in_order
from salestui.domain.query.syntax import Query
from salestui.domain.wanted import Superseded, always
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot

WORTH = 0.4
"""An index is used when it leaves less than this share of the table."""

MIXED = Words("Amounts are compared in their own currency: {list}.", "金额按各自币种比较：{list}。")


@dataclass(frozen=True, slots=True)
class Filter:
    """A checked filter bound to one snapshot; `on` binds it to the next one."""

    kind: str
    text: str
    """The canonical text."""
    query: Query
    condition: Condition
    orders: tuple[Order, ...]
    currencies: tuple[str, ...]
    """Paths of the currencies of amounts that it compares without naming one."""
    scope: Scope
    test: Predicate

    def matches(self, doc: Doc) -> bool:
        """Whether one record, archived or not, meets the conditions."""
        return self.test(doc)

    def on(self, snapshot: Snapshot) -> Filter:
        """The same filter for another snapshot; never raises, a name gone matches nothing."""
        if snapshot is self.scope.snapshot:
            return self
        scope = Scope(snapshot, self.scope.env, self.scope.memory)
        return replace(self, scope=scope, test=self.condition.bind(scope))

    def docs(
        self, snapshot: Snapshot | None = None, *, wanted: Callable[[], bool] = always
    ) -> list[Doc]:
        """The live records that match, in the order of `sort:`, else in no certain order.

        Raises Superseded soon after `wanted` says that nobody waits any more.
        """
        if snapshot is not None:
            return self.on(snapshot).docs(wanted=wanted)
        found: list[Doc] = []
        sieve = self.condition.sieve(self.scope)
        for batch in self._candidates():
            if not wanted():
                raise Superseded
            found += sieve(batch)
        return self.sorted(found) if self.orders else found

    def ids(self, snapshot: Snapshot | None = None) -> list[str]:
        """The ids of `docs`."""
        return [str(doc["_id"]) for doc in self.docs(snapshot)]

    def sorted(self, docs: Iterable[Doc]) -> list[Doc]:
        """The records in the order of `sort:`; those alike, or all without one, by creation."""
        return in_order(docs, self.orders, self.scope)

    def notes(self, docs: Iterable[Doc]) -> tuple[Words, ...]:
        """What should be said with the records found: that several currencies were compared."""
        if not self.currencies:
            return ()
        usual = self.scope.env.currency
        found = {str(doc.get(path, usual)) for doc in docs for path in self.currencies}
        return (MIXED.fill(list=" ".join(sorted(found))),) if len(found) > 1 else ()

    def _candidates(self) -> list[Batch]:
        """The live records that an index leaves over, or all."""
        snapshot, kind = self.scope.snapshot, self.kind
        ways = self.condition.keys(self.scope)
        table = snapshot.table(kind)
        if ways is None or bucket_size(self.scope, ways) > len(table) * WORTH:
            return self.scope.live(kind)
        ids = dict.fromkeys(id for index, key in ways for id in snapshot.ids(index, key))
        rows = (table.get(id) for id in ids)
        docs = [doc for doc in rows if doc is not None and snapshot.stands(kind, doc)]
        return [Batch(docs[start : start + BATCH]) for start in range(0, len(docs), BATCH)]
