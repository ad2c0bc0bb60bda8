"""The surveys of this quarter in the sample team, as its program would have made them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from salestui.domain.change import Act, Edit, Value
from salestui.domain.instants import ms_to_date
from salestui.services.defaults import member_id
from salestui.services.sampledeals import Told
from salestui.services.sampletime import MORNING
from salestui.services.surveys import NODE, RAISED, quarter_key, survey_id, survey_values

if TYPE_CHECKING:
    from salestui.services.sample import Sample


class _Customer:
    """An account as the events tell it."""

    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.since: date | None = None
        self.asked: list[tuple[date, int]] = []
        """Days and instants of surveys, in order."""
        self.tasks: set[str] = set()
        """Open tasks of deals that ask the same."""


def sample_surveys(sample: Sample, events: Sequence[Told]) -> Iterator[Told]:
    """A task for each customer, done where the customer was asked this quarter."""
    handles = {member_id(handle): handle for handle, _ in events}
    quarter = quarter_key(sample.time.today)
    for id, customer in _customers(sample, events).items():
        if customer.since is None or customer.owner not in handles:
            continue
        begun = max(quarter[1][0], customer.since)
        if begun >= sample.time.today or customer.tasks:
            continue
        before = [day for day, _ in customer.asked if day < begun]
        values = survey_values(
            id, customer.owner, begun, quarter, before[-1] if before else None, sample.lang
        )
        task, writer = survey_id(id, quarter[0]), handles[customer.owner]
        at = sample.time.instant(begun, MORNING)
        yield writer, Act(RAISED, (Edit("tasks", task, {**values, "number": ""}),), at)
        for day, instant in customer.asked:
            if day >= begun:
                done: dict[str, Value] = {"status": "done", "done_on": day.isoformat()}
                yield writer, Act("task.done", (Edit("tasks", task, done),), max(instant, at) + 1)
                break


def _customers(sample: Sample, events: Sequence[Told]) -> dict[str, _Customer]:
    found: dict[str, _Customer] = {}
    for _, act in sorted(events, key=lambda event: event[1].when or 0):
        day = ms_to_date(act.when or 0, sample.time.zone)
        for edit in act.edits:
            values = edit.values
            if edit.kind == "accounts":
                account = found.setdefault(edit.id, _Customer(str(values.get("owner") or "")))
                if "kind" in values:
                    still = account.since or day
                    account.since = still if values["kind"] == "customer" else None
            elif edit.kind == "activities" and values.get("type") == "survey":
                account = found.setdefault(str(values.get("account")), _Customer(""))
                account.asked.append((day, act.when or 0))
            elif edit.kind == "tasks" and values.get("node") == NODE:
                found.setdefault(str(values["account"]), _Customer("")).tasks.add(edit.id)
            elif edit.kind == "tasks" and values.get("status") == "done":
                for account in found.values():
                    account.tasks.discard(edit.id)
    return found
