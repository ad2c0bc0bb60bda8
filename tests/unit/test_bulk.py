"""One act on many records: what can be done is one act, what can't is told with its reason."""

from __future__ import annotations

from typing import Any

import pytest

from salestui.domain.change import Act, Edit
from salestui.domain.problems import InputProblem, NotFound, Problem, Refused
from salestui.domain.words import Words
from salestui.services.bulk import Left, for_each
from salestui.services.deals import add_deal
from salestui.services.moves import move_deal
from salestui.services.workbench import Workbench

NO = Words("no", "不")


def each(snapshot: Any, ctx: Any, id: str) -> Act:
    """Odd ones are refused, a zero is a slip."""
    if id == "0":
        raise InputProblem(NO)
    if int(id) % 2:
        raise Refused(NO, where=id)
    return Act("deal.set", (Edit("deals", id, {"title": id}),), 7)


def run(*ids: str, **more: Any) -> tuple[Act, list[Left]]:
    left: list[Left] = [Left("old", Refused(NO))]
    act = for_each(None, None, ids, each, left, **more)  # type: ignore[arg-type]
    return act, left


def test_what_can_be_done_is_one_act() -> None:
    act, left = run("1", "2", "3", "4")
    assert [edit.id for edit in act.edits] == ["2", "4"]
    assert (act.intent, act.when) == ("deal.set", 7)
    assert [(each.id, each.problem.where) for each in left] == [("1", "1"), ("3", "3")]


def test_where_nothing_can_be_done_the_first_reason_is_raised() -> None:
    with pytest.raises(Refused) as found:
        run("1", "3")
    assert found.value.where == "1"


def test_some_problems_stop_everything() -> None:
    def never_mind(problem: Problem) -> bool:
        return isinstance(problem, Refused)

    assert run("1", "2", never_mind=never_mind)[0].edits
    with pytest.raises(InputProblem):
        run("2", "0", never_mind=never_mind)


def test_a_bulk_move_is_undone_as_one(bench: Workbench) -> None:
    """The deal at the end of its path stays, and so does one that is gone."""
    ids = [
        bench.commit(lambda s, c, n=n: add_deal(s, c, {"title": f"D{n}"})).records[0][1]  # type: ignore[misc]
        for n in range(3)
    ]
    bench.commit(lambda s, c: move_deal(s, c, ids[:1], to="negotiation", bypass="urgent"))
    left: list[Left] = []

    def bulk(snapshot: Any, ctx: Any) -> Act:
        return for_each(
            snapshot,
            ctx,
            [*ids, "dl_gone"],
            lambda s, c, id: move_deal(s, c, [id], by=1, bypass="urgent"),
            left,
        )

    bench.commit(bulk)
    assert [doc["stage"] for doc in bench.snapshot.live("deals")] == [
        "negotiation", "contact", "contact",
    ]  # fmt: skip
    assert [each.id for each in left] == [ids[0], "dl_gone"]
    assert isinstance(left[1].problem, NotFound)
    bench.undo()
    assert [doc["stage"] for doc in bench.snapshot.live("deals")] == [
        "negotiation", "lead", "lead",
    ]  # fmt: skip
