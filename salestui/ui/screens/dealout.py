"""A deal for other eyes: its figures explained, its brief copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salestui.domain.pipelines import default_path
from salestui.ui.board.cards import Cards
from salestui.ui.screens.dealpages import DealPages

if TYPE_CHECKING:
    from salestui.ui.explaining import Explanation


class ShowsDealOut(DealPages):
    """`i` explains, `y` copies."""

    def do_explain(self) -> None:
        """How the figures and flags of the deal come about."""
        from salestui.ui.screens.explain import ExplainScreen

        self.sales.open(ExplainScreen(self, self._explanation))

    def _explanation(self) -> Explanation:
        from salestui.services.board import unknown_stage
        from salestui.ui.board.explain import deal_explanation

        sight = self.sight
        path = sight.path or default_path(sight.snapshot)
        cards = Cards(
            sight.snapshot, path, sight.today, sight.zone, sight.lang, sight.currency,
            everybody=True,
        )  # fmt: skip
        stage = sight.stage or unknown_stage(str(sight.deal.get("stage", "")))
        return deal_explanation(cards, sight.deal, stage)

    async def do_copy(self) -> None:
        """The deal in brief."""
        from salestui.exchange.brief import brief
        from salestui.services.reading import Reading

        sight, context = self.sight, self.sales.context()
        reading = Reading(
            sight.snapshot, context.now, sight.today, sight.zone, context.me, sight.lang
        )
        await self.copy_lines(brief(reading, sight.deal, sight.path))
