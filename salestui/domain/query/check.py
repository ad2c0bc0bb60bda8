"""What a filter's names and values mean for one kind of record, or where they mean nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from salestui.domain.query.asks import Ask
from salestui.domain.query.conditions import (
    DEAR,
    Condition,
    Predicate,
    either,
    every,
    is_set,
    opposite,
)
from salestui.domain.query.faults import did_you_mean, expected, fault, listed
from salestui.domain.query.fields import (
    FilterField,
    Shape,
    field_named,
    field_names,
    known_names,
)
from salestui.domain.query.meanings import MEANINGS
from salestui.domain.query.reads import presence, read_cost
from salestui.domain.query.scope import Scope
from salestui.domain.query.syntax import And, Node, Not, Or, Term, TextTerm
from salestui.domain.query.touched import asks_log, joins, touched
from salestui.domain.query.values import ANY_WORDS, NONE_WORDS, Item, Piece, items
from salestui.domain.query.wording import anywhere
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

ORDERED: frozenset[Shape] = frozenset(("money", "integer", "percent", "date", "instant", "days"))
"""Shapes that know `>`, `<` and ranges."""

NUMERIC: frozenset[Shape] = frozenset(("money", "integer"))
"""Shapes in which `1,000` is a slip."""

COMPARING = (">", ">=", "<", "<=")

_FOLLOW = Words("Such fields are: {names}", "可用：{names}")

Step = tuple[FilterField, str]
"""A reference followed: its field and the kind it leads to."""


def condition(node: Node | None, kind: str, scope: Scope) -> Condition:
    """The condition that a tree stands for; raises InputProblem at the first mistake."""
    if node is None:
        return Condition(lambda scope: lambda doc: True)
    if isinstance(node, And):
        return _every(node.items, kind, scope)
    if isinstance(node, Or):
        return either([condition(item, kind, scope) for item in node.items])
    if isinstance(node, Not):
        return opposite(condition(node.item, kind, scope))
    if isinstance(node, Term):
        return _of_term(node, kind, scope)
    return anywhere((node.text,), kind)


def _of_term(term: Term, kind: str, scope: Scope) -> Condition:
    *before, last = term.name.split(".")
    own = replace(term, name=last, pos=term.pos + len(term.name) - len(last))
    if asks_log(own):
        steps, kind = follow(before, kind, term.pos)
        found = touched([own], kind, scope)
    else:
        steps, known = resolve(term.name, kind, term.pos)
        found = _term(term, known, steps[-1][1] if steps else kind, scope)
    for step in reversed(steps):
        found = _through(step, found)
    return found


def _every(items: tuple[Node, ...], kind: str, scope: Scope) -> Condition:
    """All of the items; words are looked for together, in one reading of the record.

    What is asked of the log side by side is asked of one change.
    """
    words = [item.text for item in items if isinstance(item, TextTerm)]
    changes = [item for item in items if isinstance(item, Term) and joins(item)]
    rest = [item for item in items if not isinstance(item, TextTerm) and item not in changes]
    found = [condition(item, kind, scope) for item in rest]
    found += [touched(changes, kind, scope)] if changes else []
    return every([*found, anywhere(words, kind)] if words else found)


def resolve(name: str, kind: str, position: int) -> tuple[list[Step], FilterField]:
    """The references that a dotted name follows, and its field; raises InputProblem."""
    *before, last = name.split(".")
    steps, kind = follow(before, kind, position)
    return steps, _field(last, kind, position + len(name) - len(last))


def follow(names: Sequence[str], kind: str, position: int) -> tuple[list[Step], str]:
    """The references of those names, and the kind that they lead to; raises InputProblem."""
    steps: list[Step] = []
    for part in names:
        known = _field(part, kind, position)
        if known.shape != "ref":
            raise _no_reference(part, kind, position)
        steps.append((known, known.ref))
        kind, position = known.ref, position + len(part) + 1
    return steps, kind


def _field(name: str, kind: str, position: int) -> FilterField:
    known = field_named(kind, name)
    if known is None:
        message = Words("There is no field “{name}”.", "没有“{name}”这个字段。").fill(
            name=name[:40]
        )
        some = Words("Fields: {names}", "可用字段：{names}").fill(
            names=Words(listed(list(field_names(kind))), listed(list(field_names(kind, "zh"))))
        )
        raise fault(position, message, did_you_mean(name, known_names(kind), some))
    return known


def _no_reference(name: str, kind: str, position: int) -> Exception:
    refs = [one for one in field_names(kind) if _is_ref(kind, one)]
    what = Words("a field that leads to another record", "指向其他记录的字段")
    return expected(position, what, name, _FOLLOW.fill(names=listed(refs)))


def _is_ref(kind: str, name: str) -> bool:
    known = field_named(kind, name)
    return known is not None and known.shape == "ref"


def _term(term: Term, known: FilterField, kind: str, scope: Scope) -> Condition:
    """One condition on a field of a record of `kind`."""
    ordered = known.shape in ORDERED
    comparing = term.op in COMPARING
    sign = term.pos + len(term.name)
    if comparing and not ordered:
        hint = Words("Write {name}:value or {name}!=value.", "请写 {name}:值 或 {name}!=值。")
        what = Words("“:”, “=” or “!=” after this field", "“:”“=”或“!=”")
        raise expected(sign, what, term.op, hint.fill(name=term.name))
    found = items(term, ranged=ordered, numeric=known.shape in NUMERIC)
    if comparing and (len(found) > 1 or not isinstance(found[0], Piece)):
        what = Words("one value after “{op}”", "“{op}”后的单个值").fill(op=term.op)
        hint = Words("Write {name}:A..B for a range.", "范围请写 {name}:A..B。").fill(
            name=term.name
        )
        raise expected(found[-1].pos, what, "", hint)
    conditions: list[Condition] = []
    values: list[Item] = []
    for item in found:
        word = item.word if isinstance(item, Piece) and known.shape != "is" else ""
        if word in NONE_WORDS | ANY_WORDS and not comparing:
            there = is_set(presence(known), read_cost(known))
            conditions.append(opposite(there) if word in NONE_WORDS else there)
        else:
            values.append(item)
    if values:
        ask = Ask(known, kind, "=" if term.op == "!=" else term.op, values)
        conditions.append(MEANINGS[known.shape](ask, scope))
    joined = either(conditions)
    return opposite(joined) if term.op == "!=" else joined


def _through(step: Step, inner: Condition) -> Condition:
    """The condition asked of the record that a reference leads to; without one it fails."""
    known, kind = step

    path = known.name

    def bind(scope: Scope) -> Predicate:
        test = inner.bind(scope)
        seen: dict[object, bool] = {}

        def holds(doc: Doc) -> bool:
            id = doc.get(path)
            answer = seen.get(id)
            if answer is None:
                record = scope.record(kind, id)
                answer = seen[id] = record is not None and test(record)
            return answer

        return holds

    return Condition(bind, cost=min(inner.cost + 1, DEAR))
