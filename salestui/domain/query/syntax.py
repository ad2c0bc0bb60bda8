"""What a filter says, as a tree: nodes that know their column, and the query around them.

A tree holds names and values as they were typed. What they mean for one kind of record is
decided by `check`, so a stored filter reads the same before and after a field is added.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

SORT_NAMES = ("sort", "排序")
"""The field name that orders the result instead of choosing from it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a value: a run without spaces, or the inside of quotes (always literal)."""

    text: str
    quoted: bool = False
    pos: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Term:
    """One condition, `field operator value`."""

    name: str
    op: str
    """One of `: = != > >= < <=`."""
    value: tuple[Part, ...]
    pos: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class TextTerm:
    """A word or quoted text that may stand anywhere in the record's text."""

    text: str
    pos: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of one node."""

    item: Node


@dataclass(frozen=True, slots=True)
class And:
    """Two or more nodes that must all hold; none of them is an `And`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Two or more nodes of which one must hold; none of them is an `Or`."""

    items: tuple[Node, ...]


Node: TypeAlias = Term | TextTerm | Not | And | Or


@dataclass(frozen=True, slots=True)
class SortKey:
    """One field of the order asked for."""

    name: str
    descending: bool = False
    pos: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Query:
    """A whole filter; `where` is None when it has no condition and every record matches."""

    where: Node | None = None
    inverted: bool = False
    """A leading `!`: the records that do not match."""
    sort: tuple[SortKey, ...] = ()
    text: str = field(default="", compare=False)
    """As it was typed."""


def conjunction(items: list[Node]) -> Node:
    """The nodes joined by *and*, nested ones taken up into one."""
    flat: list[Node] = []
    for item in items:
        flat.extend(item.items if isinstance(item, And) else (item,))
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def disjunction(items: list[Node]) -> Node:
    """The nodes joined by *or*, nested ones taken up into one."""
    flat: list[Node] = []
    for item in items:
        flat.extend(item.items if isinstance(item, Or) else (item,))
    return flat[0] if len(flat) == 1 else Or(tuple(flat))
