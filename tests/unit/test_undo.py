"""Undo and redo across restarts, alone and with others."""

from __future__ import annotations

import pytest

from salestui.domain.change import Act, Batch, Edit, Value
from salestui.domain.problems import Refused
from salestui.domain.snapshot import is_live
from salestui.services.deals import add_deal, set_deal
from salestui.services.moves import move_deal, win_deal
from salestui.services.workbench import Workbench


def new_deal(bench: Workbench, title: str = "Pump [/] renewal") -> str:
    """A deal of 120k in the first stage; its id."""
    values: dict[str, Value] = {"title": title, "amount": 12_000_000}
    return bench.commit(lambda s, c: add_deal(s, c, values)).records[0][1]


def doc_of(bench: Workbench, id: str) -> dict[str, object]:
    """The deal's own fields."""
    doc = bench.snapshot.get("deals", id) or {}
    return {key: value for key, value in doc.items() if not key.startswith("_up")}


def test_undo_restores_the_whole_group_and_redo_brings_it_back(bench: Workbench) -> None:
    id = new_deal(bench)
    before = doc_of(bench, id)
    bench.commit(lambda s, c: win_deal(s, c, [id], bypass="urgent"))
    won = doc_of(bench, id)
    assert bench.undo().intent == "deal.won"
    assert doc_of(bench, id) == before
    bench.redo()
    assert doc_of(bench, id) == won


def test_an_undone_move_leaves_no_trace_in_the_stage_history(bench: Workbench) -> None:
    id = new_deal(bench)
    bench.commit(lambda s, c: move_deal(s, c, [id], to="demo", bypass="urgent"))
    assert [move[2] for move in doc_of(bench, id)["_moves"]] == ["lead", "demo"]  # type: ignore[attr-defined]
    bench.undo()
    assert "_moves" not in doc_of(bench, id)
    bench.redo()
    assert [move[2] for move in doc_of(bench, id)["_moves"]] == ["lead", "demo"]  # type: ignore[attr-defined]


def test_undo_of_a_creation_archives_and_goes_back_one_act_at_a_time(bench: Workbench) -> None:
    first, second = new_deal(bench), new_deal(bench, "other")
    bench.commit(lambda s, c: set_deal(s, c, first, {"product": "valve"}))
    for _ in range(3):
        bench.undo()
    assert not is_live("deals", bench.snapshot.get("deals", first) or {})
    assert not is_live("deals", bench.snapshot.get("deals", second) or {})
    with pytest.raises(Refused, match="Nothing to undo"):
        bench.undo()
    for _ in range(3):
        bench.redo()
    assert doc_of(bench, first)["product"] == "valve"
    with pytest.raises(Refused, match="Nothing to redo"):
        bench.redo()


def test_a_new_edit_clears_redo(bench: Workbench) -> None:
    id = new_deal(bench)
    bench.commit(lambda s, c: set_deal(s, c, id, {"product": "valve"}))
    bench.undo()
    bench.commit(lambda s, c: set_deal(s, c, id, {"region": "East"}))
    with pytest.raises(Refused, match="Nothing to redo"):
        bench.redo()


def test_undo_works_across_a_restart(open_bench: object) -> None:
    first: Workbench = open_bench()  # type: ignore[operator]
    id = new_deal(first)
    first.commit(lambda s, c: set_deal(s, c, id, {"product": "valve"}))
    first.checkpoint()
    first.close()
    second: Workbench = open_bench()  # type: ignore[operator]
    assert second.undo().intent == "deal.set"
    assert "product" not in doc_of(second, id)


def test_a_group_is_undone_as_one(bench: Workbench) -> None:
    def load(*_: object) -> Batch:
        born = {"stage": "lead", "pipeline": "pl_x", "outcome": "open", "title": "t"}
        made = tuple(Edit("deals", f"dl_{n}", born) for n in range(400))
        moved = tuple(Edit("deals", f"dl_{n}", {"stage": "won"}) for n in range(0, 400, 2))
        return Batch("import.deals", (Act("import.deals", made, 1), Act("import.deals", moved, 2)))

    bench.commit(load)
    assert len(list(bench.snapshot.live("deals"))) == 400
    bench.undo()
    assert list(bench.snapshot.live("deals")) == []
    bench.redo()
    live = list(bench.snapshot.live("deals"))
    assert sorted(doc["stage"] for doc in live) == ["lead"] * 200 + ["won"] * 200
