"""The copy that quick commands load: current or not used at all."""

from __future__ import annotations

import os
from pathlib import Path

from salestui.domain.snapshot import Snapshot
from salestui.services.deals import add_deal
from salestui.services.reading import keep
from salestui.services.workbench import Workbench
from salestui.store import quick


def loaded(bench: Workbench) -> Snapshot:
    """The copy, which must be there."""
    found = quick.load(bench.folder)
    assert found is not None
    return found


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
    quick.save(tmp_path / "nowhere", bench.snapshot, bench.store.cursors)
    keep(bench)
    assert [p.name for p in bench.folder.glob("quick.*")] == [quick.NAME]
