"""A key result against the data: actual, required, expected by now, projected, needed (4.4.18)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from salestui.domain.goals.curve import curve_of, expected_share
from salestui.domain.goals.elapsed import Elapsed, elapsed
from salestui.domain.goals.ground import Ground
from salestui.domain.goals.metrics import METRICS, Metric
from salestui.domain.goals.projection import NOTHING, Likely, likely
from salestui.domain.goals.records import KeyResult
from salestui.domain.metrics.measure import Measure, Number
from salestui.domain.metrics.period import Period
from salestui.domain.words import Words
from salestui.domain.worth import worth_of

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

WHOLE = 10_000
"""Hundredths of a percent in one."""
UNKNOWN = Words("This version does not know the metric {key}", "此版本不认识指标 {key}")
NO_PERIOD = Words("The goal has no period", "目标没有期间")


@dataclass(frozen=True, slots=True)
class Figures:
    """What there is to say of one key result; a number is None where it is undefined."""

    result: KeyResult
    elapsed: Elapsed | None = None
    actual: Number | None = None
    required: Number | None = None
    """What the actual has to reach: the target, or what growth makes of the base."""
    base: Number | None = None
    expected: Number | None = None
    """What should be there by now."""
    projection: Number | None = None
    deals: Sequence[Doc] = ()
    """The deals that the actual counts; of a share those with it."""
    whole: Sequence[Doc] = ()
    """Of a share, all deals that it is a share of."""
    whole_value: Number | None = None
    """Of a share, the figure of all of them."""
    base_deals: Sequence[Doc] = ()
    likely: Likely = NOTHING
    """The open deals that the projection adds."""
    excluded: tuple[tuple[str, int], ...] = ()
    fault: Words | None = None
    """Why nothing can be said."""

    @property
    def is_limit(self) -> bool:
        """Whether it is not to be passed: that holds only when the period is over."""
        return self.result.op == "<="

    @property
    def passed(self) -> bool:
        """Whether a limit on what adds up day by day was passed, which no day to come undoes."""
        metric = METRICS.get(self.result.metric)
        adds_up = metric is not None and metric.kind == "flow" and self.result.mode != "share"
        known = self.actual is not None and self.required is not None
        return self.is_limit and adds_up and known and not self.met

    @property
    def attainment(self) -> Fraction | None:
        """Actual / required; the other way round where less is better."""
        part, whole = self.actual, self.required
        if self.is_limit:
            part, whole = whole, part
        return Fraction(part) / whole if whole and part is not None else None

    @property
    def met(self) -> bool:
        """Whether the key result holds as things stand."""
        if self.actual is None or self.required is None:
            return False
        if self.is_limit:
            return self.actual <= self.required
        return self.actual >= self.required

    @property
    def pace_gap(self) -> Number | None:
        """Actual - expected."""
        if self.actual is None or self.expected is None:
            return None
        return self.actual - self.expected

    @property
    def missing(self) -> Number:
        """What is still to be reached; 0 where nothing is, or where less is better."""
        if self.actual is None or self.required is None or self.is_limit:
            return 0
        return max(self.required - self.actual, 0)

    @property
    def per_week(self) -> Fraction | None:
        """What has to come each week to reach what is required in time."""
        if self.expected is None or self.elapsed is None or self.is_limit:
            return None
        weeks = self.elapsed.weeks_left
        return self.missing / weeks if weeks else None


def figures(
    ground: Ground, result: KeyResult, period: Period | None, base: Period | None
) -> Figures:
    """The figures of a key result of a goal with this period and base period."""
    metric = METRICS.get(result.metric)
    fault = UNKNOWN.fill(key=result.metric) if metric is None else ground.fault(result)
    if period is None:
        fault = NO_PERIOD
    if metric is None or period is None or fault is not None:
        return Figures(result, fault=fault)
    if result.mode == "share":
        return _share(ground, metric, result, period)
    return _plain(ground, metric, result, period, base)


def _plain(
    ground: Ground, metric: Metric, result: KeyResult, period: Period, base: Period | None
) -> Figures:
    """A value to reach, given as it is or as growth against a base."""
    test, gone = ground.test(result.filter), elapsed(period, ground.env.today)
    measured = ground.measure(result.metric, period, result.filter)
    before = _base(ground, metric, result, base)
    required, base_value = _required(metric, result, before)
    actual = measured.in_unit(result.unit)
    coming = likely(ground.pool, metric, result, period, test)
    expected: Number | None = None
    if metric.kind == "flow" and required is not None:
        expected = required * expected_share(curve_of(ground, result, period), gone)
    return Figures(
        result,
        gone,
        actual=actual,
        required=required,
        base=base_value,
        expected=expected,
        projection=_projected(metric, actual, coming),
        deals=_in_unit(metric, result, measured),
        base_deals=_in_unit(metric, result, before) if before else (),
        likely=coming,
        excluded=_excluded(metric, result, measured),
    )


def _base(ground: Ground, metric: Metric, result: KeyResult, base: Period | None) -> Measure | None:
    """The base measured on its period; what stood open then is not known any more."""
    grows = result.mode == "growth_vs_base" and result.base is None
    if not grows or base is None or metric.kind == "stock":
        return None
    return ground.measure(result.metric, base, result.filter)


def _required(
    metric: Metric, result: KeyResult, before: Measure | None
) -> tuple[Number | None, Number | None]:
    """(what the actual has to reach, the base); whole numbers where only such can be reached."""
    if result.mode != "growth_vs_base":
        target = Fraction(result.target, WHOLE) if metric.unit == "bp" else result.target
        return target, None
    base: Number | None = result.base
    if base is not None and metric.unit == "bp":
        base = Fraction(base, WHOLE)
    if base is None and before is not None:
        base = before.in_unit(result.unit)
    if not base:
        # Growth on nothing means nothing.
        return None, base
    grown = base * Fraction(WHOLE + result.target, WHOLE)
    if metric.unit in ("bp", "days"):
        return grown, base
    return (math.ceil(grown) if result.op == ">=" else math.floor(grown)), base


def _projected(metric: Metric, actual: Number | None, coming: Likely) -> Number | None:
    """Where the actual will be if the open deals keep to their probabilities."""
    if actual is None or metric.kind == "rate":
        return None
    return actual if metric.kind == "stock" else actual + coming.value


def _in_unit(metric: Metric, result: KeyResult, measured: Measure) -> Sequence[Doc]:
    """The deals behind a figure: of money those in its currency."""
    if metric.unit != "money":
        return measured.deals
    return [doc for doc in measured.deals if _currency(doc) == result.unit]


def _currency(doc: Doc) -> str:
    found = worth_of(doc, str(doc.get("outcome")))
    return found[0] if found else str(doc.get("currency") or "")


def _excluded(metric: Metric, result: KeyResult, measured: Measure) -> tuple[tuple[str, int], ...]:
    """What the figure leaves out, other currencies among it."""
    found = dict(measured.excluded)
    others = measured.n - len(_in_unit(metric, result, measured))
    return tuple((found | ({"other_currency": others} if others else {})).items())


def _share(ground: Ground, metric: Metric, result: KeyResult, period: Period) -> Figures:
    """The share that deals of one kind have in the figure of all of them."""
    test, part = ground.test(result.filter), ground.both(result.filter, result.share_of)
    whole = ground.measure(result.metric, period, result.filter)
    of_it = ground.measure(result.metric, period, result.filter, result.share_of)
    n, all_n = of_it.in_unit(result.unit), whole.in_unit(result.unit)
    actual = Fraction(n) / all_n if all_n and n is not None else None
    projection: Fraction | None = None
    if metric.kind == "flow" and n is not None and all_n is not None:
        plus = likely(ground.pool, metric, result, period, part).value
        plus_all = likely(ground.pool, metric, result, period, test).value
        if all_n + plus_all:
            projection = Fraction(n + plus) / (all_n + plus_all)
    return Figures(
        result,
        elapsed(period, ground.env.today),
        actual=actual,
        required=Fraction(result.target, WHOLE),
        projection=projection,
        deals=_in_unit(metric, result, of_it),
        whole=_in_unit(metric, result, whole),
        whole_value=all_n,
        excluded=_excluded(metric, result, whole),
    )
