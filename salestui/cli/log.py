"""`salestui log TYPE REF TEXT`: what happened with a customer, and what comes next."""

from __future__ import annotations

from typing import Any

from salestui.cli.session import Session
from salestui.cli.spec import COUNT, Arg, Opt, Spec
from salestui.cli.writes import DRY_RUN, perform
from salestui.domain.change import Act
from salestui.domain.dates import parse_date
from salestui.domain.problems import InputProblem, NotFound
from salestui.domain.refs import candidates, find
from salestui.domain.schema import ACTIVITY_TYPES
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.text import clean
from salestui.domain.words import Words
from salestui.services.activities import log_activity, parse_quick_log, parse_step
from salestui.services.context import Context
from salestui.services.moves import noon

NO_RECORD = Words("No deal or account is called {text}", "没有叫“{text}”的商机或客户")


def _target(snapshot: Snapshot, text: str) -> tuple[str, Doc]:
    """The deal that a name means, the one still open before others, else the account.

    Raises NotFound, and InputProblem where several are meant.
    """
    deals = candidates(snapshot, "deals", text)
    running = [doc for doc in deals if doc.get("outcome", "open") == "open"]
    if len(running) == 1:
        return "deals", running[0]
    if deals:
        return "deals", find(snapshot, "deals", text)
    if candidates(snapshot, "accounts", text):
        return "accounts", find(snapshot, "accounts", text)
    raise NotFound(NO_RECORD.fill(text=text), where=text)


def _contact(snapshot: Snapshot, name: str, kind: str, doc: Doc) -> str:
    """The id of the contact that a name means, one of the account before all others."""
    account = str(doc.get("account", "") if kind == "deals" else doc["_id"])
    found, family = candidates(snapshot, "contacts", name), snapshot.family(account)
    own = [each for each in found if each.get("account") in family]
    return str((own[0] if len(own) == 1 else find(snapshot, "contacts", name))["_id"])


def log(
    session: Session,
    type: str,
    ref: str,
    words: tuple[str, ...],
    next: str,
    feedback: str,
    at: str,
    score: int | None,
    contact: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Log an activity."""
    text = clean(" ".join(words))

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        kind, doc = _target(snapshot, ref)
        quick = parse_quick_log(text, ctx)
        step = parse_step(next, ctx.today) if next.strip() else quick.next
        return log_activity(
            snapshot,
            ctx,
            type=type,
            summary=quick.summary,
            deal_id=doc["_id"] if kind == "deals" else "",
            account_id=doc["_id"] if kind == "accounts" else "",
            feedback=clean(feedback),
            at=_instant(at, ctx),
            next=step,
            contacts=[_contact(snapshot, name, kind, doc) for name in contact],
            score=score,
        )

    perform(session, "activities", use_case, dry_run=dry_run)


def _instant(text: str, ctx: Context) -> int | None:
    """When it happened: now, or noon of the day named."""
    if not text.strip():
        return None
    try:
        day = parse_date(text, ctx.today, past=True)
    except InputProblem as problem:
        problem.where = "--at"
        raise
    return None if day == ctx.today else noon(day, ctx.zone)


def _spec(type: str, words: Words) -> Spec:
    def body(session: Session, **values: Any) -> None:
        log(session, type, **values)

    return Spec(
        Words(
            f"Logs on a deal or an account: {words.en.lower()}.",
            f"为商机或客户记录：{words.zh}。",
        ),
        body,
        (Arg("ref", "REF"), Arg("words", "TEXT...", required=True, many=True)),
        (
            Opt("--next", Words("the next step and its date", "下一步及日期")),
            Opt("--feedback", Words("what the customer said", "客户反馈")),
            Opt("--at", Words("the day it happened", "发生日期"), "DATE"),
            Opt("--score", Words("satisfaction, of a survey", "满意度评分"), "N", COUNT),
            Opt(
                "--contact",
                Words("who was there; may be repeated", "参与的联系人，可重复"),
                "REF",
                many=True,
            ),
            DRY_RUN,
        ),
        (f'salestui log {type} Hengda "quotation received" --next "fri send contract"',),
    )


spec: dict[str, Spec] = {key: _spec(key, words) for key, words in ACTIVITY_TYPES.items()}
"""One verb for each kind of activity."""
