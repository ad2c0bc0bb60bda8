"""Win rate on its two bases (4.4.4): deals closed in a period, or deals created in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING, Literal

from salestui.domain.metrics.funnel import share
from salestui.domain.metrics.period import Period, bounds_ms
from salestui.domain.pipelines import Path, effective_outcome
from salestui.domain.worth import worth_of

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc


@dataclass(frozen=True, slots=True)
class WinRate:
    """Won deals and what they are compared with."""

    basis: Literal["period", "cohort"]
    won: int
    lost: int
    open: int
    """Deals not decided yet; always 0 on the period basis."""
    won_value: Mapping[str, int]
    """Minor units by currency: the won amount, else the amount."""
    all_value: Mapping[str, int]
    """Minor units by currency of every deal counted."""
    excluded: Mapping[str, int]
    """`no_close_date`: closed, but nobody knows when. `no_amount`: counted, but without value."""

    @property
    def n(self) -> int:
        """The deals compared with: closed in the period, or created in it."""
        return self.won + self.lost + self.open

    @property
    def rate(self) -> float | None:
        """Won / n, 0 to 1; None when there are none."""
        return share(self.won, self.n)

    @property
    def open_share(self) -> float | None:
        """Still open / n, 0 to 1; None when there are none."""
        return share(self.open, self.n)

    @property
    def value_by_currency(self) -> Mapping[str, float | None]:
        """The rate by value in each currency, 0 to 1; None where that currency sums to nothing."""
        return {
            code: share(self.won_value.get(code, 0), whole)
            for code, whole in sorted(self.all_value.items())
        }

    @property
    def value_rate(self) -> float | None:
        """The rate by value; None when undefined or when there is more than one currency."""
        rates = list(self.value_by_currency.values())
        return rates[0] if len(rates) == 1 else None


def period_win_rate(
    deals: Iterable[Doc], period: Period | None, *, path: Path | None = None
) -> WinRate:
    """Won / (won + lost) among the deals whose closing date falls in `period` (None: ever)."""
    excluded: Counter[str] = Counter()
    counted = []
    for doc in deals:
        outcome = effective_outcome(doc, path)
        closed = str(doc.get("closed_on") or "")
        if outcome == "open":
            continue
        if not closed and period is not None:
            excluded["no_close_date"] += 1
        elif period is None or period[0].isoformat() <= closed <= period[1].isoformat():
            counted.append((doc, outcome))
    return _win_rate("period", counted, excluded)


def cohort_win_rate(
    deals: Iterable[Doc], period: Period | None, zone: tzinfo, *, path: Path | None = None
) -> WinRate:
    """Won / all among the deals created on a day of `period` in `zone` (None: ever)."""
    start, stop = bounds_ms(period, zone)
    counted = [
        (doc, effective_outcome(doc, path))
        for doc in deals
        if start <= int(doc.get("_created", 0)) < stop
    ]
    return _win_rate("cohort", counted, Counter())


def _win_rate(
    basis: Literal["period", "cohort"], counted: list[tuple[Doc, str]], excluded: Counter[str]
) -> WinRate:
    outcomes = Counter(outcome for _, outcome in counted)
    won_value: Counter[str] = Counter()
    all_value: Counter[str] = Counter()
    for doc, outcome in counted:
        money = worth_of(doc, outcome)
        if money is None:
            excluded["no_amount"] += 1
            continue
        all_value[money[0]] += money[1]
        if outcome == "won":
            won_value[money[0]] += money[1]
    return WinRate(
        basis=basis,
        won=outcomes["won"],
        lost=outcomes["lost"],
        open=outcomes["open"],
        won_value=dict(won_value),
        all_value=dict(all_value),
        excluded=dict(sorted(excluded.items())),
    )
