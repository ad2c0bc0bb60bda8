"""The cohort funnel: stage conversion (4.4.6), snapshot (4.4.5), lead to opportunity (4.4.7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import TYPE_CHECKING

from salestui.domain.metrics.period import Period, bounds_ms
from salestui.domain.metrics.reach import Ladder
from salestui.domain.pipelines import Path, Stage, effective_outcome
from salestui.domain.schema import LOST_REASONS
from salestui.domain.words import Words
from salestui.domain.worth import worth_of

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc


def share(part: int | None, whole: int | None) -> float | None:
    """`part` of `whole`, 0 to 1; None where either is unknown or the whole is nothing."""
    return part / whole if whole and part is not None else None


@dataclass(frozen=True, slots=True)
class FunnelStage:
    """One ranked stage: what the cohort did there, and what stands there now."""

    key: str
    name: Words
    short: Words
    reached: int
    """Deals of the cohort whose highest stage ever is this one or a later one."""
    advanced: int | None
    """Of those, the ones that reached the next stage; None for the last stage."""
    waiting: int
    """Of those, the ones still open that never got further than this stage."""
    lost: int
    """Of those, the ones lost that never got further than this stage."""
    lost_reason: str
    """The most frequent reason among the lost ones, a key of LOST_REASONS; empty for none."""
    lost_reason_count: int
    current: int
    """Deals standing here now, of any cohort: a snapshot, not comparable between stages."""
    current_totals: Mapping[str, int]
    """Their money by currency, minor units; the won amount on the won stage where there is one."""

    @property
    def conversion(self) -> float | None:
        """reached(next) / reached(this), 0 to 1; None when undefined."""
        return share(self.advanced, self.reached)

    @property
    def decided(self) -> int:
        """The deals here whose next step is no longer open: went on or lost."""
        return self.reached - self.waiting

    @property
    def resolved(self) -> float | None:
        """Conversion among the decided, 0 to 1; None when undefined."""
        return share(self.advanced, self.decided)


@dataclass(frozen=True, slots=True)
class Funnel:
    """The funnel of one sales path."""

    pipeline: str
    """The path's key."""
    period: Period | None
    stages: tuple[FunnelStage, ...]
    """Open stages in order, then won."""
    n: int
    """Deals of the cohort: those that entered the path in the period."""
    qualified: int | None
    """Of those, the ones that reached the first qualified stage; None when the path names none."""
    won: int | None
    """Of those, the ones ever won; None when the path has no won stage."""
    excluded: Mapping[str, int]
    """Reason -> number of deals that a figure leaves out or could not place (see EXCLUSIONS)."""

    @property
    def lead_to_opportunity(self) -> float | None:
        """Reached the first qualified stage / entered, 0 to 1; None when undefined (4.4.7)."""
        return share(self.qualified, self.n)

    @property
    def opportunity_to_win(self) -> float | None:
        """Won / reached the first qualified stage, 0 to 1; None when undefined (4.4.7)."""
        return share(self.won, self.qualified)


EXCLUSIONS: Mapping[str, Words] = {
    "lost_stage_unknown": Words(
        "{n} lost from an unknown stage: counted at the first",
        "{n}个输单不知曾到哪个阶段，计在首阶段",
    ),
    "stage_unknown": Words(
        "{n} open at an unknown stage: counted at the first",
        "{n}个进行中的商机不知曾到哪个阶段，计在首阶段",
    ),
    "other_path": Words("{n} left for another path: not counted", "{n}个已转到其他路径，不计"),
    "on_hold": Words("{n} on hold: at no stage now", "{n}个搁置，不在现有之列"),
    "no_amount": Words("{n} without an amount: in no sum", "{n}个没有金额，不计入合计"),
}
"""Why deals are left out of some figure, in the order of telling; `{n}` is their number.

`lost_stage_unknown` and `stage_unknown` stay in the cohort at the first stage.
"""


