"""How much each member has to do against what they can, and who should take a task."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from salestui.domain.schema import members_of
from salestui.domain.tasks import is_open

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot

WEEK = timedelta(days=6)
CAPACITY = 15
"""Open tasks a week that a member is thought to manage, where nothing is said."""


@dataclass(frozen=True, slots=True)
class Load:
    """The open tasks of one member, those due within the week or late counting as load."""

    member: str
    open: int = 0
    this_week: int = 0
    """Open tasks that are late, due within seven days or undated: what has to be done now."""
    capacity: int = CAPACITY
    """Of a week; `capacity_touches_per_week` of the member."""

    @property
    def share(self) -> float:
        """Load as a share of capacity, 0 and up; over 1 is more than one can do."""
        return self.this_week / self.capacity if self.capacity else float(self.this_week > 0)

    @property
    def full(self) -> bool:
        """Whether nothing more fits into the week."""
        return self.this_week >= self.capacity


class Suggestion(NamedTuple):
    """A member for a task, with what speaks for them."""

    member: str
    has_strength: bool
    load: Load
    busy_that_day: bool
    """Whether another of their tasks is due on the same day."""


def loads(snapshot: Snapshot, today: date) -> dict[str, Load]:
    """The load of every active member, by id; one pass over the open tasks."""
    members = {str(m["_id"]): m for m in snapshot.live("members") if m.get("active", True)}
    until = (today + WEEK).isoformat()
    counts: dict[str, list[int]] = {id: [0, 0] for id in members}
    for task in snapshot.live("tasks"):
        count = counts.get(str(task.get("owner")))
        if count is not None and is_open(task):
            count[0] += 1
            count[1] += _is_load(task, until)
    return {
        id: Load(id, counts[id][0], counts[id][1], _capacity(member))
        for id, member in members.items()
    }


def _is_load(task: Doc, until: str) -> bool:
    """Whether an open task has to be done by a day; one without a date has."""
    return str(task.get("due") or "") <= until


def _capacity(member: Doc) -> int:
    capacity = member.get("capacity_touches_per_week")
    return CAPACITY if capacity is None else int(capacity)


def suggestions(
    snapshot: Snapshot,
    task: Doc,
    known: Mapping[str, Load],
    *,
    among: Iterable[str] = (),
) -> list[Suggestion]:
    """Who should take a task: strength first, then the lower share of load, then fewer open tasks.

    Among those alike the task's own department comes first. Observers take none; `among` narrows
    the choice.
    """
    strength, due = str(task.get("strength") or ""), task.get("due")
    members = _takers(snapshot, known, set(among))
    department = task.get("department")
    outside = {str(m["_id"]): m.get("department") != department for m in members}
    found = [
        Suggestion(
            str(m["_id"]),
            bool(strength) and strength in members_of(m, "strengths"),
            known[m["_id"]],
            bool(due) and _has_due(snapshot, str(m["_id"]), str(due)),
        )
        for m in members
    ]
    names = {str(m["_id"]): str(m.get("name", "")) for m in members}
    return sorted(
        found,
        key=lambda s: (
            not s.has_strength,
            bool(department) and outside[s.member],
            s.load.share,
            s.load.open,
            names[s.member],
        ),
    )


def _takers(snapshot: Snapshot, known: Mapping[str, Load], among: set[str]) -> list[Doc]:
    able = (m for m in snapshot.live("members") if m["_id"] in known)
    return [m for m in able if m.get("role") != "observer" and (not among or m["_id"] in among)]


def _has_due(snapshot: Snapshot, member: str, day: str) -> bool:
    tasks = (snapshot.get("tasks", id) or {} for id in snapshot.ids("tasks.owner", member))
    return any(task.get("due") == day and is_open(task) for task in tasks)


class Picker:
    """Gives tasks out one after another, each with the load that those before it brought."""

    def __init__(self, snapshot: Snapshot, today: date) -> None:
        self._snapshot, self._today = snapshot, today

    @cached_property
    def _known(self) -> dict[str, Load]:
        """Counted when it is first asked for, as it is a pass over all tasks."""
        return loads(self._snapshot, self._today)

    @property
    def loads(self) -> dict[str, Load]:
        """The load of every member as it is by now."""
        return dict(self._known)

    def pick(self, task: Doc, *, among: Iterable[str] = ()) -> str:
        """The member who suits a task best and has it from now on; empty where nobody does."""
        found = suggestions(self._snapshot, task, self._known, among=among)
        if not found:
            return ""
        member = found[0].member
        if task.get("owner") != member:
            self._count(str(task.get("owner")), task, -1)
            self._count(member, task, 1)
        return member

    def _count(self, member: str, task: Doc, n: int) -> None:
        load = self._known.get(member)
        if load is None or not is_open(task):
            return
        week = n * _is_load(task, (self._today + WEEK).isoformat())
        self._known[member] = replace(load, open=load.open + n, this_week=load.this_week + week)
