"""The copy that quick commands load: current or not used at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from salestui.domain.snapshot import Snapshot
from salestui.services.deals import add_deal, set_next_step
from salestui.services.reading import keep
from salestui.services.workbench import Workbench
from salestui.store import quick
from salestui.store.checkpoint import DB
from salestui.store.documents import Documents


def loaded(bench: Workbench) -> Snapshot:
    """The copy, which must be there."""
    found = quick.load(bench.folder)
    assert found is not None
    return found.snapshot


def test_it_holds_the_state(bench: Workbench) -> None:
    bench.commit(lambda s, c: add_deal(s, c, {"title": "恒达"}))
    assert quick.load(bench.folder) is None
    keep(bench)
    found = loaded(bench)
    tables = {kind: dict(table.items()) for kind, table in bench.snapshot.tables.items()}
    assert {kind: dict(table.items()) for kind, table in found.tables.items()} == tables
    assert (found.vector, found.authors) == (bench.snapshot.vector, bench.snapshot.authors)
    assert (bench.folder / quick.NAME).stat().st_mode & 0o777 == 0o600


def test_any_growth_of_any_log_ends_it(bench: Workbench) -> None:
    keep(bench)
    assert loaded(bench)
    bench.commit(lambda s, c: add_deal(s, c, {"title": "t"}))
    assert quick.load(bench.folder) is None
    keep(bench)
    assert loaded(bench)
    (bench.folder / "log" / "rsomebodyelse").mkdir()
    assert quick.load(bench.folder) is None


def test_doubt_of_any_kind_ends_it(bench: Workbench) -> None:
    keep(bench)
    path = bench.folder / quick.NAME
    good = path.read_bytes()
    for at in range(0, len(good), max(len(good) // 40, 1)):
        path.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        assert quick.load(bench.folder) is None
        path.write_bytes(good[:at])
        assert quick.load(bench.folder) is None
    path.unlink()
    assert quick.load(bench.folder) is None
    os.mkfifo(path)
    assert quick.load(bench.folder) is None


def test_a_copy_that_can_not_be_kept_is_no_loss(bench: Workbench, tmp_path: Path) -> None:
    quick.save(tmp_path / "nowhere", bench.snapshot, bench.store.cursors, "")
    keep(bench)
    assert [p.name for p in bench.folder.glob("quick.*")] == [quick.NAME]


def test_a_new_or_lost_checkpoint_ends_it(bench: Workbench) -> None:
    bench.checkpoint()
    keep(bench)
    assert loaded(bench)
    (bench.folder / DB).unlink()
    assert quick.load(bench.folder) is None


def test_the_app_starts_from_it_and_edits_on(open_bench: Any) -> None:
    one = open_bench(1)
    id = one.commit(lambda s, c: add_deal(s, c, {"title": "t"})).records[0][1]
    one.close(leaving=True)
    keep(one)
    kept = quick.load(one.folder)
    assert kept is not None and kept.digest
    two = open_bench(2)
    assert dict(two.snapshot.table("deals")) == dict(one.snapshot.table("deals"))
    two.commit(lambda s, c: set_next_step(s, c, id, "call", None))
    assert two.undo().intent == "deal.next_step"
    (two.folder / quick.NAME).unlink()
    three = open_bench(3)
    assert dict(three.snapshot.table("deals")) == dict(two.snapshot.table("deals"))


def test_leaving_writes_the_documents(open_bench: Any) -> None:
    bench = open_bench(1)
    bench.commit(lambda s, c: add_deal(s, c, {"title": "t"}))
    bench.close(leaving=True)
    assert len(Documents(bench.folder / DB).table("deals")) == 1
