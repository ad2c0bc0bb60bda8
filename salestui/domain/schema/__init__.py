"""Every kind of record and its fields, declared once: names, types, groups and both languages.

The fold, the filter language, forms, import, export and help read these tables. They are plain
data so that quick commands need no pydantic; the pydantic models are typed views of the same
fields, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping

from salestui.domain.schema.choices import (
    ACCOUNT_KINDS,
    ACTIVITY_TYPES,
    CHECKS,
    DECISION_ROLES,
    DEPARTMENTS,
    FORECASTS,
    GOAL_LEVELS,
    GOAL_METRICS,
    GOAL_MODES,
    GOAL_OPS,
    GOAL_PACINGS,
    GOAL_STATUSES,
    LOST_REASONS,
    OUTCOMES,
    PLAN_STATUSES,
    ROLES,
    SEVERITIES,
    SOURCES,
    STAGE_KINDS,
    STANCES,
    STRENGTHS,
    TIER_LETTERS,
    TIERS,
)
from salestui.domain.schema.customers import ACCOUNTS, CONTACTS
from salestui.domain.schema.field import Choices, Field, FieldType, Kind
from salestui.domain.schema.paths import (
    CONTESTED,
    DELETED,
    DISPUTED,
    key_path,
    members_of,
    path_parts,
)
from salestui.domain.schema.planning import GOALS, KEY_RESULTS, PLANS
from salestui.domain.schema.selling import ACTIVITIES, DEALS
from salestui.domain.schema.team import MEMBERS, PIPELINES, WORKSPACE
from salestui.domain.schema.views import VIEWS
from salestui.domain.schema.work import LAG_REASONS, REQUEST_STATES, REQUESTS, TASK_STATES, TASKS

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        WORKSPACE,
        MEMBERS,
        ACCOUNTS,
        CONTACTS,
        PIPELINES,
        DEALS,
        ACTIVITIES,
        PLANS,
        GOALS,
        KEY_RESULTS,
        TASKS,
        REQUESTS,
        VIEWS,
    )
}

__all__ = [
    "ACCOUNTS",
    "ACCOUNT_KINDS",
    "ACTIVITIES",
    "ACTIVITY_TYPES",
    "CHECKS",
    "CONTACTS",
    "CONTESTED",
    "DEALS",
    "DECISION_ROLES",
    "DELETED",
    "DEPARTMENTS",
    "DISPUTED",
    "FORECASTS",
    "GOALS",
    "GOAL_LEVELS",
    "GOAL_METRICS",
    "GOAL_MODES",
    "GOAL_OPS",
    "GOAL_PACINGS",
    "GOAL_STATUSES",
    "KEY_RESULTS",
    "KINDS",
    "LAG_REASONS",
    "LOST_REASONS",
    "MEMBERS",
    "OUTCOMES",
    "PIPELINES",
    "PLANS",
    "PLAN_STATUSES",
    "REQUESTS",
    "REQUEST_STATES",
    "ROLES",
    "SEVERITIES",
    "SOURCES",
    "STAGE_KINDS",
    "STANCES",
    "STRENGTHS",
    "TASKS",
    "TASK_STATES",
    "TIERS",
    "TIER_LETTERS",
    "WORKSPACE",
    "Choices",
    "Field",
    "FieldType",
    "Kind",
    "key_path",
    "members_of",
    "path_parts",
]
