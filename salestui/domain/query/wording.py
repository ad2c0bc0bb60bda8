"""Conditions on words: text that holds or equals something, members of maps, the whole record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from salestui.domain.ids import short_number
from salestui.domain.query.conditions import DEAR, MEDIUM, Condition, Predicate, Reader
from salestui.domain.query.scope import NAMED_BY, Scope
from salestui.domain.schema import KINDS, key_path, path_parts
from salestui.domain.text import searchable

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

NO_WORDS = frozenset(("stage", "currency", "timezone", "order"))
"""Text paths that hold keys, not words of people."""

TEXT_MAPS = ("tags", "competitors", "pains", "strengths")
"""Maps whose members are words of people."""


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
def text_paths(kind: str) -> tuple[str, ...]:
    """The paths of a kind that hold words of people."""
    return tuple(
        field.path
        for field in KINDS[kind].fields
        if field.type in ("text", "long_text")
        and field.path not in NO_WORDS
        and not field.path.endswith("_currency")
    )


@cache
def _refs(kind: str) -> tuple[tuple[str, str], ...]:
    """The references of a kind whose names count as its text, except to its own kind."""
    kinds = ("accounts", "members", "contacts", "deals")
    found = KINDS[kind].fields
    return tuple((f.path, f.ref) for f in found if f.ref in kinds and f.ref != kind)


def anywhere(texts: Sequence[str], kind: str) -> Condition:
    """Each text stands anywhere in the record, or in the name of one that it refers to."""
    needles = tuple(searchable(text) for text in texts)

    def bind(scope: Scope) -> Predicate:
        named = [(needle, _named(scope, kind, needle)) for needle in needles]
        words = _words(scope, kind)

        def holds(doc: Doc) -> bool:
            own = ""
            for needle, refs in named:
                for path, ids in refs:
                    if doc.get(path) in ids:
                        break
                else:
                    own = own or words(doc)
                    if needle not in own and not _numbered(doc, needle):
                        return False
            return True

        return holds

    return Condition(bind, cost=DEAR)


def _named(scope: Scope, kind: str, needle: str) -> list[tuple[str, frozenset[str]]]:
    """(path of a reference, the ids it may hold so that the name there has the needle)."""
    found = [(path, ids) for path, to in _refs(kind) if (ids := scope.containing(to, needle))]
    if kind in NAMED_BY and (ids := scope.initialled(kind, needle)):
        found.append(("_id", ids))
    if kind == "accounts" and scope.roots:
        # What an account was called before it was merged leads to what it is part of.
        found.append(("_id", scope.containing(kind, needle)))
    return found


def _words(scope: Scope, kind: str) -> Callable[[Doc], str]:
    """A record's own words as one searchable text, kept by record where the memory is to."""
    paths, kept = text_paths(kind), scope.memory.words

    def words(doc: Doc) -> str:
        found = list(filter(None, map(doc.get, paths)))
        if "/" in "".join(doc):
            found += _member_words(doc)
        try:
            return searchable("\n".join(found))
        except TypeError:
            return searchable("\n".join(map(str, found)))

    def remembered(doc: Doc) -> str:
        id = doc["_id"]
        known = kept.get(id)  # type: ignore[union-attr]
        if known is None or known[0] is not doc:
            known = kept[id] = (doc, words(doc))  # type: ignore[index]
        return known[1]

    return words if kept is None else remembered


def _numbered(doc: Doc, needle: str) -> bool:
    """Whether the needle stands in the short form of the record's number: `d-17`."""
    if needle[1:2] != "-":
        return False
    return needle in short_number(str(doc.get("number", ""))).lower()


def _member_words(doc: Doc) -> list[str]:
    """The words in the maps of a record: members' names and what is said of them."""
    words: list[str] = []
    for key, value in doc.items():
        parts = path_parts(key) if value and "/" in key else ()
        if len(parts) == 2 and parts[0] in TEXT_MAPS:
            words.append(parts[1])
            if isinstance(value, str):
                words.append(value)
    return words
