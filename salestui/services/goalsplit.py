"""Giving a goal out: one child for each who gets a part, as one act, the sum kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from salestui.domain.change import Act, Edit
from salestui.domain.goals.book import sight_of
from salestui.domain.goals.breakdown import Part, parts
from salestui.domain.goals.evaluate import Figures
from salestui.domain.goals.ground import Ground
from salestui.domain.goals.metrics import METRICS, metric_words
from salestui.domain.goals.records import Goal, KeyResult, goal_of
from salestui.domain.goals.sentence import written
from salestui.domain.goals.shown import shown_number
from salestui.domain.ids import derived_id
from salestui.domain.metrics.measure import PLAIN_UNITS
from salestui.domain.money import parse_money, parse_number
from salestui.domain.problems import InputProblem, NotFound, Refused
from salestui.domain.schema import DELETED
from salestui.domain.text import searchable
from salestui.domain.words import Words
from salestui.services.goalrecords import (
    goal_values,
    ground_of,
    result_values,
    sentence_of,
    style_of,
)
from salestui.services.records import act_of, live_record, made_edit

if TYPE_CHECKING:
    from salestui.domain.snapshot import Snapshot
    from salestui.services.context import Context

NO_SUM = Words(
    "{metric} does not add up: give everybody the same target instead",
    "{metric}不能相加，请给每人设同样的目标",
)
NO_TARGET = Words("The goal has no number to give out", "目标没有可分解的数值")
NOBODY = Words("There is nobody to give it to", "没有可分解的对象")
LEVELS = {"members": "person", "regions": "region"}
NO_PART = Words("Nobody called {name} gets a part", "分解对象中没有“{name}”")
OTHER_CURRENCY = Words("The goal is in {unit}", "目标以{unit}计")
WHOLE_PART = Words("A part is a whole number", "各部分须为整数")
UNEVEN = Words("{sum} of {total} given out, {gap} left", "合计{sum}/{total}，还差{gap}")
OVER = Words("{sum} of {total} given out, {gap} too many", "合计{sum}/{total}，多出{gap}")


def proposal(ground: Ground, goal: Goal, by: str, how: str) -> tuple[Figures, tuple[Part, ...]]:
    """The goal's main figure and who would get how much. Raises Refused where nothing can be."""
    main = divisible(ground, goal)
    found = parts(ground, goal, main, by, how)
    if not found:
        raise Refused(NOBODY)
    return main, found


def divisible(ground: Ground, goal: Goal) -> Figures:
    """The goal's main figure, where it is a sum to be reached. Raises Refused."""
    main = sight_of(ground, goal).main
    if main is None or main.fault or not main.required or main.result.mode == "share":
        raise Refused(NO_TARGET)
    if METRICS[main.result.metric].kind == "rate":
        raise Refused(NO_SUM.fill(metric=metric_words(main.result.metric)))
    return main


def gap_words(main: Figures, values: Mapping[str, int]) -> Words | None:
    """What is wrong with parts that do not keep the sum; None when they do."""
    total, whole = int(main.required or 0), sum(values.values())
    if whole == total:
        return None
    return (UNEVEN if whole < total else OVER).fill(
        sum=shown_number(whole, main.result),
        total=shown_number(total, main.result),
        gap=shown_number(abs(total - whole), main.result),
    )


def typed_parts(
    texts: Mapping[str, str], parts: Sequence[Part], main: Figures, ctx: Context
) -> dict[str, int]:
    """Parts as they are typed, by name, handle or key. Raises NotFound and InputProblem."""
    found: dict[str, int] = {}
    for name, text in texts.items():
        wanted = searchable(name)
        part = next((p for p in parts if wanted in (searchable(p.name), p.key, _handle(p))), None)
        if part is None:
            raise NotFound(NO_PART.fill(name=name), where=name)
        try:
            found[part.key] = typed_part(text, main, ctx)
        except InputProblem as problem:
            problem.where = f"{name}={text}"[:60]
            raise
    return found


