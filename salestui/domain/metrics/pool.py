"""The deals of one state as metrics ask for them: closed ones by day, open ones, first wins."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from salestui.domain.metrics.period import Period
from salestui.domain.pipelines import Path

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

Test: TypeAlias = "Callable[[Doc], bool]"
"""Whether a deal is meant."""


def everything(doc: Doc) -> bool:
    """The test that every deal passes."""
    return True


class Closed(NamedTuple):
    """A deal that ended on a known day."""

    day: str
    """ISO date."""
    id: str
    won: bool
    doc: Doc
    worth: tuple[str, int] | None
    """Of a won deal what it is worth: currency and minor units; None where it has no amount."""


class Open(NamedTuple):
    """An open deal with a close date."""

    day: str
    """When it is expected to close, an ISO date."""
    id: str
    doc: Doc
    account: str
    """Its account, a merged one as what it is part of; empty for none."""
    chance: int | None
    """The probability that it is won, in percent; None when unknown."""
    likely: int | None
    """Amount x probability in minor units; None where one of them is unknown."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Made in one pass over the deals; every metric then looks only at what may count."""

    closed: Sequence[Closed]
    """By day, then by deal."""
    undated: Sequence[tuple[bool, Doc]]
    """(won, deal) of those closed nobody knows when."""
    dated: Sequence[Open]
    """The open deals that have a close date, by it, then by deal."""
    opens: Sequence[Doc]
    """The open deals without one."""
    first_wins: Mapping[str, str]
    """Account -> the deal that was the first one won with it."""
    roots: Mapping[str, str]
    """Merged account -> the account that it is part of."""
    paths: Mapping[str, Path]
    zone: tzinfo

    def closed_in(self, period: Period, test: Test) -> Sequence[Closed]:
        """The deals that ended on a day of the period and pass a test."""
        first, behind = _ends(period)
        rows = self.closed[bisect_left(self.closed, first) : bisect_left(self.closed, behind)]
        return rows if test is everything else [row for row in rows if test(row.doc)]

    def due_in(self, period: Period, test: Test) -> Sequence[Open]:
        """The open deals that are expected to close on a day of the period and pass a test."""
        first, behind = _ends(period)
        rows = self.dated[bisect_left(self.dated, first) : bisect_left(self.dated, behind)]
        return rows if test is everything else [row for row in rows if test(row.doc)]

    def path(self, doc: Doc) -> Path | None:
        """The sales path that a deal is on."""
        return self.paths.get(str(doc.get("pipeline", "")))

    def account(self, doc: Doc) -> str:
        """The account of a deal, a merged one as what it is part of; empty for none."""
        id = str(doc.get("account") or "")
        return self.roots.get(id, id)


def _ends(period: Period) -> tuple[tuple[str], tuple[str]]:
    """Where the rows of a period begin, and where those behind it do."""
    return (period[0].isoformat(),), (period[1].isoformat() + "\0",)
