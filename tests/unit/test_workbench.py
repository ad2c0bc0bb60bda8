"""The workbench: as-of views, human numbers, checkpoints and what TinyDB sees of them."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from salestui.domain.change import Act, Edit, Value
from salestui.domain.problems import InputProblem, NotFound, Refused, StoreProblem
from salestui.services.activities import log_activity, parse_step
from salestui.services.deals import add_deal, set_deal
from salestui.services.moves import NeedsFields, move_deal, noon, win_deal
from salestui.services.workbench import Workbench
from salestui.store.checkpoint import DB, FOLD
from salestui.store.documents import Documents


def new_deal(bench: Workbench, **values: Value) -> str:
    """A new deal's id."""
    return bench.commit(lambda s, c: add_deal(s, c, {"title": "t", **values})).records[0][1]


def test_numbers_run_on_over_programs_and_restarts(open_bench: Any) -> None:
    one, two = open_bench(1), open_bench(2)
    ids = [new_deal(bench) for bench in (one, two, two, one, one)]
    one.refresh()
    numbers = [str((one.snapshot.get("deals", id) or {})["number"]) for id in ids]
    assert [number.rsplit("-", 1)[1] for number in numbers] == ["1", "2", "3", "4", "5"]
    assert len({number.rsplit("-", 1)[0] for number in numbers}) == 1


def test_a_refused_act_takes_no_number(bench: Workbench) -> None:
    with pytest.raises(InputProblem):
        bench.commit(lambda s, c: add_deal(s, c, {"title": "t", "probability_manual": 140}))
    id = new_deal(bench)
    assert str((bench.snapshot.get("deals", id) or {})["number"]).endswith("-1")


def test_as_of_follows_the_effective_time(bench: Workbench) -> None:
    id = new_deal(bench, amount=100, currency="CNY")
    closed = date(2026, 1, 15)
    born = noon(date(2025, 12, 1), bench.zone)
    other = "dl_backdated"
    values = {"stage": "lead", "pipeline": "pl", "outcome": "open", "title": "old"}
    bench.commit(lambda s, c: Act("import", (Edit("deals", other, values),), born))
    bench.commit(lambda s, c: win_deal(s, c, [id], closed_on=closed, bypass="urgent"))
    doc = bench.snapshot.get("deals", id) or {}
    assert doc["_moves"][-1] == [noon(closed, bench.zone), doc["pipeline"], "won"]
    assert bench.as_of(born - 1).table("deals").get(other) is None
    assert set(bench.as_of(born).table("deals")) == {other}
    assert bench.as_of(bench.clock()).table("deals").get(id) == doc


def test_a_past_board_borrows_the_names_of_today(bench: Workbench) -> None:
    ctx = bench.context()
    account, late = "ac_one", "ac_two"
    old = noon(date(2025, 1, 1), ctx.zone)
    names = tuple(Edit("accounts", id, {"name": id}) for id in (account, late))
    bench.commit(lambda s, c: Act("import", names))
    values = {"stage": "lead", "pipeline": "pl", "outcome": "open", "account": account}
    bench.commit(lambda s, c: Act("import", (Edit("deals", "dl_old", values),), old))
    past = bench.as_of(old)
    assert past.workspace["name"] == "Keda" and len(past.table("pipelines")) == 2
    assert set(past.table("accounts")) == {account}
    assert set(past.table("deals")) == {"dl_old"}


def test_won_and_lost_ask_for_their_fields(bench: Workbench) -> None:
    id = new_deal(bench)
    with pytest.raises(NeedsFields) as asked:
        bench.commit(lambda s, c: move_deal(s, c, [id], to="won", bypass="urgent"))
    assert asked.value.kind_of_end == "won"
    with pytest.raises(NeedsFields):
        bench.commit(lambda s, c: win_deal(s, c, [id], bypass="urgent"))
    with pytest.raises(InputProblem, match="future"):
        later = date(2027, 1, 1)
        bench.commit(
            lambda s, c: win_deal(s, c, [id], amount=(5, "CNY"), closed_on=later, bypass="urgent")
        )


