"""The board as data: the deals of one sales path in columns, made once, then patched.

view = BoardView.of(snapshot, path, today=today, owner=me)
view, changed = view.updated(newer)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from salestui.domain.pipelines import LAST, Path, Stage, parse_path
from salestui.domain.schema import DELETED
from salestui.domain.snapshot import Doc, Snapshot, is_live
from salestui.domain.words import Words
from salestui.services.boardchanges import affected_deals
from salestui.services.boardcolumn import Column, Sums
from salestui.services.boardorder import ATTENTION, SORTS, Sort
from salestui.services.boardsorted import Sorter
from salestui.services.quiet import no_collecting

__all__ = ["ATTENTION", "SORTS", "BoardView", "Column", "DealFilter", "Sort", "Sums"]


class DealFilter(Protocol):
    """A compiled filter for deals, such as `compile_filter` of the query package gives."""

    @property
    def orders(self) -> tuple[Any, ...]:
        """What `sort:` asks for; empty where nothing is said."""

    def matches(self, doc: Doc) -> bool:
        """Whether one record matches."""

    def docs(self, snapshot: Snapshot | None = None) -> list[Doc]:
        """The live records that match."""

    def sorted(self, docs: Iterable[Doc]) -> list[Doc]:
        """Records in the order that the filter asks for."""

    def on(self, snapshot: Snapshot) -> DealFilter:
        """The same filter for another snapshot."""


KIND_ORDER = {"open": 0, "won": 2, "lost": 3, "hold": 4}
NO_WORDS = Words("", "")


def unknown_stage(key: str) -> Stage:
    """The stage of deals whose path does not know theirs: they must not vanish."""
    name = Words(key, key)
    return Stage(key, LAST, name, name, "open", False, None, "pipeline", None, None, NO_WORDS, ())


@dataclass(frozen=True, slots=True)
class BoardView:
    """The columns of a path in one snapshot, for one filter, owner, day and order."""

    snapshot: Snapshot
    path: Path
    columns: tuple[Column, ...]
    """Open stages in the order of the path, then won, lost and hold."""
    today: date
    query: DealFilter | None = None
    owner: str = ""
    """Only the deals of this member; empty for everybody's."""
    sort: Sort = ATTENTION
    reverse: bool = False

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        path: Path,
        *,
        today: date,
        query: DealFilter | None = None,
        owner: str = "",
        sort: Sort = ATTENTION,
        reverse: bool = False,
    ) -> BoardView:
        """The board of a path, in time proportional to the number of deals."""
        query = query.on(snapshot) if query is not None else None
        view = cls(snapshot, path, (), today, query, owner, sort, reverse)
        with no_collecting():
            return replace(view, columns=view._columns())

    def _columns(self) -> tuple[Column, ...]:
        buckets = self._buckets()
        known = {stage.key for stage in self.path.stages}
        stages = [s for s in self.path.stages if not s.retired or buckets.get(s.key)]
        stages += [unknown_stage(key) for key in sorted(buckets) if key not in known]
        # A stable sort: the order of the path holds within a kind.
        stages.sort(key=lambda stage: KIND_ORDER.get(stage.kind, 1))
        return tuple(self._column(stage, buckets.get(stage.key, {})) for stage in stages)

    def _buckets(self) -> dict[str, dict[str, Doc]]:
        """Stage key -> id -> deal."""
        buckets: dict[str, dict[str, Doc]] = {stage.key: {} for stage in self.path.stages}
        pipeline, owner = self.path.id, self.owner
        rows = (
            self.snapshot.table("deals").items()
            if self.query is None
            else [(doc["_id"], doc) for doc in self.query.docs()]
        )
        for id, doc in rows:
            if doc.get("pipeline") != pipeline or doc.get(DELETED):
                continue
            if owner and doc.get("owner") != owner:
                continue
            stage = doc.get("stage")
            if stage in buckets:
                buckets[stage][id] = doc
            elif stage is not None:
                buckets[str(stage)] = {id: doc}
        return buckets

    def _column(self, stage: Stage, deals: dict[str, Doc]) -> Column:
        key = self.sort.keys(self.today)
        return Column.of(stage, deals, key=key, reverse=self.reverse, sorter=self._sorter)

    @property
    def _sorter(self) -> Sorter | None:
        return self.query.sorted if self.query is not None and self.query.orders else None

    # -- asking

    def find(self, id: str) -> tuple[int, int] | None:
        """(column, row) of a deal; None when it is not on the board."""
        for n, column in enumerate(self.columns):
            if id in column.deals:
                return n, column.row(id)
        return None

    def doc(self, id: str) -> Doc | None:
        """A deal of the board; None when it is not on it."""
        return next((column.deals[id] for column in self.columns if id in column.deals), None)

    @property
    def docs(self) -> Iterator[Doc]:
        """All deals of the board."""
        return (doc for column in self.columns for doc in column.deals.values())

    def column(self, key: str) -> Column | None:
        """The column of a stage."""
        return next((column for column in self.columns if column.stage.key == key), None)

    @property
    def count(self) -> int:
        """How many deals are on the board, closed ones too."""
        return sum(column.count for column in self.columns)

    @property
    def open_columns(self) -> tuple[Column, ...]:
        """The columns of deals that are being worked on."""
        return tuple(column for column in self.columns if column.stage.kind == "open")

    @property
    def open_sums(self) -> Sums:
        """The sums of the open columns."""
        sums = Sums()
        for column in self.open_columns:
            sums.include(column.sums)
        return sums

    def put_in_order(self) -> None:
        """Order the columns that nobody looked at yet; any thread that has time may do it."""
        for column in self.columns:
            column.prepare()

    # -- following the snapshot

    def updated(self, snapshot: Snapshot) -> tuple[BoardView, set[str] | None]:
        """The view of a later snapshot, and the deals whose cards may look different.

        None for the second: any card may. Costs what changed; only a change of paths, of the
        team, or one too large to be told makes the view anew.
        """
        found = affected_deals(self.snapshot, snapshot, filtered=self.query is not None)
        if found is None:
            return self._anew(snapshot), None
        return self._patched(snapshot, found.judged), found.redrawn

    def _anew(self, snapshot: Snapshot) -> BoardView:
        doc = snapshot.get("pipelines", self.path.id)
        return BoardView.of(
            snapshot,
            self.path if doc is None else parse_path(doc),
            today=self.today,
            query=self.query,
            owner=self.owner,
            sort=self.sort,
            reverse=self.reverse,
        )

    def _patched(self, snapshot: Snapshot, ids: set[str]) -> BoardView:
        query = self.query.on(snapshot) if self.query is not None else None
        view = replace(self, snapshot=snapshot, query=query)
        gone: dict[str, dict[str, Doc]] = {}
        new: dict[str, dict[str, Doc]] = {}
        for id in ids:
            for column in self.columns:
                old = column.deals.get(id)
                if old is not None:
                    gone.setdefault(column.stage.key, {})[id] = old
                    break
            doc = snapshot.get("deals", id)
            if doc is not None and view._holds(doc):
                new.setdefault(str(doc["stage"]), {})[id] = doc
        if new.keys() - {column.stage.key for column in self.columns}:
            return self._anew(snapshot)
        return replace(
            view, columns=tuple(view._next(column, gone, new) for column in self.columns)
        )

    def _next(
        self,
        column: Column,
        gone: Mapping[str, dict[str, Doc]],
        new: Mapping[str, dict[str, Doc]],
    ) -> Column:
        key = column.stage.key
        if key not in gone and key not in new:
            return column
        return column.changed(gone.get(key, {}), new.get(key, {}), self._sorter)

    def _holds(self, doc: Doc) -> bool:
        """Whether a deal belongs on this board."""
        return (
            is_live("deals", doc)
            and doc.get("pipeline") == self.path.id
            and (not self.owner or doc.get("owner") == self.owner)
            and (self.query is None or self.query.matches(doc))
        )
