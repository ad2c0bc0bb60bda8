"""Resource requests by department: what is asked, confirmed, delivered and late; and its acts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from salestui.domain.change import Act, Value
from salestui.domain.problems import InputProblem, Refused
from salestui.domain.requests import is_waiting, request_late
from salestui.domain.schema import DEPARTMENTS
from salestui.domain.tasks import rules
from salestui.domain.words import Words
from salestui.services.records import act_of, checked_edit, live_record

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot
    from salestui.services.context import Context

NO_DEPARTMENT = Words("No department", "未注明部门")
NO_ITEM = Words("Say what is needed", "请写明需要什么")
ALREADY = Words("That is how it stands already", "已是该状态")


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request with what a line of a list says about it."""

    request: Doc
    days_late: int
    task: Doc | None
    deal: Doc | None

    @property
    def id(self) -> str:
        """Of the request."""
        return str(self.request["_id"])

    @property
    def status(self) -> str:
        """A key of REQUEST_STATES."""
        return str(self.request.get("status") or "requested")


@dataclass(frozen=True, slots=True)
class RequestGroup:
    """What one department was asked for."""

    key: str
    head: Words
    rows: tuple[RequestRow, ...]

    def count(self, status: str) -> int:
        """How many are in a state."""
        return sum(row.status == status for row in self.rows)

    @property
    def late(self) -> int:
        """How many are still owed and late."""
        return sum(row.days_late > 0 for row in self.waiting)

    @property
    def delivered_late(self) -> int:
        """How many came later than they were needed."""
        return sum(row.days_late > 0 for row in self.rows) - self.late

    @property
    def waiting(self) -> tuple[RequestRow, ...]:
        """Those still to be delivered."""
        return tuple(row for row in self.rows if is_waiting(row.request))


def request_groups(
    snapshot: Snapshot, requests: Iterable[Doc], today: date
) -> tuple[RequestGroup, ...]:
    """Requests by department: first who owes what is late, in a group the first needed first."""
    days, _ = rules(snapshot.workspace)
    found: dict[str, list[RequestRow]] = {}
    for request in requests:
        task = snapshot.get("tasks", request.get("task"))
        deal = snapshot.get("deals", request.get("deal") or (task or {}).get("deal"))
        row = RequestRow(request, request_late(request, today, days), task, deal)
        found.setdefault(str(request.get("department") or ""), []).append(row)
    groups = [
        RequestGroup(key, DEPARTMENTS.get(key, NO_DEPARTMENT), tuple(sorted(rows, key=_row_order)))
        for key, rows in found.items()
    ]
    return tuple(sorted(groups, key=_group_order))


def _row_order(row: RequestRow) -> tuple[bool, str, str]:
    return not is_waiting(row.request), str(row.request.get("needed_by") or "9999"), row.id


def _group_order(group: RequestGroup) -> tuple[int, int, str]:
    return -group.late, -len(group.waiting), group.head.en


def set_requests(snapshot: Snapshot, ctx: Context, ids: Sequence[str], status: str) -> Act:
    """A department confirms, delivers or declines what it was asked for.

    Whoever says so is noted as the provider where nobody is. Raises Refused where nothing changes.
    """
    today, edits = ctx.today.isoformat(), []
    for id in ids:
        old = live_record(snapshot, "requests", id)
        if old.get("status") == status:
            continue
        values: dict[str, Value] = {
            "status": status,
            "confirmed_on": today if status == "confirmed" else old.get("confirmed_on"),
            "delivered_on": today if status == "delivered" else None,
        }
        if status != "requested" and not old.get("provider") and ctx.me:
            values["provider"] = ctx.me
        edits.append(checked_edit(snapshot, "requests", id, values))
    if not edits:
        raise Refused(ALREADY)
    return act_of(f"request.{status}", edits)


def add_request(snapshot: Snapshot, ctx: Context, task: str, values: dict[str, Value]) -> Act:
    """Ask a department for something that a task needs; needed when the task is due, unless said.

    Raises InputProblem without saying what is needed, NotFound where the task is gone.
    """
    doc = live_record(snapshot, "tasks", task)
    if not str(values.get("item") or "").strip():
        raise InputProblem(NO_ITEM, where="item")
    whole: dict[str, Value] = {
        "needed_by": doc.get("due"),
        "deal": doc.get("deal"),
        **{path: value for path, value in values.items() if value is not None},
        "task": task,
        "number": ctx.next_number("requests"),
        "requested_on": ctx.today.isoformat(),
        "status": "requested",
    }
    return act_of("request.add", [checked_edit(snapshot, "requests", ctx.new_id("rq"), whole)])
