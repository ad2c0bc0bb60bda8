"""The law of the waterfall: opening, what came and what went give the closing, exactly."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from salestui.domain.change import Commit, Edit
from salestui.domain.instants import at_end_of_day
from salestui.domain.metrics.waterfall import AMOUNTS, SIGNS, Waterfall, sums
from salestui.domain.snapshot import Snapshot, is_live
from salestui.services.asof import states
from salestui.services.changes import pipeline_change
from salestui.services.lent import with_names
from salestui.services.reading import Reading
from tests.campaigns import examples
from tests.properties.test_fold_laws import Member
from tests.unit.conftest import NEW, _paths, snapshot_of

ZONE = ZoneInfo("Asia/Shanghai")
FIRST = date(2026, 6, 20)
OWNERS = ("mb_1", "mb_2", None)
NAMES = snapshot_of(
    workspace=[{"_id": "ws", "name": "Keda", "currency": "CNY"}],
    pipelines=_paths(),
    members=[{"_id": id, "handle": id, "name": id} for id in OWNERS if id],
)
FILTERS = (
    "", "owner:mb_1", "owner:none", "is:open", "is:won", "-is:open", "stage:demo,contact",
    "amount>=3", "close:none", "age>4d", "is:close_past", "owner:mb_2 or stage:won", "outcome:lost",
)  # fmt: skip
PERIODS = (None, (date(2026, 7, 1), date(2026, 9, 30)), (date(2026, 6, 25), date(2026, 7, 5)))

CLOSES = st.sampled_from(["2026-06-28", "2026-07-04", "2026-09-30", "2026-10-01", None])
EVENTS = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.integers(0, 3),
        st.one_of(
            st.tuples(st.just("make"), CLOSES, st.integers(0, 5), st.sampled_from(OWNERS)),
            st.tuples(st.just("close"), CLOSES),
            st.tuples(st.just("amount"), st.sampled_from([None, 0, 2, 3, 9])),
            st.tuples(st.just("currency"), st.sampled_from(["CNY", "USD"])),
            st.tuples(st.just("owner"), st.sampled_from(OWNERS)),
            st.tuples(st.just("stage"), st.sampled_from(["lead", "demo", "won", "lost", "hold"])),
            st.tuples(st.just("delete"), st.booleans()),
        ),
    ),
    max_size=25,
)


def log(events: list[tuple[int, int, tuple[Any, ...]]]) -> list[Commit]:
    """What one member wrote, dated to days in any order."""
    me = Member("r1", 0)
    for days, n, (what, *said) in events:
        id, now = f"dl_{n}", at_end_of_day(FIRST + timedelta(days), ZONE) - 3600_000
        before = me.fold.snapshot.get("deals", id)
        if before is None and what != "make":
            continue
        me.act([Edit("deals", id, values(what, said, before or {}, now))], now)
    return me.wrote


def values(what: str, said: list[Any], before: Any, now: int) -> dict[str, Any]:
    """The paths that an event sets."""
    money = {"amount": before.get("amount"), "currency": before.get("currency")}
    stage = {"pipeline": NEW, "outcome": "open", "closed_on": None, "won_amount": None}
    if what == "make":
        close, amount, owner = said
        return {**stage, "stage": "lead", "title": "t", "expected_close": close, "owner": owner,
                "amount": amount * 100, "currency": "CNY"}  # fmt: skip
    if what == "stage":
        ended = said[0] in ("won", "lost")
        day = (FIRST + timedelta((now // 86_400_000) % 40)).isoformat()
        return {**stage, "stage": said[0], "outcome": said[0] if ended else "open",
                "closed_on": day if ended else None}  # fmt: skip
    if what in ("amount", "currency"):
        return {**money, what: said[0] if what == "currency" or said[0] is None else said[0] * 100}
    path = {"close": "expected_close", "owner": "owner", "delete": "_del"}[what]
    return {path: (said[0] or None)}


def reading(past: Snapshot, day: date) -> Reading:
    """A state looked at as on a day."""
    end = at_end_of_day(day, ZONE)
    return Reading(with_names(past, NAMES), end, day, ZONE, "mb_1", "en", end)


def balanced(found: Waterfall) -> None:
    """Every currency and the counts add up."""
    opening, closing = sums(found.before), sums(found.after)
    lines = {kind: sums(found.of(kind)) for kind in SIGNS}
    for code in {*opening, *closing, *(code for line in lines.values() for code in line)}:
        moved = sum(sign * lines[kind].get(code, 0) for kind, sign in SIGNS.items())
        assert opening.get(code, 0) + moved == closing.get(code, 0)
    counts = {kind: sign * len(found.of(kind)) for kind, sign in SIGNS.items()}
    assert len(found.before) + sum(n for kind, n in counts.items() if kind not in AMOUNTS) == len(
        found.after
    )


@settings(max_examples=examples(40), deadline=None)
@given(
    EVENTS,
    st.tuples(st.integers(-1, 31), st.integers(-1, 31)),
    st.sampled_from(FILTERS),
    st.sampled_from(PERIODS),
    st.sampled_from(["", "mb_1"]),
)
def test_it_reconciles_for_any_filter_and_any_dates(
    events: list[tuple[int, int, tuple[Any, ...]]],
    days: tuple[int, int],
    text: str,
    period: tuple[date, date] | None,
    owner: str,
) -> None:
    """And both ends are what a list of that day would show."""
    first, last = (FIRST + timedelta(n) for n in sorted(days))
    ends = [at_end_of_day(first, ZONE), at_end_of_day(last, ZONE)]
    past = states(log(events), ends, {})
    then, now = reading(past[ends[0]], first), reading(past[ends[1]], last)
    found = pipeline_change(then, now, period, text=text, owner=owner)
    balanced(found)
    for side, end in ((found.before, then), (found.after, now)):
        from salestui.domain.query import compile_filter

        asked = compile_filter(text, "deals", end.snapshot, end.env).docs()
        assert {standing.deal for standing in side} == {
            doc["_id"]
            for doc in asked
            if is_live("deals", doc)
            and doc["outcome"] == "open"
            and (not owner or doc.get("owner") == owner)
            and (
                period is None
                or period[0].isoformat()
                <= str(doc.get("expected_close") or "")
                <= period[1].isoformat()
            )
        }
    if first == last:
        assert found.items == ()
