"""Values with an order: numbers, amounts, days and ages, compared as spans of whole numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias

from salestui.domain.query import values
from salestui.domain.query.asks import Ask
from salestui.domain.query.conditions import Condition, Span, either, within
from salestui.domain.query.faults import fault
from salestui.domain.query.reads import money_reader, read_cost, reader
from salestui.domain.query.scope import Env, Scope
from salestui.domain.query.values import Item, Pair, Piece
from salestui.domain.words import Words

Read: TypeAlias = Callable[[Piece], Pair]

LOOKING_BACK = frozenset(("closed_on", "owner_since", "churned_on", "left_on"))
"""Dates of what has happened: `fri` means the last Friday there, the next one elsewhere."""

BACKWARDS = Words("The range runs backwards.", "范围的起点大于终点。")


def span(op: str, item: Item, read: Read) -> Span:
    """The values that an operator and one value or range allow, both ends included."""
    if not isinstance(item, Piece):
        low = read(item.low)[0] if item.low else None
        high = read(item.high)[1] if item.high else None
        if low is not None and high is not None and low > high:
            raise fault(
                item.pos, BACKWARDS, Words("Write the lower end first.", "请把小的写在前面。")
            )
        return low, high
    first, last = read(item)
    if op in (">", ">="):
        return (last + 1 if op == ">" else first), None
    if op in ("<", "<="):
        return None, (first - 1 if op == "<" else last)
    return first, last


def _plain(ask: Ask, read: Read) -> Condition:
    spans = [span(ask.op, item, read) for item in ask.items]
    return within(reader(ask.field), spans, read_cost(ask.field))


def integer(ask: Ask, scope: Scope) -> Condition:
    """A whole number."""
    return _plain(ask, values.integer)


def percent(ask: Ask, scope: Scope) -> Condition:
    """A percentage."""
    return _plain(ask, values.percent)


def money(ask: Ask, scope: Scope) -> Condition:
    """An amount in the record's own currency; one written with a currency means only that."""
    return either([_amount(ask, item, scope.env) for item in ask.items])


def _amount(ask: Ask, item: Item, env: Env) -> Condition:
    ends = [item] if isinstance(item, Piece) else [end for end in (item.low, item.high) if end]
    named = {currency for end in ends if (currency := values.named_currency(end, env))}
    if len(named) > 1:
        message = Words("The range names two currencies.", "范围里有两种币种。")
        raise fault(item.pos, message)
    only = next(iter(named), "")
    found = span(ask.op, item, lambda piece: values.money(piece, only))
    return within(money_reader(ask.field, only), [found], read_cost(ask.field))


def day(ask: Ask, scope: Scope) -> Condition:
    """A local date."""
    spans = [_ends(span(ask.op, item, _dates(ask, scope)), _iso) for item in ask.items]
    return within(reader(ask.field), spans, read_cost(ask.field))


def _dates(ask: Ask, scope: Scope) -> Read:
    past = ask.field.shape == "instant" or ask.field.name in LOOKING_BACK
    return lambda piece: values.dates(piece, scope, past)


def _iso(ordinal: int) -> str:
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal())).isoformat()


def _ends(found: Span, shown: Callable[[int], Any]) -> Span:
    low, high = found
    return (None if low is None else shown(low)), (None if high is None else shown(high))


def instant(ask: Ask, scope: Scope) -> Condition:
    """An instant that lies on certain days in the workspace's zone."""
    read = _dates(ask, scope)
    spans = [instants(*span(ask.op, item, read), scope.env) for item in ask.items]
    return within(reader(ask.field), spans, read_cost(ask.field))


def age(ask: Ask, scope: Scope) -> Condition:
    """Days from an instant to today: the older, the earlier the instant."""
    env, spans = scope.env, []
    today = env.today.toordinal()
    for item in ask.items:
        low, high = span(ask.op, item, values.days)
        first = None if high is None else today - high
        last = None if low is None else today - low
        spans.append(instants(first, last, env))
    return within(reader(ask.field), spans, read_cost(ask.field))


def instants(first: int | None, last: int | None, env: Env) -> Span:
    """The instants, ms, from the start of day `first` to the end of day `last`."""
    low = None if first is None else env.midnight(first)
    high = None if last is None else env.midnight(last + 1) - 1
    return low, high
