"""The names of today for a past state that has none: without them its board could not be drawn."""

from __future__ import annotations

from collections.abc import Iterator

from salestui.domain.snapshot import Doc, Snapshot

FRAME = ("workspace", "pipelines", "members")
"""Kinds without which a past board could not be drawn."""
LENT = "_lent"
"""Derived mark of a record that the past did not have."""


def with_names(past: Snapshot, now: Snapshot) -> Snapshot:
    """A past state with today's workspace, paths and people, and the accounts its deals name.

    Only records that the past does not have are lent: those of an import without dates count as
    made today, yet its deals are older. So are goals, because one asks how the deals of then stood
    to a goal that was set later. No deal and no activity is ever added.
    """
    lent: dict[str, dict[str, tuple[Doc | None, Doc]]] = {}
    for kind in FRAME:
        for doc in now.live(kind):
            if past.get(kind, doc["_id"]) is None:
                lent.setdefault(kind, {})[doc["_id"]] = (None, _lent(doc))
    for deal in past.table("deals").values():
        id = deal.get("account")
        account = now.get("accounts", id)
        if account is not None and past.get("accounts", id) is None:
            lent.setdefault("accounts", {})[account["_id"]] = (None, _lent(account))
    for kind, id in _goals_set_later(past, now):
        lent.setdefault(kind, {})[id] = (None, _lent(now.table(kind)[id]))
    return past.stepped(lent, past.vector, past.authors) if lent else past


def _goals_set_later(past: Snapshot, now: Snapshot) -> Iterator[tuple[str, str]]:
    """(kind, id) of the goals that were not there yet, with their plans and key results."""
    for goal in now.live("goals"):
        id = str(goal["_id"])
        if past.get("goals", id) is not None:
            continue
        yield "goals", id
        for result in now.ids("key_results.goal", id):
            yield "key_results", result
        plan = goal.get("plan")
        if now.get("plans", plan) is not None and past.get("plans", plan) is None:
            yield "plans", str(plan)


def _lent(doc: Doc) -> Doc:
    return {**doc, LENT: True}


def was_there(doc: Doc) -> bool:
    """Whether a record of a past state existed then, and is not lent for its name."""
    return LENT not in doc
