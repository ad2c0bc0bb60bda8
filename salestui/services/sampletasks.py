"""The tasks of the sample team: those that the stages of its open deals brought, as they went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from salestui.domain.change import Act, Edit, Value
from salestui.domain.ids import derived_id
from salestui.domain.nodes import NodeTemplate, node_templates
from salestui.domain.schema import LAG_REASONS
from salestui.domain.tasks import THRESHOLD
from salestui.services.defaults import member_id, pipeline_id, pipeline_values, read_data
from salestui.services.sampledeals import FIRST_STAGE, Row, Told, sample_id
from salestui.services.sampletime import spread

if TYPE_CHECKING:
    from salestui.services.sample import Sample

OPEN_VERBS = frozenset(("won", "lost", "hold"))
SPECIALISTS = {"technical": "hao", "marketing": "yan"}
UNASSIGNED = 5
"""One specialist's task in so many has found nobody yet."""
LATE = 3
"""One open task in so many was not promised anew when the deal took longer."""
ANSWERED = 3
"""Two lagging tasks in so many already say why."""


def stays(row: Row) -> list[tuple[str, int, int | None]]:
    """(stage, first day, day it was left) of a deal's script; the last is None where it stands."""
    found: list[tuple[str, int, int | None]] = []
    for day, verb, *rest in row["log"]:
        stage = _stage(str(verb), rest, row.get("path", "new"))
        if stage:
            if found:
                found[-1] = (*found[-1][:2], day)
            found.append((stage, day, None))
    return found


def _stage(verb: str, rest: Sequence[str], path: str) -> str:
    """The stage that a line of a script leads to; empty for any other line."""
    if verb == "new":
        return rest[0] if rest else FIRST_STAGE[path]
    if verb in ("to", "reopen"):
        return rest[0]
    return verb if verb in OPEN_VERBS else ""


def sample_tasks(sample: Sample) -> Iterator[Told]:
    """What the stages of the deals that are open brought, each task at the time of its move."""
    paths = {
        row["key"]: pipeline_values(row, n)
        for n, row in enumerate(read_data("paths.json")["paths"])
    }
    for row in sample.deals:
        found = stays(row)
        if found[-1][0] in OPEN_VERBS:
            continue
        path = row.get("path", "new")
        for number, (stage, first, left) in enumerate(found):
            visit = sum(each[0] == stage for each in found[: number + 1])
            if visit == 1:
                for node in node_templates(paths[path], stage):
                    yield from NodeStory(sample, row, node, stage, first, left).tell()


class NodeStory:
    """One task of one deal."""

    def __init__(
        self,
        sample: Sample,
        row: Row,
        node: NodeTemplate,
        stage: str,
        first: int,
        left: int | None,
    ) -> None:
        self.sample, self.row, self.node, self.stage = sample, row, node, stage
        self.first, self.left = first, left
        self.key = f"{row['key']}|{stage}|{node.key}"
        self.deal = sample_id("deals", row["key"])
        self.id = derived_id("tk", "task", self.deal, stage, node.key, "1")
        self.due = self._due()

    def _due(self) -> date:
        """As the template says; most of what is still open was promised for these days."""
        time = self.sample.time
        due = time.day(self.first) + timedelta(days=self.node.offset_days)
        if self.left is not None or spread(self.key, LATE) == 0:
            return due
        return max(due, time.day(spread(self.key, 12) - 2))

    def tell(self) -> Iterator[Told]:
        """The task when it was made, and when it was done or found to lag."""
        writer, time = str(self.row["owner"]), self.sample.time
        made = time.at(self.first, self.row["key"])
        edits = [Edit("tasks", self.id, self._values()), *self._requests()]
        yield writer, Act("task.add", tuple(edits), made)
        if self.left is not None:
            done: dict[str, Value] = {"status": "done", "done_on": time.iso(self.left)}
            if self._lagged(time.day(self.left)):
                done |= self._reason(self.left)
            at = time.at(self.left, self.row["key"])
            yield writer, Act("task.done", (Edit("tasks", self.id, done),), at)
        elif self._lagged(time.today):
            at = time.at(-1, self.row["key"])
            yield writer, Act("task.lag", (Edit("tasks", self.id, self._reason(-1)),), at)

    def _lagged(self, day: date) -> bool:
        """Whether it lagged on a day and somebody said why."""
        return (day - self.due).days > THRESHOLD and bool(spread(self.key + "why", ANSWERED))

    def _owner(self) -> str:
        """The deal's owner, for a specialist's task one of them, or nobody yet."""
        if self.node.role == "rep":
            return str(self.row["owner"])
        if self.left is None and spread(self.key, UNASSIGNED) == 0:
            return ""
        return "jie" if self.node.role == "manager" else SPECIALISTS["technical"]

    def _values(self) -> dict[str, Value]:
        owner, path = self._owner(), self.row.get("path", "new")
        first = self.sample.time.iso(self.first)
        doing = self.left is None and spread(self.key, 2) == 0
        return {
            "number": "",
            "title": self.node.name.say(self.sample.lang),
            "deal": self.deal,
            "account": sample_id("accounts", self.row["account"]),
            "pipeline": pipeline_id(path),
            "stage": self.stage,
            "node": self.node.key,
            "visit": 1,
            "owner": member_id(owner) if owner else None,
            "owner_since": first if owner else None,
            "department": "technical" if self.node.role == "specialist" else "sales",
            "strength": self.node.strength or None,
            "start": first,
            "due": self.due.isoformat(),
            "original_due": self.due.isoformat(),
            "status": "doing" if doing else "todo",
        }

    def _reason(self, day: int) -> dict[str, Value]:
        reasons = [key for key in LAG_REASONS if key != "other"]
        return {
            "lag_reason": reasons[spread(self.key, len(reasons))],
            "lag_logged_on": self.sample.time.iso(day),
        }

    def _requests(self) -> Sequence[Edit]:
        status = self._status()
        edits = []
        for resource in self.node.resources:
            values: dict[str, Value] = {
                "number": "",
                "item": resource.item.say(self.sample.lang),
                "task": self.id,
                "deal": self.deal,
                "department": resource.department,
                "needed_by": self.due.isoformat(),
                "requested_on": self.sample.time.iso(self.first),
                **status,
            }
            id = derived_id("rq", "request", self.id, resource.key)
            edits.append(Edit("requests", id, values))
        return edits

    def _status(self) -> Mapping[str, Value]:
        if self.left is not None:
            return {"status": "delivered", "delivered_on": self.sample.time.iso(self.left)}
        if spread(self.key, 2):
            return {"status": "confirmed", "confirmed_on": self.sample.time.iso(self.first)}
        return {"status": "requested"}
