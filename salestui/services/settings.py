"""How the team works: settings of the workspace and of its sales paths."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from salestui.domain.change import Act, Value
from salestui.domain.gates import missing
from salestui.domain.names import member_short
from salestui.domain.pipelines import parse_path
from salestui.domain.problems import InputProblem, Refused
from salestui.domain.schema import key_path, members_of
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.services.context import Context
from salestui.services.defaults import read_data
from salestui.services.records import act_of, checked_edit, live_record

ONLY_MANAGERS = Words("Only a manager lets gates block", "只有经理能把推进条件改为拦截")
ASK = Words("Ask {who}", "请找{who}")
HOLIDAYS = "calendars/holidays.json"
NO_CALENDAR = Words("There is no calendar {name}; there are {names}",
                    "没有节假日历 {name}；可用：{names}")  # fmt: skip


def calendars() -> dict[str, Words]:
    """The shipped calendars of holidays: key -> the country they are of."""
    return {key: Words(*row["name"]) for key, row in read_data(HOLIDAYS).items()}


def calendar_values(snapshot: Snapshot, key: str) -> dict[str, Value]:
    """The free and the make-up days of a shipped calendar in place of those that stand.

    They become part of the workspace, so that everybody counts alike and can change them.
    Raises InputProblem for a calendar that is not there; an empty key takes the days away.
    """
    known = read_data(HOLIDAYS)
    if key and key not in known:
        names = ", ".join(known)
        raise InputProblem(NO_CALENDAR.fill(name=key, names=names), where="calendar")
    values: dict[str, Value] = {"calendar": key or None}
    for field in ("holidays", "workdays"):
        old = members_of(snapshot.workspace, field)
        values |= {key_path(field, day): None for day in old}
        for year, days in (known[key][field] if key else {}).items():
            values |= {key_path(field, f"{year}-{day}"): True for day in days.split()}
    return values


def set_workspace(snapshot: Snapshot, ctx: Context, values: Mapping[str, Value]) -> Act:
    """New settings of the workspace; a calendar brings its days. Raises InputProblem."""
    whole = dict(values)
    if "calendar" in whole:
        whole |= calendar_values(snapshot, str(whole["calendar"] or "").upper())
    id = str(snapshot.workspace.get("_id", ""))
    return act_of("workspace.set", [checked_edit(snapshot, "workspace", id, whole)])


def set_path(snapshot: Snapshot, ctx: Context, id: str, values: Mapping[str, Value]) -> Act:
    """New settings of a sales path. Gates that are switched to block hold moves from tomorrow on.

    Raises NotFound, InputProblem, and Refused where somebody who is no manager lets gates block.
    """
    path = live_record(snapshot, "pipelines", id)
    whole = dict(values)
    mode = whole.get("gate_mode")
    if mode is not None and mode != path.get("gate_mode"):
        if mode == "block":
            _refuse_unless_manager(snapshot, ctx)
        whole["gate_from"] = ctx.today.isoformat() if mode == "block" else None
    return act_of("pipeline.set", [checked_edit(snapshot, "pipelines", id, whole)])


def _refuse_unless_manager(snapshot: Snapshot, ctx: Context) -> None:
    """A team that has managers lets only them make gates block."""
    active = [doc for doc in snapshot.live("members") if doc.get("active", True)]
    managers = {str(doc["_id"]) for doc in active if doc.get("role") == "manager"}
    if managers and ctx.me not in managers:
        names = sorted(member_short(snapshot, id) for id in managers)
        who = Words(", ".join(names), "、".join(names))
        raise Refused(ONLY_MANAGERS, hint=ASK.fill(who=who), where="gate_mode")


def held_back(snapshot: Snapshot, path_id: str) -> tuple[int, int]:
    """(open deals of a path that lack something for their next stage, all its open deals)."""
    path = parse_path(snapshot.get("pipelines", path_id) or {})
    held = count = 0
    for stage, there in pairwise(each.key for each in path.line):
        for id in snapshot.ids("deals.stage", f"{path_id}|{stage}"):
            deal = snapshot.get("deals", id)
            if deal is not None and deal.get("outcome", "open") == "open":
                count += 1
                held += bool(missing(snapshot, deal, path, there))
    return held, count