def funnel(deals: Iterable[Doc], path: Path, *, period: Period | None, zone: tzinfo) -> Funnel:
    """The funnel of `path` over `deals`.

    The cohort is the deals that entered the path on a day of `period` in `zone` (None: ever);
    the snapshot is every deal given that is on the path, whenever it came. Deals of other paths
    are skipped.
    """
    tally = _Tally(Ladder(path), bounds_ms(period, zone))
    for doc in deals:
        if doc.get("pipeline") == path.id:
            tally.add(doc)
        elif "_moves" in doc:
            tally.excluded["other_path"] += tally.in_cohort(doc)
    return tally.result(period)


@dataclass(slots=True)
class _Tally:
    """Counts while the deals go by."""

    ladder: Ladder
    bounds: tuple[float, float]
    n: int = 0
    top: Counter[int] = field(default_factory=Counter)
    waiting: Counter[int] = field(default_factory=Counter)
    current: Counter[int] = field(default_factory=Counter)
    excluded: Counter[str] = field(default_factory=Counter)
    reasons: dict[int, Counter[str]] = field(default_factory=dict)
    totals: dict[int, Counter[str]] = field(default_factory=dict)

    def in_cohort(self, doc: Doc) -> bool:
        """Whether the deal entered the path within the period."""
        entered = self.ladder.entered_ms(doc)
        return entered is not None and self.bounds[0] <= entered < self.bounds[1]

    def add(self, doc: Doc) -> None:
        """Count one deal of the path."""
        outcome = effective_outcome(doc, self.ladder.path)
        self._stand(doc, outcome)
        if not self.in_cohort(doc):
            return
        self.n += 1
        rank = self.ladder.highest(doc, outcome)
        if rank is None:
            rank = 0
            self.excluded["lost_stage_unknown" if outcome == "lost" else "stage_unknown"] += 1
        self.top[rank] += 1
        if outcome == "open":
            self.waiting[rank] += 1
        elif outcome == "lost":
            self.reasons.setdefault(rank, Counter())[str(doc.get("lost_reason") or "")] += 1

    def _stand(self, doc: Doc, outcome: str) -> None:
        """Count where the deal stands now (4.4.5)."""
        rank = self.ladder.standing(doc, outcome)
        if rank is None:
            stage = self.ladder.path.stage(doc.get("stage"))
            self.excluded["on_hold"] += stage is not None and stage.kind == "hold"
            return
        self.current[rank] += 1
        money = worth_of(doc, outcome)
        if money is None:
            self.excluded["no_amount"] += 1
        else:
            self.totals.setdefault(rank, Counter())[money[0]] += money[1]

    def result(self, period: Period | None) -> Funnel:
        """The funnel counted so far."""
        ladder = self.ladder
        ranked = enumerate(ladder.stages)
        qualified = next((rank for rank, s in ranked if s.is_qualified and s.kind == "open"), None)
        return Funnel(
            pipeline=ladder.path.key,
            period=period,
            stages=tuple(self._row(rank, stage) for rank, stage in enumerate(ladder.stages)),
            n=self.n,
            qualified=None if qualified is None else self._reached(qualified),
            won=None if ladder.won_rank is None else self._reached(ladder.won_rank),
            excluded={key: self.excluded[key] for key in EXCLUSIONS if self.excluded[key]},
        )

    def _reached(self, rank: int) -> int:
        return sum(count for top, count in self.top.items() if top >= rank)

    def _row(self, rank: int, stage: Stage) -> FunnelStage:
        losses = self.reasons.get(rank, Counter())
        reason, times = _most_frequent(losses)
        last = rank == len(self.ladder.stages) - 1
        return FunnelStage(
            key=stage.key,
            name=stage.name,
            short=stage.short,
            reached=self._reached(rank),
            advanced=None if last else self._reached(rank + 1),
            waiting=self.waiting[rank],
            lost=losses.total(),
            lost_reason=reason,
            lost_reason_count=times,
            current=self.current[rank],
            current_totals=dict(sorted(self.totals.get(rank, Counter()).items())),
        )


def _most_frequent(losses: Counter[str]) -> tuple[str, int]:
    """The reason named most often and how often; of equals the first in the list of reasons."""
    place = {key: index for index, key in enumerate(LOST_REASONS)}
    named = [(-count, place.get(key, len(place)), key) for key, count in losses.items() if key]
    if not named:
        return "", 0
    count, _, key = min(named)
    return key, -count
