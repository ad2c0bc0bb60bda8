"""Moving deals along their path, winning and losing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, tzinfo

from salestui.domain.change import Act, Edit, Value
from salestui.domain.load import Picker
from salestui.domain.pipelines import Path, Stage
from salestui.domain.problems import InputProblem, NotFound, Refused
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.domain.worth import worth_of
from salestui.services.context import Context
from salestui.services.deals import path_by_id, path_of, stage_on
from salestui.services.gating import GateHolds, Held, gate
from salestui.services.nodetasks import node_tasks
from salestui.services.records import act_of, checked_edit, live_record

OPEN_AGAIN: dict[str, Value] = {
    "outcome": "open",
    "closed_on": None,
    "won_amount": None,
    "won_currency": None,
    "lost_reason": None,
    "lost_note": None,
    "lost_to": None,
    "recycle_on": None,
    "wake_on": None,
}
RETIRED = Words("The stage {stage} is retired", "阶段“{stage}”已停用")
END = Words("The path ends here", "路径到此为止")
NO_PATH = Words("The deal's sales path is unknown here", "本机没有该商机的销售路径")
NO_BACK = Words("This path allows no move back", "该路径不允许退回")
WHY_BACK = Words("A move back needs a reason on this path", "该路径退回须写原因")
NO_SKIP = Words("This path allows no skipped stage", "该路径不允许跳级")
NEEDS_WON = Words("Winning needs the amount and the date", "签约需要合同额和日期")
NEEDS_LOST = Words("Losing needs a reason", "输单需要原因")
IN_FUTURE = Words("The closing date lies in the future", "成交日期在将来")


class NeedsFields(Refused):
    """The move ends the deal, so its fields must be asked for first."""

    def __init__(self, kind: str) -> None:
        super().__init__(NEEDS_WON if kind == "won" else NEEDS_LOST)
        self.kind_of_end = kind
        """ "won" or "lost"."""


def move_deal(
    snapshot: Snapshot,
    ctx: Context,
    ids: Sequence[str],
    *,
    by: int = 0,
    to: str = "",
    pipeline: str = "",
    reason: str = "",
    wake_on: date | None = None,
    bypass: str = "",
    leave_held: bool = False,
) -> Act:
    """Move deals `by` stages along their path (negative: back), or `to` a stage by key.

    With `pipeline` (an id) they change to that path. A move forward needs the criteria of the
    stages that it leaves, or `bypass`, a key of BYPASS_REASONS; with `leave_held` deals that lack
    some stay where they are. Entering a stage brings its tasks. Raises GateHolds, NeedsFields for
    a move onto won or lost, Refused where the path forbids the move, InputProblem for an unknown
    stage. A deal that ended there already stays as it is.
    """
    picker = Picker(snapshot, ctx.today)
    edits: list[Edit] = []
    held: dict[str, Held] = {}
    for id in ids:
        deal = live_record(snapshot, "deals", id)
        path = _path(snapshot, deal, pipeline)
        stage = stage_on(path, to) if to else _neighbour(path, str(deal.get("stage")), by)
        moved = _move(snapshot, deal, path, stage, reason, wake_on)
        passed = gate(snapshot, ctx, deal, path, stage, bypass)
        if isinstance(passed, Held):
            held[id] = passed
            continue
        edits += _arrival(snapshot, ctx, picker, moved, passed)
        if reason and moved.values:
            edits.append(_reason(snapshot, ctx, deal, reason))
    if held and not (leave_held and edits):
        raise GateHolds(snapshot, held, of=len(ids))
    return act_of("deal.stage", edits)


def _path(snapshot: Snapshot, deal: Doc, pipeline: str) -> Path:
    path = path_by_id(snapshot, pipeline) if pipeline else path_of(snapshot, deal)
    if path is None:
        raise NotFound(NO_PATH, where=str(deal["_id"]))
    return path


def _arrival(
    snapshot: Snapshot, ctx: Context, picker: Picker, moved: Edit, more: Mapping[str, Value]
) -> list[Edit]:
    """A move with what else it writes, and the tasks that the stage brings."""
    before = snapshot.get("deals", moved.id) or {}
    edit = Edit("deals", moved.id, {**moved.values, **more}, moved.seen)
    if "stage" not in moved.values and "pipeline" not in moved.values:
        return [edit]
    there = {**before, **edit.values}
    return [edit, *node_tasks(snapshot, ctx, before, there["pipeline"], there["stage"], picker)]


def _reason(snapshot: Snapshot, ctx: Context, deal: Doc, reason: str) -> Edit:
    """The reason for a move, kept as a note on the deal."""
    values: dict[str, Value] = {
        "type": "note",
        "at": ctx.now,
        "deal": deal["_id"],
        "account": deal.get("account"),
        "member": ctx.me or None,
        "summary": reason,
    }
    return checked_edit(snapshot, "activities", ctx.new_id("at"), values)


def _neighbour(path: Path, key: str, by: int) -> Stage:
    if path.rank(key) is None:
        raise Refused(Words("Choose the stage with the move menu", "请用移动菜单选择阶段"))
    stage = path.neighbour(key, by)
    if stage is None:
        raise Refused(END)
    return stage


def _move(
    snapshot: Snapshot, deal: Doc, path: Path, stage: Stage, reason: str, wake_on: date | None
) -> Edit:
    if stage.kind in ("won", "lost"):
        here = deal.get("pipeline"), deal.get("stage"), deal.get("outcome")
        if here != (path.id, stage.key, stage.kind):
            raise NeedsFields(stage.kind)
        return Edit("deals", deal["_id"], {})
    if stage.retired and stage.key != deal.get("stage"):
        raise Refused(RETIRED.fill(stage=stage.name))
    _check_direction(deal, path, stage, reason)
    values: dict[str, Value] = {**OPEN_AGAIN, "pipeline": path.id, "stage": stage.key}
    if stage.kind == "hold" and wake_on is not None:
        values["wake_on"] = wake_on.isoformat()
    return checked_edit(snapshot, "deals", deal["_id"], values)


def _check_direction(deal: Doc, path: Path, stage: Stage, reason: str) -> None:
    here, there = path.rank(str(deal.get("stage"))), path.rank(stage.key)
    if deal.get("pipeline") != path.id or here is None or there is None:
        return
    if there < here and path.allow_back == "no":
        raise Refused(NO_BACK)
    if there < here and path.allow_back == "with_reason" and not reason:
        raise Refused(WHY_BACK)
    if there > here + 1 and not path.allow_skip:
        raise Refused(NO_SKIP)


def win_deal(
    snapshot: Snapshot,
    ctx: Context,
    ids: Sequence[str],
    *,
    amount: tuple[int, str] | None = None,
    closed_on: date | None = None,
    contract_no: str = "",
    bypass: str = "",
) -> Act:
    """Close deals as won. `amount` is (minor units, currency), else each deal's own amount.

    One that is won already keeps its day and what was signed where nothing else is given.
    Raises NeedsFields where a deal has no amount and none is given, GateHolds where criteria of
    the stages before are missing and there is no `bypass`, InputProblem for a date in the future.
    """
    picker = Picker(snapshot, ctx.today)
    edits: list[Edit] = []
    held: dict[str, Held] = {}
    for id in ids:
        deal = live_record(snapshot, "deals", id)
        won = amount or _signed(deal)
        if won is None:
            raise NeedsFields("won")
        values = _closing(snapshot, deal, "won", closed_on, ctx)
        values |= {"won_amount": won[0], "won_currency": won[1]}
        if contract_no:
            values["contract_no"] = contract_no
        path, stage = end_of(snapshot, deal, "won")
        passed = gate(snapshot, ctx, deal, path, stage, bypass)
        if isinstance(passed, Held):
            held[id] = passed
        else:
            edit = checked_edit(snapshot, "deals", id, values)
            edits += _arrival(snapshot, ctx, picker, edit, passed)
    if held:
        raise GateHolds(snapshot, held, of=len(ids))
    return act_of("deal.won", edits, _effective(closed_on, ctx))


def _signed(deal: Doc) -> tuple[int, str] | None:
    """What a deal was won for, else its amount."""
    money = worth_of(deal, "won")
    return (money[1], money[0]) if money and money[0] else None


def lose_deal(
    snapshot: Snapshot,
    ctx: Context,
    ids: Sequence[str],
    *,
    reason: str,
    note: str = "",
    lost_to: str = "",
    recycle_on: date | None = None,
    closed_on: date | None = None,
) -> Act:
    """Close deals as lost for a reason (a key of LOST_REASONS). Raises NeedsFields without one."""
    if not reason:
        raise NeedsFields("lost")
    picker = Picker(snapshot, ctx.today)
    edits: list[Edit] = []
    for id in ids:
        deal = live_record(snapshot, "deals", id)
        values = _closing(snapshot, deal, "lost", closed_on, ctx)
        values |= {
            "lost_reason": reason,
            "lost_note": note or None,
            "lost_to": lost_to or None,
            "recycle_on": recycle_on.isoformat() if recycle_on else None,
        }
        edit = checked_edit(snapshot, "deals", id, values)
        edits += _arrival(snapshot, ctx, picker, edit, {})
    return act_of("deal.lost", edits, _effective(closed_on, ctx))


def _closing(
    snapshot: Snapshot, deal: Doc, kind: str, closed_on: date | None, ctx: Context
) -> dict[str, Value]:
    if closed_on is not None and closed_on > ctx.today:
        raise InputProblem(IN_FUTURE, where="closed_on")
    path, stage = end_of(snapshot, deal, kind)
    before = deal.get("closed_on") if deal.get("outcome") == kind else None
    closing: dict[str, Value] = {
        "pipeline": path.id,
        "stage": stage.key,
        "outcome": kind,
        "closed_on": closed_on.isoformat() if closed_on else before or ctx.today.isoformat(),
    }
    return OPEN_AGAIN | closing


def end_of(snapshot: Snapshot, deal: Doc, kind: str) -> tuple[Path, Stage]:
    """The path of a deal and its stage for won or lost deals. Raises NotFound."""
    path = path_of(snapshot, deal)
    stage = None if path is None else path.won if kind == "won" else path.lost
    if path is None or stage is None:
        raise NotFound(NO_PATH, where=str(deal.get("number", deal["_id"])))
    return path, stage


def _effective(day: date | None, ctx: Context) -> int | None:
    """The effective time of something that happened on a day: now, or noon of an earlier day."""
    if day is None or day >= ctx.today:
        return None
    return noon(day, ctx.zone)


def noon(day: date, zone: tzinfo) -> int:
    """Noon of a day in a zone, in ms: what a date without a time stands for."""
    return int(datetime.combine(day, time(12), zone).astimezone(UTC).timestamp() * 1000)
