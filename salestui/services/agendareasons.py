"""The reasons for which a deal or an account stands on today's list, read from a snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from salestui.domain import agenda
from salestui.domain.agenda import Reason
from salestui.domain.attention import (
    REASONS,
    age_limit,
    days_since,
    flags,
    last_stirred,
    rot,
    stage_age_days,
)
from salestui.domain.cadence import cadence_of
from salestui.domain.criteria import Facts, progress
from salestui.domain.dayshow import iso_day
from salestui.domain.pipelines import Path, Stage, effective_outcome
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.tiers import tier_of
from salestui.domain.words import Words
from salestui.services.accountstanding import missed

MINOR = frozenset(("pushed2", "lagging", "late"))
"""Flags that are no reason to work on a deal today; tasks stand on the list by themselves."""
ENOUGH = 2
"""Contacts from which on a deal does not hang on one person."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One state on one day, with its sales paths by id."""

    snapshot: Snapshot
    paths: Mapping[str, Path]
    today: date
    zone: tzinfo

    def path_of(self, deal: Doc) -> Path | None:
        """The sales path that a deal is on."""
        return self.paths.get(str(deal.get("pipeline")))

    def is_open(self, deal: Doc) -> bool:
        """Whether a deal is neither won nor lost."""
        outcome = deal.get("outcome")
        if outcome is not None:
            return bool(outcome == "open")
        return effective_outcome(deal, self.path_of(deal)) == "open"


def deal_reasons(ground: Ground, deal: Doc) -> list[Reason]:
    """Why an open deal stands on the list; none for one that needs nothing for now."""
    today, path = ground.today, ground.path_of(deal)
    stage = path.stage(deal.get("stage")) if path else None
    keys = flags(deal, ground.snapshot, path, today, ground.zone)
    found = [
        reason
        for key in keys
        if key not in MINOR and (reason := _of_flag(ground, deal, stage, key)) is not None
    ]
    if stage is not None and stage.kind == "hold":
        return found
    due = iso_day(deal.get("next_step_due"))
    if due is not None and due >= today:
        step = agenda.step_reason(str(deal.get("next_step") or ""), due, today)
        found += [step] if step else []
    if path is not None and stage is not None:
        found += _of_stage(ground, deal, path, stage)
    return found


def dated_reason(ground: Ground, deal: Doc) -> Reason | None:
    """The most serious of what is late or due today on an open deal, by its dates alone."""
    now, path = ground.today.isoformat(), ground.path_of(deal)
    stage = path.stage(deal.get("stage")) if path else None
    if stage is not None and stage.kind == "hold":
        return _of_flag(ground, deal, stage, "wake_due") if _by(deal, "wake_on", now) else None
    due, close = str(deal.get("next_step_due") or ""), str(deal.get("expected_close") or "")
    if "" < due < now:
        return _of_flag(ground, deal, stage, "next_step_overdue")
    if "" < close < now:
        return _of_flag(ground, deal, stage, "close_past")
    day = iso_day(due) if due == now else None
    return agenda.step_reason(str(deal.get("next_step") or ""), day, ground.today) if day else None


def _by(deal: Doc, path: str, now: str) -> bool:
    return "" < str(deal.get(path) or "") <= now


def _of_flag(ground: Ground, deal: Doc, stage: Stage | None, key: str) -> Reason | None:
    today = ground.today
    field = {
        "next_step_overdue": "next_step_due",
        "close_past": "expected_close",
        "wake_due": "wake_on",
    }.get(key, "")
    day = iso_day(deal.get(field)) if field else None
    if key == "next_step_overdue" and day is not None:
        return agenda.step_reason(str(deal.get("next_step") or ""), day, today)
    if key == "close_past" and day is not None:
        return agenda.close_reason(day, today)
    if key == "wake_due" and day is not None:
        return agenda.wake_reason(day, today)
    if key == "rotten" and stage is not None:
        return _rot(ground, deal, stage)
    return agenda.flag_reason(key, REASONS.get(key, Words(key, key)))


def _rot(ground: Ground, deal: Doc, stage: Stage) -> Reason | None:
    """How long the deal has been stuck, and how long it might have been."""
    today, zone = ground.today, ground.zone
    if rot(deal, ground.snapshot, stage, today, zone) == "age":
        days = stage_age_days(deal, today, zone)
        limit = age_limit(ground.snapshot, str(deal.get("pipeline")), stage)
        return agenda.age_reason(days or 0, limit.days if limit else 0)
    stirred = last_stirred(deal, ground.snapshot)
    days = days_since(stirred, today, zone) if stirred is not None else 0
    return agenda.quiet_reason(days, stage.rot_days or 0)


def _of_stage(ground: Ground, deal: Doc, path: Path, stage: Stage) -> list[Reason]:
    """What the stage should know by now, and whether it has all it asks for."""
    found: list[Reason] = []
    depth = _depth(path, stage)
    people = Facts(deal, ground.snapshot).contacts if depth > 0 else ()
    if depth > 1 and all(each.get("decision_role") != "economic_buyer" for each in people):
        found.append(agenda.PLAIN["no_buyer"])
    if depth > 0 and len(people) < ENOUGH:
        found.append(agenda.PLAIN["single_contact"])
    onward = path.after(stage.key)
    if onward is not None and stage.kind == "open":
        done, required = progress(deal, ground.snapshot, stage)
        if required and done == required:
            found.append(agenda.gate_reason(done, onward.short))
    return found


def _depth(path: Path, stage: Stage) -> int:
    """0 before a lead is an opportunity, 1 in the first stage of opportunities, 2 beyond it."""
    opens = path.open_stages
    first = next((n for n, each in enumerate(opens) if each.is_qualified), len(opens))
    rank = path.rank(stage.key) if stage.kind == "open" else None
    here = -1 if rank is None else rank
    return 0 if here < first else 1 if here == first else 2


def account_reasons(ground: Ground, account: Doc, deals: Sequence[Doc]) -> list[Reason]:
    """Why an account stands on the list, by itself or with one of its open `deals`."""
    found: list[Reason] = []
    now = cadence_of(account, ground.snapshot, ground.today, ground.zone)
    if now.state == "overdue" and now.rhythm is not None and now.days is not None:
        never = now.touched is None
        found.append(agenda.touch_reason(now.days, now.rhythm.most, never=never))
    if deals or tier_of(account, ground.today):
        gone = missed(ground.snapshot, account["_id"], deals)
        found += [agenda.left_reason(str(doc.get("name", ""))) for doc in gone[:1]]
    return found
