"""All goals of one state with their figures, each worked out when it is asked for and then kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from salestui.domain.goals.evaluate import Figures, figures
from salestui.domain.goals.ground import Ground
from salestui.domain.goals.records import Goal, current_first, goals_of
from salestui.domain.goals.remaining import Remaining, remaining
from salestui.domain.goals.smart import Answer, smart
from salestui.domain.goals.standing import attainment, standing
from salestui.domain.goals.tree import Branch, Rollup, children_of, rollups, tree
from salestui.domain.goals.way import Way, way
from salestui.domain.metrics.measure import Number

if TYPE_CHECKING:
    from salestui.domain.query import Env, Memory
    from salestui.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Sight:
    """One goal with its figures."""

    goal: Goal
    figures: tuple[Figures, ...]
    standing: str
    """A key of STANDINGS."""
    attainment: Number | None
    remaining: Remaining | None

    @property
    def main(self) -> Figures | None:
        """The figure that the goal is counted in: the first that is no share, else the first."""
        plain = (f for f in self.figures if f.result.mode != "share")
        return next(plain, self.figures[0] if self.figures else None)


class Book:
    """The goals of a state looked at on a day."""

    def __init__(self, snapshot: Snapshot, env: Env, memory: Memory | None = None) -> None:
        self.ground = Ground(snapshot, env, memory)
        self._sights: dict[str, Sight] = {}
        self._answers: dict[str, tuple[Answer, ...]] = {}
        self._ways: dict[str, Way | None] = {}

    @cached_property
    def goals(self) -> dict[str, Goal]:
        """Every live goal by id, in the order of the tree."""
        return current_first(goals_of(self.ground.snapshot), self.ground.env.today)

    @cached_property
    def branches(self) -> tuple[Branch, ...]:
        """The goals in the order of the tree."""
        return tree(self.goals)

    @cached_property
    def children(self) -> dict[str, list[Goal]]:
        """Parent id -> its goals; under an empty id the roots."""
        return children_of(self.goals)

    def sight(self, id: str) -> Sight:
        """The figures of a goal. Raises KeyError for one that is not there."""
        found = self._sights.get(id)
        if found is None:
            found = self._sights[id] = sight_of(self.ground, self.goals[id])
        return found

    def smart(self, id: str) -> tuple[Answer, ...]:
        """The five SMART answers of a goal."""
        found = self._answers.get(id)
        if found is None:
            sight = self.sight(id)
            found = self._answers[id] = smart(self.ground, sight.goal, sight.figures)
        return found

    def way(self, id: str) -> Way | None:
        """The path to a goal; None where it is no sum of won deals."""
        if id not in self._ways:
            sight = self.sight(id)
            main, period = sight.main, sight.goal.period
            self._ways[id] = way(self.ground, main, period) if main and period else None
        return self._ways[id]

    def rollups(self, id: str) -> tuple[Rollup, ...]:
        """The children of a goal added up."""
        below = self.children.get(id, [])
        figures = {goal.id: self.sight(goal.id).figures for goal in (self.goals[id], *below)}
        return rollups(self.goals[id], below, figures)

    def begin(self, id: str = "") -> Book:
        """Work out what the tree shows, and everything about one goal."""
        for each in self.goals:
            self.sight(each)
        if id in self.goals:
            self.smart(id)
            self.way(id)
        return self

    def prepare(self) -> Book:
        """Work everything out, for a screen that must not wait later."""
        for id in self.goals:
            self.smart(id)
            self.way(id)
            self.rollups(id)
        return self


def sight_of(ground: Ground, goal: Goal) -> Sight:
    """A goal's figures, also of one that is not stored yet."""
    found = tuple(
        figures(ground, result, goal.period, goal.base_period) for result in goal.key_results
    )
    return Sight(
        goal=goal,
        figures=found,
        standing=standing(goal, found, ground.env.today),
        attainment=attainment(found),
        remaining=remaining(found),
    )
