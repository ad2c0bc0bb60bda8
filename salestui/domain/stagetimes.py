"""How long won deals stood in each stage (4.4.11): what the age of an open deal is measured by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, tzinfo
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from salestui.domain.dates import ms_to_date
from salestui.domain.metrics.reach import known_moves

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot

DAY_MS = 86_400_000


class StageTime(NamedTuple):
    """Days that won deals spent in a stage, all visits of a deal added up."""

    n: int
    """Deals."""
    median: float


def won_days(doc: Doc) -> tuple[str, ...]:
    """`path|stage|days` for every stage that a won deal was seen to leave; nothing for others."""
    if doc.get("outcome") != "won":
        return ()
    moves = known_moves(doc)
    if len(moves) < 2:
        return ()
    spent: dict[str, int] = {}
    for (entered, path, stage), (left, _, _) in pairwise(moves):
        place = f"{path}|{stage}"
        spent[place] = spent.get(place, 0) + max(int(left) - int(entered), 0)
    return tuple(f"{place}|{(ms + DAY_MS // 2) // DAY_MS}" for place, ms in spent.items())


def days_in_stages(doc: Doc, path: str, today: date, zone: tzinfo) -> Mapping[str, int]:
    """Calendar days that a deal spent in each stage of a path, all its visits added up.

    In the order of the first visits; the last one goes on until `today`. Nothing of an imported
    deal whose way is not known.
    """
    visits = [move for move in known_moves(doc) if move[1] == path]
    if doc.get("history_from") is not None and len(visits) == 1:
        return {}
    spent: dict[str, int] = {}
    days = [*(ms_to_date(int(entered), zone) for entered, _, _ in visits), today]
    for (_, _, key), (start, end) in zip(visits, pairwise(days), strict=True):
        spent[str(key)] = spent.get(str(key), 0) + (end - start).days
    return spent


_kept: list[tuple[object, Mapping[str, StageTime]]] = []
"""The last few answers with what they were worked out from."""
KEPT = 3


def stage_times(snapshot: Snapshot) -> Mapping[str, StageTime]:
    """`path|stage` -> the times of won deals there, worked out once for as long as none changes."""
    tally = snapshot.tally("deals.won_days")
    for known, found in _kept:
        if known is tally:
            return found
    counts: dict[str, list[tuple[int, int]]] = {}
    for key, count in tally.items():
        place, _, days = key.rpartition("|")
        counts.setdefault(place, []).append((int(days), count))
    times = {place: _time(sorted(rows)) for place, rows in counts.items()}
    _kept.insert(0, (tally, times))
    del _kept[KEPT:]
    return times


def _time(rows: list[tuple[int, int]]) -> StageTime:
    n = sum(count for _, count in rows)
    return StageTime(n, (_at(rows, (n - 1) // 2) + _at(rows, n // 2)) / 2)


def _at(rows: list[tuple[int, int]], place: int) -> int:
    """The days that stand at a place, 0 the first, when all deals are put in a row."""
    upto = accumulate(count for _, count in rows)
    return next(days for (days, _), end in zip(rows, upto, strict=True) if place < end)
