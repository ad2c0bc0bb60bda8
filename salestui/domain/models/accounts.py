"""Accounts and the people in them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from salestui.domain.models.base import Record
from salestui.domain.models.types import (
    Count,
    Currency,
    Day,
    Level,
    Marks,
    Money,
    Ref,
    Text,
    Year,
)

AccountKind = Literal["prospect", "customer", "former"]
Tier = Literal["key", "nurture", "watch"]
Source = Literal["expo", "online", "referral", "cold", "existing", "other"]
DecisionRole = Literal[
    "economic_buyer", "champion", "technical", "procurement", "user", "blocker", "unknown"
]
Stance = Literal["support", "neutral", "oppose"]


class Account(Record):
    """A company that buys or may buy (4.2.8)."""

    number: Text | None = None
    name: Text | None = None
    kind: AccountKind | None = None
    industry: Text | None = None
    size_band: Text | None = None
    employees: Count | None = None
    annual_revenue: Money | None = None
    revenue_currency: Currency | None = None
    year_established: Year | None = None
    region: Text | None = None
    source: Source | None = None
    owner: Ref | None = None
    owner_since: Day | None = None
    parent: Ref | None = None
    tier_manual: Tier | None = None
    tier_reason: Text | None = None
    tier_until: Day | None = None
    arpu: Money | None = None
    arpu_currency: Currency | None = None
    growth_potential: Level | None = None
    industry_growth: Level | None = None
    explicit_need: bool | None = None
    contract_end_on: Day | None = None
    churned_on: Day | None = None
    satisfaction: Level | None = None
    phone: Text | None = None
    website: Text | None = None
    address: Text | None = None
    merged_into: Ref | None = None
    external_id: Text | None = None
    tags: Marks = Field(default_factory=dict)
    note: Text | None = None


class Contact(Record):
    """A person at an account, with the part they play in the decision (4.2.9)."""

    number: Text | None = None
    account: Ref | None = None
    name: Text | None = None
    title: Text | None = None
    department: Text | None = None
    decision_role: DecisionRole | None = None
    influence: Level | None = None
    stance: Stance | None = None
    phone: Text | None = None
    email: Text | None = None
    wechat: Text | None = None
    left_on: Day | None = None
    backup: Ref | None = None
    external_id: Text | None = None
    note: Text | None = None
