"""A screen that knows which deals a command is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salestui.domain.names import deal_name
from salestui.domain.problems import Refused
from salestui.domain.words import Words
from salestui.ui.screens.base import BaseScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salestui.domain.snapshot import Doc
    from salestui.store.store import Saved

NONE = Words("There is no deal under the cursor", "光标处没有商机")
N_DEALS = Words("{n} deals", "{n}个商机")


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
