"""The states that `is:` asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from salestui.domain.attention import MANY, rot, step_put_off
from salestui.domain.cadence import cadence_of, in_pool, is_dormant
from salestui.domain.criteria import progress
from salestui.domain.duplicates import twins
from salestui.domain.query.conditions import CHEAP, DEAR, MEDIUM, Condition, Keys, Predicate
from salestui.domain.query.scope import Scope
from salestui.domain.requests import is_waiting, request_late
from salestui.domain.schema import CONTESTED, DISPUTED
from salestui.domain.tasks import is_open, lateness, rules, worst_of_deal

if TYPE_CHECKING:
    from datetime import date, tzinfo

    from salestui.domain.snapshot import Doc, Snapshot

MEMBER_PATHS = {
    "deals": "owner",
    "accounts": "owner",
    "activities": "member",
    "tasks": "owner",
    "goals": "owner",
}
"""Whose a record is, by kind."""

OWNER_INDEXES = {
    "deals": "deals.owner",
    "accounts": "accounts.owner",
    "tasks": "tasks.owner",
}


def _outcome(wanted: str) -> Condition:
    def bind(scope: Scope) -> Predicate:
        derived = scope.outcome
        return lambda doc: (doc.get("outcome") or derived(doc)) == wanted

    def keys(scope: Scope) -> Keys:
        return outcome_keys(scope, frozenset((wanted,)))

    return Condition(bind, keys)


def outcome_keys(scope: Scope, wanted: frozenset[str]) -> Keys:
    """Where deals of these outcomes are found; those without one go by their stage."""
    found: Keys = [("deals.outcome", outcome) for outcome in sorted(wanted)]
    for key in scope.snapshot.index("deals.stage"):
        pipeline, _, stage = key.rpartition("|")
        known = scope.stages.get((pipeline, stage))
        kind = known[1].kind if known else "open"
        if (kind if kind in ("won", "lost") else "open") in wanted:
            found.append(("deals.stage", key))
    return found


def at_work(scope: Scope) -> Predicate:
    """Whether a deal is open and not put aside: only such a deal can be late or stuck."""
    stages, outcome = scope.stages, scope.outcome
    held = {key for key, (_, stage) in stages.items() if stage.kind == "hold"}

    def holds(doc: Doc) -> bool:
        if (doc.get("outcome") or outcome(doc)) != "open":
            return False
        return not held or (doc.get("pipeline"), doc.get("stage")) not in held

    return holds


def _hold(scope: Scope) -> Predicate:
    working = at_work(scope)
    return lambda doc: (doc.get("outcome") or scope.outcome(doc)) == "open" and not working(doc)


def _past(path: str) -> Callable[[Scope], Predicate]:
    """An open deal's date at `path` lies before today."""

    def bind(scope: Scope) -> Predicate:
        working, today = at_work(scope), scope.env.today.isoformat()
        return lambda doc: "" < str(doc.get(path) or "") < today and working(doc)

    return bind


def _no_next_step(scope: Scope) -> Predicate:
    working = at_work(scope)
    return lambda doc: not doc.get("next_step_due") and working(doc)


def _pushed(scope: Scope) -> Predicate:
    working = at_work(scope)
    return lambda doc: doc.get("_pushes", 0) > 1 and working(doc)


def _redated(scope: Scope) -> Predicate:
    """The next step was put off again and again, with nobody in touch between."""
    working, snapshot = at_work(scope), scope.snapshot
    return lambda doc: "_redated" in doc and working(doc) and step_put_off(doc, snapshot) >= MANY


def _rotten(scope: Scope) -> Predicate:
    working, env, snapshot = at_work(scope), scope.env, scope.snapshot

    def holds(doc: Doc) -> bool:
        stage = scope.stage_of(doc) if working(doc) else None
        return stage is not None and rot(doc, snapshot, stage, env.today, env.zone) != ""

    return holds


def _gated(scope: Scope) -> Predicate:
    """Required exit criteria of the stage are missing."""
    working, snapshot = at_work(scope), scope.snapshot

    def holds(doc: Doc) -> bool:
        stage = scope.stage_of(doc) if working(doc) else None
        if stage is None:
            return False
        done, required = progress(doc, snapshot, stage)
        return done < required

    return holds


def _carries(sign: str) -> Condition:
    """The fold has put this sign into the record."""
    return Condition(lambda scope: lambda doc: sign in doc)


def _rhythm(state: str) -> Callable[[Scope], Predicate]:
    """The account's last touch stands so with the rhythm of its tier."""

    def bind(scope: Scope) -> Predicate:
        env, snapshot = scope.env, scope.snapshot
        return lambda doc: cadence_of(doc, snapshot, env.today, env.zone).state == state

    return bind


