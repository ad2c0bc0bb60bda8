"""What the values of a condition mean, one way for each shape of field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from salestui.domain.ids import short_number
from salestui.domain.query import naming, ordered
from salestui.domain.query.asks import Ask, choice, me
from salestui.domain.query.conditions import Condition, either, equals, reads_as
from salestui.domain.query.faults import expected
from salestui.domain.query.fields import Shape
from salestui.domain.query.reads import read_cost, reader
from salestui.domain.query.scope import Scope
from salestui.domain.query.states import outcome_keys, state
from salestui.domain.query.wording import map_members, text_contains, text_equals
from salestui.domain.schema import TIER_LETTERS, TIERS
from salestui.domain.text import searchable
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

YES = frozenset(("yes", "true", "y", "1", "是"))
NO = frozenset(("no", "false", "n", "0", "否"))


def _text(ask: Ask, scope: Scope) -> Condition:
    needles = tuple(searchable(piece.text) for piece in ask.pieces)
    make = reader(ask.field)
    return text_equals(make, frozenset(needles)) if ask.exact else text_contains(make, needles)


def _id(ask: Ask, scope: Scope) -> Condition:
    wanted = tuple(piece.text for piece in ask.pieces)
    if ask.exact:
        return equals("_id", frozenset(wanted))
    return Condition(lambda scope: lambda doc: str(doc.get("_id", "")).startswith(wanted))


def _number(ask: Ask, scope: Scope) -> Condition:
    """A number for people: whole, without its replica part, or only its count."""
    wanted = frozenset(piece.text.upper() for piece in ask.pieces)
    ends = tuple(number.rpartition("-")[2] for number in wanted)

    def holds(doc: Doc) -> bool:
        number = doc.get("number")
        if number.__class__ is not str or not number.upper().endswith(ends):
            return False
        number = number.upper()
        forms = (number, short_number(number), number.rpartition("-")[2])
        return not wanted.isdisjoint(forms)

    return Condition(lambda scope: holds)


def _key(ask: Ask, scope: Scope) -> Condition:
    letters = TIER_LETTERS if ask.field.choices is TIERS else {}
    wanted = frozenset(choice(piece, ask.field.choices, letters) for piece in ask.pieces)
    if not ask.field.read:
        return equals(ask.field.name, wanted)
    found = reads_as(reader(ask.field), wanted, read_cost(ask.field))
    if ask.field.read == "outcome":
        return Condition(found.bind, lambda scope: outcome_keys(scope, wanted), found.cost)
    return found


def _state(ask: Ask, scope: Scope) -> Condition:
    keys = [choice(piece, ask.field.choices, {}) for piece in ask.pieces]
    if "mine" in keys:
        me(ask.pieces[keys.index("mine")], scope)
    return either([state(ask.kind, key) for key in keys])


def _flag(ask: Ask, scope: Scope) -> Condition:
    wanted = set()
    for piece in ask.pieces:
        word = searchable(piece.text)
        if word not in YES | NO:
            raise expected(piece.pos, Words("yes or no", "是或否"), piece.text)
        wanted.add(word in YES)
    path = ask.field.name
    return Condition(lambda scope: lambda doc: any(doc.get(path) is one for one in wanted))


def _map(ask: Ask, scope: Scope) -> Condition:
    if ask.field.ref:
        find = naming.finder(ask.pieces, ask.field.ref, ask.exact, scope)
        return map_members(ask.field.name, find, ())
    wanted = []
    for piece in ask.pieces:
        labels = {searchable(name): key for key in ask.field.choices
                  for name in (key, *ask.field.choices[key])}  # fmt: skip
        text = searchable(piece.text)
        wanted.append(labels.get(text, text))
    names = frozenset(wanted)
    return map_members(ask.field.name, lambda scope: names, () if ask.exact else tuple(wanted))


MEANINGS: Mapping[Shape, Callable[[Ask, Scope], Condition]] = {
    "text": _text,
    "id": _id,
    "number": _number,
    "key": _key,
    "flag": _flag,
    "map": _map,
    "is": _state,
    "ref": naming.ref,
    "stage": naming.stage,
    "integer": ordered.integer,
    "percent": ordered.percent,
    "money": ordered.money,
    "date": ordered.day,
    "instant": ordered.instant,
    "days": ordered.age,
}
"""Shape of a field -> what values of it mean."""
