"""What the screen of the pipeline's change asks, and the deals behind each of its lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salestui.domain.metrics.waterfall import Waterfall
from salestui.services.changes import pipeline_change
from salestui.services.reading import Reading

if TYPE_CHECKING:
    from salestui.domain.dates import Span
    from salestui.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Question:
    """Two states and which deals of them are meant; reads nothing else, so any thread may ask."""

    then: Reading
    now: Reading
    names: Snapshot
    """The state that knows whom the filter names."""
    closing: Span | None
    text: str
    owner: str
    """Member id; empty for everybody's deals."""

    def answer(self) -> Waterfall:
        """How the pipeline changed."""
        return pipeline_change(
            self.then, self.now, self.closing, text=self.text, owner=self.owner, names=self.names
        )
