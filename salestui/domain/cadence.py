"""Follow-up cadence (4.4.22): when an account was last touched, and when that is due again."""

from __future__ import annotations

from datetime import date, timedelta, tzinfo
from typing import TYPE_CHECKING, Literal, NamedTuple

from salestui.domain.attention import account_last_touch, days_since, local_date
from salestui.domain.tiers import SURVEY, Rhythm, rhythm_of, tier_of
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot

State = Literal["ok", "due", "overdue", "none"]

STATES: dict[State, Words] = {
    "ok": Words("on time", "按时"),
    "due": Words("due", "应跟进"),
    "overdue": Words("overdue", "超期"),
    "none": Words("no cadence", "无频率"),
}
"""What each state is called."""

DORMANT_DAYS = 90
"""Days without a touch after which an account is dormant, where the workspace says nothing."""


class Cadence(NamedTuple):
    """How an account stands with its rhythm on a day."""

    state: State
    touched: int | None
    """The last touch, ms; None for never."""
    days: int | None
    """Calendar days since then, or since the account was entered where there never was one."""
    due: date | None
    """The day on which the next touch is due; None without a rhythm."""
    rhythm: Rhythm | None


def cadence(
    touched: int | None, entered: int | None, rhythm: Rhythm | None, today: date, zone: tzinfo
) -> Cadence:
    """How a last touch stands with a rhythm; who was never touched counts from `entered`, ms."""
    since = entered if touched is None else touched
    days = None if since is None else days_since(since, today, zone)
    if rhythm is None or since is None or days is None:
        return Cadence("none", touched, days, None, rhythm)
    due = local_date(since, zone) + timedelta(days=rhythm.every)
    state: State = "overdue" if days > rhythm.most else "due" if days >= rhythm.every else "ok"
    return Cadence(state, touched, days, due, rhythm)


def cadence_of(account: Doc, snapshot: Snapshot, today: date, zone: tzinfo) -> Cadence:
    """How an account stands with the rhythm of its tier; a customer who left us has none."""
    touched = account_last_touch(snapshot, str(account["_id"]))
    rhythm = None if account.get("kind") == "former" else rhythm_of(tier_of(account, today))
    return cadence(touched, account.get("_created"), rhythm, today, zone)


def survey_of(account: Doc, snapshot: Snapshot, today: date, zone: tzinfo) -> Cadence:
    """How a customer stands with the satisfaction survey; nobody else is asked."""
    asked = account_last_touch(snapshot, str(account["_id"]), kind="survey")
    rhythm = SURVEY if account.get("kind") == "customer" else None
    return cadence(asked, account.get("_created"), rhythm, today, zone)


def dormant_days(snapshot: Snapshot) -> int:
    """Days without a touch after which an account is dormant here."""
    days = snapshot.workspace.get("dormant_days")
    return days if isinstance(days, int) and days > 0 else DORMANT_DAYS


def is_dormant(account: Doc, snapshot: Snapshot, today: date, zone: tzinfo) -> bool:
    """Whether nobody was in touch for so long that the account counts as asleep."""
    touched = account_last_touch(snapshot, str(account["_id"]))
    since = account.get("_created") if touched is None else touched
    return since is not None and days_since(int(since), today, zone) >= dormant_days(snapshot)


def in_pool(account: Doc, snapshot: Snapshot, today: date, zone: tzinfo) -> bool:
    """Whether anybody may claim the account: nobody owns it, or it is dormant."""
    return not account.get("owner") or is_dormant(account, snapshot, today, zone)
