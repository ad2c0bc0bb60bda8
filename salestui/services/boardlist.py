"""The board's deals as one list: of its path or of all paths, made once, then patched.

view = ListView.of(snapshot, today=today, path=path.id, owner=me)
view, changed = view.updated(newer)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from salestui.domain.pipelines import Path, Stage, paths
from salestui.domain.pmap import PMap
from salestui.domain.snapshot import Doc, Snapshot, is_live
from salestui.services.board import DealFilter, unknown_stage
from salestui.services.boardchanges import affected_deals
from salestui.services.boardcolumn import Sums
from salestui.services.boarddeals import Deals, order_maker
from salestui.services.boardorder import ATTENTION, Key, KeyMaker, Sort
from salestui.services.boardsorted import Sorter
from salestui.services.quiet import no_collecting


class Work:
    """The deals of a list that are being worked on: how many there are, and their sums."""

    def __init__(self, known: Mapping[str, Path], open: int = 0, sums: Sums | None = None) -> None:
        self.paths = known
        self.open = open
        self.sums = sums or Sums()

    def copy(self) -> Work:
        """The same, to be changed."""
        return Work(self.paths, self.open, self.sums.copy())

    def add(self, docs: Iterable[Doc], sign: int = 1) -> None:
        """Take in deals, or with `sign` -1 take them out."""
        groups: dict[tuple[object, object], list[Doc]] = {}
        for doc in docs:
            groups.setdefault((doc.get("pipeline"), doc.get("stage")), []).append(doc)
        for group in groups.values():
            stage = stage_in(self.paths, group[0])
            if stage.kind == "open":
                self.sums.add(group, stage, sign)
                self.open += sign * len(group)


def stage_in(known: Mapping[str, Path], doc: Doc) -> Stage:
    """The stage that a deal stands in; one made up where its path does not know it."""
    path, key = known.get(str(doc.get("pipeline"))), doc.get("stage")
    found = path.stage(key) if path else None
    return found or unknown_stage(str(key))


@dataclass(frozen=True, slots=True)
class ListView:
    """Deals in one order in one snapshot, for one path or all, one filter, owner and day."""

    snapshot: Snapshot
    rows: Deals
    work: Work
    today: date
    path: str = ""
    """Only the deals of the sales path with this id; empty for those of all paths."""
    query: DealFilter | None = None
    owner: str = ""
    """Only the deals of this member; empty for everybody's."""
    sort: Sort = ATTENTION
    reverse: bool = False

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        *,
        today: date,
        path: str = "",
        query: DealFilter | None = None,
        owner: str = "",
        sort: Sort = ATTENTION,
        reverse: bool = False,
    ) -> ListView:
        """The list, in time proportional to the number of deals."""
        query = query.on(snapshot) if query is not None else None
        work = Work({each.id: each for each in paths(snapshot)})
        key = sort.keys(today) if sort is not ATTENTION else _attention(today, work.paths)
        make = order_maker(key, _sorter(query))
        empty = Deals(PMap(), make, reverse=reverse)
        view = cls(snapshot, empty, work, today, path, query, owner, sort, reverse)
        with no_collecting():
            docs = snapshot.live("deals") if query is None else query.docs()
            found = {doc["_id"]: doc for doc in docs if view._asked_for(doc)}
            work.add(found.values())
        return replace(view, rows=Deals(PMap(found), make, reverse=reverse))

    def _asked_for(self, doc: Doc) -> bool:
        """Whether a deal is on the path and of the person that are shown."""
        on_path = not self.path or doc.get("pipeline") == self.path
        return on_path and (not self.owner or doc.get("owner") == self.owner)

    # -- asking

    @property
    def count(self) -> int:
        """How many deals are listed, closed ones too."""
        return self.rows.count

    def doc(self, id: str | None) -> Doc | None:
        """A deal of the list; None when it is not in it."""
        return self.rows.deals.get(id) if id is not None else None

    def stage_of(self, doc: Doc) -> Stage:
        """The stage that a deal stands in."""
        return stage_in(self.work.paths, doc)

    def path_of(self, doc: Doc) -> Path | None:
        """The sales path that a deal is on."""
        return self.work.paths.get(str(doc.get("pipeline")))

    # -- following the snapshot

    def updated(self, snapshot: Snapshot) -> tuple[ListView, set[str] | None]:
        """The list of a later snapshot, and the deals whose rows may look different.

        None for the second: any row may. Costs what changed, as on the board.
        """
        found = affected_deals(self.snapshot, snapshot, filtered=self.query is not None)
        if found is None:
            return self._anew(snapshot), None
        return self._patched(snapshot, found.judged), found.redrawn

    def _anew(self, snapshot: Snapshot) -> ListView:
        return ListView.of(
            snapshot,
            today=self.today,
            path=self.path,
            query=self.query,
            owner=self.owner,
            sort=self.sort,
            reverse=self.reverse,
        )

    def _patched(self, snapshot: Snapshot, ids: set[str]) -> ListView:
        query = self.query.on(snapshot) if self.query is not None else None
        view = replace(self, snapshot=snapshot, query=query, work=self.work.copy())
        old, table = self.rows.deals, snapshot.table("deals")
        gone = {id: doc for id in ids if (doc := old.get(id)) is not None}
        new = {id: doc for id in ids if (doc := table.get(id)) is not None and view._holds(doc)}
        view.work.add(gone.values(), -1)
        view.work.add(new.values())
        deals, make, order = self.rows.patched(gone, new, _sorter(query))
        return replace(view, rows=Deals(deals, make, reverse=self.reverse, order=order))

    def _holds(self, doc: Doc) -> bool:
        """Whether a deal belongs in this list."""
        wanted = is_live("deals", doc) and self._asked_for(doc)
        return wanted and (self.query is None or self.query.matches(doc))


def _attention(today: date, known: Mapping[str, Path]) -> KeyMaker:
    """As in a column, but deals on hold stand after those that are worked on, by wake date."""
    held = {(path.id, s.key) for path in known.values() for s in path.stages if s.kind == "hold"}
    usual = ATTENTION.keys(today)

    def key(doc: Doc) -> Key:
        if (doc.get("pipeline"), doc.get("stage")) in held and doc.get("outcome") == "open":
            return (2, f"~{doc.get('wake_on') or '~'}"), -(doc.get("amount") or 0), doc["_id"]
        return usual(doc)

    return key


def _sorter(query: DealFilter | None) -> Sorter | None:
    return query.sorted if query is not None and query.orders else None
