"""Goals under goals: the order of the tree, and whether children add up to their parent."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from salestui.domain.goals.evaluate import Figures
from salestui.domain.goals.records import LEVELS, Goal
from salestui.domain.goals.shown import shown_number
from salestui.domain.metrics.measure import Number
from salestui.domain.schema import GOAL_LEVELS
from salestui.domain.words import Words


class Branch(NamedTuple):
    """A goal at its place in the tree."""

    goal: Goal
    depth: int


class Rollup(NamedTuple):
    """The children of one level added up against their parent."""

    level: str
    children: tuple[str, ...]
    """Ids of the goals added up."""
    required: Number
    actual: Number
    asked: Number
    """What the parent requires."""
    reached: Number
    """What the parent has."""

    @property
    def gap(self) -> Number:
        """What no child has to reach; negative when they have to reach more together."""
        return self.asked - self.required


def children_of(goals: Mapping[str, Goal]) -> dict[str, list[Goal]]:
    """Parent id -> its goals; under an empty id those without a parent that is there."""
    below: dict[str, list[Goal]] = {}
    for goal in goals.values():
        parent = goal.parent if goal.parent in goals and not _circles(goals, goal) else ""
        below.setdefault(parent, []).append(goal)
    return below


def _circles(goals: Mapping[str, Goal], goal: Goal) -> bool:
    """Whether the goal stands above itself; two people can bring that about."""
    seen: set[str] = set()
    at: Goal | None = goal
    while at is not None and at.id not in seen:
        seen.add(at.id)
        at = goals.get(at.parent)
    return at is not None and at.id == goal.id


def tree(goals: Mapping[str, Goal]) -> tuple[Branch, ...]:
    """Every goal once, children below their parent."""
    below = children_of(goals)

    def walk(id: str, depth: int) -> Iterator[Branch]:
        for goal in below.get(id, ()):
            yield Branch(goal, depth)
            yield from walk(goal.id, depth + 1)

    return tuple(walk("", 0))


def among(branches: Sequence[Branch], ids: Collection[str]) -> tuple[Branch, ...]:
    """Some of the branches, each as deep as it has ancestors among them."""
    above: list[int] = []
    found: list[Branch] = []
    for branch in branches:
        above = [depth for depth in above if depth < branch.depth]
        if branch.goal.id in ids:
            found.append(Branch(branch.goal, len(above)))
            above.append(branch.depth)
    return tuple(found)


def rollups(
    goal: Goal, children: Sequence[Goal], figures: Mapping[str, Sequence[Figures]]
) -> tuple[Rollup, ...]:
    """The goal's children added up, level by level, as far as they count the same thing."""
    main = _main(figures.get(goal.id, ()))
    if main is None or main.required is None or main.actual is None:
        return ()
    sums: dict[str, list[tuple[str, Number, Number]]] = {}
    for child in children:
        own = _main(figures.get(child.id, ()))
        same = own is not None and _same(own, main)
        if own is None or not same or own.required is None or own.actual is None:
            continue
        sums.setdefault(child.level, []).append((child.id, own.required, own.actual))
    return tuple(
        Rollup(
            level,
            tuple(id for id, _, _ in rows),
            sum(required for _, required, _ in rows),
            sum(actual for _, _, actual in rows),
            main.required,
            main.actual,
        )
        for level, rows in sorted(sums.items(), key=lambda item: _place(item[0]))
    )


def _main(figures: Sequence[Figures]) -> Figures | None:
    return next((f for f in figures if f.result.mode != "share"), None)


def _same(own: Figures, main: Figures) -> bool:
    """Whether two figures can be added: rates can't."""
    flow = own.expected is not None and main.expected is not None
    return flow and (own.result.metric, own.result.unit) == (main.result.metric, main.result.unit)


def _place(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


LESS = Words("{level}: {sum} of {asked} given out, {gap} with nobody",
             "{level}目标合计{sum}，上级{asked}：还有{gap}未分解")  # fmt: skip
MORE = Words("{level}: {sum} given out, {gap} more than {asked}",
             "{level}目标合计{sum}，比上级{asked}多{gap}")  # fmt: skip


def notice(rollup: Rollup, main: Figures) -> Words | None:
    """What there is to say where children do not add up to their parent."""
    if not rollup.gap:
        return None
    level = GOAL_LEVELS.get(rollup.level) or Words(rollup.level, rollup.level)
    return (LESS if rollup.gap > 0 else MORE).fill(
        level=Words(level.en.lower(), level.zh),
        sum=shown_number(rollup.required, main.result),
        asked=shown_number(rollup.asked, main.result),
        gap=shown_number(max(rollup.gap, -rollup.gap), main.result),
    )
