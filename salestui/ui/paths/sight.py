"""What the path editor draws from: a path as it stood, with its counts once they are known."""

from __future__ import annotations

from dataclasses import dataclass

from salestui.domain.pipelines import Path, Stage
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.services.pathview import Counts, StageRow


@dataclass(frozen=True, slots=True)
class Sight:
    """A path in a language, with what rules are drawn with."""

    snapshot: Snapshot
    doc: Doc
    path: Path
    rows: tuple[StageRow, ...]
    """The stages as they are listed."""
    counts: Counts | None
    """None until they are counted."""
    lang: str
    dash: str
    new_key: str
    """The key that adds something."""

    def say(self, words: Words) -> str:
        """Words in the interface language."""
        return words.say(self.lang)

    def row(self, key: str) -> StageRow | None:
        """A stage as it is listed."""
        return next((row for row in self.rows if row.stage.key == key), None)

    def deals(self, stage: Stage) -> int | None:
        """How many open deals stand in a stage; None while that is not known."""
        return None if self.counts is None else self.counts.deals.get(stage.key, 0)
