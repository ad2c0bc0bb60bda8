"""Passing a gate: what holds a deal, and going on without it for a reason (4.4.25)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from salestui.domain.change import Value
from salestui.domain.gates import BYPASS_REASONS, Missing, blocks, missing
from salestui.domain.names import deal_name
from salestui.domain.pipelines import Path, Stage
from salestui.domain.problems import InputProblem, Refused
from salestui.domain.schema import key_path
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.services.context import Context

HELD = Words("{name} is not ready for {stage}", "{name}还不能推进到{stage}")
HELD_MANY = Words("{n} of {all} deals are not ready", "{all} 个商机中有 {n} 个还不能推进")
BLOCKED = Words("This path's gate opens when they are there", "该路径须补齐后才能推进")
WITH_REASON = Words("Fill them in, or give a reason to go on", "请补齐，或写明特批原因")
NO_REASON = Words("{reason} is no reason; one of {reasons}", "没有原因“{reason}”；可用：{reasons}")


class Held(NamedTuple):
    """Why a deal may not go on."""

    stage: Stage
    """Where it was to go."""
    lacks: tuple[Missing, ...]
    hard: bool
    """Whether no reason opens the gate."""


class GateHolds(Refused):
    """Required criteria are missing, so the move asks for them or for a reason."""

    def __init__(self, snapshot: Snapshot, held: Mapping[str, Held], *, of: int) -> None:
        self.held = dict(held)
        """Deal -> what it lacks."""
        self.hard = any(each.hard for each in held.values())
        id, first = next(iter(held.items()))
        message = HELD_MANY.fill(n=len(held), all=of)
        items: tuple[object, ...] = ()
        if of == 1:
            name = deal_name(snapshot, snapshot.get("deals", id) or {})
            message = HELD.fill(name=name, stage=first.stage.name)
            items = tuple(each.item for each in first.lacks)
        super().__init__(message, hint=BLOCKED if self.hard else WITH_REASON, missing=items)


def gate(
    snapshot: Snapshot, ctx: Context, deal: Doc, path: Path, stage: Stage, bypass: str
) -> Held | dict[str, Value]:
    """What holds a deal on its way to a stage, else what it keeps of the gates it passes.

    `bypass` is a key of BYPASS_REASONS or empty. Raises InputProblem for another one.
    """
    if bypass and bypass not in BYPASS_REASONS:
        known = ", ".join(BYPASS_REASONS)
        raise InputProblem(NO_REASON.fill(reason=bypass, reasons=known), where="bypass")
    lacks = missing(snapshot, deal, path, stage.key)
    hard = blocks(path, ctx.today)
    if lacks and (hard or not bypass):
        return Held(stage, lacks, hard)
    return {key_path("bypassed", each.stage.key): bypass for each in lacks}
