"""What one does with goals: set one by a sentence, change it, say it anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from salestui.domain.change import Act, Edit, Value
from salestui.domain.goals.about import about
from salestui.domain.goals.parse import read_sentence
from salestui.domain.goals.records import KeyResult, goal_of
from salestui.domain.schema import DELETED
from salestui.domain.text import clean
from salestui.services.goalrecords import goal_from, goal_values, ground_of, result_values
from salestui.services.records import Seen, act_of, checked_edit, live_record

if TYPE_CHECKING:
    from salestui.domain.snapshot import Snapshot
    from salestui.services.context import Context

Values = dict[str, Value]


def add_goal(
    snapshot: Snapshot, ctx: Context, text: str, more: Mapping[str, Value] | None = None
) -> Act:
    """A new goal as a sentence says it; `more` are fields that win over what it implies.

    Raises InputProblem with the column of a slip, and NotFound for a parent that is not there.
    """
    text = clean(text)
    ground = ground_of(snapshot, ctx)
    goal = goal_from(read_sentence(text, ground), ground, text)
    id = ctx.new_id("gl")
    values = {**goal_values(goal), "number": ctx.next_number("goals")}
    edits = [checked_edit(snapshot, "goals", id, values | dict(more or {}))]
    edits += [_new_result(snapshot, ctx, id, result) for result in goal.key_results]
    return act_of("goal.add", edits)


def _new_result(snapshot: Snapshot, ctx: Context, goal: str, result: KeyResult) -> Edit:
    return checked_edit(snapshot, "key_results", ctx.new_id("kr"), result_values(goal, result))


def set_goal(
    snapshot: Snapshot, ctx: Context, id: str, values: Mapping[str, Value], seen: Seen | None = None
) -> Act:
    """New values of a goal's own fields. Raises NotFound and InputProblem."""
    live_record(snapshot, "goals", id)
    return act_of("goal.set", [checked_edit(snapshot, "goals", id, values, seen)])


def rewrite_goal(snapshot: Snapshot, ctx: Context, id: str, text: str) -> Act:
    """A goal said anew. Level and owner follow the filter where that changed; a plan stays.

    Raises NotFound and InputProblem with the column of a slip.
    """
    old = goal_of(snapshot, live_record(snapshot, "goals", id))
    text = clean(text)
    ground = ground_of(snapshot, ctx)
    sentence = read_sentence(text, ground)
    new = goal_from(sentence, ground, text)
    values = goal_values(new)
    before = next((kr.filter for kr in old.key_results), "")
    if about(before, ground) == about(sentence.filter, ground):
        values["owner"] = old.owner or None
        values["level"] = sentence.level or old.level
    if not sentence.parent:
        values["parent"] = old.parent or None
    values |= {"plan": old.plan or None, "title": old.title or None, "status": old.status}
    edits = [checked_edit(snapshot, "goals", id, values)]
    edits += results_edits(snapshot, ctx, id, old.key_results, new.key_results)
    return act_of("goal.set", edits)


def results_edits(
    snapshot: Snapshot,
    ctx: Context,
    goal: str,
    old: Sequence[KeyResult],
    new: Sequence[KeyResult],
) -> list[Edit]:
    """The edits that make the old key results the new ones: kept by place, added, archived."""
    edits: list[Edit] = []
    for place, result in enumerate(new):
        if place < len(old):
            values = result_values(goal, result) | {"weight": old[place].weight}
            edits.append(checked_edit(snapshot, "key_results", old[place].id, values))
        else:
            edits.append(_new_result(snapshot, ctx, goal, result))
    return edits + [Edit("key_results", kr.id, {DELETED: True}) for kr in old[len(new) :]]
