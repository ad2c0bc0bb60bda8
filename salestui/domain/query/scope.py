"""What a filter looks up in a snapshot besides the record itself: people, accounts, paths.

Look-ups are remembered with the table they were made from, so that the next snapshot, which
shares every table that did not change, costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from salestui.domain.ids import short_number
from salestui.domain.instants import at_start_of_day
from salestui.domain.pipelines import Path, Stage, parse_path
from salestui.domain.schema import DELETED, KINDS
from salestui.domain.text import searchable

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot
    from salestui.domain.touches import Log

T = TypeVar("T")

NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "members": ("handle", "name", "short_name"),
    "accounts": ("name", "number"),
    "contacts": ("name", "number"),
    "deals": ("title", "number"),
    "pipelines": ("key", "name_en", "name_zh"),
    "goals": ("title", "statement", "number"),
    "plans": ("title", "number"),
}
"""The paths that name a record, by kind; a number for people stands last."""

LONG_NUMBER = r"[a-z]-\w+-\d+"
"""A number for people with its replica part, made searchable."""


@dataclass(frozen=True, slots=True)
class Env:
    """What a filter means by `me`, by today and by an amount without a currency."""

    today: date
    zone: tzinfo
    me: str
    """Member id; empty when nobody is known to sit here."""
    currency: str
    now: int
    """Milliseconds since the epoch, UTC."""
    log: Log | None = None
    """Who changed what when; None where nobody can tell."""

    def midnight(self, ordinal: int) -> int:
        """The first instant, ms, of the day with that proleptic ordinal, in the zone."""
        last = date.max.toordinal()
        return at_start_of_day(date.fromordinal(min(max(ordinal, 1), last)), self.zone)


BATCH = 10_000
"""Records that are asked at once: between two batches one looks whether anybody still waits."""


class Batch(list["Doc"]):
    """Live records that stand together in a table."""

    __slots__ = ("words",)

    def __init__(self, docs: Iterable[Doc]) -> None:
        super().__init__(docs)
        self.words: list[str] | None = None
        """The searchable words of each, where somebody has put them together to be kept."""


class Words(NamedTuple):
    """The searchable words of records, good for as long as the record is the one read.

    Two maps, not one of pairs: 100,000 new pairs would have the garbage collector look for nothing.
    """

    docs: dict[str, Doc]
    texts: dict[str, str]


class Memory:
    """Values worked out from tables, kept until the table is another one.

    A screen that filters at every key keeps one with `keep_words` and gives it to each filter:
    then the words of a record are put together only once, for some 300 bytes a record.
    """

    __slots__ = ("_kept", "words")

    def __init__(self, *, keep_words: bool = False) -> None:
        self._kept: dict[str, tuple[object, Any]] = {}
        self.words: Words | None = Words({}, {}) if keep_words else None

    def last(self, name: str) -> tuple[Any, Any] | None:
        """The table and the value called `name` that were kept last."""
        return self._kept.get(name)

    def keep(self, name: str, table: object, value: object) -> None:
        """Keep a value for a table in the place of the one before."""
        self._kept[name] = (table, value)

    def of(self, name: str, table: object, make: Callable[[], T]) -> T:
        """The value called `name` for this very table, made when needed."""
        kept = self._kept.get(name)
        if kept is not None and kept[0] is table:
            value: T = kept[1]
            return value
        value = make()
        self._kept[name] = (table, value)
        return value


class Scope:
    """One snapshot with what a filter remembers about it."""

    __slots__ = ("env", "memory", "snapshot")

    def __init__(self, snapshot: Snapshot, env: Env, memory: Memory) -> None:
        self.snapshot, self.env, self.memory = snapshot, env, memory

    @property
    def calendar(self) -> tuple[int, int]:
        """The month in which the fiscal year starts, and the weekday (Monday 0) of weeks."""
        workspace = self.snapshot.workspace
        year, week = workspace.get("fiscal_year_start_month"), workspace.get("week_start")
        # A workspace keeps the weekday as ISO 8601 counts them, Monday 1.
        return (year if isinstance(year, int) else 1), (week - 1 if isinstance(week, int) else 0)

    def live(self, kind: str) -> list[Batch]:
        """Every live record of a kind."""
        table = self.snapshot.table(kind)
        return self.memory.of("live " + kind, table, lambda: _live(kind, self.snapshot))

    def names(self, kind: str) -> list[tuple[str, str]]:
        """(names of a record made searchable, one a line; its id) for every record of a kind."""
        table = self.snapshot.table(kind)
        return self.memory.of("names of " + kind, table, lambda: _names(kind, table.items()))

    def whole_names(self, kind: str) -> Mapping[str, list[str]]:
        """Searchable name, number or id -> the ids of the records that answer to it."""
        table = self.snapshot.table(kind)
        return self.memory.of("ids of " + kind, table, lambda: _whole(self.names(kind)))

    def shown_names(self, kind: str) -> list[str]:
        """The names of live records as they are written, for suggestions."""
        docs = self.snapshot.live(kind)
        return [str(doc[path]) for doc in docs for path in NAMED_BY[kind] if doc.get(path)]

    def find(self, kind: str, text: str, exact: bool) -> frozenset[str]:
        """Ids of the records called `text`, or unless `exact` having it in their name."""
        wanted = searchable(text)
        found = frozenset(self.whole_names(kind).get(wanted, ()))
        if not found and not exact:
            return self.containing(kind, wanted)
        return self.with_merged(found) if kind == "accounts" else found

    def containing(self, kind: str, needle: str) -> frozenset[str]:
        """Ids of the records with the searchable `needle` anywhere in a name."""
        found = frozenset(id for names, id in self.names(kind) if needle in names)
        found |= self.initialled(kind, needle)
        return self.with_merged(found) if kind == "accounts" else found

    def initialled(self, kind: str, letters: str) -> frozenset[str]:
        """Ids of the records with the pinyin initials `letters` anywhere in a name: `hd`, 恒达."""
        han = self._han_names(kind)
        if not han:
            return frozenset()
        from salestui.domain.initials import initials_pattern

        pattern = initials_pattern(letters)
        return (
            frozenset(id for names, id in han if pattern.search(names)) if pattern else frozenset()
        )

    def _han_names(self, kind: str) -> list[tuple[str, str]]:
        """The names of a kind that are not of ASCII letters alone."""
        table = self.snapshot.table(kind)
        return self.memory.of(
            "han names of " + kind,
            table,
            lambda: [each for each in _names(kind, _han(kind, table)) if not each[0].isascii()],
        )

    @property
    def roots(self) -> Mapping[str, str]:
        """Merged account -> the account it now is part of."""
        table = self.snapshot.table("accounts")
        return self.memory.of("roots", table, lambda: _roots(self.snapshot))

    def with_merged(self, ids: frozenset[str]) -> frozenset[str]:
        """The accounts of `ids` as what they are now part of, with all that was merged in."""
        roots = self.roots
        if not roots or not ids:
            return ids
        tops = {roots.get(id, id) for id in ids}
        return frozenset(tops.union(id for id, top in roots.items() if top in tops))

    def record(self, kind: str, id: object) -> Doc | None:
        """The record referred to, a merged account as the one it is part of."""
        return self.snapshot.referred(kind, id) if isinstance(id, str) else None

    @property
    def paths(self) -> Mapping[str, Path]:
        """Every sales path by id, archived ones too."""
        table = self.snapshot.table("pipelines")
        return self.memory.of(
            "paths", table, lambda: {id: parse_path(doc) for id, doc in table.items()}
        )

    @property
    def stages(self) -> Mapping[tuple[str, str], tuple[Path, Stage]]:
        """(path id, stage key) -> both, in the order of paths and stages."""
        table = self.snapshot.table("pipelines")
        return self.memory.of("stages", table, lambda: _stages(self.paths.values()))

    def stage_of(self, doc: Doc) -> Stage | None:
        """The stage that a deal stands in, where its path knows it."""
        found = self.stages.get((doc.get("pipeline", ""), doc.get("stage", "")))
        return found[1] if found else None

    def outcome(self, doc: Doc) -> str:
        """`open`, `won` or `lost`: as recorded, else what the stage says."""
        outcome = doc.get("outcome")
        if outcome is not None:
            return str(outcome)
        stage = self.stage_of(doc)
        return stage.kind if stage is not None and stage.kind in ("won", "lost") else "open"


def _names(kind: str, rows: Iterable[tuple[str, Doc]]) -> list[tuple[str, str]]:
    paths = NAMED_BY[kind]
    return [
        (searchable("\n".join([str(doc[path]) for path in paths if path in doc])), id)
        for id, doc in rows
    ]


def _han(kind: str, table: Mapping[str, Doc]) -> Iterator[tuple[str, Doc]]:
    """The records of which a name is not of ASCII characters alone."""
    docs = table.values()
    # One long text tells sooner than each of 100,000 that there is none.
    paths = [p for p in NAMED_BY[kind] if not "".join([str(d.get(p)) for d in docs]).isascii()]
    for id, doc in table.items() if paths else ():
        for path in paths:
            if not str(doc.get(path)).isascii():
                yield id, doc
                break


def _live(kind: str, snapshot: Snapshot) -> list[Batch]:
    # What `stands` says, written out: a call for each of 100,000 records is felt.
    essential = KINDS[kind].essential
    docs = [
        doc
        for doc in snapshot.table(kind).values()
        if essential in doc
        and not doc.get(DELETED)
        and ("merged_into" not in doc or snapshot.stands(kind, doc))
    ]
    return [Batch(docs[start : start + BATCH]) for start in range(0, len(docs), BATCH)]


def _whole(rows: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for names, id in rows:
        every = names.split("\n")
        if every[-1].count("-") == 2 and re.fullmatch(LONG_NUMBER, every[-1]):
            every.append(short_number(every[-1]))
        for name in dict.fromkeys((*every, searchable(id))):
            if name:
                found.setdefault(name, []).append(id)
    return found


def _roots(snapshot: Snapshot) -> dict[str, str]:
    rows = snapshot.table("accounts").items()
    found = {id: snapshot.root(id) for id, doc in rows if "merged_into" in doc}
    return {id: root for id, root in found.items() if root != id}


def _stages(paths: Iterable[Path]) -> dict[tuple[str, str], tuple[Path, Stage]]:
    ordered = sorted(paths, key=lambda path: (path.order, path.key, path.id))
    return {(path.id, stage.key): (path, stage) for path in ordered for stage in path.stages}
