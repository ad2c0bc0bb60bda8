"""The members of the team."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from salestui.domain.models.base import Record
from salestui.domain.models.types import Count, Marks, Ref, Text

Role = Literal["rep", "manager", "specialist", "observer"]
Department = Literal["sales", "marketing", "presales", "technical", "legal", "service", "other"]


class TeamMember(Record):
    """Somebody who sells or helps to sell (4.2.2)."""

    handle: Text | None = None
    """The login name, the same on every machine."""
    name: Text | None = None
    short_name: Text | None = None
    """As it stands on cards."""
    email: Text | None = None
    manager: Ref | None = None
    region: Text | None = None
    role: Role | None = None
    department: Department | None = None
    strengths: Marks = Field(default_factory=dict)
    capacity_touches_per_week: Count | None = None
    active: bool | None = None
    external_id: Text | None = None