def _handle(part: Part) -> str:
    return searchable(part.filter.rpartition(":")[2]) if "owner:" in part.filter else ""


def typed_part(text: str, main: Figures, ctx: Context) -> int:
    """One part as typed, in the unit of the goal. Raises InputProblem."""
    unit = main.result.unit
    if unit not in PLAIN_UNITS:
        minor, currency = parse_money(text, unit)
        if currency != unit:
            raise InputProblem(OTHER_CURRENCY.fill(unit=unit), where="currency")
        return minor
    number = parse_number(text)
    if number != number.to_integral_value() or number < 0:
        raise InputProblem(WHOLE_PART, where="part")
    return int(number)


def split_goal(
    snapshot: Snapshot, ctx: Context, id: str, by: str, how: str, values: Mapping[str, int]
) -> Act:
    """Children of a goal by member or region; `values` by key win over the proposal's.

    A part of 0 makes no child, and archives the one that there was. Members who do this offline
    at the same time make the same children. Raises NotFound, Refused, and InputProblem where the
    sum is not kept.
    """
    ground = ground_of(snapshot, ctx)
    goal = goal_of(snapshot, live_record(snapshot, "goals", id))
    main, proposed = proposal(ground, goal, by, how)
    unknown = set(values) - {part.key for part in proposed}
    if unknown:
        raise NotFound(NOBODY, where=min(unknown))
    found = [part._replace(value=values.get(part.key, part.value)) for part in proposed]
    wrong = gap_words(main, {part.key: part.value for part in found})
    if wrong is not None:
        raise InputProblem(wrong, where="sum")
    edits: list[Edit] = []
    for part in found:
        edits += _child(snapshot, ctx, ground, goal, main, by, part)
    return act_of("goal.split", edits)


def child_id(goal: str, by: str, key: str) -> str:
    """The id of a goal's child for somebody: the same whoever makes it."""
    return derived_id("gl", "goals", goal, by, key)


def _child(
    snapshot: Snapshot,
    ctx: Context,
    ground: Ground,
    goal: Goal,
    main: Figures,
    by: str,
    part: Part,
) -> list[Edit]:
    id = child_id(goal.id, by, part.key)
    old = snapshot.get("goals", id)
    if not part.value:
        return [Edit("goals", id, {DELETED: True})] if old and not old.get(DELETED) else []
    child = _goal(goal, main, by, part, ctx.me)
    sentence = sentence_of(child)
    if sentence is not None:
        child = replace(child, statement=written(sentence, style_of(ground, ctx.lang)))
    values = goal_values(child)
    if old is None:
        values["number"] = ctx.next_number("goals")
    edits = [made_edit(snapshot, "goals", id, values)]
    kept = {derived_id("kr", "key_results", id, str(kr.order)): kr for kr in child.key_results}
    for own, result in kept.items():
        edits.append(made_edit(snapshot, "key_results", own, result_values(id, result)))
    others = set(snapshot.ids("key_results.goal", id)) - set(kept)
    return edits + [Edit("key_results", other, {DELETED: True}) for other in sorted(others)]


def _goal(goal: Goal, main: Figures, by: str, part: Part, me: str) -> Goal:
    """What one of them answers for: their part, and the same shares."""
    result = replace(
        main.result, target=part.value, mode="absolute", base=None, filter=part.filter, order=0
    )
    shares: list[KeyResult] = [kr for kr in goal.key_results if kr.mode == "share"]
    results = [result, *(replace(kr, filter=part.filter) for kr in shares)]
    return replace(
        goal,
        parent=goal.id,
        title="",
        level=LEVELS[by],
        owner=part.key if by == "members" else goal.owner or me,
        base_period=None,
        status="active",
        key_results=tuple(replace(kr, order=n) for n, kr in enumerate(results)),
    )
