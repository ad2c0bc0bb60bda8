"""The words of a record: what people wrote in it, as one searchable text.

The words of 100,000 records are put together at once where all are searched, and kept where a
filter is typed, so that a key costs no more than looking at the texts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from salestui.domain.query.scope import Batch, Scope
from salestui.domain.schema import KINDS, path_parts
from salestui.domain.text import searchable

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

NO_WORDS = frozenset(("stage", "currency", "timezone", "order"))
"""Text paths that hold keys, not words of people."""
TEXT_MAPS = ("tags", "competitors", "pains", "strengths")
"""Maps whose members are words of people."""
BETWEEN = "\0"
"""What no text holds that was cleaned."""
Texts: TypeAlias = "Callable[[list[Doc]], list[str]]"
"""The searchable words of each of many records."""


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


def texts_of(scope: Scope, kind: str) -> Texts:
    """The searchable words of each of many records, kept by record where the memory is to."""
    words = scope.memory.words

    def texts(docs: list[Doc]) -> list[str]:
        # Making one long text searchable takes a fraction of making each of many so.
        own = [_own_words(kind, doc) for doc in docs]
        found = searchable(BETWEEN.join(own)).split(BETWEEN)
        return found if len(found) == len(docs) else list(map(searchable, own))

    def remembered(docs: list[Doc]) -> list[str]:
        assert words is not None
        known, kept = words
        ids = [doc["_id"] for doc in docs]
        new = [
            doc for doc, before in zip(docs, map(known.get, ids), strict=True) if before is not doc
        ]
        if new:
            found, fresh = texts(new), [doc["_id"] for doc in new]
            kept.update(zip(fresh, found, strict=True))
            known.update(zip(fresh, new, strict=True))
            if len(new) == len(docs):
                return found
        return list(map(kept.__getitem__, ids))

    return texts if words is None else remembered


def kept_words(
    scope: Scope, docs: list[Doc], texts: Texts, *, make: bool = True
) -> list[str] | None:
    """The words of each of a batch, put together once.

    None where the memory keeps none, and where they would be the first ones and are not to be made.
    """
    words = scope.memory.words
    if words is None or not isinstance(docs, Batch):
        return None
    if docs.words is None and (make or words.docs):
        docs.words = texts(docs)
    return docs.words


def once(texts: Texts) -> Texts:
    """As `texts`, but records that are asked for again are not read again."""
    known: dict[int, str] = {}

    def looked_up(docs: list[Doc]) -> list[str]:
        new = [doc for doc in docs if id(doc) not in known]
        known.update(zip(map(id, new), texts(new), strict=True))
        return [known[id(doc)] for doc in docs]

    return looked_up


def _own_words(kind: str, doc: Doc) -> str:
    """What people wrote in a record, a text a line."""
    found = _taker(kind, tuple(doc))(doc)
    try:
        return "\n".join(found)
    except TypeError:
        return "\n".join(map(str, found))


@lru_cache(maxsize=1024)
def _taker(kind: str, keys: tuple[str, ...]) -> Callable[[Doc], Sequence[str]]:
    """Takes the texts out of a record with these keys; of many records few have others."""
    paths = [path for path in text_paths(kind) if path in keys]
    if any("/" in key for key in keys):
        return lambda doc: [*(doc[path] for path in paths), *_member_words(doc)]
    if len(paths) < 2:
        return lambda doc: [doc[path] for path in paths]
    return itemgetter(*paths)


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
