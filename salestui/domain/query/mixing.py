"""Which amounts a filter compares without saying in which currency."""

from __future__ import annotations

from salestui.domain.query.check import resolve
from salestui.domain.query.scope import Env
from salestui.domain.query.syntax import And, Node, Not, Or, Term
from salestui.domain.query.touched import asks_log
from salestui.domain.query.values import Piece, named_currency


def currency_paths(node: Node | None, kind: str, env: Env) -> tuple[str, ...]:
    """The paths of the currencies of the record's own amounts that are compared as they stand."""
    found: dict[str, None] = {}
    for term in _terms(node):
        if asks_log(term):
            continue
        steps, known = resolve(term.name, kind, term.pos)
        if known.shape == "money" and not steps and not _named(term, env):
            found[known.currency] = None
    return tuple(found)


def _terms(node: Node | None) -> list[Term]:
    if isinstance(node, And | Or):
        return [term for item in node.items for term in _terms(item)]
    if isinstance(node, Not):
        return _terms(node.item)
    return [node] if isinstance(node, Term) else []


def _named(term: Term, env: Env) -> bool:
    """Whether the condition names a currency, or no amount at all."""
    pieces = [Piece(text, False, 0) for part in term.value for text in part.text.split(",")]
    ends = [end for piece in pieces for end in piece.text.split("..") if end]
    return all(
        named_currency(Piece(end, False, 0), env) or not any(map(str.isdigit, end)) for end in ends
    )
