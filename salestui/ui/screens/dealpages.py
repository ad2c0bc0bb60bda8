"""What the deal screen shows: the head, one page, and what is under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from salestui.domain.life import life
from salestui.domain.words import Words
from salestui.ui.deal import head, pages
from salestui.ui.deal.sight import DealSight
from salestui.ui.deal.words import NOT_YET
from salestui.ui.screens.acting import DealScreens
from salestui.ui.screens.recordedits import EditsRecord

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from salestui.domain.change import Commit
    from salestui.domain.snapshot import Snapshot
    from salestui.ui.records.head import HeadLine
    from salestui.ui.widgets.entries import Column, Spot
    from salestui.ui.widgets.lines import Span


class DealPages(EditsRecord[DealSight], DealScreens):
    """Shows one deal, a page at a time."""

    scope: ClassVar[str] = "deal"
    title_words: ClassVar[Words] = Words("Deal", "商机")
    kind: ClassVar[str] = "deals"
    pages: ClassVar[tuple[str, ...]] = pages.PAGES
    not_yet: ClassVar[Words] = NOT_YET

    def __init__(self, deal_id: str, field: str = "") -> None:
        """`field` is where the cursor shall stand; on the overview when left out."""
        super().__init__(deal_id, field)
        self.told = pages.Told()
        """What the log tells of the deal."""

    def sight_in(self, snapshot: Snapshot, today: date, dash: str, contest: Words) -> DealSight:
        """The deal as it is in a snapshot on a day."""
        zone, lang = self.sales.workbench.zone, self.lang
        return DealSight.of(
            snapshot, self.record_id, today=today, zone=zone, lang=lang, dash=dash, contest=contest
        )

    def heard(self, commits: Sequence[Commit], until: int | None) -> None:
        """Keep the deal's whole life beside its changes."""
        self.told = pages.Told(self.changes, life(commits, self.record_id), until)

    def head_lines(self, sight: DealSight, width: int) -> Sequence[HeadLine]:
        """Who and how much; the path with days; the next step or the end."""
        return head.head(sight, width)

    def labels(self, sight: DealSight) -> Sequence[tuple[Words, int | None]]:
        """The names of the pages with how much each holds."""
        return pages.labels(sight, self.changes)

    def widths(self, width: int) -> tuple[int, ...]:
        """The widths of the columns of the open page."""
        return pages.widths(self.page, width)

    def columns(self, sight: DealSight, width: int, rows: int) -> Sequence[Column]:
        """The open page."""
        return pages.columns(self.page, sight, self.told, width, rows)

    def explained(self, sight: DealSight, spot: Spot) -> tuple[Sequence[Span], Sequence[Span]]:
        """What the line above the keys says of what is under the cursor."""
        return pages.explain(sight, self.told, spot)
