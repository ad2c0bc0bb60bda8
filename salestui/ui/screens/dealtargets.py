"""A screen that knows which deals a command is about, and does one thing to all of them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from salestui.domain.names import deal_name
from salestui.domain.problems import Refused
from salestui.domain.words import Words
from salestui.services.bulk import Left, for_each
from salestui.ui.acts import AND_MORE, DONE, N_DEALS, NOTHING_YET, SAME, SOME, DealAct
from salestui.ui.frame import sentence
from salestui.ui.screens.base import BaseScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salestui.domain.change import Act
    from salestui.domain.snapshot import Doc, Snapshot
    from salestui.services.context import Context
    from salestui.store.store import Saved

NONE = Words("There is no deal under the cursor", "光标处没有商机")
COPIED = Words("{n} lines copied", "已复制 {n} 行")
COPIED_ONE = Words("1 line copied", "已复制 1 行")
COPIED_SOME = Words(
    "{n} of {all} lines copied: a terminal takes no more; E exports all",
    "已复制 {all} 行中的 {n} 行：终端只接受这么多；E 可导出全部",
)


class DealTargets(BaseScreen):
    """A screen with deals on it. Fill in `targets`."""

    def targets(self) -> tuple[str, ...]:
        """Ids of the deals to act on: those marked, else the one under the cursor."""
        return ()

    def target(self) -> str:
        """Id of the deal under the cursor; empty for none."""
        return next(iter(self.targets()), "")

    def deal_made(self, saved: Saved) -> None:
        """A new deal is on disk."""

    def left_over(self, ids: Sequence[str]) -> None:
        """These deals are as they were, the others of an act are not."""

    # -- what the handlers share

    def _some(self) -> tuple[str, ...]:
        ids = self.targets()
        if not ids:
            raise Refused(NONE)
        return ids

    def _one(self) -> str:
        id = self.target()
        if not id:
            raise Refused(NONE)
        return id

    def _doc(self, id: str) -> Doc:
        return self.sales.snapshot.get("deals", id) or {}

    def _names(self, ids: Sequence[str]) -> Words:
        if len(ids) > 1:
            return N_DEALS.fill(n=len(ids))
        name = deal_name(self.sales.snapshot, self._doc(ids[0]))
        return Words(name, name)

    # -- copying

    async def copy_lines(self, lines: Sequence[str]) -> None:
        """Put lines on the clipboard of the terminal, and say how many they are."""
        from salestui.ui import clipboard

        text, kept = clipboard.clipped(lines)
        self.sales.copy_to_clipboard(text)
        await asyncio.to_thread(clipboard.to_tmux, text)
        if kept < len(lines):
            self.tell(COPIED_SOME.fill(n=kept, all=len(lines)))
        else:
            self.tell(COPIED_ONE if kept == 1 else COPIED.fill(n=kept))

    # -- acting

    async def act_on(self, ids: Sequence[str], act: DealAct) -> None:
        """Do something to deals as one act, say what was done, and keep it for repeating.

        Raises the Problem of the first deal where none could be done.
        """
        left: list[Left] = []

        def use_case(snapshot: Snapshot, ctx: Context) -> Act:
            return for_each(snapshot, ctx, ids, act.each, left, never_mind=act.never_mind)

        saved = await self.sales.save(use_case)
        self.can_repeat(act)
        if not saved.commit and not left:
            self.tell(SAME.fill(name=self._names(ids), what=act.what))
        elif left:
            self._tell_left(left, len(ids))
        else:
            self.tell(self._sentence(ids, act))

    def can_repeat(self, act: DealAct) -> None:
        """Keep an act for `.`."""
        self.sales.repeatable = act

    def _sentence(self, ids: Sequence[str], act: DealAct) -> Words:
        if act.told is not None:
            return act.told(ids)
        key = self.sales.keymap.shown("undo")
        return DONE.fill(what=act.what, name=self._names(ids), key=key)

    def _tell_left(self, left: Sequence[Left], all: int) -> None:
        """Say of the first deal why it was left, and how many more there are; they stay marked."""
        self.left_over([each.id for each in left])
        who, problem = self._names([left[0].id]), left[0].problem
        if len(left) > 1:
            count = Words(str(len(left) - 1), str(len(left)))
            who = AND_MORE.fill(who=who, n=count)
        why = Words(sentence(problem, "en"), sentence(problem, "zh"))
        key = self.sales.keymap.shown("undo")
        self.tell(SOME.fill(n=all - len(left), all=all, key=key, who=who, why=why), "risk")

    async def do_repeat(self) -> None:
        """The last act once more, on the deals that are meant now."""
        act = self.sales.repeatable
        if act is None:
            raise Refused(NOTHING_YET)
        ids = self._some()
        if act.again is not None:
            await act.again(self, ids)
        else:
            await self.act_on(ids, replace(act, told=None))
