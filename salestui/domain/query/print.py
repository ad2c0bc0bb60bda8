"""The canonical text of a filter: ASCII signs, one space, brackets only where they are needed."""

from __future__ import annotations

import re

from salestui.domain.query.syntax import And, Node, Not, Or, Part, Query, Term, TextTerm
from salestui.domain.query.tokens import KEYWORDS, fold

SPECIAL = r"[\s()\"“”:=><≥≤≠]"


def canonical(query: Query) -> str:
    """The text of a query; parsing it gives an equal query."""
    words = [_node(query.where)] if query.where is not None else []
    if query.sort:
        keys = (("-" if key.descending else "") + key.name for key in query.sort)
        words.append("sort:" + ",".join(keys))
    return ("!" if query.inverted else "") + " ".join(words)


def _node(node: Node) -> str:
    if isinstance(node, Or):
        return " or ".join(_node(item) for item in node.items)
    if isinstance(node, And):
        return " ".join(_grouped(item, Or) for item in node.items)
    if isinstance(node, Not):
        return "-" + _grouped(node.item, (And, Or))
    if isinstance(node, Term):
        return node.name + node.op + "".join(_part(part) for part in node.value)
    return _text(node)


def _grouped(node: Node, kinds: type | tuple[type, ...]) -> str:
    return f"({_node(node)})" if isinstance(node, kinds) else _node(node)


def _part(part: Part) -> str:
    return quoted(part.text) if part.quoted else part.text


def _text(term: TextTerm) -> str:
    text = term.text
    plain = not re.search(SPECIAL, text) and fold(text) == text and text.casefold() not in KEYWORDS
    return text if plain and text[:1] not in ("-", "!", "") else quoted(text)


def quoted(text: str) -> str:
    """The text in quotes, its own quotes and backslashes escaped."""
    return '"' + re.sub(r'([\\"＂])', r"\\\1", text) + '"'
