"""Changes read from commits: old and new values, record by record."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from salestui.domain.change import Commit
from salestui.domain.clock import Stamp
from salestui.domain.history import Change, changes, rows
from salestui.domain.names import record_name
from salestui.services.deals import add_deal, set_deal
from salestui.services.records import archive
from salestui.services.workbench import Workbench
from salestui.store import history


def commit(seq: int, *ops: tuple[str, str, dict[str, Any]], rep: str = "r", **more: Any) -> Commit:
    """A commit of its own act, at millisecond `seq`."""
    parts: tuple[Any, ...] = tuple((kind, id, values, {}) for kind, id, values in ops)
    return Commit(Stamp(seq, 0, rep, seq, ""), more.pop("when", seq), "edit", parts, **more)


def test_old_values_come_from_the_commits_before() -> None:
    log = [
        commit(1, ("deals", "a", {"stage": "lead", "amount": 5}), ("deals", "b", {"stage": "x"})),
        commit(2, ("deals", "a", {"stage": "demo"})),
        commit(
            3, ("deals", "b", {"stage": "y"}), ("deals", "a", {"amount": None, "stage": "demo"})
        ),
    ]
    found = changes(log, "deals", "a")
    assert [row.changes for row in found] == [
        (Change("amount", None, 5), Change("stage", None, "lead")),
        (Change("stage", "lead", "demo"),),
        (Change("amount", 5, None),),
    ]
    assert [row.created for row in found] == [True, False, False]
    assert [row.commit for row in found] == ["r:1", "r:2", "r:3"]
    assert len(rows(log)) == 5
    assert {row.id for row in rows(log, {("deals", "b")})} == {"b"}


def test_equal_numbers_of_another_type_are_a_change() -> None:
    log = [commit(1, ("deals", "a", {"flag": 1})), commit(2, ("deals", "a", {"flag": True}))]
    (change,) = changes(log, "deals", "a")[1].changes
    assert (change.old, change.new) == (1, True)
    assert change.old is not change.new


def test_when_it_happened_and_when_it_was_written() -> None:
    (row,) = changes([commit(9, ("deals", "a", {"stage": "x"}), when=3)], "deals", "a")
    assert (row.when, row.written, row.undoes) == (3, 9, "")


def test_every_change_of_a_real_log(bench: Workbench) -> None:
    id = bench.commit(lambda s, c: add_deal(s, c, {"title": "t", "amount": 1})).records[0][1]
    bench.commit(lambda s, c: set_deal(s, c, id, {"amount": 2}))
    bench.commit(lambda s, c: archive(s, c, "deals", [id]))
    bench.undo()
    told = changes(bench.history.of_records([id]), "deals", id)
    assert [row.intent for row in told] == ["deal.add", "deal.set", "deal.archive",
                                           "deal.archive"]  # fmt: skip
    assert told[1].changes == (Change("amount", 1, 2),)
    assert told[2].changes == (Change("_del", None, True),)
    assert told[3].changes == (Change("_del", True, None),)
    assert told[3].undoes == told[2].act
    state: dict[str, Any] = {}
    for row in told:
        for change in row.changes:
            assert state.get(change.path) == change.old
            state[change.path] = change.new
    doc = bench.snapshot.get("deals", id) or {}
    stored = {path: value for path, value in doc.items() if not path.startswith("_")}
    assert {p: v for p, v in state.items() if v is not None} == stored


def test_what_came_between_two_looks_is_told_once(open_bench: Any) -> None:
    watching, writing = open_bench(), open_bench()
    first = writing.commit(lambda s, c: add_deal(s, c, {"title": "a"})).commit
    watching.refresh()
    start = watching.snapshot.vector
    ids = {each.stamp.id for each in watching.history.commits(start)}
    seen: list[str] = []
    for title in ("b", "c"):
        writing.commit(lambda s, c, t=title: add_deal(s, c, {"title": t}))
        watching.refresh()
        # One more is in the log before that is asked.
        late = writing.commit(lambda s, c: add_deal(s, c, {"title": "late"})).commit
        fresh = watching.history.since(start, watching.snapshot.vector)
        start, seen = watching.snapshot.vector, seen + [each.stamp.id for each in fresh]
        assert late not in seen
    assert first in ids and not ids & set(seen)
    assert len(seen) == len(set(seen)) == 3


def test_a_request_is_called_by_what_is_asked_for(bench: Workbench) -> None:
    request = {"_id": "rq_1", "item": "industry white paper"}
    assert record_name(bench.snapshot, "requests", request) == "industry white paper"


def test_many_records_are_found_as_few_are(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = [{"title": f"t{n}"} for n in range(4)]
    saved = [bench.commit(partial(add_deal, values=values)) for values in titles]
    ids = [each.records[0][1] for each in saved]
    bench.commit(lambda s, c: set_deal(s, c, ids[2], {"amount": 2}))
    few = bench.history.of_records(ids[1:])
    assert len(few) == 4
    monkeypatch.setattr(history, "MANY", 2)
    assert bench.history.of_records(ids[1:]) == few
