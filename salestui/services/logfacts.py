"""What filters ask of the log, read from it when somebody first asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salestui.domain.touches import Touches, touches_of

if TYPE_CHECKING:
    from salestui.domain.change import Commit
    from salestui.domain.touches import Log
    from salestui.store.history import History


class LogFacts:
    """The log of one moment, read once for all kinds of record."""

    until: int | None = None
    whole = True

    def __init__(self, history: History) -> None:
        self._history = history
        self._commits: Sequence[Commit] | None = None
        self._touches: dict[str, Touches] = {}

    def touches(self, kind: str) -> Touches:
        """The touches of every record of a kind."""
        found = self._touches.get(kind)
        if found is None:
            if self._commits is None:
                self._commits = self._history.commits()
            found = self._touches[kind] = touches_of(self._commits, kind)
        return found


@dataclass(frozen=True, slots=True)
class LogUntil:
    """The same log as it was known at an effective time in ms."""

    log: Log
    until: int | None

    @property
    def whole(self) -> bool:
        """Whether the log has been read."""
        return self.log.whole

    def touches(self, kind: str) -> Touches:
        """The touches of every record of a kind."""
        return self.log.touches(kind)