def test_a_deal_that_ended_is_not_opened_nor_dated_anew_where_it_ended(bench: Workbench) -> None:
    id = new_deal(bench)
    won = partial(win_deal, ids=[id], bypass="urgent")
    bench.commit(partial(won, amount=(500, "CNY"), closed_on=date(2026, 9, 1)))
    before = bench.snapshot.get("deals", id)
    assert not bench.commit(lambda s, c: move_deal(s, c, [id], to="won", reason="x")).commit
    assert not bench.commit(won).commit
    assert bench.snapshot.get("deals", id) == before
    bench.commit(lambda s, c: move_deal(s, c, [id], to="negotiation", reason="x"))
    assert (bench.snapshot.get("deals", id) or {})["outcome"] == "open"


def test_a_logged_call_plans_the_next_step_in_one_act(bench: Workbench) -> None:
    id = new_deal(bench)
    text = "fri send contract"
    saved = bench.commit(
        lambda s, c: log_activity(
            s, c, type="call", summary="quotation received", deal_id=id,
            next=parse_step(text, c.today),
        )
    )  # fmt: skip
    assert len(saved.records) == 2
    doc = bench.snapshot.get("deals", id) or {}
    assert (doc["next_step"], doc["next_step_due"]) == ("send contract", "2026-09-25")
    with pytest.raises(NotFound):
        bench.commit(lambda s, c: log_activity(s, c, type="call", summary="x", deal_id="dl_no"))


@pytest.mark.parametrize(
    ("text", "step", "due"),
    [
        ("fri send contract", "send contract", "2026-09-25"),
        ("send contract fri", "send contract", "2026-09-25"),
        ("发合同 下周五", "发合同", "2026-10-02"),
        ("周五 发合同", "发合同", "2026-09-25"),
        ("+3d call back", "call back", "2026-09-24"),
        ("call back", "call back", None),
        ("fri", "fri", None),
        ("28 Sep visit plant", "visit plant", "2026-09-28"),
    ],
)
def test_a_next_step_is_read_with_its_date_first_or_last(
    text: str, step: str, due: str | None
) -> None:
    planned = parse_step(text, date(2026, 9, 21))
    assert (planned.text, planned.due and planned.due.isoformat()) == (step, due)


def test_tinydb_reads_the_checkpoint_as_it_is(bench: Workbench) -> None:
    id = new_deal(bench, product="阀门")
    bench.checkpoint()
    plain = TinyDB(bench.folder / DB, access_mode="r")
    table = plain.table("deals")
    table.document_id_class = str  # type: ignore[assignment]
    found: Any = table.get(doc_id=id)  # type: ignore[call-overload]
    assert found["product"] == "阀门"
    plain.close()
    with pytest.raises(StoreProblem, match="log only"):
        Documents(bench.folder / DB).table("deals").update({"title": "x"})


@pytest.mark.parametrize("name", [DB, FOLD])
@pytest.mark.parametrize("harm", ["gone", "cut", "flipped", "empty", "other", "garbage"])
def test_a_damaged_checkpoint_is_rebuilt_from_the_log(
    open_bench: Any, name: str, harm: str
) -> None:
    one = open_bench(1)
    id = new_deal(one, product="valve")
    one.checkpoint()
    new_deal(one)
    path: Path = one.folder / name
    data = path.read_bytes()
    at = len(data) // 2
    harmed = {
        "cut": data[:at],
        "flipped": data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :],
        "empty": b"",
        "other": json.dumps({"_meta": {"1": {"format": 9}}}).encode(),
        "garbage": b"\xff\x00" * 50,
    }
    path.unlink()
    if harm != "gone":
        path.write_bytes(harmed[harm])
    two = open_bench(2)
    assert dict(two.snapshot.table("deals")) == dict(one.snapshot.table("deals"))
    two.commit(lambda s, c: set_deal(s, c, id, {"product": "pump"}))
    assert (open_bench(3).snapshot.get("deals", id) or {})["product"] == "pump"


def test_what_came_while_the_marks_were_rebuilt_is_told(open_bench: Any) -> None:
    reader, writer = open_bench(1), open_bench(2)
    new_deal(writer)
    # From now on the marks on disk are of another checkpoint than the one the reader began with.
    writer.checkpoint()
    assert reader.refresh()
    assert reader.snapshot.vector == writer.snapshot.vector


