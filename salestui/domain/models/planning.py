"""Plans, goals and key results."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from salestui.domain.models.base import Record
from salestui.domain.models.types import Count, Day, Marks, Number, Ref, Text

PlanStatus = Literal["draft", "active", "closed"]
GoalLevel = Literal["company", "region", "product", "team", "person"]
GoalStatus = Literal["draft", "active", "achieved", "missed", "dropped"]
Metric = Literal[
    "new_customers",
    "won_amount",
    "won_count",
    "win_rate",
    "average_deal",
    "sales_cycle_mean",
    "lost_count",
    "open_count",
    "open_amount",
    "weighted_pipeline",
    "expected_total",
]
Comparison = Literal[">=", "<="]
Mode = Literal["absolute", "growth_vs_base", "share"]
Pacing = Literal["linear", "weekly_curve"]


class Plan(Record):
    """One version of a strategy for a period and a scope (4.2.3)."""

    number: Text | None = None
    title: Text | None = None
    version: Count | None = None
    parent_version: Ref | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    region: Text | None = None
    product: Text | None = None
    segment: Text | None = None
    status: PlanStatus | None = None
    themes: Marks = Field(default_factory=dict)
    change_summary: Text | None = None
    rationale: Text | None = None
    effective_on: Day | None = None


class Goal(Record):
    """What somebody answers for in a period; its key results say how it is measured (4.2.5)."""

    number: Text | None = None
    plan: Ref | None = None
    parent: Ref | None = None
    title: Text | None = None
    statement: Text | None = None
    level: GoalLevel | None = None
    owner: Ref | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    base_from: Day | None = None
    base_to: Day | None = None
    status: GoalStatus | None = None
    note: Text | None = None


class KeyResult(Record):
    """One number that a goal is held to (4.2.5)."""

    goal: Ref | None = None
    order: Count | None = None
    metric: Metric | None = None
    op: Comparison | None = None
    target: Number | None = None
    unit: Text | None = None
    mode: Mode | None = None
    filter: Text | None = None
    share_of: Text | None = None
    base: Number | None = None
    weight: Count | None = None
    pacing: Pacing | None = None
