"""What one can do with deals from any screen that shows them: the same keys, the same questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salestui.domain.schema import DEALS
from salestui.domain.words import Words
from salestui.ui.acts import DealAct
from salestui.ui.screens.moving import MovesDeals
from salestui.ui.screens.quicklog import QuickLogs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salestui.domain.change import Act
    from salestui.domain.snapshot import Snapshot
    from salestui.services.activities import QuickLog
    from salestui.services.context import Context

EDITS = {
    "a": "amount",
    "d": "expected_close",
    "o": "owner",
    "p": "probability_manual",
    "t": "title",
    "s": "source",
    "r": "product",
    "c": "competitors",
    "b": "budget_max",
    "y": "payment_terms",
    "m": "margin_pct",
    "n": "note",
}
"""Letter of the edit menu -> field of a deal."""

STEP = Words("next step:", "下一步：")
STEPS = Words("next step of {name}:", "{name}的下一步：")
LOGGED = Words("{type}, {text}", "{type}，{text}")
ARCHIVE = Words("archive", "归档")
EDIT = Words("edit {name}:", "修改 {name}：")
ARCHIVED = Words("{name} archived; {key} brings it back", "{name} 已归档，按 {key} 恢复")


class DealScreens(QuickLogs, MovesDeals):
    """A screen with deals on it. Fill in `targets`."""

    # -- next step and log

    async def do_next_step(self) -> None:
        """What happens next, on one line: `fri send contract`."""
        from salestui.services.activities import parse_step
        from salestui.services.deals import set_next_step

        ids, today = self._some(), self.sales.today
        doc = self._doc(ids[0]) if len(ids) == 1 else {}
        initial = " ".join(str(doc[p]) for p in ("next_step_due", "next_step") if doc.get(p))

        async def submit(text: str) -> None:
            step = parse_step(text, today)

            def each(snapshot: Snapshot, ctx: Context, id: str) -> Act:
                return set_next_step(snapshot, ctx, id, step.text, step.due)

            await self.act_on(ids, DealAct(self._step(step), each))

        label = STEP if len(ids) == 1 else STEPS.fill(name=self._names(ids))
        await self.ask_line(label, initial, check=self._read_step, submit=submit)

    async def do_log(self) -> None:
        """What happened, in one line; what follows `>` becomes the next step."""
        from salestui.services.activities import log_activity

        ids = self._some()

        async def save(kind: str, label: Words, quick: QuickLog) -> None:
            summary, step, score = quick.summary, quick.next, quick.score

            def each(snapshot: Snapshot, ctx: Context, id: str) -> Act:
                return log_activity(
                    snapshot, ctx, type=kind, summary=summary, deal_id=id, next=step, score=score
                )

            await self.act_on(ids, DealAct(LOGGED.fill(type=label, text=summary), each))

        await self.quick_log(self._names(ids), save)

    # -- fields

    async def do_edit(self) -> None:
        """One letter, one field."""
        from salestui.ui.forms.fields import deals_form, field_act

        ids = self._some()
        fields = {letter: DEALS.field(path) for letter, path in EDITS.items()}
        choices = [(letter, field.label) for letter, field in fields.items() if field]
        letter = await self.ask_choice(EDIT.fill(name=self._names(ids)), choices)
        if letter is None:
            return
        path = EDITS[letter]
        form = await deals_form(
            self.sales, ids, path, self._names(ids), lambda act: self.act_on(ids, act)
        )
        texts = await self.ask_form(form)
        if texts is not None:
            self.can_repeat(field_act(path, texts))

    async def do_new(self) -> None:
        """A new deal, with its account."""
        from salestui.ui.forms.deals import new_deal_form

        await self.ask_form(await new_deal_form(self.sales, done=self.deal_made))

    async def do_archive(self) -> None:
        """Put away; undo brings back."""
        from salestui.services.records import archive

        ids = self._some()
        name, key = self._names(ids), self.sales.keymap.shown("undo")

        def each(snapshot: Snapshot, ctx: Context, id: str) -> Act:
            return archive(snapshot, ctx, "deals", [id])

        def told(ids: Sequence[str]) -> Words:
            return ARCHIVED.fill(name=name, key=key)

        await self.act_on(ids, DealAct(ARCHIVE, each, told))
