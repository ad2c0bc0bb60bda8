"""Conditions on words: text that holds or equals something, members of maps, the whole record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import compress
from typing import TYPE_CHECKING, TypeAlias

from salestui.domain.ids import short_number
from salestui.domain.query.conditions import DEAR, MEDIUM, Condition, Predicate, Reader, Sieve
from salestui.domain.query.recordwords import Texts, kept_words, once, texts_of
from salestui.domain.query.scope import NAMED_BY, Scope
from salestui.domain.schema import KINDS, key_path, path_parts
from salestui.domain.text import searchable

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

Refs: TypeAlias = "list[tuple[str, frozenset[str]]]"
"""Paths of references with the ids that they may hold."""


def text_contains(make: Callable[[Scope], Reader], needles: tuple[str, ...]) -> Condition:
    """The text has one of the searchable `needles` in it."""

    def bind(scope: Scope) -> Predicate:
        read, first, others = make(scope), needles[0], needles[1:]

        def holds(doc: Doc) -> bool:
            value = read(doc)
            if value.__class__ is not str:
                return False
            text = searchable(value)
            return first in text or (bool(others) and any(one in text for one in others))

        return holds

    return Condition(bind, cost=MEDIUM)


def text_equals(make: Callable[[Scope], Reader], wanted: frozenset[str]) -> Condition:
    """The whole text is one of `wanted`, blind to case and width."""

    def bind(scope: Scope) -> Predicate:
        read = make(scope)

        def holds(doc: Doc) -> bool:
            value = read(doc)
            return value.__class__ is str and searchable(value) in wanted

        return holds

    return Condition(bind, cost=MEDIUM)


def map_members(
    path: str, names: Callable[[Scope], frozenset[str]], needles: tuple[str, ...]
) -> Condition:
    """The map has a member of one of these names, or one whose text has one of the needles."""
    start = path + "/"

    def bind(scope: Scope) -> Predicate:
        wanted = names(scope)
        direct = tuple(key_path(path, name) for name in wanted)

        def holds(doc: Doc) -> bool:
            for key in direct:
                if doc.get(key):
                    return True
            # One long text tells sooner than a loop over the keys that there is no member.
            return start in "\n".join(doc) and any(
                _is_member(key, value, wanted, needles)
                for key, value in doc.items()
                if key.startswith(start)
            )

        return holds

    return Condition(bind, cost=MEDIUM)


def _is_member(key: str, value: object, wanted: frozenset[str], needles: tuple[str, ...]) -> bool:
    """Whether a member of a map is meant, by its name or by its text."""
    if not value or key.count("/") != 1:
        return False
    if searchable(path_parts(key)[1]) in wanted:
        return True
    if not isinstance(value, str):
        return False
    text = searchable(value)
    return text in wanted or any(needle in text for needle in needles)


def has_members(path: str) -> Callable[[Scope], Reader]:
    """True for a record that has a member in the map, else None."""
    start = path + "/"

    def read(doc: Doc) -> bool | None:
        if start not in "\n".join(doc):
            return None
        for key, value in doc.items():
            if key.startswith(start) and value and key.count("/") == 1:
                return True
        return None

    return lambda scope: read


@cache
def _refs(kind: str) -> tuple[tuple[str, str], ...]:
    """The references of a kind whose names count as its text, except to its own kind."""
    kinds = ("accounts", "members", "contacts", "deals")
    found = KINDS[kind].fields
    return tuple((f.path, f.ref) for f in found if f.ref in kinds and f.ref != kind)


def anywhere(texts: Sequence[str], kind: str) -> Condition:
    """Each text stands anywhere in the record, or in the name of one that it refers to."""
    needles = tuple(searchable(text) for text in texts)
    return Condition(_one_by_one(needles, kind), cost=DEAR, sift=_at_once(needles, kind))


def _one_by_one(needles: tuple[str, ...], kind: str) -> Callable[[Scope], Predicate]:
    def bind(scope: Scope) -> Predicate:
        named = [(needle, _named(scope, kind, needle)) for needle in needles]
        words = texts_of(scope, kind)

        def holds(doc: Doc) -> bool:
            own = ""
            for needle, refs in named:
                for path, ids in refs:
                    if doc.get(path) in ids:
                        break
                else:
                    own = own or words([doc])[0]
                    if needle not in own and not _numbered(doc, needle):
                        return False
            return True

        return holds

    return bind


def _at_once(needles: tuple[str, ...], kind: str) -> Callable[[Scope], Sieve]:
    def sift(scope: Scope) -> Sieve:
        named = [(needle, _named(scope, kind, needle)) for needle in needles]
        words = texts_of(scope, kind)

        def chosen(docs: list[Doc]) -> list[Doc]:
            # Where a name may decide, words that are not there yet may not be needed.
            kept = kept_words(scope, docs, words, make=not any(refs for _, refs in named))
            if kept is not None:
                return _looked_up(docs, kept, named)
            texts = words if len(named) == 1 else once(words)
            for needle, refs in named:
                rest = docs
                for path, ids in refs:
                    rest = [doc for doc in rest if doc.get(path) not in ids]
                if rest is docs:
                    docs = _holding(docs, needle, texts)
                elif rest:
                    missed = {*map(id, rest)}.difference(map(id, _holding(rest, needle, texts)))
                    docs = [doc for doc in docs if id(doc) not in missed]
            return docs

        return chosen

    return sift


def _looked_up(docs: list[Doc], texts: list[str], named: Sequence[tuple[str, Refs]]) -> list[Doc]:
    """The records that have every needle in their own words or in a name they refer to."""
    for needle, refs in named:
        holds = [needle in text for text in texts]
        if needle[1:2] == "-":
            pairs = zip(holds, docs, strict=True)
            holds = [held or _numbered(doc, needle) for held, doc in pairs]
        for path, ids in refs:
            pairs = zip(holds, docs, strict=True)
            holds = [held or doc.get(path) in ids for held, doc in pairs]
        docs, texts = list(compress(docs, holds)), list(compress(texts, holds))
    return docs


def _holding(docs: list[Doc], needle: str, texts: Texts) -> list[Doc]:
    """The records whose own words have the needle, or whose number has it in short form."""
    short = needle[1:2] == "-"
    return [
        doc
        for doc, text in zip(docs, texts(docs), strict=True)
        if needle in text or (short and _numbered(doc, needle))
    ]


def _named(scope: Scope, kind: str, needle: str) -> Refs:
    """(path of a reference, the ids it may hold so that the name there has the needle)."""
    found = [(path, ids) for path, to in _refs(kind) if (ids := scope.containing(to, needle))]
    if kind in NAMED_BY and (ids := scope.initialled(kind, needle)):
        found.append(("_id", ids))
    if kind == "accounts" and scope.roots:
        # What an account was called before it was merged leads to what it is part of.
        found.append(("_id", scope.containing(kind, needle)))
    return found


def _numbered(doc: Doc, needle: str) -> bool:
    """Whether the needle stands in the short form of the record's number: `d-17`."""
    if needle[1:2] != "-":
        return False
    return needle in short_number(str(doc.get("number", ""))).lower()
