"""What goals are measured on: one state's deals, filters ready to run, and the day looked at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from salestui.domain.goals.known import known_names
from salestui.domain.goals.metrics import METRICS, Unit
from salestui.domain.goals.records import KeyResult
from salestui.domain.metrics.measure import Measure
from salestui.domain.metrics.period import Period
from salestui.domain.metrics.pool import Pool, Test, everything
from salestui.domain.metrics.pooling import pool_after, pool_of
from salestui.domain.pipelines import Path, parse_path
from salestui.domain.problems import Problem
from salestui.domain.query import Env, Memory, compile_filter
from salestui.domain.query.scope import Scope
from salestui.domain.snapshot import is_live
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.pmap import PMap
    from salestui.domain.snapshot import Doc, Snapshot


def remembered(test: Test) -> Test:
    """The same test, asked of each record only once."""
    kept: dict[int, bool] = {}

    def holds(doc: Doc) -> bool:
        key = id(doc)
        found = kept.get(key)
        if found is None:
            found = kept[key] = test(doc)
        return found

    return holds


def _standing(deals: PMap[Doc], ids: Iterable[str]) -> list[Doc]:
    docs = (deals.get(id) for id in ids)
    return [doc for doc in docs if doc is not None and is_live("deals", doc)]


def _paths(snapshot: Snapshot) -> dict[str, Path]:
    return {str(doc["_id"]): parse_path(doc) for doc in snapshot.live("pipelines")}


class Ground:
    """Made once for a state; the pool and every filter are worked out once."""

    def __init__(self, snapshot: Snapshot, env: Env, memory: Memory | None = None) -> None:
        self.snapshot = snapshot
        self.env = env
        self.memory = memory or Memory()
        self._pool: Pool | None = None
        self._tests: dict[str, Test] = {"": everything}
        self._measures: dict[tuple[str, Period, str, str], Measure] = {}
        self._known: dict[str, str] | None = None

    @property
    def pool(self) -> Pool:
        """The deals of the state; of one that differs in few deals, made from the one before."""
        if self._pool is None:
            self._pool = self._pool_from(self.memory.last("pool"))
            self.memory.keep("pool", self.snapshot.table("deals"), self._pool)
        return self._pool

    def _pool_from(self, before: tuple[PMap[Doc], Pool] | None) -> Pool:
        snapshot, zone = self.snapshot, self.env.zone
        deals, table = snapshot.table("deals"), snapshot.table("pipelines")
        roots = Scope(snapshot, self.env, self.memory).roots
        paths = self.memory.of("paths of pools", table, lambda: _paths(snapshot))
        changed = None
        if before is not None:
            then, old = before
            same = old.paths is paths and old.roots is roots and old.zone == zone
            changed = deals.changed_from(then) if same else None
        if before is None or changed is None:
            return pool_of(_standing(deals, deals), paths, roots, zone)
        then, old = before
        return pool_after(old, changed, _standing(then, changed), _standing(deals, changed))

    @property
    def calendar(self) -> tuple[int, int]:
        """The month in which the fiscal year starts, and the weekday (Monday 0) of weeks."""
        return Scope(self.snapshot, self.env, self.memory).calendar

    @property
    def known(self) -> dict[str, str]:
        """Names that a sentence may use, with the conditions that they stand for."""
        if self._known is None:
            self._known = known_names(self.snapshot)
        return self._known

    def unit(self, unit: Unit) -> str:
        """The unit of a figure; of money the workspace's currency."""
        return self.env.currency if unit == "money" else unit

    def test(self, filter: str) -> Test:
        """What a filter asks of a deal. Raises InputProblem for one that means nothing here."""
        found = self._tests.get(filter)
        if found is None:
            compiled = compile_filter(filter, "deals", self.snapshot, self.env, self.memory)
            found = self._tests[filter] = remembered(compiled.test)
        return found

    def both(self, filter: str, other: str) -> Test:
        """What two filters ask together. Raises InputProblem."""
        first, second = self.test(filter), self.test(other)
        if second is everything:
            return first
        return second if first is everything else lambda doc: first(doc) and second(doc)

    def measure(self, metric: str, period: Period, filter: str, other: str = "") -> Measure:
        """A metric of the deals that pass one filter, or two; several goals ask the same.

        Raises InputProblem.
        """
        asked = metric, period, filter, other
        found = self._measures.get(asked)
        if found is None:
            test = self.both(filter, other)
            found = self._measures[asked] = METRICS[metric].measure(self.pool, period, test)
        return found

    def fault(self, result: KeyResult) -> Words | None:
        """Why a key result's filters mean nothing any more; None when they are sound."""
        for filter in (result.filter, result.share_of):
            try:
                self.test(filter)
            except Problem as problem:
                return problem.message
        return None
