"""Typed views of records, made when one is shown, edited or checked; never on a quick read."""

from __future__ import annotations

from collections.abc import Mapping

from salestui.domain.models.accounts import Account, Contact
from salestui.domain.models.activities import Activity
from salestui.domain.models.base import Record
from salestui.domain.models.deals import Deal
from salestui.domain.models.pipelines import Pipeline
from salestui.domain.models.planning import Goal, KeyResult, Plan
from salestui.domain.models.team import TeamMember
from salestui.domain.models.views import SavedView
from salestui.domain.models.work import Request, Task
from salestui.domain.models.workspace import Workspace

MODELS: Mapping[str, type[Record]] = {
    "workspace": Workspace,
    "members": TeamMember,
    "accounts": Account,
    "contacts": Contact,
    "pipelines": Pipeline,
    "deals": Deal,
    "activities": Activity,
    "plans": Plan,
    "goals": Goal,
    "key_results": KeyResult,
    "tasks": Task,
    "requests": Request,
    "views": SavedView,
}
"""The view of each kind of record."""

__all__ = [
    "MODELS",
    "Account",
    "Activity",
    "Contact",
    "Deal",
    "Goal",
    "KeyResult",
    "Pipeline",
    "Plan",
    "Record",
    "Request",
    "SavedView",
    "Task",
    "TeamMember",
    "Workspace",
]
