"""Sales paths whole: stages, exit criteria and the templates of their tasks."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from salestui.domain.models.base import Member, Record
from salestui.domain.models.types import Day, Days, Marks, Number, Percent, Text
from salestui.domain.models.workspace import GateMode

CustomerKind = Literal["new", "existing", "any"]
AllowBack = Literal["yes", "with_reason", "no"]
StageKind = Literal["open", "won", "lost", "hold"]
Forecast = Literal["pipeline", "best_case", "commit", "closed", "omitted"]
Severity = Literal["required", "advised"]


class ExitCriterion(Member):
    """What must be there before a deal leaves a stage (4.2.11)."""

    order: Number | None = None
    text_en: Text | None = None
    text_zh: Text | None = None
    check: Text | None = None
    """A kind of check of `criteria.py`; one this version does not know is ticked by hand."""
    arg: Text | None = None
    severity: Severity | None = None


class NodeTemplate(Member):
    """A task that entering a stage brings, with the output it must end in (4.2.11)."""

    order: Number | None = None
    name_en: Text | None = None
    name_zh: Text | None = None
    standard_en: Text | None = None
    standard_zh: Text | None = None
    offset_days: Days | None = None
    """Due so many days after the deal enters the stage."""
    role: Text | None = None
    strength: Text | None = None
    filter: Text | None = None
    """Only deals that match this filter get the task."""
    items: Marks = Field(default_factory=dict)
    """What the task is to bring besides the exit criteria: `text in English|text in Chinese`."""
    resources: Marks = Field(default_factory=dict)
    """`department|item in English|item in Chinese`."""


class PipelineStage(Member):
    """One stage of a path (4.2.11)."""

    order: Number | None = None
    name_en: Text | None = None
    name_zh: Text | None = None
    short_en: Text | None = None
    short_zh: Text | None = None
    kind: StageKind | None = None
    is_qualified: bool | None = None
    probability: Percent | None = None
    forecast: Forecast | None = None
    expected_days: Days | None = None
    rot_days: Days | None = None
    guidance_en: Text | None = None
    guidance_zh: Text | None = None
    retired: bool | None = None
    criteria: dict[str, ExitCriterion] = Field(default_factory=dict)
    nodes: dict[str, NodeTemplate] = Field(default_factory=dict)


class Pipeline(Record):
    """A sales path (4.2.11)."""

    key: Text | None = None
    name_en: Text | None = None
    name_zh: Text | None = None
    order: Number | None = None
    customer_kind: CustomerKind | None = None
    gate_mode: GateMode | None = None
    gate_from: Day | None = None
    allow_skip: bool | None = None
    allow_back: AllowBack | None = None
    active: bool | None = None
    stages: dict[str, PipelineStage] = Field(default_factory=dict)
