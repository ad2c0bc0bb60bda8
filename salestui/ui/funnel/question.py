"""What the funnel is asked about, and the count that answers it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING

from salestui.domain.dates import Span
from salestui.domain.metrics.funnel import Funnel, funnel
from salestui.domain.pipelines import Path
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.query import Filter
    from salestui.domain.snapshot import Doc, Snapshot

ALL_TIME = Words("created at any time", "不限创建时间")
CREATED = Words("created {first} to {last}", "{first} 至 {last} 创建")


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that decides what the funnel counts."""

    snapshot: Snapshot
    path: Path
    query: Filter | None
    owner: str
    """Member id; empty for everybody's deals."""
    period: Span | None
    zone: tzinfo

    def docs(self) -> Iterable[Doc]:
        """The deals that are counted."""
        found: Iterable[Doc]
        found = self.query.docs(self.snapshot) if self.query else self.snapshot.live("deals")
        if self.owner:
            found = (doc for doc in found if doc.get("owner") == self.owner)
        return found

    def answer(self) -> Funnel:
        """The count. Reads nothing but the snapshot, so any thread may ask."""
        return funnel(self.docs(), self.path, period=self.period, zone=self.zone)


def period_words(period: Span | None) -> Words:
    """A period read back."""
    if period is None:
        return ALL_TIME
    return CREATED.fill(first=period[0].isoformat(), last=period[1].isoformat())
