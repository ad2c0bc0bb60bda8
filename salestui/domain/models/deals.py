"""Deals."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from salestui.domain.models.accounts import Source
from salestui.domain.models.base import Member, Record
from salestui.domain.models.types import (
    Currency,
    Day,
    Instant,
    Marks,
    Money,
    Percent,
    Ref,
    Text,
)

Outcome = Literal["open", "won", "lost"]
Grade = Literal["A", "B", "C"]
LostReason = Literal[
    "price",
    "competition",
    "budget",
    "missing_feature",
    "too_slow",
    "no_decision_maker",
    "unresponsive",
    "poor_discovery",
    "no_decision",
    "other",
]


class Tick(Member):
    """An exit criterion ticked by hand, with what shows that it is met."""

    evidence: Text | None = None


class Deal(Record):
    """A piece of business on its way along a path (4.2.12)."""

    moves: list[list[Any]] = Field(default_factory=list)
    """Stages entered, oldest first: effective ms, path, stage; empty when it never moved."""
    pushes: int = 0
    """How often its expected close was put off."""
    redated: list[int] = Field(default_factory=list)
    """When its next step was put off, the step itself unchanged: effective ms."""

    number: Text | None = None
    account: Ref | None = None
    title: Text | None = None
    pipeline: Ref | None = None
    stage: Text | None = None
    outcome: Outcome | None = None
    amount: Money | None = None
    currency: Currency | None = None
    won_amount: Money | None = None
    won_currency: Currency | None = None
    closed_on: Day | None = None
    expected_close: Day | None = None
    lost_reason: LostReason | None = None
    lost_note: Text | None = None
    lost_to: Text | None = None
    recycle_on: Day | None = None
    wake_on: Day | None = None
    probability_manual: Percent | None = None
    owner: Ref | None = None
    owner_since: Day | None = None
    next_step: Text | None = None
    next_step_due: Day | None = None
    source: Source | None = None
    product: Text | None = None
    region: Text | None = None
    primary_contact: Ref | None = None
    contacts: Marks = Field(default_factory=dict)
    collaborators: Marks = Field(default_factory=dict)
    competitors: Marks = Field(default_factory=dict)
    pains: Marks = Field(default_factory=dict)
    desired_solution: Text | None = None
    budget_min: Money | None = None
    budget_max: Money | None = None
    budget_currency: Currency | None = None
    payment_terms: Text | None = None
    contract_no: Text | None = None
    grade: Grade | None = None
    bid_due_on: Day | None = None
    strategies: Marks = Field(default_factory=dict)
    checklist: dict[str, Tick] = Field(default_factory=dict)
    bypassed: Marks = Field(default_factory=dict)
    """Stage left with required criteria missing -> why."""
    recurring_monthly: Money | None = None
    recurring_currency: Currency | None = None
    margin_pct: Percent | None = None
    external_id: Text | None = None
    history_from: Instant | None = None
    tags: Marks = Field(default_factory=dict)
    note: Text | None = None
