"""The pipeline's change against the worked vector and deal by deal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from salestui.domain.metrics.waterfall import SIGNS, End, Waterfall, sums, waterfall
from tests.unit.test_funnel import make_path

Doc = dict[str, Any]
PATH = make_path("s1", "s2")
Q3 = (date(2026, 7, 1), date(2026, 9, 30))
T0, T1 = date(2026, 7, 1), date(2026, 9, 1)


def deal(amount: int | None, close: str = "2026-08-15", **fields: Any) -> Doc:
    """An open deal of Anna's that closes in the third quarter, in thousands of yuan."""
    doc: Doc = {"pipeline": "pl_1", "stage": "s1", "outcome": "open", "expected_close": close}
    if amount is not None:
        doc |= {"amount": amount * 100_000, "currency": "CNY"}
    return {**doc, "owner": "anna", **fields}


def ended(outcome: str, amount: int, day: str = "2026-08-10", **fields: Any) -> Doc:
    """A closed deal."""
    return deal(amount, stage=outcome, outcome=outcome, closed_on=day, **fields)


def change(
    before: dict[str, Doc],
    after: dict[str, Doc],
    meant: Callable[[Any], bool] = lambda doc: True,
    closing: tuple[date, date] | None = Q3,
) -> Waterfall:
    """The waterfall between two states."""
    paths = {"pl_1": PATH}
    return waterfall(End(T0, before, paths, meant), End(T1, after, paths, meant), closing)


def told(found: Waterfall) -> dict[str, int]:
    """The lines that hold something, in thousands, with their sign."""
    lines = {kind: sums(found.of(kind)).get("CNY", 0) * sign for kind, sign in SIGNS.items()}
    return {kind: minor // 100_000 for kind, minor in lines.items() if minor}


def kinds(before: Doc | None, after: Doc | None, **more: Any) -> list[str]:
    """What happened to one deal."""
    one = {} if before is None else {"d": before}
    other = {} if after is None else {"d": after}
    return [item.kind for item in change(one, other, **more).items]


def test_the_worked_vector() -> None:
    """V3: eleven deals, every line, 430 to 345."""
    before = {
        "w1": deal(100), "w2": deal(80), "w3": deal(60), "w4": deal(40), "w5": deal(90),
        "w6": deal(70, "2026-11-01"), "w9": ended("lost", 55, "2026-06-20"), "w10": deal(35),
        "w11": deal(25),
    }  # fmt: skip
    after = {
        "w1": deal(120),
        "w2": deal(50),
        "w3": ended("won", 60, won_amount=6_600_000, won_currency="CNY"),
        "w4": ended("lost", 40),
        "w5": deal(90, "2026-10-15"),
        "w6": deal(75),
        "w7": deal(30),
        "w8": ended("won", 20, won_amount=2_000_000, won_currency="CNY"),
        "w9": deal(45),
        "w10": {**deal(35), "_del": True},
        "w11": deal(25),
    }
    found = change(before, after)
    assert sums(found.before) == {"CNY": 43_000_000}
    assert told(found) == {
        "new": 50, "reopened": 45, "pulled_in": 75, "increased": 20, "decreased": -30,
        "won": -80, "lost": -40, "pushed": -90, "removed": -35,
    }  # fmt: skip
    assert sums(found.after) == {"CNY": 34_500_000}
    assert found.booked == {"CNY": 8_600_000}
    assert found.unchanged == 1
    assert {kind: len(found.of(kind)) for kind in ("new", "won")} == {"new": 2, "won": 2}


OTHERS = {"owner": "bob"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (deal(1, "2026-10-02"), ended("won", 1), ["pulled_in", "won"]),
        (deal(1, "2026-10-02"), ended("lost", 1), ["pulled_in", "lost"]),
        (deal(1, "2026-10-02"), ended("won", 1, "2026-10-05"), []),
        (deal(1), ended("won", 1, "2026-06-30"), ["won"]),
        (ended("lost", 1, "2026-06-01"), ended("won", 1), ["reopened", "won"]),
        (ended("lost", 1, "2026-06-01"), ended("lost", 1, "2026-06-01"), []),
        (ended("won", 1, "2026-07-01"), ended("won", 1, "2026-07-01"), []),
        ({**deal(1), "_del": True}, deal(1), ["reopened"]),
        (deal(1), {**deal(1), "_del": True}, ["removed"]),
        (deal(1), None, ["removed"]),
        (deal(1), deal(1, ""), ["pushed"]),
        (deal(1), deal(1, "2026-06-30"), ["pushed"]),
        (deal(1, ""), deal(1), ["pulled_in"]),
        (None, {**deal(1), "_del": True}, []),
        (None, deal(1), ["new"]),
        (None, deal(1, "2026-10-01"), []),
        (deal(1), deal(1, stage="s2"), []),
        (deal(None), deal(2), ["increased"]),
        (deal(2), deal(None), ["decreased"]),
        (deal(2), deal(3, currency="USD"), ["increased", "decreased"]),
        (deal(1), deal(1, **OTHERS), ["transferred_out"]),
        (deal(1, **OTHERS), deal(1), ["transferred_in"]),
        (deal(1), ended("won", 1, **OTHERS), ["transferred_out"]),
        (deal(1, **OTHERS), ended("won", 1), ["transferred_in", "won"]),
        (deal(1, "2026-10-02", **OTHERS), deal(1), ["transferred_in"]),
        (deal(1), deal(1, "2026-10-02", **OTHERS), ["transferred_out"]),
        (None, deal(1, **OTHERS), []),
        (deal(1), {**deal(1, **OTHERS), "_del": True}, ["removed"]),
    ],
)
def test_what_happened_to_one_deal_of_annas(
    before: Doc | None, after: Doc | None, expected: list[str]
) -> None:
    assert kinds(before, after, meant=lambda doc: doc["owner"] == "anna") == expected


def test_the_deals_of_a_stage_include_those_it_let_go() -> None:
    """Asked for open deals, or for those of one stage, a win is told as a win."""
    for meant in (lambda d: d["outcome"] == "open", lambda d: d["stage"] == "s1"):
        assert kinds(deal(1), ended("won", 1), meant=meant) == ["won"]
        assert kinds(deal(1, "2026-10-02"), ended("won", 1), meant=meant) == ["pulled_in", "won"]
    assert kinds(deal(1), deal(1, stage="s2"), meant=lambda d: d["stage"] == "s1") == [
        "transferred_out"
    ]


def test_the_whole_pipeline_has_no_period() -> None:
    """Undated deals count, and nothing is pulled or pushed."""
    found = change({"a": deal(1, ""), "b": deal(2)}, {"a": deal(1), "b": deal(2, "")}, closing=None)
    assert (sums(found.before), sums(found.after)) == ({"CNY": 300_000}, {"CNY": 300_000})
    assert found.items == () and found.unchanged == 2


def test_currencies_are_never_added() -> None:
    before = {"a": deal(1), "b": deal(2, currency="USD")}
    after = {"a": deal(3), "b": ended("won", 2, currency="USD"), "c": deal(5, currency="USD")}
    found = change(before, after)
    assert sums(found.before) == {"CNY": 100_000, "USD": 200_000}
    assert sums(found.after) == {"CNY": 300_000, "USD": 500_000}
    assert sums(found.of("increased")) == {"CNY": 200_000}
    assert sums(found.of("won")) == {"USD": 200_000}


def test_without_an_outcome_the_stage_says_it() -> None:
    old, new = deal(1), deal(1, stage="won", closed_on="2026-08-01")
    del old["outcome"], new["outcome"]
    assert kinds(old, new) == ["won"]
