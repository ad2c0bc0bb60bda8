"""`salestui history -f`: the changes so far, then each as it arrives."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from salestui.cli import output
from salestui.cli.history import COLUMNS, Wanted, wanted
from salestui.cli.session import Session
from salestui.domain.history import Row, rows
from salestui.exchange.columns import laid_out
from salestui.exchange.historyview import HistoryLines, history_shape
from salestui.services.logfacts import LogFacts
from salestui.services.reading import Reading

EVERY = 0.3
"""Seconds between two looks at the logs."""


class Following:
    """Prints changes, the oldest first, until ctrl+c."""

    def __init__(self, session: Session, text: str) -> None:
        self._session, self._text = session, text
        self._bench = session.open()

    def run(self, before: Sequence[Row], seen: Mapping[str, int], shown: int | None) -> int:
        """Print the last of what was there at vector `seen`, then what comes; gives the exit code.

        Each look prints what lies between its vector and the last one's, so nothing twice.
        """
        self._print(before[-shown:] if shown else before)
        try:
            while True:
                time.sleep(EVERY)
                if self._bench.refresh():
                    now = self._bench.snapshot.vector
                    self._print(self._new(seen, now))
                    seen = now
        except KeyboardInterrupt:
            output.note("")
        return 0

    def _reading(self) -> Reading:
        return replace(self._session.present(), log=LogFacts(self._bench.history))

    def _new(self, seen: Mapping[str, int], now: Mapping[str, int]) -> list[Row]:
        """What came since and is wanted; the filter is asked of the state of now."""
        history = self._bench.history
        fresh = history.since(seen, now)
        ids = {id for commit in fresh for _, id, _, _ in commit.ops}
        new = {commit.stamp.id for commit in fresh}
        asked = wanted(self._reading(), self._text) if self._text else Wanted()
        found = [row for row in rows(history.of_records(ids)) if row.commit in new]
        return asked.of(found, None)

    def _print(self, found: Sequence[Row]) -> None:
        if not found:
            return
        reading = self._reading()
        if self._session.json:
            output.put_json(history_shape(found, reading.snapshot))
        else:
            lines = HistoryLines(reading).of_acts(found)[::-1]
            output.put(laid_out(COLUMNS, lines, self._session.cells).lines)
        sys.stdout.flush()
