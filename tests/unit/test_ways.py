"""How a deal's dates gave way, told from its history: pushes, steps put off, undo and conflicts."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest

from salestui.domain.change import Act, Commit, Edit
from salestui.domain.clock import Stamp
from salestui.domain.fold import Fold
from salestui.domain.ways import CLOSE, STEP, Dated, pushes, redated
from salestui.services.deals import add_deal, set_deal, set_next_step
from salestui.services.workbench import Workbench


def dates(path: str, *days: str, texts: str = "") -> list[Dated]:
    """The dates written at a path one after the other, with the step each is of."""
    return [
        Dated(Stamp(n, 0, "r", n, ""), f"r:{n}", n, path, day, texts[n : n + 1], "")
        for n, day in enumerate(days)
    ]


@pytest.mark.parametrize(
    ("days", "count"),
    [
        ((), 0),
        (("2026-01-01",), 0),
        (("2026-01-01", "2026-01-05"), 1),
        (("2026-01-01", "2026-01-05", "2026-01-03", "2026-02-01"), 2),
        (("2026-01-05", "2026-01-01"), 0),
        (("2026-01-01", "2026-01-01"), 0),
        # Clearing the date in between hides nothing.
        (("2026-01-01", "", "2026-03-01"), 1),
        (("", "2026-03-01"), 0),
    ],
)
def test_pushes_of_the_expected_close(days: tuple[str, ...], count: int) -> None:
    assert pushes(dates(CLOSE, *days)) == count


def test_a_step_put_off_stays_the_same_step() -> None:
    days = ("2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-03")
    assert redated(dates(STEP, *days, texts="aaaaa")) == [1, 2, 3]
    assert redated(dates(STEP, *days, texts="aabbb")) == [1, 3]
    assert redated(dates(STEP, "2026-01-01", "", "2026-01-03", texts="aaa")) == []


def saved(bench: Workbench, use_case: Any) -> Any:
    """The deal after a use case."""
    bench.commit(use_case)
    return next(bench.snapshot.live("deals"))


def test_the_log_counts_and_undo_takes_back(bench: Workbench, clock: Any) -> None:
    """Every push counts once, one that was taken back not at all, one done again again."""
    doc = saved(
        bench,
        lambda s, c: add_deal(s, c, {"title": "Press", "expected_close": "2026-10-01"}),
    )
    assert ("_pushes" in doc, "_redated" in doc) == (False, False)
    id, when = doc["_id"], []
    for n in range(3):
        doc = saved(bench, lambda s, c, n=n: set_deal(s, c, id, {CLOSE: f"2026-11-0{n + 1}"}))
        due = date(2026, 10, 1) + timedelta(n)
        clock.now += 1000
        doc = saved(bench, lambda s, c, due=due: set_next_step(s, c, id, "call", due))
        when.append(doc["_updated"])
    assert (doc["_pushes"], doc["_redated"]) == (3, when[1:])
    bench.undo()
    bench.undo()
    doc = next(bench.snapshot.live("deals"))
    assert (doc["_pushes"], doc["_redated"]) == (2, when[1:2])
    bench.redo()
    assert next(bench.snapshot.live("deals"))["_pushes"] == 3


def test_a_checkpoint_keeps_what_counting_needs(bench: Workbench, open_bench: Any) -> None:
    """Folding goes on after a start as if there had been none."""
    id = saved(
        bench, lambda s, c: add_deal(s, c, {"title": "Press", "expected_close": "2026-10-01"})
    )["_id"]
    saved(bench, lambda s, c: set_deal(s, c, id, {CLOSE: "2026-10-05"}))
    bench.checkpoint()
    bench.close()
    again = open_bench()
    doc = saved(again, lambda s, c: set_deal(s, c, id, {CLOSE: "2026-10-09"}))
    assert doc["_pushes"] == 2


def test_what_is_no_date_in_a_colleagues_log_counts_as_none(bench: Workbench) -> None:
    """No value of a log may stop the fold, whatever its type."""
    id = saved(
        bench, lambda s, c: add_deal(s, c, {"title": "Press", "expected_close": "2026-10-01"})
    )["_id"]
    for value in (7, True, "2026-10-05", 8, "2026-10-09"):
        edit = Edit("deals", id, {CLOSE: value, STEP: value})
        doc = saved(bench, lambda s, c, edit=edit: Act("deal.set", (edit,)))
    assert doc["_pushes"] == 2


def test_a_creation_that_takes_something_back_tells_the_same_way_in_any_order() -> None:
    """No program of ours writes one, but a log may hold it."""

    def made(at: int, stage: str, undoes: str = "") -> Commit:
        stamp = Stamp(at, 0, f"r{at}", 1, "")
        values = {"pipeline": "pl", "stage": stage, "title": "Press"}
        return Commit(stamp, at, "x", (("deals", "d", values, {}),), undoes=undoes)

    commits = [made(1, "lead", undoes="r9:1"), made(2, "lead"), made(3, "demo")]
    ways = [Fold().apply(order).get("deals", "d") for order in permutations(commits)]
    assert all(way == ways[0] for way in ways)
