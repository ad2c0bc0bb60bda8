"""Activities: every contact with a customer, and notes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from salestui.domain.models.base import Record
from salestui.domain.models.types import Count, Day, Instant, Level, Marks, Ref, Sentiment, Text

ActivityType = Literal["call", "email", "visit", "meeting", "demo", "message", "survey", "note"]
Direction = Literal["in", "out"]


class Activity(Record):
    """What was said or done, when and by whom (4.2.14). A note is not a touch."""

    type: ActivityType | None = None
    at: Instant | None = None
    deal: Ref | None = None
    account: Ref | None = None
    member: Ref | None = None
    contacts: Marks = Field(default_factory=dict)
    direction: Direction | None = None
    summary: Text | None = None
    feedback: Text | None = None
    sentiment: Sentiment | None = None
    score: Level | None = None
    next_step: Text | None = None
    next_step_due: Day | None = None
    duration_min: Count | None = None
    external_id: Text | None = None
