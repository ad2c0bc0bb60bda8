"""One act on many records: what can be done is done at once, what can't is told one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from salestui.domain.change import Act, Edit
from salestui.domain.problems import Problem
from salestui.domain.snapshot import Snapshot
from salestui.services.context import Context

Each = Callable[[Snapshot, Context, str], Act]
"""What is done to one record, by its id; raises a Problem where that can't be."""


class Left(NamedTuple):
    """A record that was left as it is, and why."""

    id: str
    problem: Problem


def for_each(
    snapshot: Snapshot,
    ctx: Context,
    ids: Iterable[str],
    each: Each,
    left: list[Left],
    *,
    never_mind: Callable[[Problem], bool] = lambda problem: True,
) -> Act:
    """The acts on every record as one, which one undo takes back.

    A record whose act raises a Problem is put into `left`. Raised itself are the first problem
    where nothing could be done, and one that `never_mind` does not pass over.
    """
    left.clear()
    acts: list[Act] = []
    edits: list[Edit] = []
    for id in ids:
        try:
            act = each(snapshot, ctx, id)
        except Problem as problem:
            if not never_mind(problem):
                raise
            left.append(Left(id, problem))
        else:
            acts.append(act)
            edits += act.edits
    if not acts and left:
        raise left[0].problem
    return Act(acts[0].intent, tuple(edits), acts[0].when)
