"""Counting records by their keys, and counting on when some of them change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from salestui.domain.pmap import GONE, PMap

Keys = Callable[[Mapping[str, Any]], tuple[str, ...]]


def counted(docs: Iterable[Mapping[str, Any]], keys: Keys) -> PMap[int]:
    """Key -> how many of the records have it."""
    counts: dict[str, int] = {}
    for doc in docs:
        for key in keys(doc):
            counts[key] = counts.get(key, 0) + 1
    return PMap(counts)


def recounted(
    tally: PMap[int],
    gone: Iterable[Mapping[str, Any]],
    new: Iterable[Mapping[str, Any]],
    keys: Keys,
) -> PMap[int]:
    """The tally without the records `gone` and with `new`; the very same where nothing counts."""
    changes: dict[str, int] = {}
    for docs, sign in ((gone, -1), (new, 1)):
        for doc in docs:
            for key in keys(doc):
                changes[key] = changes.get(key, 0) + sign
    moved = {key: (tally.get(key) or 0) + by for key, by in changes.items() if by}
    return tally.updated({key: n or GONE for key, n in moved.items()}) if moved else tally
