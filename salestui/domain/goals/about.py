"""Whom and what a goal's filter is about: its level, its owner, a name for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from salestui.domain.goals.metrics import metric_words
from salestui.domain.names import member_short
from salestui.domain.problems import Problem
from salestui.domain.query import canonical, parse
from salestui.domain.query.check import resolve
from salestui.domain.query.scope import Scope
from salestui.domain.query.syntax import And, Node, Query, Term
from salestui.domain.text import searchable
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.goals.ground import Ground
    from salestui.domain.goals.records import Goal


class About(NamedTuple):
    """What the conditions of a filter narrow it down to."""

    level: str
    """Of GOAL_LEVELS."""
    owner: str
    """Member id, where one person's deals are meant."""


def about(filter: str, ground: Ground) -> About:
    """The level and owner of a goal on the deals that pass a sound filter."""
    fields = {path: value for path, value in conditions(filter)}
    if "owner" in fields:
        scope = Scope(ground.snapshot, ground.env, ground.memory)
        found = scope.find("members", fields["owner"], exact=False)
        return About("person", next(iter(found)) if len(found) == 1 else "")
    for path, level in (("owner.manager", "team"), ("product", "product"), ("region", "region")):
        if path in fields:
            return About(level, "")
    return About("company", "")


def conditions(filter: str) -> Iterator[tuple[str, str]]:
    """(path, value) of the conditions that must all hold and name what they want."""
    for item in _items(filter):
        found = _condition(item)
        if found is not None:
            yield found


def narrowing(filter: str) -> frozenset[tuple[str, str]]:
    """Everything that must hold, comparable between filters: (path, value) or ("", condition)."""
    found: set[tuple[str, str]] = set()
    for item in _items(filter):
        path, value = _condition(item) or ("", canonical(Query(item)))
        found.add((path, searchable(value)))
    return frozenset(found)


def _items(filter: str) -> tuple[Node, ...]:
    try:
        where = parse(filter).where if filter else None
    except Problem:
        return ()
    return where.items if isinstance(where, And) else (where,) if where else ()


def _condition(item: Node) -> tuple[str, str] | None:
    if not isinstance(item, Term) or item.op not in (":", "="):
        return None
    try:
        steps, known = resolve(item.name, "deals", item.pos)
    except Problem:
        return None
    path = ".".join((*(step.name for step, _ in steps), known.name))
    return path, "".join(part.text for part in item.value)


def goal_words(goal: Goal, ground: Ground, above: Goal | None = None) -> Words:
    """What a goal is called: its title, else what it counts and of whom.

    Under a goal that counts the same, what that one says already is left out.
    """
    if goal.title:
        return Words(goal.title, goal.title)
    result = goal.main or next(iter(goal.key_results), None)
    if result is None:
        return Words(goal.statement or goal.number, goal.statement or goal.number)
    over = above.main if above else None
    known = narrowing(over.filter) if over else frozenset()
    own = [(path, value) for path, value in conditions(result.filter)
           if (path, searchable(value)) not in known]  # fmt: skip
    of_whom = " ".join(_shown(path, value, ground) for path, value in own)
    if over and of_whom and (over.metric, over.unit) == (result.metric, result.unit):
        return Words(of_whom, of_whom)
    of_whom = of_whom or ("" if own or over else result.filter)
    metric = metric_words(result.metric)
    return Words(f"{metric.en} {of_whom}".strip(), f"{metric.zh} {of_whom}".strip())


def _shown(path: str, value: str, ground: Ground) -> str:
    """A value of a condition as people say it."""
    if not path.endswith("owner"):
        return value
    scope = Scope(ground.snapshot, ground.env, ground.memory)
    found = scope.find("members", value, exact=False)
    return member_short(ground.snapshot, next(iter(found))) if len(found) == 1 else value
