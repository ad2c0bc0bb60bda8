"""New orders for things that people move: as few as can be are written.

Orders are whole numbers far apart. What is moved gets one between those of its neighbours, so two
people who move different things while offline do not touch the same values.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from salestui.domain.pipelines import STEP


def moved(orders: Mapping[str, int], key: str, to: int) -> dict[str, int]:
    """The orders to write so that `key` stands at place `to`, counted without it.

    `orders` holds everything in its order; the key may be new.
    """
    wanted = [each for each in orders if each != key]
    wanted.insert(to, key)
    return _written(orders, wanted, {key})


def arranged(orders: Mapping[str, int], keys: Sequence[str]) -> dict[str, int]:
    """The orders to write so that `keys` follow one another in the places that they hold."""
    named = iter(keys)
    wanted = [next(named) if each in keys else each for each in orders]
    return _written(orders, wanted, set(wanted) - _rising([(k, orders[k]) for k in wanted]))


def _rising(rows: Sequence[tuple[str, int]]) -> set[str]:
    """The keys of a longest run of rising orders: those that can stay as they are."""
    ends: list[int] = []
    chains: list[tuple[str, ...]] = []
    for key, order in rows:
        at = bisect_left(ends, order)
        chain = (*(chains[at - 1] if at else ()), key)
        ends[at : at + 1], chains[at : at + 1] = [order], [chain]
    return set(chains[-1]) if chains else set()


def _written(
    orders: Mapping[str, int], wanted: Sequence[str], free: Collection[str]
) -> dict[str, int]:
    """Orders for the sequence `wanted`, of which only those in `free` change while there is room.

    Without room all are put STEP apart.
    """
    kept = [orders[key] for key in wanted if key not in free]
    found: dict[str, int] = {}
    if all(low < high for low, high in pairwise(kept)):
        for at, key in enumerate(wanted):
            if key in free and (order := _between(orders, found, wanted, at, free)) is not None:
                found[key] = order
    if len(found) < len(free):
        found = {key: at * STEP for at, key in enumerate(wanted)}
    return {key: order for key, order in found.items() if orders.get(key) != order}


def _between(
    orders: Mapping[str, int],
    found: Mapping[str, int],
    wanted: Sequence[str],
    at: int,
    free: Collection[str],
) -> int | None:
    """An order after the one before and before the next that stays; None without room."""
    before = wanted[at - 1] if at else None
    low = None if before is None else found.get(before, orders[before])
    rest = wanted[at + 1 :]
    place = next((n for n, key in enumerate(rest) if key not in free), None)
    high = None if place is None else orders[rest[place]]
    if low is None or high is None:
        return low + STEP if low is not None else 0 if high is None else high - STEP
    step = (high - low) // ((place or 0) + 2)
    return low + step if step else None
