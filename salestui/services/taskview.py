"""Tasks as lists show them: grouped by owner, due date, deal or node, what needs somebody first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from salestui.domain.load import Load, loads
from salestui.domain.names import deal_name, member_short
from salestui.domain.schema import DISPUTED
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.tasks import Lateness, is_open, lateness, rules, task_name
from salestui.domain.words import Words

GROUPINGS: dict[str, Words] = {
    "owner": Words("by owner", "按负责人"),
    "due": Words("by due date", "按截止日"),
    "deal": Words("by deal", "按商机"),
    "node": Words("by node", "按节点"),
}
"""Ways to look at the list, in the order in which a key goes through them."""
TO_ASSIGN = Words("To assign", "待指派")
UNDATED = Words("no date", "无日期")
NO_DEAL = Words("without a deal", "无商机")
OTHER_WORK = Words("other work", "其他工作")
BUCKETS: tuple[tuple[str, Words], ...] = (
    ("lagging", Words("lagging", "滞后")),
    ("late", Words("late", "逾期")),
    ("today", Words("today", "今天")),
    ("week", Words("within a week", "一周内")),
    ("later", Words("later", "以后")),
    ("undated", UNDATED),
)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with what a line of a list says about it."""

    task: Doc
    late: Lateness
    deal: Doc | None
    owner: str
    """Short name; empty where nobody owns it."""

    @property
    def id(self) -> str:
        """Of the task."""
        return str(self.task["_id"])

    @property
    def contested(self) -> bool:
        """Whether two people gave it to different owners, neither knowing of the other."""
        return "owner" in self.task.get(DISPUTED, ())

    @property
    def asks_why(self) -> bool:
        """Whether it lags and nobody said why yet."""
        return self.late.lagging and is_open(self.task) and not self.task.get("lag_reason")


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """Some of the tasks under one head."""

    key: str
    head: Words
    rows: tuple[TaskRow, ...]
    load: Load | None = None
    """Of the owner, in the grouping by owner."""

    @property
    def late(self) -> int:
        """How many are late."""
        return sum(row.late.late or row.late.lagging for row in self.rows)


@dataclass(frozen=True, slots=True)
class TaskList:
    """Tasks in groups, with the figures of the line on top."""

    groups: tuple[TaskGroup, ...]
    count: int
    late: int
    lagging: int
    unowned: int
    contested: int
    """Tasks that two people gave to different owners."""

    @property
    def rows(self) -> list[TaskRow]:
        """All lines in order."""
        return [row for group in self.groups for row in group.rows]


def task_row(snapshot: Snapshot, task: Doc, today: date) -> TaskRow:
    """One task, looked at by itself."""
    days, threshold = rules(snapshot.workspace)
    owner = member_short(snapshot, task.get("owner"))
    late = lateness(task, today, days, threshold)
    return TaskRow(task, late, snapshot.get("deals", task.get("deal")), owner)


def task_list(
    snapshot: Snapshot, tasks: Iterable[Doc], today: date, *, grouping: str = "owner"
) -> TaskList:
    """Tasks in groups; within a group the most late first, then by due date.

    Tasks without an owner stand first, so that none is forgotten.
    """
    days, threshold = rules(snapshot.workspace)
    rows = [
        TaskRow(
            task,
            lateness(task, today, days, threshold),
            snapshot.get("deals", task.get("deal")),
            member_short(snapshot, task.get("owner")),
        )
        for task in tasks
    ]
    rows.sort(key=lambda row: (str(row.task.get("due") or "9999"), row.id))
    return TaskList(
        groups=tuple(_GROUPERS[grouping](snapshot, rows, today)),
        count=len(rows),
        late=sum(row.late.late or row.late.lagging for row in rows),
        lagging=sum(row.late.lagging for row in rows),
        unowned=sum(not row.task.get("owner") for row in rows),
        contested=sum(row.contested for row in rows),
    )


def _grouped(rows: Sequence[TaskRow], key: str) -> dict[str, list[TaskRow]]:
    found: dict[str, list[TaskRow]] = {}
    for row in rows:
        found.setdefault(str(row.task.get(key) or ""), []).append(row)
    return found


def _by_owner(snapshot: Snapshot, rows: Sequence[TaskRow], today: date) -> list[TaskGroup]:
    known = loads(snapshot, today)
    settled = [row for row in rows if not row.contested]
    found = _grouped(settled, "owner")
    if contested := [row for row in rows if row.contested]:
        found[""] = [*contested, *found.get("", ())]
    groups = []
    for owner, own in found.items():
        name = member_short(snapshot, owner)
        head = Words(name or owner, name or owner) if owner else TO_ASSIGN
        groups.append(TaskGroup(owner, head, tuple(own), known.get(owner)))
    return sorted(groups, key=_owner_order)


def _owner_order(group: TaskGroup) -> tuple[bool, float, str]:
    share = group.load.share if group.load else 0.0
    return bool(group.key), -share, group.head.en


def _by_due(snapshot: Snapshot, rows: Sequence[TaskRow], today: date) -> list[TaskGroup]:
    found: dict[str, list[TaskRow]] = {}
    for row in rows:
        found.setdefault(_bucket(row, today), []).append(row)
    return [TaskGroup(key, head, tuple(found[key])) for key, head in BUCKETS if key in found]


def _bucket(row: TaskRow, today: date) -> str:
    due = str(row.task.get("due") or "")
    if row.late.lagging:
        return "lagging"
    if not due:
        return "undated"
    if row.late.late:
        return "late"
    ahead = (date.fromisoformat(due) - today).days
    return "today" if ahead <= 0 else "week" if ahead < 7 else "later"


def _by_deal(snapshot: Snapshot, rows: Sequence[TaskRow], today: date) -> list[TaskGroup]:
    groups = []
    for deal, own in _grouped(rows, "deal").items():
        doc = snapshot.get("deals", deal)
        name = deal_name(snapshot, doc) if doc else ""
        groups.append(TaskGroup(deal, Words(name, name) if name else NO_DEAL, tuple(own)))
    return sorted(groups, key=lambda group: (not group.key, -group.late, group.head.en))


def _by_node(snapshot: Snapshot, rows: Sequence[TaskRow], today: date) -> list[TaskGroup]:
    groups = []
    for node, own in _grouped(rows, "node").items():
        head = task_name(snapshot, own[0].task) if node else OTHER_WORK
        groups.append(TaskGroup(node, head, tuple(own)))
    return sorted(groups, key=lambda group: (not group.key, -group.late, group.head.en))


_GROUPERS = {"owner": _by_owner, "due": _by_due, "deal": _by_deal, "node": _by_node}
