"""Conditions that ask the log: when a record was changed, which field, and by whom.

`changed>=mon`, `changed:stage,amount` and `by:lei` side by side mean one and the same change: Lei
changed the stage or the amount, on Monday or later. Each by itself means any change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from salestui.domain.problems import InputProblem
from salestui.domain.query import values
from salestui.domain.query.asks import me
from salestui.domain.query.conditions import DEAR, Condition, Predicate, opposite
from salestui.domain.query.faults import did_you_mean, expected, fault
from salestui.domain.query.fields import BY, CHANGED, LOG_NAMES, field_named, field_names, plain
from salestui.domain.query.naming import ME, unknown
from salestui.domain.query.ordered import instants, span
from salestui.domain.query.scope import Scope
from salestui.domain.query.syntax import And, Query, Term
from salestui.domain.query.values import ANY_WORDS, NONE_WORDS, Item, Piece, items
from salestui.domain.schema import KINDS, path_parts
from salestui.domain.text import searchable
from salestui.domain.touches import Touch
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

Test: TypeAlias = Callable[[Touch], bool]
Ask: TypeAlias = Callable[[Scope], Test]
"""One thing asked of a touch, bound to a snapshot."""

NO_LOG = Words("Here the log can't be asked.", "此处不能查改动记录。")
FIELD_OR_DAY = Words("a field or a date", "字段或日期")
WHO_ONLY = Words("“:” or “=” after this", "“:”或“=”")
APART = Words("Fields and dates are two conditions.", "字段与日期须分开写。")
WRITE_APART = Words("Write changed:stage changed>=mon.", "请写 改动:阶段 改动>=周一。")


def asks_log(term: Term) -> bool:
    """Whether a condition asks the log instead of the record."""
    return plain(term.name.rpartition(".")[2]) in LOG_NAMES


def joins(term: Term) -> bool:
    """Whether the condition can be about the same change as others beside it."""
    alone = "." in term.name or term.op == "!=" or _presence(term)
    return asks_log(term) and not alone


def asked_of_changes(query: Query, kind: str, scope: Scope) -> tuple[Test | None, bool]:
    """What a filter asks of each change that it is to tell, and whether it asks nothing else.

    None where it asks nothing of changes. Raises InputProblem.
    """
    where = query.where
    nodes = where.items if isinstance(where, And) else (where,)
    terms = [node for node in nodes if isinstance(node, Term) and joins(node)]
    if not terms or query.inverted:
        return None, False
    tests = [ask(term, kind, scope)(scope) for term in terms]
    only = len(terms) == len(nodes) and not query.sort
    return (lambda touch: all(test(touch) for test in tests)), only


def touched(terms: Sequence[Term], kind: str, scope: Scope) -> Condition:
    """One change of the record meets all of the conditions. Raises InputProblem."""
    if len(terms) == 1 and (_presence(terms[0]) or terms[0].op == "!="):
        return _alone(terms[0], kind, scope)
    asked = [ask(term, kind, scope) for term in terms]
    if scope.env.log is None:
        raise fault(terms[0].pos, NO_LOG)
    return Condition(lambda scope: _holds(scope, kind, [bind(scope) for bind in asked]), cost=DEAR)


def _alone(term: Term, kind: str, scope: Scope) -> Condition:
    """`changed:none`, `changed:any`, and what is asked with `!=`."""
    word = _presence(term)
    if not word:
        turned = Term(term.name, "=", term.value, term.pos)
        return opposite(touched([turned], kind, scope))
    if scope.env.log is None:
        raise fault(term.pos, NO_LOG)
    there = Condition(lambda scope: _holds(scope, kind, [_is_change]), cost=DEAR)
    none = (word in NONE_WORDS) != (term.op == "!=")
    return opposite(there) if none else there


def _is_change(touch: Touch) -> bool:
    return not touch.created


def _presence(term: Term) -> str:
    """The word of a condition that asks whether there was a change at all; empty for others."""
    word = searchable(term.value[0].text) if len(term.value) == 1 else ""
    plainly = plain(term.name) in CHANGED and term.op in (":", "=", "!=")
    return word if plainly and not term.value[0].quoted and word in NONE_WORDS | ANY_WORDS else ""


def _holds(scope: Scope, kind: str, tests: Sequence[Test]) -> Predicate:
    log = scope.env.log
    assert log is not None
    # Asked for at the first record only: reading the log takes its time.
    touches, until = log.touches, log.until

    def holds(doc: Doc) -> bool:
        for touch in touches(kind).get(doc["_id"], ()):
            if (until is None or touch.when <= until) and all(test(touch) for test in tests):
                return True
        return False

    return holds


# -- what is asked of a touch


def ask(term: Term, kind: str, scope: Scope) -> Ask:
    """What one condition asks of a touch. Raises InputProblem."""
    if plain(term.name) in BY:
        return _by(term, scope)
    comparing = term.op not in (":", "=")
    found = items(term, ranged=True, numeric=False)
    fields = [None if comparing else _field(item, kind) for item in found]
    if all(path is not None for path in fields):
        return _fields(frozenset(path for path in fields if path))
    if any(path is not None for path in fields):
        raise fault(term.pos, APART, WRITE_APART)
    return _days(term, found, kind, scope)


def _field(item: Item, kind: str) -> str | None:
    """The path that a value names; None for a date."""
    if not isinstance(item, Piece):
        return None
    known = field_named(kind, item.text)
    return known.name if known is not None and KINDS[kind].field(known.name) else None


def _fields(wanted: frozenset[str]) -> Ask:
    def test(touch: Touch) -> bool:
        return any(path_parts(path)[0] in wanted for path in touch.paths)

    return lambda scope: test


def _days(term: Term, found: Sequence[Item], kind: str, scope: Scope) -> Ask:
    def read(piece: Piece) -> values.Pair:
        try:
            return values.dates(piece, scope, True)
        except InputProblem as problem:
            if term.op not in (":", "=") or any(map(str.isdigit, piece.text)):
                raise
            near = did_you_mean(piece.text, list(field_names(kind)))
            raise expected(piece.pos, FIELD_OR_DAY, piece.text, near) from problem

    op = ":" if term.op == "=" else term.op
    spans = [instants(*span(op, item, read), scope.env) for item in found]

    def test(touch: Touch) -> bool:
        return any(
            (low is None or low <= touch.when) and (high is None or touch.when <= high)
            for low, high in spans
        )

    return lambda scope: test


def _by(term: Term, scope: Scope) -> Ask:
    if term.op not in (":", "="):
        raise expected(term.pos + len(term.name), WHO_ONLY, term.op)
    pieces = [
        piece for piece in items(term, ranged=False, numeric=False) if isinstance(piece, Piece)
    ]
    for piece in pieces:
        if piece.word in ME:
            me(piece, scope)
        elif not _handles(piece, scope):
            raise unknown(piece, "members", scope)

    def bind(scope: Scope) -> Test:
        handles = frozenset[str]().union(*(_handles(piece, scope) for piece in pieces))
        author = scope.snapshot.author
        return lambda touch: author(touch.rep) in handles

    return bind


def _handles(piece: Piece, scope: Scope) -> frozenset[str]:
    """The handles that a name stands for: those of members, and of who wrote without being one."""
    if piece.word in ME:
        ids = frozenset((scope.env.me,))
    else:
        ids = scope.find("members", piece.text, False)
    table, wanted = scope.snapshot.table("members"), searchable(piece.text)
    named = {str(doc.get("handle", "")) for id in ids if (doc := table.get(id)) is not None}
    wrote = {handle for handle in scope.snapshot.authors.values() if searchable(handle) == wanted}
    return frozenset(named | wrote)
