"""Deals in the order that a filter's `sort:` asks for, kept while single deals come and go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from salestui.domain.snapshot import Doc

Sorter = Callable[[Iterable[Doc]], Sequence[Doc]]
"""Puts records in order; no two of them are alike to it."""


class Sorted:
    """Deals in a sorter's order. Never changed: `changed` gives the next one.

    The sorter is asked for all of them once; a deal that comes later is put between two others by
    asking about pairs, which costs the logarithm of their number.
    """

    __slots__ = ("_docs", "_sorter")

    def __init__(self, docs: list[Doc], sorter: Sorter) -> None:
        self._docs = docs
        self._sorter = sorter

    @classmethod
    def of(cls, docs: Iterable[Doc], sorter: Sorter) -> Sorted:
        """These deals in order."""
        return cls(list(sorter(docs)), sorter)

    def at(self, row: int) -> str:
        """The id at a place. Raises IndexError."""
        if row < 0:
            raise IndexError(row)
        return str(self._docs[row]["_id"])

    def row(self, doc: Doc) -> int:
        """The place of a deal that is in here."""
        row = _place(self._docs, doc, self._sorter)
        if row < len(self._docs) and self._docs[row]["_id"] == doc["_id"]:
            return row
        # What it is sorted by changed without the deal itself: a touch, another record's name.
        return next(n for n, each in enumerate(self._docs) if each["_id"] == doc["_id"])

    def __iter__(self) -> Iterator[str]:
        return (doc["_id"] for doc in self._docs)

    def changed(
        self, gone: Iterable[Doc], new: Iterable[Doc], sorter: Sorter | None = None
    ) -> Sorted:
        """The same without `gone` and with `new`, placed by `sorter` where one is given."""
        docs, sorter = list(self._docs), sorter or self._sorter
        for doc in gone:
            found = Sorted(docs, self._sorter)
            del docs[found.row(doc)]
        for doc in new:
            docs.insert(_place(docs, doc, sorter), doc)
        return Sorted(docs, sorter)


def _place(docs: Sequence[Doc], doc: Doc, sorter: Sorter) -> int:
    """How many of `docs` stand before a deal."""
    low, high = 0, len(docs)
    while low < high:
        middle = (low + high) // 2
        other = docs[middle]
        if other["_id"] != doc["_id"] and sorter((doc, other))[0] is other:
            low = middle + 1
        else:
            high = middle
    return low
