"""A deal's life from the log: steps, days, reasons, dates put off; what was undone is not told."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from salestui.domain.change import Value
from salestui.domain.history import Change
from salestui.domain.life import Step, Why, life
from salestui.domain.metrics.reach import moves_of
from salestui.services.activities import log_activity
from salestui.services.deals import add_deal, set_deal
from salestui.services.moves import lose_deal, move_deal
from salestui.services.records import archive
from salestui.services.setup import demo_workspace, open_workbench
from salestui.services.workbench import Workbench
from tests.conftest import Ticking

DAY = 86_400_000


@pytest.fixture
def deal(bench: Workbench) -> str:
    """A new deal of mine."""
    values: dict[str, Value] = {
        "title": "t", "amount": 100, "currency": "CNY", "expected_close": "2026-11-01",
    }  # fmt: skip
    saved = bench.commit(lambda s, c: add_deal(s, c, values))
    return next(id for kind, id in saved.records if kind == "deals")


def steps(bench: Workbench, id: str) -> tuple[Step, ...]:
    """The life of a deal."""
    return life(bench.history.of_records([id]), id)


def changed(bench: Workbench, id: str) -> list[tuple[str, Any, Any]]:
    """Every change of a watched path after the creation."""
    return [tuple(change) for step in steps(bench, id) for change in step.changes]


def setting(bench: Workbench, id: str, **values: Any) -> None:
    bench.commit(lambda s, c: set_deal(s, c, id, values))


def test_only_steps_of_the_way_are_told(bench: Workbench, deal: str) -> None:
    setting(bench, deal, next_step="call")
    setting(bench, deal, amount=250, currency="CNY")
    bench.commit(lambda s, c: archive(s, c, "deals", [deal]))
    found = steps(bench, deal)
    assert [step.created for step in found] == [True, False, False]
    assert found[0].changes == () and found[0].state["amount"] == 100
    assert found[1].changes == (Change("amount", 100, 250),)
    assert found[2].changes == (Change("_del", None, True),)
    assert found[2].state["amount"] == 250


def test_a_move_back_tells_why(bench: Workbench, deal: str) -> None:
    bench.commit(lambda s, c: move_deal(s, c, [deal], to="contact", bypass="urgent"))
    bench.commit(lambda s, c: move_deal(s, c, [deal], by=-1, reason="budget is frozen"))
    on, back = steps(bench, deal)[1:]
    assert on.why == (Why("bypass", "urgent"),)
    assert back.why == (Why("note", "budget is frozen"),)
    assert Change("stage", "contact", "lead") in back.changes


def test_a_loss_tells_its_reason(bench: Workbench, deal: str) -> None:
    bench.commit(lambda s, c: lose_deal(s, c, [deal], reason="price"))
    assert steps(bench, deal)[-1].why == (Why("lost", "price"),)


def test_what_is_logged_elsewhere_is_no_reason(bench: Workbench, deal: str) -> None:
    bench.commit(lambda s, c: log_activity(s, c, type="call", summary="hello", deal_id=deal))
    setting(bench, deal, amount=300, currency="CNY")
    assert [step.why for step in steps(bench, deal)] == [(), ()]


def test_dates_put_off_are_counted_as_the_deal_counts_them(bench: Workbench, deal: str) -> None:
    for day in ("2026-11-20", "2026-11-10", None, "2026-12-01", "2026-12-24"):
        setting(bench, deal, expected_close=day)
    assert [step.push for step in steps(bench, deal)] == [0, 1, 0, 0, 2, 3]
    assert (bench.snapshot.get("deals", deal) or {})["_pushes"] == 3


def test_what_was_taken_back_is_no_step(bench: Workbench, deal: str) -> None:
    """Undone, done again, undone again: the last word counts."""
    setting(bench, deal, amount=500, currency="CNY")
    assert changed(bench, deal) == [("amount", 100, 500)]
    bench.undo()
    assert changed(bench, deal) == []
    bench.redo()
    assert changed(bench, deal) == [("amount", 100, 500)]
    bench.undo()
    assert changed(bench, deal) == []
    setting(bench, deal, expected_close="2027-01-01")
    assert changed(bench, deal) == [("expected_close", "2026-11-01", "2027-01-01")]


def test_backdated_steps_stand_where_they_happened(bench: Workbench, deal: str) -> None:
    from salestui.domain.change import Act, Edit

    setting(bench, deal, amount=500, currency="CNY")
    early = Act("x", (Edit("deals", deal, {"owner": "mb_x"}),), bench.clock() - DAY)
    bench.commit(lambda s, c: early)
    assert [step.when for step in steps(bench, deal)] == sorted(
        step.when for step in steps(bench, deal)
    )


def test_every_life_of_the_sample_team_ends_where_the_deal_stands(tmp_path: Path) -> None:
    """The same stages, dates put off and values as in the deal itself."""
    demo_workspace(tmp_path, lang="en", clock=Ticking())
    dice = random.Random(3).randbytes
    bench = open_workbench(tmp_path, user="lina", lang="en", clock=Ticking(), random_bytes=dice)
    deals = list(bench.snapshot.live("deals"))
    log = bench.history.commits()
    pushed = 0
    for doc in deals:
        found = life([c for c in log if any(op[1] == doc["_id"] for op in c.ops)], doc["_id"])
        stages = [s.state["stage"] for s in found
                  if s.created or any(c.path == "stage" for c in s.changes)]  # fmt: skip
        assert stages == [move[2] for move in moves_of(doc)]
        assert sum(1 for step in found if step.push) == doc.get("_pushes", 0)
        for path in ("stage", "amount", "expected_close", "owner"):
            assert found[-1].state.get(path) == doc.get(path)
        pushed += doc.get("_pushes", 0)
    bench.close()
    assert len(deals) > 50 and pushed > 5
