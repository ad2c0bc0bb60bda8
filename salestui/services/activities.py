"""Logging what happened with a customer, in one line that may also plan the next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from salestui.domain.change import Act, Edit, Value
from salestui.domain.dates import parse_date
from salestui.domain.problems import InputProblem
from salestui.domain.schema import ACTIVITY_TYPES, key_path
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.services.context import Context
from salestui.services.records import act_of, checked_edit, live_record
from salestui.services.surveys import answered

EMPTY = Words("Say in a few words what happened", "请用几个字写明情况")
WHAT_TYPE = Words(
    "{type} is no kind of activity; one of {types}", "没有“{type}”这种记录；可用：{types}"
)
NO_RECORD = Words("An activity belongs to a deal or an account", "跟进记录须属于商机或客户")


@dataclass(frozen=True, slots=True)
class Planned:
    """A next step with its date."""

    text: str
    due: date | None


@dataclass(frozen=True, slots=True)
class QuickLog:
    """A quick log line as understood: `quotation received > fri send contract`."""

    summary: str
    next: Planned | None
    score: int | None = None
    """Of a survey, where the line begins with one."""


def parse_step(text: str, today: date) -> Planned:
    """A next step as typed: `fri send contract`, `send contract fri`, `发合同 下周五`.

    The date may stand first or last; without one the step has no date.
    """
    words = text.split()
    for size in (3, 2, 1):
        for start in (0, len(words) - size):
            if not 0 <= start <= len(words) - size or size >= len(words) + (len(words) == 1):
                continue
            due = _date(" ".join(words[start : start + size]), today)
            rest = " ".join(words[:start] + words[start + size :])
            if due is not None and rest:
                return Planned(rest, due)
    return Planned(" ".join(words), None)


def _date(text: str, today: date) -> date | None:
    try:
        return parse_date(text, today)
    except InputProblem:
        return None


def read_score(text: str) -> tuple[int | None, str]:
    """The score that stands before what a survey brought, 1 to 5, and the rest; or no score."""
    first, _, rest = text.strip().partition(" ")
    if first in ("1", "2", "3", "4", "5"):
        return int(first), rest.strip() or first
    return None, text


def parse_quick_log(text: str, ctx: Context, kind: str = "") -> QuickLog:
    """What a quick log line says; what follows `>` or `》` is the next step and its date.

    That of a survey may begin with the score.
    """
    score, text = read_score(text) if kind == "survey" else (None, text)
    summary, sign, step = text.replace("》", ">").partition(">")
    planned = parse_step(step, ctx.today) if sign and step.strip() else None
    return QuickLog(summary.strip(), planned, score)


def log_activity(
    snapshot: Snapshot,
    ctx: Context,
    *,
    type: str,
    summary: str,
    deal_id: str = "",
    account_id: str = "",
    feedback: str = "",
    at: int | None = None,
    next: Planned | None = None,
    contacts: Sequence[str] = (),
    score: int | None = None,
) -> Act:
    """An activity of mine on a deal or account, with the deal's next step in the same act.

    `at` is the time it happened in ms, now when left out. Raises InputProblem and NotFound.
    """
    _check(type, summary)
    account = _account(snapshot, deal_id, account_id)
    values: dict[str, Value] = {
        "type": type,
        "at": ctx.now if at is None else at,
        "deal": deal_id or None,
        "account": account or None,
        "member": ctx.me or None,
        "summary": summary.strip(),
        "feedback": feedback.strip() or None,
        "score": score,
        "next_step": next.text if next else None,
        "next_step_due": next.due.isoformat() if next and next.due else None,
    }
    values |= {key_path("contacts", contact): True for contact in contacts}
    edits = [checked_edit(snapshot, "activities", ctx.new_id("at"), values)]
    if type == "survey" and account:
        edits += answered(snapshot, ctx, account, score)
    if next and deal_id:
        edits.append(_step(snapshot, deal_id, next))
    return act_of(f"log.{type}", edits, at)


def _check(type: str, summary: str) -> None:
    if type not in ACTIVITY_TYPES:
        types = ", ".join(ACTIVITY_TYPES)
        raise InputProblem(WHAT_TYPE.fill(type=type, types=types), where="type")
    if not summary.strip():
        raise InputProblem(EMPTY, where="summary")


def _account(snapshot: Snapshot, deal_id: str, account_id: str) -> str:
    if deal_id:
        deal = live_record(snapshot, "deals", deal_id)
        return account_id or str(deal.get("account", ""))
    if account_id:
        live_record(snapshot, "accounts", account_id)
        return account_id
    raise InputProblem(NO_RECORD, where="deal")


def _step(snapshot: Snapshot, deal_id: str, planned: Planned) -> Edit:
    due = planned.due.isoformat() if planned.due else None
    values: dict[str, Value] = {"next_step": planned.text, "next_step_due": due}
    return checked_edit(snapshot, "deals", deal_id, values)
