"""Tasks and what they ask of other departments."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from salestui.domain.models.base import Member, Record
from salestui.domain.models.team import Department
from salestui.domain.models.types import Count, Day, Marks, Ref, Text

TaskStatus = Literal["todo", "doing", "waiting", "done", "dropped"]
RequestStatus = Literal["requested", "confirmed", "delivered", "declined"]
LagReason = Literal[
    "decision_chain",
    "resources",
    "silent",
    "scope",
    "budget",
    "competitor",
    "overload",
    "dependency",
    "plan",
    "other",
]


class Output(Member):
    """Something that the task is to bring, ticked when it is there."""

    text: Text | None = None
    order: Count | None = None
    done: bool | None = None
    evidence: Text | None = None


class Task(Record):
    """Work with exactly one owner (4.2.15); a node task belongs to a stage of a deal."""

    number: Text | None = None
    title: Text | None = None
    deal: Ref | None = None
    account: Ref | None = None
    pipeline: Ref | None = None
    stage: Text | None = None
    node: Text | None = None
    """Key of the template in the stage of the path; its outputs are the stage's criteria."""
    visit: Count | None = None
    """Which stay of the deal in the stage the task was made for, from 1."""
    owner: Ref | None = None
    owner_since: Day | None = None
    helpers: Marks = Field(default_factory=dict)
    department: Department | None = None
    strength: Text | None = None
    start: Day | None = None
    due: Day | None = None
    original_due: Day | None = None
    status: TaskStatus | None = None
    done_on: Day | None = None
    priority: Annotated[int, Field(ge=1, le=4)] | None = None
    """1 is the most urgent."""
    outputs: dict[str, Output] = Field(default_factory=dict)
    depends: Marks = Field(default_factory=dict)
    """Ids of tasks that must be finished before."""
    lag_reason: LagReason | None = None
    lag_note: Text | None = None
    lag_logged_on: Day | None = None
    quarter: Text | None = None
    """`2026-q3` of a recurring survey."""
    external_id: Text | None = None
    note: Text | None = None


class Request(Record):
    """What a task needs of a department (4.2.16)."""

    number: Text | None = None
    item: Text | None = None
    task: Ref | None = None
    deal: Ref | None = None
    department: Department | None = None
    needed_by: Day | None = None
    requested_on: Day | None = None
    status: RequestStatus | None = None
    confirmed_on: Day | None = None
    delivered_on: Day | None = None
    provider: Ref | None = None
    note: Text | None = None
