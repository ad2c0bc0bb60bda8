"""Moving deals along their path, and closing them, from any screen that shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from salestui.domain.change import Act
from salestui.domain.dates import parse_date
from salestui.domain.pipelines import Path, Stage, paths
from salestui.domain.problems import Problem, Refused
from salestui.domain.words import Words
from salestui.ui.acts import DealAct
from salestui.ui.screens.dealtargets import DealTargets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salestui.domain.snapshot import Snapshot
    from salestui.services.context import Context
    from salestui.services.gating import GateHolds, Held

MOVE = Words("move {name} to:", "{name} 移到：")
OTHER_PATH = Words("other path", "其他路径")
TO_PATH = Words("to which path:", "转到哪条路径：")
REASON = Words("why back:", "退回原因：")
WAKE = Words("wake on (empty: never):", "唤醒日（可空）：")
HELD_OF = Words("{n} of {all} are not ready; go on, because:", "{all} 个中 {n} 个未齐；特批原因：")
THE_OTHERS = Words("move only the other {n}", "只移其余 {n} 个")
MOVED = Words("{name}: now in {stage}", "{name}：已到{stage}")
WITHOUT = Words(
    "{name}: now in {stage}, {key} undoes; let go without: {reason}",
    "{name}：已到{stage}，{key} 撤销；缺项放行：{reason}",
)
MOVED_MANY = Words("{n} deals moved; {key} undoes", "已移动 {n} 个商机，{key} 撤销")
ON = Words("one stage on", "推进一个阶段")
BACK = Words("one stage back", "退回一个阶段")
TO_STAGE = Words("to {stage}", "移到{stage}")
DIGITS = "123456789"
FOR_THESE = ("reason", "bypass")
"""What is said of a move for the deals it was asked for, and for no others."""


class MovesDeals(DealTargets):
    """`H` `L` `m` `W` `X` on the deals that a command is about."""

    async def do_stage_on(self) -> None:
        """One stage on; onto won, its fields are asked for."""
        await self._move(self._some(), by=1)

    async def do_stage_back(self) -> None:
        """One stage back."""
        await self._move(self._some(), by=-1)

    async def do_won(self) -> None:
        """Close as won."""
        from salestui.ui.forms.won import won_form

        ids = self._some()
        form = await won_form(self.sales, ids, lambda act: self.act_on(ids, act))
        await self.ask_form(form)

    async def do_lost(self) -> None:
        """Close as lost."""
        from salestui.ui.forms.deals import lost_form

        ids = self._some()
        form = await lost_form(self.sales, ids, lambda act: self.act_on(ids, act))
        await self.ask_form(form)

    async def do_move(self) -> None:
        """Any stage of the path, or another path."""
        from salestui.services.deals import path_of

        ids = self._some()
        path = path_of(self.sales.snapshot, self._doc(ids[0]))
        others = [p for p in paths(self.sales.snapshot) if p.active and p != path]
        stages = path.used[: len(DIGITS)] if path else ()
        choices = [(DIGITS[i], stage.name) for i, stage in enumerate(stages)]
        choices += [("p", OTHER_PATH)] if others else []
        answer = await self.ask_choice(MOVE.fill(name=self._names(ids)), choices)
        if answer == "p":
            await self._move_path(ids, others)
        elif answer is not None:
            await self._move_to(ids, stages[DIGITS.index(answer)])

    async def _move_path(self, ids: Sequence[str], others: Sequence[Path]) -> None:
        choices = [(DIGITS[i], path.name) for i, path in enumerate(others[: len(DIGITS)])]
        answer = await self.ask_choice(TO_PATH, choices)
        if answer is None:
            return
        path = others[DIGITS.index(answer)]
        stages = [(DIGITS[i], s.name) for i, s in enumerate(path.open_stages[: len(DIGITS)])]
        answer = await self.ask_choice(MOVE.fill(name=self._names(ids)), stages)
        if answer is not None:
            stage = path.open_stages[DIGITS.index(answer)]
            await self._move(ids, to=stage.key, pipeline=path.id)

    async def _move_to(self, ids: Sequence[str], stage: Stage) -> None:
        if stage.kind != "hold":
            await self._move(ids, to=stage.key)
            return
        from salestui.ui.forms.reading import date_read

        today = self.sales.today

        async def submit(text: str) -> None:
            wake = parse_date(text, today) if text.strip() else None
            await self.act_on(ids, self._act({"to": stage.key, "wake_on": wake}))

        await self.ask_line(WAKE, check=date_read(today), submit=submit)

    async def _move(self, ids: Sequence[str], **how: Any) -> None:
        from salestui.services.gating import GateHolds
        from salestui.services.moves import WHY_BACK, NeedsFields

        try:
            await self.act_on(ids, self._act(how))
        except NeedsFields as needs:
            await (self.do_won() if needs.kind_of_end == "won" else self.do_lost())
        except GateHolds:
            await self._through_gate(ids, self._held(ids, how), how)
        except Refused as refused:
            if refused.message != WHY_BACK:
                raise
            reason = await self.ask_line(REASON)
            if reason:
                await self._move(ids, **{**how, "reason": reason})

    def _act(self, how: dict[str, Any]) -> DealAct:
        """A move as something that can be done to any deals."""
        from salestui.services.gating import GateHolds
        from salestui.services.moves import WHY_BACK, move_deal

        plain = {key: value for key, value in how.items() if key not in FOR_THESE}
        return DealAct(
            _way(self.sales.snapshot, how),
            lambda s, ctx, id: move_deal(s, ctx, [id], **how),
            told=self._moved,
            again=lambda screen, ids: screen._move(ids, **plain),
            never_mind=lambda problem: (
                not isinstance(problem, GateHolds) and problem.message != WHY_BACK
            ),
        )

    def _held(self, ids: Sequence[str], how: dict[str, Any]) -> GateHolds:
        """What holds any of the deals."""
        from salestui.services.gating import GateHolds
        from salestui.services.moves import move_deal

        snapshot, ctx = self.sales.snapshot, self.sales.context()
        held: dict[str, Held] = {}
        for id in ids:
            try:
                move_deal(snapshot, ctx, [id], **how)
            except GateHolds as holds:
                held |= holds.held
            except Problem:
                continue
        return GateHolds(snapshot, held, of=len(ids))

    async def _through_gate(
        self, ids: Sequence[str], holds: GateHolds, how: dict[str, Any]
    ) -> None:
        """Of one deal ask for what is missing; of several, what to do with those that are held."""
        if len(ids) > 1:
            await self._many_held(ids, holds, how)
            return
        from salestui.services.moves import move_deal
        from salestui.ui.forms.gate import BYPASS, gate_form, reason_of

        def finish(snapshot: Snapshot, ctx: Context, reason: str, texts: object) -> Act:
            return move_deal(snapshot, ctx, ids, **how, bypass=reason)

        form = await gate_form(self.sales, ids[0], holds.held[ids[0]], finish)
        texts = await self.ask_form(form)
        if texts is not None:
            self.can_repeat(self._act(how))
            self.tell(self._moved(ids, reason_of(texts.get(BYPASS, ""))))

    async def _many_held(self, ids: Sequence[str], holds: GateHolds, how: dict[str, Any]) -> None:
        from salestui.domain.gates import BYPASS_REASONS

        free = [id for id in ids if id not in holds.held]
        reasons = () if holds.hard else tuple(BYPASS_REASONS.items())
        choices = [(DIGITS[n], words) for n, (_, words) in enumerate(reasons)]
        choices += [("o", THE_OTHERS.fill(n=len(free)))] if free else []
        if not choices:
            raise holds
        answer = await self.ask_choice(HELD_OF.fill(n=len(holds.held), all=len(ids)), choices)
        if answer == "o":
            await self._move(free, **how)
        elif answer is not None:
            await self._move(ids, **{**how, "bypass": reasons[DIGITS.index(answer)][0]})

    def _moved(self, ids: Sequence[str], bypass: str = "") -> Words:
        from salestui.domain.gates import BYPASS_REASONS
        from salestui.services.deals import path_of

        undo = self.sales.keymap.shown("undo")
        if len(ids) > 1:
            return MOVED_MANY.fill(n=len(ids), key=undo)
        doc = self._doc(ids[0])
        path = path_of(self.sales.snapshot, doc)
        stage = path.stage(str(doc.get("stage"))) if path else None
        said = {"name": self._names(ids), "stage": stage.name if stage else ""}
        if not bypass:
            return MOVED.fill(**said)
        why = BYPASS_REASONS[bypass]
        return WITHOUT.fill(**said, reason=Words(why.en.lower(), why.zh), key=undo)


def _way(snapshot: Snapshot, how: dict[str, Any]) -> Words:
    """What a move is called."""
    if "to" not in how:
        return ON if how.get("by", 0) > 0 else BACK
    known = [p for p in paths(snapshot) if p.id == how.get("pipeline", p.id)]
    stage = next((found for p in known if (found := p.stage(how["to"]))), None)
    return TO_STAGE.fill(stage=stage.name if stage else how["to"])
