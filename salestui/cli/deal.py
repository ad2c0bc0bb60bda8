"""`salestui deal add|set|move|won|lost`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from salestui.cli.reads import chosen_path
from salestui.cli.session import Session
from salestui.cli.spec import COUNT, Arg, Opt, Spec
from salestui.cli.telling import MISSING
from salestui.cli.writes import (
    DRY_RUN,
    SAVED,
    SAVED_MANY,
    field_of,
    joined,
    perform,
    records,
    split_pairs,
    typed,
)
from salestui.domain.change import Act
from salestui.domain.dates import parse_date
from salestui.domain.money import parse_money
from salestui.domain.problems import InputProblem, Refused, UsageProblem
from salestui.domain.schema import KINDS
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.services import deals, moves, newdeal
from salestui.services.context import Context
from salestui.services.gating import GateHolds
from salestui.services.typed import typed_values

PLACE = ("pipeline", "stage")
WORDS = Arg("words", "REF|FILTER", required=True, many=True)
AMOUNT_HOW = Words("Give the amount with --amount", "请用 --amount 指定合同额")
WON_HOW = Words("Use `salestui deal won REF`", "请用 `salestui deal won REF`")
REASON_HOW = Words("Give it with --reason", "请用 --reason 写明")
BYPASS_HOW = Words("Fill them in, or give --bypass with a reason", "请补齐，或用 --bypass 写明原因")
LOST_HOW = Words(
    "Use `salestui deal lost REF --reason KEY`", "请用 `salestui deal lost REF --reason 原因`"
)


def add(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """Open a deal."""
    names, pairs = split_pairs(words)
    account = " ".join(names)

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        paths = {n: field_of("deals", n).path for n, _ in pairs}
        asked = {paths[n]: text for n, text in pairs if paths[n] in PLACE}
        given = [(n, text) for n, text in pairs if paths[n] not in PLACE]
        values = typed("deals", given, {}, snapshot, ctx)
        if asked:
            path = chosen_path(session.present(), asked.get("pipeline", ""))
            values["pipeline"] = path.id
            values["stage"] = asked.get("stage") or None
        return newdeal.open_deal(snapshot, ctx, account, values)

    perform(session, "deals", use_case, dry_run=dry_run)


def change(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """Set fields of deals."""
    docs, pairs = _target(session, words)

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        acts = [
            deals.set_deal(snapshot, ctx, doc["_id"], typed("deals", pairs, doc, snapshot, ctx))
            for doc in docs
        ]
        return joined(acts[0].intent, acts)

    said = SAVED if len(docs) == 1 else SAVED_MANY
    perform(session, "deals", use_case, dry_run=dry_run, said=said)


def _target(session: Session, words: tuple[str, ...]) -> tuple[list[Doc], list[tuple[str, str]]]:
    """The deals that the first word names, or all words up to the first pair, and the pairs."""
    first, *rest = words
    names, pairs = split_pairs(rest)
    if not pairs:
        raise UsageProblem(MISSING.fill(name=Words("FIELD=VALUE", "字段=值")))
    return records(session, "deals", " ".join([first, *names])), pairs


def move(
    session: Session,
    words: tuple[str, ...],
    by: int | None,
    back: int | None,
    pipeline: str,
    reason: str,
    bypass: str,
    wake: str,
    dry_run: bool,
) -> None:
    """Move deals to a stage, or along their path."""
    named = len(words) > 1 and by is None and back is None
    docs = records(session, "deals", " ".join(words[:-1] if named else words))
    path = chosen_path(session.present(), pipeline) if pipeline else None
    steps = -back if back is not None else 1 if by is None else by

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        where: dict[str, Any] = {"by": steps, "pipeline": path.id if path else "", "reason": reason}
        where["bypass"] = bypass
        where["wake_on"] = _day("--wake", wake, ctx)
        where["to"] = words[-1] if named else ""
        return moves.move_deal(snapshot, ctx, [doc["_id"] for doc in docs], **where)

    _hinted(lambda: perform(session, "deals", use_case, dry_run=dry_run))


def _hinted(work: Callable[[], None], won_how: Words = WON_HOW) -> None:
    """Run a move; where something is missing to end the deal, say how it is given."""
    try:
        work()
    except moves.NeedsFields as problem:
        problem.hint = won_how if problem.kind_of_end == "won" else LOST_HOW
        raise
    except GateHolds as problem:
        if not problem.hard:
            problem.hint = BYPASS_HOW
        raise
    except Refused as problem:
        if problem.message == moves.WHY_BACK:
            problem.hint = REASON_HOW
        raise


def won(
    session: Session,
    words: tuple[str, ...],
    amount: str,
    on: str,
    contract: str,
    bypass: str,
    dry_run: bool,
) -> None:
    """Close deals as won."""
    docs = records(session, "deals", " ".join(words))

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        return moves.win_deal(
            snapshot,
            ctx,
            [doc["_id"] for doc in docs],
            amount=parse_money(amount, _currency(docs, ctx)) if amount.strip() else None,
            closed_on=_day("--on", on, ctx),
            contract_no=contract,
            bypass=bypass,
        )

    _hinted(lambda: perform(session, "deals", use_case, dry_run=dry_run), AMOUNT_HOW)


def _currency(docs: list[Doc], ctx: Context) -> str:
    own = {str(doc["currency"]) for doc in docs if doc.get("currency")}
    return own.pop() if len(own) == 1 else ctx.currency


def lost(
    session: Session,
    words: tuple[str, ...],
    reason: str,
    note: str,
    to: str,
    recycle: str,
    on: str,
    dry_run: bool,
) -> None:
    """Close deals as lost."""
    docs = records(session, "deals", " ".join(words))
    field = KINDS["deals"].field("lost_reason")

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        if not reason.strip() or field is None:
            raise Refused(moves.NEEDS_LOST, hint=_reasons(), where="--reason")
        return moves.lose_deal(
            snapshot,
            ctx,
            [doc["_id"] for doc in docs],
            reason=str(typed_values(field, reason, snapshot, ctx)["lost_reason"]),
            note=note,
            lost_to=to,
            recycle_on=_day("--recycle", recycle, ctx),
            closed_on=_day("--on", on, ctx),
        )

    perform(session, "deals", use_case, dry_run=dry_run)


def _reasons() -> Words:
    from salestui.domain.schema import LOST_REASONS

    zh = "、".join(label.zh for label in LOST_REASONS.values())
    return Words("--reason takes " + ", ".join(LOST_REASONS), "--reason 可用：" + zh)


def _day(option: str, text: str, ctx: Context) -> date | None:
    try:
        return parse_date(text, ctx.today) if text.strip() else None
    except InputProblem as problem:
        problem.where = option
        raise


ON = Opt("--on", Words("the day it was closed; today when left out", "成交日，默认今天"), "DATE")
REASON = Words("why: price, competition, budget, …", "原因：价格、竞争、预算取消等")
BACK_REASON = Words("why it goes back, where the path asks", "退回原因（路径要求时）")
BYPASS = Opt(
    "--bypass",
    Words(
        "go on with criteria missing, because: unrecorded, urgent, not_needed, approved, other",
        "缺项先推进的原因：unrecorded、urgent、not_needed、approved、other",
    ),
    "KEY",
)
spec: dict[str, Spec] = {
    "add": Spec(
        Words(
            "Opens a deal; an account that nobody has yet is made with it.",
            "新建商机；客户尚不存在时一并新建。",
        ),
        add,
        (Arg("words", "[ACCOUNT] FIELD=VALUE...", required=True, many=True),),
        (DRY_RUN,),
        ('salestui deal add "Hengda Valve" amount=120k close=eom title="line 2"',),
    ),
    "set": Spec(
        Words("Sets fields of a deal, or of all that match.", "修改一个或所有符合条件的商机。"),
        change,
        (Arg("words", "REF|FILTER FIELD=VALUE...", required=True, many=True),),
        (DRY_RUN,),
        (
            'salestui deal set D-17 next_step="send quote" due=fri',
            'salestui deal set "owner:min stage:demo" owner=lina',
        ),
    ),
    "move": Spec(
        Words(
            "Moves a deal to a stage; one stage on when none is named.",
            "推进商机到某阶段；未指定时推进一个阶段。",
        ),
        move,
        (Arg("words", "REF|FILTER [STAGE]", required=True, many=True),),
        (
            Opt("--by", Words("stages to go on", "推进几个阶段"), "N", COUNT),
            Opt("--back", Words("stages to go back", "退回几个阶段"), "N", COUNT),
            Opt("--pipeline", Words("onto this sales path", "转到该销售路径"), "KEY"),
            Opt("--reason", BACK_REASON),
            BYPASS,
            Opt("--wake", Words("wake it up on that day, on hold", "搁置时的唤醒日"), "DATE"),
            DRY_RUN,
        ),
        ("salestui deal move D-17 proposal", "salestui deal move Hengda"),
    ),
    "won": Spec(
        Words("Closes a deal as won.", "将商机记为签约。"),
        won,
        (WORDS,),
        (
            Opt(
                "--amount",
                Words("what was signed; its amount when left out", "合同额，默认商机金额"),
                "MONEY",
            ),
            ON,
            Opt("--contract", Words("the contract's number", "合同号")),
            BYPASS,
            DRY_RUN,
        ),
        ("salestui deal won D-17 --amount 118k",),
    ),
    "lost": Spec(
        Words("Closes a deal as lost.", "将商机记为输单。"),
        lost,
        (WORDS,),
        (
            Opt("--reason", REASON, "KEY"),
            Opt("--note", Words("a few words more", "补充说明")),
            Opt("--to", Words("who got it", "输给谁")),
            Opt("--recycle", Words("try again on that day", "再跟进日"), "DATE"),
            ON,
            DRY_RUN,
        ),
        ("salestui deal lost D-17 --reason price --to Sanhe",),
    ),
}
"""The verbs under `salestui deal`."""
