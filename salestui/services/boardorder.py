"""In which order the cards of a column stand: the choices, and lists that keep an order cheaply."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any

from salestui.domain.snapshot import Doc
from salestui.domain.text import searchable
from salestui.domain.words import Words
from salestui.services.quiet import no_collecting

Key = tuple[Any, ...]
KeyMaker = Callable[[Doc], Key]
LAST_DAY = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Sort:
    """A way to order cards. `keys(today)` gives the maker of sort keys; a key ends with the id.

    The first part of a key is its run: cards of one run stand together, and a run is only put in
    order when somebody looks at it, so that a column of 20,000 cards opens at once.
    """

    name: str
    words: Words
    keys: Callable[[date], KeyMaker]


def _attention(today: date) -> KeyMaker:
    """What `attention.card_order` says, as (run, amount, id); a test holds the two together."""
    now = today.isoformat()
    undated, closed = (1, ""), 3

    def key(doc: Doc) -> Key:
        if doc.get("outcome", "open") != "open":
            day = str(doc.get("closed_on") or "").replace("-", "")
            return (closed, -int(day) if day.isdecimal() else 0), 0, doc["_id"]
        due = doc.get("next_step_due")
        amount = -(doc.get("amount") or 0)
        if not due:
            return undated, amount, doc["_id"]
        return (0 if due < now else 2, due), amount, doc["_id"]

    return key


def _amount(today: date) -> KeyMaker:
    def key(doc: Doc) -> Key:
        amount = doc.get("amount") or 0
        return -amount.bit_length(), -amount, doc["_id"]

    return key


def _close(today: date) -> KeyMaker:
    def key(doc: Doc) -> Key:
        day = doc.get("closed_on") or doc.get("expected_close") or LAST_DAY
        return day, -(doc.get("amount") or 0), doc["_id"]

    return key


def _newest(today: date) -> KeyMaker:
    def key(doc: Doc) -> Key:
        at = doc.get("_updated", doc.get("_created", 0))
        return -(at >> 26), -at, doc["_id"]

    return key


def _title(today: date) -> KeyMaker:
    def key(doc: Doc) -> Key:
        title = searchable(str(doc.get("title", "")))
        return title[:2], title, doc["_id"]

    return key


ATTENTION = Sort("attention", Words("by attention", "按紧急程度"), _attention)
SORTS: tuple[Sort, ...] = (
    ATTENTION,
    Sort("amount", Words("by amount", "按金额"), _amount),
    Sort("close", Words("by closing date", "按签约日"), _close),
    Sort("changed", Words("by last change", "按最近修改"), _newest),
    Sort("title", Words("by title", "按标题"), _title),
)
"""The orders that `o` goes through, the usual one first."""


class Ordered:
    """Ids in the order of their keys. Never changed: `changed` gives the next one.

    Keys are grouped by run; a run is sorted when it is first looked at.
    """

    __slots__ = ("_key", "_offsets", "_order", "_runs", "_sorted")

    def __init__(self, key: KeyMaker, runs: dict[Any, list[Key]], done: set[Any]) -> None:
        self._key = key
        self._runs = runs
        self._sorted = done
        self._order = sorted(runs)
        self._offsets = [0, *accumulate(len(runs[run]) for run in self._order)]

    @classmethod
    def of(cls, docs: Iterable[Doc], key: KeyMaker) -> Ordered:
        """The ids of `docs`."""
        runs: dict[Any, list[Key]] = {}
        with no_collecting():
            for each in map(key, docs):
                run = runs.get(each[0])
                if run is None:
                    runs[each[0]] = [each]
                else:
                    run.append(each)
        return cls(key, runs, set())

    def _run(self, run: Any) -> list[Key]:
        keys = self._runs[run]
        if run not in self._sorted:
            keys.sort()
            self._sorted.add(run)
        return keys

    def at(self, row: int) -> str:
        """The id at a place. Raises IndexError."""
        if not 0 <= row < self._offsets[-1]:
            raise IndexError(row)
        n = bisect_left(self._offsets, row + 1) - 1
        found: str = self._run(self._order[n])[row - self._offsets[n]][-1]
        return found

    def row(self, doc: Doc) -> int:
        """The place of a document that is in here."""
        key = self._key(doc)
        n = bisect_left(self._order, key[0])
        return self._offsets[n] + bisect_left(self._run(key[0]), key)

    def __iter__(self) -> Iterator[str]:
        for run in self._order:
            for key in self._run(run):
                yield key[-1]

    def changed(self, gone: Iterable[Doc], new: Iterable[Doc]) -> Ordered:
        """The same without `gone` and with `new`; untouched runs are shared."""
        runs, done, fresh = dict(self._runs), set(self._sorted), set[Any]()
        for docs, here in ((gone, True), (new, False)):
            for doc in docs:
                key = self._key(doc)
                run = key[0]
                if run not in fresh:
                    fresh.add(run)
                    runs[run] = list(self._run(run)) if run in runs else []
                    done.add(run)
                keys = runs[run]
                place = bisect_left(keys, key)
                if here:
                    del keys[place]
                else:
                    keys.insert(place, key)
        return Ordered(self._key, {run: keys for run, keys in runs.items() if keys}, done)
