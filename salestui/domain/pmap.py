"""A map that is never changed: an update gives a new map that shares what stayed the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final, Generic, TypeVar, cast

V = TypeVar("V")

GONE: Final = object()
"""As a value of `PMap.updated`: take the key out."""

OVERLAY_LIMIT = 512


class PMap(Mapping[str, V], Generic[V]):
    """A large shared dict with a small dict of changes above it.

    Making one from a dict costs nothing (the dict is shared and must not be changed any more),
    a look-up costs at most two, an update copies the small dict only. When that has grown to
    `OVERLAY_LIMIT` keys the two are joined once.
    """

    __slots__ = ("_base", "_len", "_over")

    def __init__(self, base: dict[str, V] | None = None) -> None:
        self._base: dict[str, V] = {} if base is None else base
        self._over: dict[str, object] = {}
        self._len = len(self._base)

    def __getitem__(self, key: str) -> V:
        value = self._over.get(key, self) if self._over else self
        if value is self:
            return self._base[key]
        if value is GONE:
            raise KeyError(key)
        return cast(V, value)

    def get(self, key: str, default: V | None = None) -> V | None:  # type: ignore[override]
        """The value at `key`, or `default`."""
        value = self._over.get(key, self) if self._over else self
        if value is self:
            return self._base.get(key, default)
        return default if value is GONE else cast(V, value)

    def __contains__(self, key: object) -> bool:
        value = self._over.get(cast(str, key), self) if self._over else self
        return key in self._base if value is self else value is not GONE

    def __len__(self) -> int:
        return self._len

    def __iter__(self) -> Iterator[str]:
        over = self._over
        if not over:
            return iter(self._base)
        return self._merged_keys()

    def _merged_keys(self) -> Iterator[str]:
        over = self._over
        for key in self._base:
            if over.get(key) is not GONE:
                yield key
        for key, value in over.items():
            if value is not GONE and key not in self._base:
                yield key

    def items(self) -> Iterable[tuple[str, V]]:  # type: ignore[override]
        """Keys with their values, without a look-up for each."""
        over = self._over
        if not over:
            return self._base.items()
        rest = ((k, cast(V, v)) for k, v in over.items() if v is not GONE)
        return chain(((k, v) for k, v in self._base.items() if k not in over), rest)

    def values(self) -> Iterable[V]:  # type: ignore[override]
        """The values alone."""
        if not self._over:
            return self._base.values()
        return (value for _, value in self.items())

    def updated(self, changes: Mapping[str, object]) -> PMap[V]:
        """A new map with `changes` applied; the value `GONE` takes a key out."""
        new: PMap[V] = PMap.__new__(PMap)
        new._base = self._base
        new._over = {**self._over, **changes}
        new._len = self._len
        for key, value in changes.items():
            new._len += (value is not GONE) - (key in self)
        if len(new._over) > OVERLAY_LIMIT:
            new._fold_in()
        return new

    def changed_from(self, before: PMap[V]) -> set[str] | None:
        """The keys with another value than in a map that this one grew from, or that grew from it.

        None where the two share too little to tell without going through them.
        """
        if self._base is not before._base:
            return None
        keys = self._over.keys() | before._over.keys()
        return {key for key in keys if self.get(key) is not before.get(key)}

    def _fold_in(self) -> None:
        joined = {**self._base, **self._over}
        if len(joined) != self._len:
            joined = {key: value for key, value in joined.items() if value is not GONE}
        self._base, self._over = cast("dict[str, V]", joined), {}
