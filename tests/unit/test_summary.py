"""A path added up: the same figures as the board's, whatever the deals."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from salestui.domain.attention import card_order
from salestui.domain.pipelines import Path, parse_path
from salestui.domain.pmap import PMap
from salestui.domain.snapshot import Snapshot
from salestui.domain.worth import weighted, weighted_total
from salestui.services.board import BoardView
from salestui.services.summary import added, most_urgent, stage_sums, total_of

TODAY = date(2026, 9, 2)


def make_path() -> Path:
    """A path of four stages."""
    doc: dict[str, Any] = {"_id": "pl", "key": "p"}
    rows = (("lead", "open", 10), ("demo", "open", 45), ("won", "won", 100), ("lost", "lost", 0))
    for order, (key, kind, percent) in enumerate(rows):
        doc |= {f"stages/{key}": True, f"stages/{key}/order": order, f"stages/{key}/kind": kind,
                f"stages/{key}/probability": percent}  # fmt: skip
    return parse_path(doc)


PATH = make_path()
DAYS = st.dates(date(2026, 8, 20), date(2026, 9, 20)).map(date.isoformat)
DEAL = st.fixed_dictionaries(
    {
        "pipeline": st.sampled_from(["pl", "pl", "pl", "other"]),
        "stage": st.sampled_from(["lead", "demo", "won", "lost", "gone"]),
        "_created": st.integers(0, 5),
    },
    optional={
        "outcome": st.sampled_from(["open", "open", "won", "lost"]),
        "amount": st.integers(0, 10**9),
        "currency": st.sampled_from(["CNY", "USD"]),
        "won_amount": st.integers(0, 10**9),
        "won_currency": st.sampled_from(["CNY", "EUR"]),
        "probability_manual": st.integers(0, 100),
        "next_step_due": DAYS,
        "closed_on": DAYS,
        "_del": st.just(True),
    },
)


def with_ids(docs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The documents with ids."""
    return [doc | {"_id": f"dl_{n:03}"} for n, doc in enumerate(docs)]


@given(st.lists(DEAL, max_size=30).map(with_ids))
def test_sums_follow_their_definition(docs: list[dict[str, Any]]) -> None:
    sums = stage_sums(docs, PATH)
    live = [doc for doc in docs if doc["pipeline"] == "pl" and not doc.get("_del")]
    assert sorted(d["_id"] for each in sums for d in each.docs) == sorted(d["_id"] for d in live)
    whole: dict[str, int] = {}
    for doc in live:
        share = weighted(doc, PATH)
        if share is not None:
            code = doc.get("currency", "")
            whole[code] = whole.get(code, 0) + share
    assert added(each.weighted for each in sums) == dict(sorted(whole.items()))


@given(st.lists(DEAL, max_size=30).map(with_ids))
def test_the_command_and_the_screen_say_the_same(docs: list[dict[str, Any]]) -> None:
    snapshot = Snapshot({"deals": PMap({doc["_id"]: doc for doc in docs})})
    columns = {c.stage.key: c for c in BoardView.of(snapshot, PATH, today=TODAY).columns}
    for each in stage_sums(snapshot.table("deals").values(), PATH):
        if not each.docs and each.stage.key not in columns:
            continue
        column = columns[each.stage.key]
        assert len(each.docs) == column.count
        assert [d["_id"] for d in most_urgent(each.docs, TODAY, 99)] == list(column.ids)
        assert {code: n for code, n in each.totals.items() if n} == column.totals
        assert {code: n for code, n in each.weighted.items() if n} == column.weighted


@given(st.lists(DEAL, max_size=60).map(with_ids), st.integers(0, 12))
def test_the_first_few_are_the_first_of_all(docs: list[dict[str, Any]], n: int) -> None:
    assert most_urgent(docs, TODAY, n) == sorted(docs, key=lambda d: card_order(d, TODAY))[:n]


@given(st.lists(st.integers(0, 10**12), max_size=20), st.integers(0, 100))
def test_shares_are_rounded_half_to_even_one_by_one(amounts: list[int], percent: int) -> None:
    assert weighted_total(amounts, percent) == sum(round_half_even(a * percent) for a in amounts)


def round_half_even(hundredths: int) -> int:
    """Hundredths as a whole number, the plain way."""
    whole, rest = divmod(hundredths, 100)
    return whole + (rest > 50 or (rest == 50 and whole % 2 == 1))


def test_won_deals_count_what_was_won() -> None:
    docs: list[dict[str, Any]] = [
        {"outcome": "won", "amount": 5, "currency": "CNY", "won_amount": 7, "won_currency": "USD"},
        {"outcome": "won", "amount": 5, "currency": "CNY"},
        {"outcome": "open", "amount": 1, "currency": "CNY", "won_amount": 9},
        {"outcome": "open"},
    ]
    assert total_of(docs) == {"CNY": 6, "USD": 7}
