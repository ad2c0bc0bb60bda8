"""Laws of the funnel on random deals: order, sums, and independence of the order of input."""

from __future__ import annotations

from datetime import UTC, date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from salestui.domain.metrics.funnel import Funnel, funnel
from salestui.domain.metrics.win_rate import cohort_win_rate
from salestui.domain.pipelines import Path, parse_path

Doc = dict[str, Any]
STAGES = ("a", "b", "c", "won", "lost", "hold")
DAY = 86_400_000
PERIOD = (date(1970, 1, 11), date(1970, 1, 31))


def _path() -> Path:
    doc: Doc = {"_id": "pl", "key": "p"}
    for order, key in enumerate(STAGES):
        kind = key if key in ("won", "lost", "hold") else "open"
        doc |= {f"stages/{key}": True, f"stages/{key}/order": order, f"stages/{key}/kind": kind}
    return parse_path(doc | {"stages/b/is_qualified": True})


PATH = _path()


@st.composite
def deals(draw: st.DrawFn) -> Doc:
    """A deal with any history, some of it assumed by an import, some of it on another path."""
    stages = draw(st.lists(st.sampled_from(STAGES), min_size=1, max_size=6))
    created = draw(st.integers(0, 40)) * DAY
    moves = [[created + i * DAY, draw(st.sampled_from(["pl", "pl", "px"])), stage]
             for i, stage in enumerate(stages)]  # fmt: skip
    stage = stages[-1]
    doc: Doc = {"_created": created, "_moves": moves, "pipeline": moves[-1][1], "stage": stage}
    doc["outcome"] = stage if stage in ("won", "lost") else "open"
    if draw(st.booleans()):
        doc |= {"amount": draw(st.integers(0, 999)), "currency": draw(st.sampled_from("XY"))}
    if draw(st.booleans()):
        doc["lost_reason"] = draw(st.sampled_from(["price", "budget", "other"]))
    if draw(st.integers(0, 3)) == 0:
        doc["history_from"] = created + draw(st.integers(-1, 6)) * DAY
    return doc


def _of(docs: list[Doc], whole: bool) -> Funnel:
    return funnel(docs, PATH, period=None if whole else PERIOD, zone=UTC)


@given(st.lists(deals(), max_size=12), st.booleans())
@settings(deadline=None)
def test_reached_never_rises(docs: list[Doc], whole: bool) -> None:
    """Whoever reached a stage reached those before it, so every share lies in 0..1."""
    result = _of(docs, whole)
    reached = [stage.reached for stage in result.stages]
    assert reached == sorted(reached, reverse=True)
    assert reached[0] == result.n
    for stage in result.stages:
        for value in (stage.conversion, stage.resolved):
            assert value is None or 0 <= value <= 1
        if stage.conversion is not None and stage.resolved is not None:
            assert stage.resolved >= stage.conversion


@given(st.lists(deals(), max_size=12), st.booleans())
@settings(deadline=None)
def test_sums_add_up(docs: list[Doc], whole: bool) -> None:
    """Of a stage's deals each went on, waits or was lost; of the path's each stands somewhere."""
    result = _of(docs, whole)
    for stage in result.stages[:-1]:
        assert stage.advanced is not None
        assert stage.reached == stage.advanced + stage.waiting + stage.lost
    here = [doc for doc in docs if doc["pipeline"] == "pl"]
    standing = sum(stage.current for stage in result.stages)
    lost = sum(doc["outcome"] == "lost" for doc in here)
    assert standing + lost + result.excluded.get("on_hold", 0) == len(here)
    for code in "XY":
        told = sum(stage.current_totals.get(code, 0) for stage in result.stages)
        assert told == sum(
            doc["amount"]
            for doc in here
            if doc.get("currency") == code and doc["stage"] not in ("lost", "hold")
        )


@given(st.lists(deals(), max_size=8), st.randoms(use_true_random=False), st.booleans())
@settings(deadline=None)
def test_order_of_deals_is_nothing(docs: list[Doc], dice: Any, whole: bool) -> None:
    """The same deals in another order give the same funnel."""
    shuffled = list(docs)
    dice.shuffle(shuffled)
    assert _of(shuffled, whole) == _of(docs, whole)


@given(st.lists(deals(), max_size=8), st.lists(deals(), max_size=8))
@settings(deadline=None)
def test_counts_add_over_disjoint_sets(first: list[Doc], second: list[Doc]) -> None:
    """Counts of two sets of deals are the counts of both together."""
    parts, both = [_of(first, True), _of(second, True)], _of(first + second, True)
    for index, stage in enumerate(both.stages):
        for name in ("reached", "waiting", "lost", "current"):
            assert getattr(stage, name) == sum(getattr(p.stages[index], name) for p in parts)
    assert both.n == sum(part.n for part in parts)


@given(st.lists(deals(), max_size=12))
@settings(deadline=None)
def test_cohort_win_rate_counts_all_created(docs: list[Doc]) -> None:
    """Won, lost and open are all that was created in the period."""
    rate = cohort_win_rate(docs, PERIOD, UTC)
    assert rate.n == sum(10 <= doc["_created"] // DAY <= 30 for doc in docs)
    assert sum(rate.all_value.values()) >= sum(rate.won_value.values())
