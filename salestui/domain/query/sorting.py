"""The order that `sort:` asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from salestui.domain.query.check import resolve
from salestui.domain.query.conditions import Reader
from salestui.domain.query.faults import expected
from salestui.domain.query.fields import FilterField
from salestui.domain.query.reads import money_reader, reader, through
from salestui.domain.query.scope import NAMED_BY, Scope
from salestui.domain.query.syntax import Query
from salestui.domain.text import searchable
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc


@dataclass(frozen=True, slots=True)
class Order:
    """One field to sort by; records without it come last in either direction."""

    read: Callable[[Scope], Reader]
    descending: bool


def orders(query: Query, kind: str) -> tuple[Order, ...]:
    """The fields that a query sorts by, the first the strongest; raises InputProblem."""
    found: list[Order] = []
    for key in query.sort:
        steps, known = resolve(key.name, kind, key.pos + key.descending)
        make = _sort_reader(known, key.pos)
        for step, to in reversed(steps):
            make = _through(step.name, to, make)
        # The older a record, the earlier the instant that is read for its age.
        found.append(Order(make, key.descending != (known.shape == "days")))
    return tuple(found)


def in_order(docs: Iterable[Doc], asked: tuple[Order, ...], scope: Scope) -> list[Doc]:
    """The records in the order asked for; those that are alike by creation and id."""
    found = sorted(docs, key=lambda doc: (doc.get("_created", 0), str(doc.get("_id", ""))))
    for order in reversed(asked):
        read = order.read(scope)
        keyed = [(read(doc), doc) for doc in found]
        there = [pair for pair in keyed if pair[0] is not None]
        there.sort(key=lambda pair: pair[0], reverse=order.descending)
        found = [doc for _, doc in there] + [doc for value, doc in keyed if value is None]
    return found


def _through(path: str, kind: str, make: Callable[[Scope], Reader]) -> Callable[[Scope], Reader]:
    return lambda scope: through(scope, path, kind, make(scope))


def _sort_reader(known: FilterField, position: int) -> Callable[[Scope], Reader]:
    """How the value to sort by is read; always of one type, None when there is none."""
    if known.shape in ("map", "is"):
        what = Words("a field with one value to sort by", "可排序的单值字段")
        raise expected(position, what, known.name)
    if known.shape == "money":
        return money_reader(known)
    if known.shape == "stage":
        return _stage_rank
    if known.shape == "ref":
        return _name_of(known)
    if known.shape == "key":
        return _rank(known, {key: n for n, key in enumerate(known.choices)})
    if known.shape in ("integer", "percent", "instant", "days"):
        return _typed(known, int, None)
    if known.shape == "flag":
        return _typed(known, bool, None)
    return _typed(known, str, searchable)


def _typed(
    known: FilterField, kind: type, shape: Callable[[Any], Any] | None
) -> Callable[[Scope], Reader]:
    make = reader(known)

    def bind(scope: Scope) -> Reader:
        read = make(scope)

        def value(doc: Doc) -> Any:
            found = read(doc)
            if found.__class__ is not kind or found == "":
                return None
            return found if shape is None else shape(found)

        return value

    return bind


def _rank(known: FilterField, ranks: Mapping[Any, int]) -> Callable[[Scope], Reader]:
    make = reader(known)

    def bind(scope: Scope) -> Reader:
        read = make(scope)
        return lambda doc: ranks.get(read(doc))

    return bind


def _stage_rank(scope: Scope) -> Reader:
    """Where a deal's stage stands among all stages of all paths, in their order."""
    ranks = {key: n for n, key in enumerate(scope.stages)}
    return lambda doc: ranks.get((doc.get("pipeline", ""), doc.get("stage", "")))


def _name_of(known: FilterField) -> Callable[[Scope], Reader]:
    """The name of the record referred to: the last of a kind's naming paths that is for reading."""
    paths = NAMED_BY[known.ref]
    shown = paths[1:] + paths[:1] if known.ref in ("members", "pipelines") else paths

    def name(doc: Doc) -> str | None:
        return next((searchable(str(doc[path])) for path in shown if doc.get(path)), None)

    return lambda scope: through(scope, known.name, known.ref, name)
