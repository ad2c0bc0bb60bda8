"""What on a deal asks for attention: disputes, late steps, rot; and the order of cards."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from salestui.domain.instants import ms_to_date
from salestui.domain.pipelines import Path, Stage, effective_outcome
from salestui.domain.schema import CONTESTED, DISPUTED
from salestui.domain.stagetimes import stage_times
from salestui.domain.tasks import worst_of_deal
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot

CARD_WORDS: dict[str, Words] = {
    "contested": Words("!del?", "!归档?"),
    "disputed": Words("!two", "!冲突"),
    "next_step_overdue": Words("!late", "!逾期"),
    "close_past": Words("!late", "!逾期"),
    "lagging": Words("!lag", "!滞后"),
    "rotten": Words("!rot", "!停滞"),
    "no_next_step": Words("!next", "!无下一步"),
    "late": Words("!task", "!任务"),
    "next_step_moved3": Words("!again", "!改期"),
    "pushed3": Words("!push", "!推迟"),
    "wake_due": Words("!wake", "!唤醒"),
}
"""The word on a card for each flag that is serious enough for one."""

REASONS: dict[str, Words] = {
    "contested": Words("archived by one, edited by another", "有人归档，有人修改"),
    "disputed": Words("two values at once", "两人同时修改"),
    "next_step_overdue": Words("next step overdue", "下一步逾期"),
    "close_past": Words("close date passed", "预计签约日已过"),
    "lagging": Words("a task lags", "任务滞后"),
    "rotten": Words("stuck too long", "停滞"),
    "no_next_step": Words("no next step", "无下一步"),
    "late": Words("a task is late", "任务逾期"),
    "next_step_moved3": Words("next step put off three times", "下一步多次改期"),
    "pushed3": Words("close date put off three times", "签约日多次推迟"),
    "pushed2": Words("close date put off twice", "签约日两次推迟"),
    "wake_due": Words("wake date reached", "到唤醒日"),
}
"""The same flags as a phrase, for panes and lists."""

MANY = 3
"""So often put off, a date is fiction."""
ENOUGH_WON = 10
"""Won deals from which on their median counts."""
OVER_MEDIAN = 1.5

CardOrder = tuple[int, str, int, str]


def local_date(ms: int, zone: tzinfo) -> date:
    """The calendar day of an instant (milliseconds UTC) in `zone`."""
    return ms_to_date(ms, zone)


def days_since(ms: int, today: date, zone: tzinfo) -> int:
    """Calendar days from an instant to `today` in `zone`; 0 on the same day."""
    return (today - local_date(ms, zone)).days


def stage_entered(doc: Doc) -> int | None:
    """When the deal entered its stage, ms; None where its stage history is not known that far."""
    moves = doc.get("_moves")
    if moves:
        return int(moves[-1][0])
    if doc.get("history_from") is not None:
        return None
    created = doc.get("_created")
    return None if created is None else int(created)


def stage_age_days(doc: Doc, today: date, zone: tzinfo) -> int | None:
    """Calendar days in the current stage (4.4.11); None when unknown."""
    entered = stage_entered(doc)
    return None if entered is None else days_since(entered, today, zone)


def _latest(snapshot: Snapshot, ids: Iterable[str], kind: str = "") -> int | None:
    """The latest instant of these activities that is a touch: a note is none (4.2.14)."""
    latest: int | None = None
    for activity_id in ids:
        activity = snapshot.get("activities", activity_id)
        if activity is None or activity.get("type") == "note":
            continue
        if kind and activity.get("type") != kind:
            continue
        at = activity.get("at", activity.get("_created"))
        if at is not None and (latest is None or at > latest):
            latest = int(at)
    return latest


def last_touch(snapshot: Snapshot, deal_id: str) -> int | None:
    """When somebody last was in contact about this deal, ms; None for never."""
    return _latest(snapshot, snapshot.ids("activities.deal", deal_id))


def account_last_touch(snapshot: Snapshot, account_id: str, kind: str = "") -> int | None:
    """When somebody last was in contact with the account or about any of its deals, ms (4.4.22).

    With `kind`, the last touch of that kind alone, such as a survey.
    """
    found = [_latest(snapshot, snapshot.ids("activities.account", account_id), kind)]
    for deal in snapshot.ids("deals.account", account_id):
        found.append(_latest(snapshot, snapshot.ids("activities.deal", deal), kind))
    return max((at for at in found if at is not None), default=None)


def account_activities(snapshot: Snapshot, account_id: str) -> Collection[str]:
    """Ids of the activities on an account and on any of its deals."""
    ids = dict.fromkeys(snapshot.ids("activities.account", account_id))
    for deal in snapshot.ids("deals.account", account_id):
        ids.update(dict.fromkeys(snapshot.ids("activities.deal", deal)))
    return ids.keys()


def latest_touch(snapshot: Snapshot, account_id: str) -> Doc | None:
    """The activity that was the last touch of an account; None where there never was one."""
    ids = account_activities(snapshot, account_id)
    docs = [doc for id in ids if (doc := snapshot.get("activities", id)) is not None]
    touches = [doc for doc in docs if doc.get("type") != "note"]
    return max(touches, key=lambda doc: (_when(doc), str(doc["_id"])), default=None)


def _when(activity: Doc) -> int:
    return int(activity.get("at", activity.get("_created", 0)))


def last_stirred(doc: Doc, snapshot: Snapshot) -> int | None:
    """The latest of last touch, last stage change and last edit of the deal, ms (4.4.24)."""
    known = [
        last_touch(snapshot, str(doc.get("_id", ""))),
        stage_entered(doc),
        doc.get("_updated", doc.get("_created")),
    ]
    return max((int(at) for at in known if at is not None), default=None)


def _touch_rot(doc: Doc, snapshot: Snapshot, stage: Stage, today: date, zone: tzinfo) -> bool:
    if stage.rot_days is None or str(doc.get("next_step_due") or "") >= today.isoformat():
        return False
    stirred = last_stirred(doc, snapshot)
    return stirred is not None and days_since(stirred, today, zone) > stage.rot_days


class AgeLimit(NamedTuple):
    """How long a deal may stand in a stage, and by what that is measured."""

    days: float
    """More than these are too many."""
    basis: str
    """`median` of won deals, or the `expected` days of the stage."""
    of: float
    """The median, or the expected days."""
    n: int = 0
    """Won deals that the median is of."""


def age_limit(snapshot: Snapshot, path_id: str, stage: Stage) -> AgeLimit | None:
    """The most days in a stage (4.4.24); None where nothing says."""
    time = stage_times(snapshot).get(f"{path_id}|{stage.key}")
    if time is not None and time.n >= ENOUGH_WON:
        return AgeLimit(OVER_MEDIAN * time.median, "median", time.median, time.n)
    expected = stage.expected_days
    return None if expected is None else AgeLimit(2.0 * expected, "expected", expected)


def _age_rot(doc: Doc, snapshot: Snapshot, stage: Stage, today: date, zone: tzinfo) -> bool:
    age = stage_age_days(doc, today, zone)
    if age is None:
        return False
    limit = age_limit(snapshot, str(doc.get("pipeline")), stage)
    return limit is not None and age > limit.days


def rot(doc: Doc, snapshot: Snapshot, stage: Stage, today: date, zone: tzinfo) -> str:
    """Why the deal counts as stuck (4.4.24): `touch`, `age`, or an empty string."""
    mode = snapshot.workspace.get("rot_mode", "both")
    if mode != "stage_age" and _touch_rot(doc, snapshot, stage, today, zone):
        return "touch"
    if mode != "last_touch" and _age_rot(doc, snapshot, stage, today, zone):
        return "age"
    return ""


def step_put_off(doc: Doc, snapshot: Snapshot) -> int:
    """How often the next step was put off since the last touch, the step itself unchanged."""
    when = doc.get("_redated")
    if not when:
        return 0
    touched = last_touch(snapshot, str(doc.get("_id", "")))
    return sum(1 for at in when if touched is None or at > touched)


def flags(
    doc: Doc, snapshot: Snapshot, path: Path | None, today: date, zone: tzinfo
) -> tuple[str, ...]:
    """What asks for attention on a deal, most serious first.

    What people have to decide comes first and on every deal: contested, disputed. An open one has
    next_step_overdue, close_past, lagging, rotten, no_next_step, late, next_step_moved3, pushed3
    or pushed2 besides; one on hold only wake_due. Of its open tasks one is lagging or late.
    """
    return (*disputes(doc), *_lapses(doc, snapshot, path, today, zone))


def disputes(doc: Doc) -> tuple[str, ...]:
    """What people wrote without knowing of each other and have to decide: contested, disputed."""
    signs = (("contested", CONTESTED), ("disputed", DISPUTED))
    return tuple(key for key, sign in signs if sign in doc)


def _lapses(
    doc: Doc, snapshot: Snapshot, path: Path | None, today: date, zone: tzinfo
) -> tuple[str, ...]:
    if effective_outcome(doc, path) != "open":
        return ()
    now = today.isoformat()
    stage = path.stage(doc.get("stage")) if path else None
    if stage is not None and stage.kind == "hold":
        return ("wake_due",) if "" < str(doc.get("wake_on") or "") <= now else ()
    due = str(doc.get("next_step_due") or "")
    found = []
    if due and due < now:
        found.append("next_step_overdue")
    if "" < str(doc.get("expected_close") or "") < now:
        found.append("close_past")
    task = worst_of_deal(snapshot, str(doc.get("_id", "")), today)
    if task.lagging:
        found.append("lagging")
    if stage is not None and rot(doc, snapshot, stage, today, zone):
        found.append("rotten")
    if not due:
        found.append("no_next_step")
    if task.late and not task.lagging:
        found.append("late")
    if step_put_off(doc, snapshot) >= MANY:
        found.append("next_step_moved3")
    pushes = int(doc.get("_pushes", 0))
    if pushes > 1:
        found.append("pushed3" if pushes >= MANY else "pushed2")
    return tuple(found)


def card_flag(found: tuple[str, ...]) -> tuple[str, Words] | None:
    """The one flag that a card shows, the most serious, with its word; None for a calm deal."""
    for key in found:
        if key in CARD_WORDS:
            return key, CARD_WORDS[key]
    return None


def card_order(doc: Doc, today: date) -> CardOrder:
    """The sort key of a card in its column; reads one document and nothing else.

    Open deals: overdue next steps, oldest first; then no next step at all; then by its date;
    then the larger amount. Closed deals come after, the latest first. The id settles the rest.
    """
    deal_id = str(doc.get("_id", ""))
    if doc.get("outcome", "open") != "open":
        closed = str(doc.get("closed_on") or "").replace("-", "")
        return 3, "", -int(closed) if closed.isdecimal() else 0, deal_id
    amount = -int(doc.get("amount") or 0)
    due = doc.get("next_step_due")
    if not due:
        return 1, "", amount, deal_id
    return (0 if due < today.isoformat() else 2), due, amount, deal_id
