"""What a command that only looks needs: a state, a day, a person, and nothing that writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from salestui.domain.snapshot import Snapshot
from salestui.services.finding import zone_of
from salestui.store import quick

if TYPE_CHECKING:
    from salestui.domain.query.scope import Env
    from salestui.domain.touches import Log, Touches
    from salestui.services.logfacts import LogFacts
    from salestui.services.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Reading:
    """One state and how to look at it."""

    snapshot: Snapshot
    now: int
    """Milliseconds since the epoch, UTC: the moment looked at."""
    today: date
    """The day of `now` in the workspace's zone."""
    zone: tzinfo
    me: str
    """Member id of the person here; empty when they are no member."""
    lang: str
    as_of: int | None = None
    """`now`, when it is another moment than the present."""
    log: Log | None = None
    """Who changed what when, for filters that ask."""

    @property
    def currency(self) -> str:
        """The workspace's own currency."""
        return str(self.snapshot.workspace.get("currency", "CNY"))

    @property
    def env(self) -> Env:
        """What a filter means by me, by today and by an amount without a currency."""
        from salestui.domain.query.scope import Env

        log = self.log
        if log is not None and self.as_of is not None:
            from salestui.services.logfacts import LogUntil

            log = LogUntil(log, self.as_of)
        return Env(self.today, self.zone, self.me, self.currency, self.now, log)


def reading_of(snapshot: Snapshot, *, user: str, lang: str, now: int) -> Reading:
    """A state looked at now."""
    zone = zone_of(snapshot.workspace)
    me = next(iter(snapshot.ids("members.handle", user)), "")
    today = datetime.fromtimestamp(now / 1000, zone).date()
    return Reading(snapshot, now, today, zone, me, lang)


def read(folder: Path, *, user: str, lang: str, now: int, open: Callable[[], Workbench]) -> Reading:
    """The latest state: from the quick copy where it is current, else by opening the workbench."""
    kept = quick.load(folder)
    if kept is None:
        bench = open()
        keep(bench)
    snapshot = bench.snapshot if kept is None else kept.snapshot
    return replace(reading_of(snapshot, user=user, lang=lang, now=now), log=_Unread(folder))


class _Unread:
    """A log that is read once a filter asks it: few do, and reading it takes its time."""

    until: int | None = None
    whole = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._facts: LogFacts | None = None

    def touches(self, kind: str) -> Touches:
        """The touches of every record of a kind."""
        if self._facts is None:
            from salestui.services.logfacts import LogFacts
            from salestui.store.history import History

            self._facts = LogFacts(History(self._folder))
        return self._facts.touches(kind)


def keep(bench: Workbench) -> None:
    """Keep the workbench's state for the commands that come next."""
    store = bench.store
    quick.save(bench.folder, bench.snapshot, store.cursors, store.digest)


def back_to(bench: Workbench, present: Reading, day: date) -> Reading:
    """The state at the end of a day in the workspace's zone."""
    from salestui.domain.instants import at_end_of_day

    instant = at_end_of_day(day, present.zone)
    past = bench.as_of(instant)
    return replace(present, snapshot=past, now=instant, today=day, as_of=instant)
