"""What a rep can do with a deal, except moving it: open it, change it, plan its next step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from salestui.domain.change import Act, Value
from salestui.domain.pipelines import Path, Stage, default_path, paths
from salestui.domain.problems import InputProblem, Refused
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.text import searchable
from salestui.domain.words import Words
from salestui.services.context import Context
from salestui.services.nodetasks import node_tasks
from salestui.services.records import Seen, act_of, checked_edit, live_record

NAMELESS = Words("A deal needs an account or a title", "商机需要客户或标题")
NO_STAGE = Words("{path} has no stage {stage}", "“{path}”没有阶段“{stage}”")
STAGES = Words("it has {stages}", "现有：{stages}")
NO_STEP = Words("There is no next step to tick", "没有可勾选的下一步")
MOVED_ONLY = Words("A deal changes stage by a move, not by an edit", "阶段只能通过推进来改变")


def path_of(snapshot: Snapshot, deal: Doc) -> Path | None:
    """The sales path a deal is on; None when the path is unknown here."""
    return path_by_id(snapshot, str(deal.get("pipeline", "")))


def path_by_id(snapshot: Snapshot, id: str) -> Path | None:
    """The sales path with an id."""
    return next((path for path in paths(snapshot) if path.id == id), None)


def stage_on(path: Path, text: str) -> Stage:
    """The stage of a path by its key, its name in either language, or the start of one.

    Raises an InputProblem that lists the path's stages.
    """
    stage = path.stage(text) or _called(path, searchable(text))
    if stage is not None:
        return stage
    stages = Words(
        ", ".join(each.key for each in path.stages),
        "、".join(each.name.zh for each in path.stages),
    )
    message = NO_STAGE.fill(path=path.name, stage=text)
    raise InputProblem(message, hint=STAGES.fill(stages=stages), where="stage")


def _called(path: Path, text: str) -> Stage | None:
    for fits in (str.__eq__, str.startswith):
        for stage in path.stages:
            names = (searchable(name) for name in (stage.key, *stage.name, *stage.short))
            if text and any(fits(name, text) for name in names):
                return stage
    return None


def add_deal(snapshot: Snapshot, ctx: Context, values: Mapping[str, Value]) -> Act:
    """A new deal of mine. What is not given is filled in: path, first stage, owner, number.

    Raises InputProblem for a deal without a name, for values out of range, and for a stage that
    the path does not have; Refused for a new deal in a closed stage.
    """
    if not values.get("account") and not values.get("title"):
        raise InputProblem(NAMELESS, where="account")
    path = _chosen_path(snapshot, values.get("pipeline"))
    stage = stage_on(path, str(values.get("stage") or path.open_stages[0].key))
    if stage.kind != "open" or stage.retired:
        raise Refused(Words("A new deal starts in an open stage", "新商机须从进行中的阶段开始"))
    owner = values.get("owner", ctx.me) or None
    whole: dict[str, Value] = {
        **values,
        "pipeline": path.id,
        "stage": stage.key,
        "outcome": "open",
        "owner": owner,
        "owner_since": ctx.today.isoformat() if owner else None,
        "number": ctx.next_number("deals"),
    }
    if whole.get("amount") is not None and not whole.get("currency"):
        whole["currency"] = ctx.currency
    id = ctx.new_id("dl")
    deal = checked_edit(snapshot, "deals", id, whole)
    tasks = node_tasks(snapshot, ctx, {"_id": id, **deal.values}, path.id, stage.key)
    return act_of("deal.add", [deal, *tasks])


def _chosen_path(snapshot: Snapshot, id: Value) -> Path:
    if not id:
        return default_path(snapshot)
    path = path_by_id(snapshot, str(id))
    if path is None:
        raise InputProblem(
            Words("There is no such sales path", "没有这条销售路径"), where="pipeline"
        )
    return path


def set_deal(
    snapshot: Snapshot,
    ctx: Context,
    deal_id: str,
    values: Mapping[str, Value],
    seen: Seen | None = None,
) -> Act:
    """New values of a deal's fields; a change of owner is dated today.

    Raises NotFound, InputProblem, and Refused for the stage, which only a move changes.
    """
    deal = live_record(snapshot, "deals", deal_id)
    if any(path in values and values[path] != deal.get(path) for path in ("stage", "pipeline")):
        raise Refused(MOVED_ONLY, where="stage")
    whole = dict(values)
    if "owner" in whole and whole["owner"] != deal.get("owner"):
        whole["owner_since"] = ctx.today.isoformat() if whole["owner"] else None
    return act_of("deal.set", [checked_edit(snapshot, "deals", deal_id, whole, seen)])


def complete_step(
    snapshot: Snapshot, ctx: Context, deal_id: str, text: str, due: date | None
) -> Act:
    """The next step is done and another one, or none where `text` is empty, takes its place.

    Raises Refused for a deal without a next step.
    """
    deal = live_record(snapshot, "deals", deal_id)
    if not (deal.get("next_step") or deal.get("next_step_due")):
        raise Refused(NO_STEP)
    return Act("deal.step_done", set_next_step(snapshot, ctx, deal_id, text, due).edits)


def set_next_step(
    snapshot: Snapshot, ctx: Context, deal_id: str, text: str, due: date | None
) -> Act:
    """What happens next on a deal and when; empty text clears both."""
    live_record(snapshot, "deals", deal_id)
    values: dict[str, Value] = {
        "next_step": text or None,
        "next_step_due": due.isoformat() if due and text else None,
    }
    return act_of("deal.next_step", [checked_edit(snapshot, "deals", deal_id, values)])
