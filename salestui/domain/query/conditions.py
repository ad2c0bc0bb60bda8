"""Conditions ready to run: what they ask of a record, which index knows it, what it costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from salestui.domain.query.scope import Scope

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

Predicate: TypeAlias = "Callable[[Doc], bool]"
Sieve: TypeAlias = "Callable[[list[Doc]], list[Doc]]"
"""Those of many records that match, in their order."""
Reader: TypeAlias = "Callable[[Doc], Any]"
Keys: TypeAlias = list[tuple[str, str]]
"""(index, key) pairs under which every matching record is found; others may be there too."""

Span: TypeAlias = tuple[Any, Any]
"""Lowest and highest value, both included; None leaves that end open."""

CHEAP, MEDIUM, DEAR = 1, 4, 20
"""What one test costs, to try the cheap ones first."""


def _no_keys(scope: Scope) -> Keys | None:
    return None


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition, or several joined, that can be bound to any snapshot."""

    bind: Callable[[Scope], Predicate]
    keys: Callable[[Scope], Keys | None] = _no_keys
    """Where an index can answer; None when every record must be looked at."""
    cost: int = CHEAP
    sift: Callable[[Scope], Sieve] | None = None
    """How many records are asked at once, where that is quicker than one by one."""

    def sieve(self, scope: Scope) -> Sieve:
        """The condition for many records at once."""
        if self.sift is not None:
            return self.sift(scope)
        test = self.bind(scope)
        return lambda docs: [doc for doc in docs if test(doc)]


def every(items: Sequence[Condition]) -> Condition:
    """All of the conditions, the cheapest asked first."""
    ordered = sorted(items, key=lambda item: item.cost)
    if len(ordered) == 1:
        return ordered[0]

    def bind(scope: Scope) -> Predicate:
        tests = [item.bind(scope) for item in ordered]
        if len(tests) == 2:
            first, second = tests
            return lambda doc: first(doc) and second(doc)

        def holds(doc: Doc) -> bool:
            for test in tests:  # noqa: SIM110 - a loop is twice as fast as all() here
                if not test(doc):
                    return False
            return True

        return holds

    def keys(scope: Scope) -> Keys | None:
        found = [ways for item in items if (ways := item.keys(scope)) is not None]
        return min(found, key=lambda ways: bucket_size(scope, ways), default=None)

    def sift(scope: Scope) -> Sieve:
        sieves = [item.sieve(scope) for item in ordered]

        def chosen(docs: list[Doc]) -> list[Doc]:
            for sieve in sieves:
                docs = sieve(docs)
            return docs

        return chosen

    return Condition(bind, keys, sum(item.cost for item in items), sift)


def either(items: Sequence[Condition]) -> Condition:
    """One of the conditions at least, the cheapest asked first."""
    ordered = sorted(items, key=lambda item: item.cost)
    if len(ordered) == 1:
        return ordered[0]

    def bind(scope: Scope) -> Predicate:
        tests = [item.bind(scope) for item in ordered]

        def holds(doc: Doc) -> bool:
            for test in tests:  # noqa: SIM110 - a loop is twice as fast as any() here
                if test(doc):
                    return True
            return False

        return holds

    def keys(scope: Scope) -> Keys | None:
        joined: Keys = []
        for item in items:
            ways = item.keys(scope)
            if ways is None:
                return None
            joined.extend(ways)
        return joined

    def sift(scope: Scope) -> Sieve:
        sieves = [item.sieve(scope) for item in ordered]

        def chosen(docs: list[Doc]) -> list[Doc]:
            found: set[int] = set()
            rest = docs
            for sieve in sieves:
                found.update(map(id, sieve(rest)))
                rest = [doc for doc in rest if id(doc) not in found]
            return [doc for doc in docs if id(doc) in found]

        return chosen

    return Condition(bind, keys, sum(item.cost for item in items), sift)


def opposite(item: Condition) -> Condition:
    """The condition turned round; a record without the value matches it."""

    def bind(scope: Scope) -> Predicate:
        test = item.bind(scope)
        return lambda doc: not test(doc)

    def sift(scope: Scope) -> Sieve:
        sieve = item.sieve(scope)

        def chosen(docs: list[Doc]) -> list[Doc]:
            found = set(map(id, sieve(docs)))
            return [doc for doc in docs if id(doc) not in found]

        return chosen

    return Condition(bind, cost=item.cost, sift=sift)


def bucket_size(scope: Scope, ways: Keys) -> int:
    """How many records the index holds under these keys."""
    return sum(len(scope.snapshot.index(index).get(key) or ()) for index, key in ways)


def equals(path: str, wanted: frozenset[Any]) -> Condition:
    """The value at `path` is one of `wanted`."""
    return Condition(lambda scope: lambda doc: doc.get(path) in wanted)


def reads_as(
    make: Callable[[Scope], Reader], wanted: frozenset[Any], cost: int = MEDIUM
) -> Condition:
    """What a reader gives is one of `wanted`."""

    def bind(scope: Scope) -> Predicate:
        read = make(scope)
        return lambda doc: read(doc) in wanted

    return Condition(bind, cost=cost)


def within(make: Callable[[Scope], Reader], spans: Sequence[Span], cost: int = CHEAP) -> Condition:
    """What a reader gives lies in one of the spans."""

    def bind(scope: Scope) -> Predicate:
        tests = [_between(make(scope), *span) for span in spans]
        if len(tests) == 1:
            return tests[0]
        return lambda doc: any(test(doc) for test in tests)

    return Condition(bind, cost=cost)


def _between(read: Reader, low: Any, high: Any) -> Predicate:
    """One span; what is missing or of another type than the span lies in none."""
    kind = type(low if low is not None else high)
    if low is None:

        def holds(doc: Doc) -> bool:
            value = read(doc)
            return value.__class__ is kind and bool(value <= high)

    elif high is None:

        def holds(doc: Doc) -> bool:
            value = read(doc)
            return value.__class__ is kind and bool(value >= low)

    else:

        def holds(doc: Doc) -> bool:
            value = read(doc)
            return value.__class__ is kind and low <= value <= high

    return holds


def is_set(make: Callable[[Scope], Reader], cost: int = CHEAP) -> Condition:
    """There is a value: neither missing nor empty."""

    def bind(scope: Scope) -> Predicate:
        read = make(scope)
        return lambda doc: read(doc) not in (None, "")

    return Condition(bind, cost=cost)