def test_a_replica_that_wrote_nothing_yet_is_no_news(open_bench: Any) -> None:
    bench = open_bench(1)
    (bench.folder / "log" / "r22222222222").mkdir()
    before = bench.snapshot
    assert not bench.store.changed_on_disk()
    assert not bench.refresh()
    # Bytes that are no log yet are looked at again and again, and are no other state.
    (bench.folder / "log" / "r22222222222" / "000001.aaaa.jsonl").write_bytes(b"half a li")
    assert not bench.refresh()
    assert bench.snapshot is before


def test_a_lost_log_is_noticed_and_a_new_one_begun(open_bench: Any) -> None:
    one = open_bench(1)
    new_deal(one)
    one.checkpoint()
    shutil.rmtree(one.folder / "log" / one.store.replica.rep)
    two = open_bench(2)
    assert two.store.replica.rep != one.store.replica.rep
    born = {"stage": "lead", "title": "t"}
    two.commit(lambda s, c: Act("x", (Edit("deals", "dl_1", born),)))
    assert set(open_bench(3).snapshot.table("deals")) == {"dl_1"}


def test_a_copied_home_writes_under_a_name_of_its_own(
    open_bench: Any, home: Path, tmp_path: Path
) -> None:
    from salestui.services.setup import open_workbench

    one = open_bench(1)
    new_deal(one)
    shutil.copytree(home, tmp_path / "copy")
    two = open_workbench(tmp_path / "copy", user="anna", lang="en")
    new_deal(two)
    assert two.store.replica.rep != one.store.replica.rep
    assert len(two.store.replicas()) == 2
    assert len(list(two.snapshot.live("deals"))) == 2
    two.close()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_sample_team_opens_as_a_workspace(tmp_path: Path, lang: str) -> None:
    from salestui.services.setup import demo_workspace, open_workbench

    demo_workspace(tmp_path / "demo", lang=lang)
    bench = open_workbench(tmp_path / "demo", user="lina", lang=lang)
    mine = list(bench.snapshot.ids("deals.owner", bench.me))
    assert len(mine) > 30 and bench.store.problems == []
    with pytest.raises(Refused, match="Nothing to undo"):
        bench.undo()
    bench.close()


def test_a_move_back_keeps_its_reason_as_a_note(bench: Workbench) -> None:
    id = new_deal(bench)
    bench.commit(lambda s, c: move_deal(s, c, [id], to="demo", bypass="urgent"))
    saved = bench.commit(
        lambda s, c: move_deal(s, c, [id], by=-1, reason="pains unclear", bypass="urgent")
    )
    (note,) = bench.snapshot.live("activities")
    assert (note["summary"], note["type"], note["deal"]) == ("pains unclear", "note", id)
    kinds = [kind for kind, _ in saved.records if kind not in ("tasks", "requests")]
    assert (
        kinds == ["deals", "activities"]
        and (bench.snapshot.get("deals", id) or {})["stage"] == "contact"
    )


def test_half_written_checkpoints_of_killed_programs_are_swept(bench: Workbench) -> None:
    old, young = bench.folder / f"{DB}.aaaa.new", bench.folder / f"{DB}.bbbb"
    for path in (old, young):
        path.write_text("{")
    os.utime(old, (1_000_000_000, 1_000_000_000))
    new_deal(bench)
    bench.checkpoint()
    assert young.exists() and not old.exists()


def test_what_is_saved_while_a_checkpoint_is_written_is_not_taken_for_kept(open_bench: Any) -> None:
    bench = open_bench(1)
    new_deal(bench)
    made: list[str] = []

    def meanwhile() -> None:
        made.append(new_deal(bench))

    bench.store.checkpoint(meanwhile)
    assert made and bench.store.dirty == len(made) and not bench.store.digest
    assert set(open_bench(2).snapshot.table("deals")) == set(bench.snapshot.table("deals"))


def test_an_edit_over_a_value_from_the_future_happens_now(bench: Workbench, clock: Any) -> None:
    id = new_deal(bench)
    clock.now += 400 * 86_400_000
    bench.commit(lambda s, c: set_deal(s, c, id, {"product": "from a wrong clock"}))
    clock.now -= 400 * 86_400_000
    bench.commit(lambda s, c: set_deal(s, c, id, {"product": "pump"}))
    doc = bench.snapshot.get("deals", id) or {}
    assert doc["product"] == "pump" and abs(doc["_updated"] - clock.now) < 60_000
