"""The satisfaction survey that every customer is asked once a quarter, as a task (4.5.2).

Its id is derived from account and quarter, so that two members who are offline make the same one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from salestui.domain.attention import account_last_touch
from salestui.domain.calendars import Span, fiscal_year_of, quarter_of, quarter_span
from salestui.domain.change import Act, Edit, Value
from salestui.domain.ids import derived_id
from salestui.domain.instants import ms_to_date
from salestui.domain.problems import Refused
from salestui.domain.snapshot import Doc, Snapshot, is_live
from salestui.domain.tasks import SURVEY as NAME
from salestui.domain.tasks import is_open
from salestui.domain.tiers import SURVEY
from salestui.domain.words import Words
from salestui.services.records import checked_edit

if TYPE_CHECKING:
    from salestui.services.context import Context

RAISED = "survey.raise"
"""The intent of the act that makes surveys: nobody's own doing, so undo passes it over."""
NODE = "satisfaction_survey"
"""Key of the task template that asks the same, in the path for existing customers."""
BRINGS: tuple[tuple[str, Words], ...] = (
    ("score", Words("score, 1 to 5", "评分1至5")),
    ("comments", Words("three comments of the customer", "客户意见3条")),
    ("usage", Words("how it is used", "使用情况")),
)
"""What a survey is to bring (4.5.2)."""
NONE_DUE = Words("No customer is to be asked this quarter", "本季没有待调研的老客户")
OFF = Words("Surveys are switched off", "未启用满意度调研")
ON_HINT = Words("salestui settings survey_every=quarter", "salestui settings survey_every=quarter")


def is_on(snapshot: Snapshot) -> bool:
    """Whether this team asks its customers every quarter."""
    return snapshot.workspace.get("survey_every") == "quarter"


def this_quarter(snapshot: Snapshot, today: date) -> tuple[str, Span]:
    """The fiscal quarter of a day: its key, `2026-q3`, and its first and last day."""
    start = snapshot.workspace.get("fiscal_year_start_month")
    return quarter_key(today, start if isinstance(start, int) else 1)


def quarter_key(today: date, start: int = 1) -> tuple[str, Span]:
    """The same for a fiscal year that starts in a month."""
    span, year = quarter_of(today, start), fiscal_year_of(today, start)
    number = next(n for n in range(1, 5) if quarter_span(year, n, start) == span)
    return f"{year}-q{number}", span


def survey_id(account: str, quarter: str) -> str:
    """The id of the task of an account and a quarter."""
    return derived_id("tk", "survey", account, quarter)


def survey_values(
    account: str, owner: str, today: date, quarter: tuple[str, Span], asked: date | None, lang: str
) -> dict[str, Value]:
    """The task: due so many days after the customer was `asked` last, within the quarter."""
    key, (first, last) = quarter
    due = last if asked is None else min(max(asked + timedelta(SURVEY.every), first), last)
    due = max(due, today)
    values: dict[str, Value] = {
        "title": NAME.say(lang),
        "account": account,
        "owner": owner or None,
        "owner_since": today.isoformat() if owner else None,
        "department": "sales",
        "start": today.isoformat(),
        "due": due.isoformat(),
        "original_due": due.isoformat(),
        "status": "todo",
        "quarter": key,
    }
    for order, (item, words) in enumerate(BRINGS):
        values |= {
            f"outputs/{item}": True,
            f"outputs/{item}/text": words.say(lang),
            f"outputs/{item}/order": order,
        }
    return values


def _last_asked(snapshot: Snapshot, ctx: Context, account: str) -> date | None:
    at = account_last_touch(snapshot, account, kind="survey")
    return None if at is None else ms_to_date(at, ctx.zone)


def to_ask(snapshot: Snapshot, ctx: Context, owner: str = "") -> Iterator[Doc]:
    """The customers (of an owner) who were not asked this quarter and have no task for it."""
    key, (first, _) = this_quarter(snapshot, ctx.today)
    known = snapshot.table("tasks")
    for account in snapshot.live("accounts"):
        if account.get("kind") != "customer" or not snapshot.stands("accounts", account):
            continue
        if owner and account.get("owner") != owner:
            continue
        id = str(account["_id"])
        asked = _last_asked(snapshot, ctx, id)
        told = asked is not None and asked >= first
        if survey_id(id, key) not in known and not told and not _asked_by_deal(snapshot, id):
            yield account


def _asked_by_deal(snapshot: Snapshot, account: str) -> bool:
    """Whether a deal of the account already brought the task to ask (the regular review)."""
    tasks = (snapshot.get("tasks", id) or {} for id in snapshot.ids("tasks.account", account))
    return any(task.get("node") == NODE and is_open(task) for task in tasks)


def raise_surveys(snapshot: Snapshot, ctx: Context, owner: str = "") -> Act:
    """This quarter's tasks for the customers (of an owner) who still have none.

    Raises Refused where surveys are off, or nobody is left to ask.
    """
    if not is_on(snapshot):
        raise Refused(OFF, hint=ON_HINT)
    quarter = this_quarter(snapshot, ctx.today)
    lang = str(snapshot.workspace.get("language", ctx.lang))
    edits = []
    for account in to_ask(snapshot, ctx, owner):
        id, who = str(account["_id"]), str(account.get("owner") or "")
        asked = _last_asked(snapshot, ctx, id)
        values = survey_values(id, who, ctx.today, quarter, asked, lang)
        values["number"] = ctx.next_number("tasks")
        edits.append(checked_edit(snapshot, "tasks", survey_id(id, quarter[0]), values))
    if not edits:
        raise Refused(NONE_DUE)
    return Act(RAISED, tuple(edits))


def answered(snapshot: Snapshot, ctx: Context, account: str, score: int | None) -> list[Edit]:
    """What a survey that was held settles: the customer's satisfaction, the task of the quarter."""
    edits, account = [], snapshot.root(account)
    if score is not None:
        edits.append(checked_edit(snapshot, "accounts", account, {"satisfaction": score}))
    task = snapshot.get("tasks", survey_id(account, this_quarter(snapshot, ctx.today)[0]))
    if task is not None and is_live("tasks", task) and is_open(task):
        done: dict[str, Value] = {"status": "done", "done_on": ctx.today.isoformat()}
        if score is not None:
            done["outputs/score/done"] = True
            done["outputs/score/evidence"] = f"{score}/5"
        edits.append(checked_edit(snapshot, "tasks", str(task["_id"]), done))
    return edits