def _free(judge: Callable[[Doc, Snapshot, date, tzinfo], bool]) -> Callable[[Scope], Predicate]:
    def bind(scope: Scope) -> Predicate:
        env, snapshot = scope.env, scope.snapshot
        return lambda doc: judge(doc, snapshot, env.today, env.zone)

    return bind


def _duplicate(scope: Scope) -> Predicate:
    snapshot = scope.snapshot
    return lambda doc: bool(twins(snapshot, str(doc.get("_id", ""))))


def _late(scope: Scope, *, lagging: bool) -> Predicate:
    """An open task whose date has passed; by more than the threshold (4.4.23)."""
    today, days, threshold = scope.env.today, *rules(scope.snapshot.workspace)

    def holds(doc: Doc) -> bool:
        found = lateness(doc, today, days, threshold)
        return is_open(doc) and (found.lagging if lagging else found.late)

    return holds


def _deal_task(*, lagging: bool) -> Condition:
    """One of the deal's open tasks is late, or lags."""

    def bind(scope: Scope) -> Predicate:
        working, snapshot, today = at_work(scope), scope.snapshot, scope.env.today

        def holds(doc: Doc) -> bool:
            if not working(doc):
                return False
            found = worst_of_deal(snapshot, str(doc.get("_id", "")), today)
            return found.lagging if lagging else found.late

        return holds

    return Condition(bind, cost=DEAR)


TASK_STATES: Mapping[str, Condition] = {
    "open": Condition(lambda scope: is_open),
    "done": Condition(lambda scope: lambda doc: doc.get("status") == "done"),
    "late": Condition(lambda scope: _late(scope, lagging=False), cost=MEDIUM),
    "lagging": Condition(lambda scope: _late(scope, lagging=True), cost=MEDIUM),
}
"""States of tasks."""


def _request_late(scope: Scope) -> Predicate:
    """Needed earlier than it was delivered, or than today."""
    today, (days, _) = scope.env.today, rules(scope.snapshot.workspace)
    return lambda doc: request_late(doc, today, days) > 0


REQUEST_STATES: Mapping[str, Condition] = {
    "open": Condition(lambda scope: is_waiting),
    "late": Condition(_request_late, cost=MEDIUM),
}
"""States of resource requests."""

STATES: Mapping[str, Condition] = {
    "open": _outcome("open"),
    "won": _outcome("won"),
    "lost": _outcome("lost"),
    "hold": Condition(_hold, cost=CHEAP),
    "rotten": Condition(_rotten, cost=DEAR),
    "overdue": Condition(_past("next_step_due")),
    "no_next_step": Condition(_no_next_step),
    "close_past": Condition(_past("expected_close")),
    "pushed": Condition(_pushed),
    "redated": Condition(_redated, cost=MEDIUM),
    "gated": Condition(_gated, cost=DEAR),
    "lagging": _deal_task(lagging=True),
    "late": _deal_task(lagging=False),
    "contested": _carries(CONTESTED),
    "disputed": _carries(DISPUTED),
    "left": Condition(lambda scope: lambda doc: bool(doc.get("left_on")), cost=MEDIUM),
}
"""States by key; those about a person depend on the kind, see `state`."""

ACCOUNT_STATES: Mapping[str, Condition] = {
    "due": Condition(_rhythm("due"), cost=DEAR),
    "overdue": Condition(_rhythm("overdue"), cost=DEAR),
    "dormant": Condition(_free(is_dormant), cost=DEAR),
    "pool": Condition(_free(in_pool), cost=DEAR),
    "duplicate": Condition(_duplicate, cost=DEAR),
}
"""States that accounts alone have, or that mean something else of them."""


OWN_STATES = {"accounts": ACCOUNT_STATES, "tasks": TASK_STATES, "requests": REQUEST_STATES}


def state(kind: str, key: str) -> Condition:
    """The condition behind `is:key` for records of `kind`."""
    if key not in ("mine", "unowned"):
        return OWN_STATES.get(kind, {}).get(key) or STATES[key]
    path = MEMBER_PATHS[kind]
    if key == "unowned":
        return Condition(lambda scope: lambda doc: not doc.get(path))
    return Condition(
        lambda scope: _is_mine(path, scope.env.me), lambda scope: _my_keys(kind, scope)
    )


def _is_mine(path: str, me: str) -> Predicate:
    return lambda doc: doc.get(path) == me


def _my_keys(kind: str, scope: Scope) -> Keys | None:
    index = OWNER_INDEXES.get(kind)
    return [(index, scope.env.me)] if index else None
