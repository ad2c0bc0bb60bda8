"""The workspace's settings."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from salestui.domain.models.base import Record
from salestui.domain.models.types import Currency, Days, Marks, Text

Language = Literal["en", "zh"]
LagCounts = Literal["calendar", "business"]
RotMode = Literal["last_touch", "stage_age", "both"]
SurveyEvery = Literal["quarter", "never"]
GateMode = Literal["warn", "block"]


class Workspace(Record):
    """How this team counts days, money and gates (4.2.1)."""

    name: Text | None = None
    timezone: Text | None = None
    """An IANA name, `Asia/Shanghai`."""
    currency: Currency | None = None
    language: Language | None = None
    fiscal_year_start_month: Annotated[int, Field(ge=1, le=12)] | None = None
    week_start: Annotated[int, Field(ge=1, le=7)] | None = None
    """1 is Monday."""
    business_days: Marks = Field(default_factory=dict)
    """Weekdays as members, `1` is Monday."""
    calendar: Text | None = None
    """Key of the shipped calendar that the holidays were taken from, `CN`."""
    holidays: Marks = Field(default_factory=dict)
    """ISO dates on which nobody works although it is a business day."""
    workdays: Marks = Field(default_factory=dict)
    """ISO dates that are worked although it is no business day."""
    lag_threshold_days: Days | None = None
    lag_counts: LagCounts | None = None
    rot_mode: RotMode | None = None
    gate_mode_default: GateMode | None = None
    dormant_days: Days | None = None
    log_within_hours: Days | None = None
    survey_every: SurveyEvery | None = None
    """How often every customer is asked how satisfied they are; never where nothing is said."""
