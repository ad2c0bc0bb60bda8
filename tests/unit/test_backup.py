"""Backup and restore: whole or not at all, never outside its folder, always a new replica."""

from __future__ import annotations

import io
import random
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from salestui.domain.problems import InputProblem, Problem, Refused, StoreProblem
from salestui.services.backup import backup, restore
from salestui.services.deals import add_deal, set_deal
from salestui.services.setup import open_workbench
from salestui.services.workbench import Workbench
from salestui.store import home as homes

NOW = 1_790_000_100_000


def state(bench: Workbench) -> dict[str, dict[str, object]]:
    """Every record."""
    return {kind: dict(rows) for kind, rows in bench.snapshot.tables.items()}


@pytest.fixture
def saved(bench: Workbench, tmp_path: Path) -> Path:
    """A backup of a workspace with a few deals."""
    for n in range(5):
        bench.commit(lambda s, c, n=n: add_deal(s, c, {"title": f"Deal {n}"}))  # type: ignore[misc]
    bench.store.checkpoint()
    backup(bench.folder, tmp_path / "b.tar.gz", now=NOW)
    return tmp_path / "b.tar.gz"


def test_what_comes_back_is_what_was_there(saved: Path, bench: Workbench, tmp_path: Path) -> None:
    found = restore(saved, tmp_path / "other")
    assert found.folder == tmp_path / "other" / bench.folder.name
    assert found.problems == () and found.packed.workspace == bench.folder.name
    names = {path.name for path in found.folder.rglob("*")}
    assert not names & {"db.json", "fold.json", "lock"} and "replica.json" in names
    again = open_workbench(tmp_path / "other", user="anna", lang="en")
    assert state(again) == state(bench)
    assert again.snapshot.vector == bench.snapshot.vector
    again.close()


def test_a_restored_copy_is_a_new_replica_that_leaves_the_old_log_alone(
    saved: Path, bench: Workbench, tmp_path: Path, clock: Callable[[], int]
) -> None:
    old = bench.store.replica.rep
    found = restore(saved, tmp_path / "other")
    dice = random.Random(9).randbytes
    again = open_workbench(tmp_path / "other", user="anna", lang="en", clock=clock,
                           random_bytes=dice)  # fmt: skip
    assert again.store.replica.rep != old
    assert old in homes.former(found.folder)
    deal = next(iter(again.snapshot.live("deals")))["_id"]
    before = (found.folder / "log" / old).stat()
    again.commit(lambda s, c: set_deal(s, c, deal, {"product": "valve"}))
    assert (found.folder / "log" / old).stat() == before
    assert [d["_updated_by"] for d in again.snapshot.live("deals") if "_updated_by" in d] == [
        again.store.replica.rep
    ]
    again.close()


def test_an_equal_fingerprint_does_not_make_it_the_old_replica(
    bench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What a file system does that gives a restored folder the inode of the lost one.
    monkeypatch.setattr(homes, "fingerprint", lambda folder: {"ino": 1})
    old = bench.store.replica.rep
    homes.name_replica(bench.folder, old, NOW, [])
    backup(bench.folder, tmp_path / "b.tar.gz", now=NOW)
    restore(tmp_path / "b.tar.gz", tmp_path / "other")
    again = open_workbench(tmp_path / "other", user="anna", lang="en")
    assert again.store.replica.rep != old
    again.close()


def test_a_workspace_that_is_there_is_never_touched(saved: Path, bench: Workbench) -> None:
    before = state(bench)
    with pytest.raises(Refused, match="is here already"):
        restore(saved, bench.folder.parent)
    assert sorted(path.name for path in bench.folder.parent.iterdir()) == [bench.folder.name]
    bench.refresh()
    assert state(bench) == before


def test_an_older_backup_is_replaced_only_when_asked(saved: Path, bench: Workbench) -> None:
    with pytest.raises(InputProblem, match="there already"):
        backup(bench.folder, saved, now=NOW)
    bench.commit(lambda s, c: add_deal(s, c, {"title": "New"}))
    before = saved.read_bytes()
    backup(bench.folder, saved, now=NOW, replace=True)
    assert saved.read_bytes() != before
    assert [path.name for path in saved.parent.iterdir() if ".new" in path.name] == []


def test_edits_during_a_backup_are_in_it_or_not_but_never_in_halves(
    bench: Workbench, open_bench: Callable[..., Workbench], tmp_path: Path
) -> None:
    other = open_bench(seed=5)
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            other.commit(lambda s, c: add_deal(s, c, {"title": "x" * 500}))

    thread = threading.Thread(target=work)
    thread.start()
    try:
        for n in range(15):
            backup(bench.folder, tmp_path / f"{n}.tar.gz", now=NOW)
    finally:
        stop.set()
        thread.join()
    for n in range(15):
        assert restore(tmp_path / f"{n}.tar.gz", tmp_path / f"home{n}").problems == ()


def test_a_torn_line_is_left_out(saved: Path, bench: Workbench, tmp_path: Path) -> None:
    segment = next((bench.folder / "log" / bench.store.replica.rep).iterdir())
    with segment.open("ab") as file:
        file.write(b"0123 half a li")
    backup(bench.folder, tmp_path / "torn.tar.gz", now=NOW)
    found = restore(tmp_path / "torn.tar.gz", tmp_path / "other")
    assert found.problems == ()
    copy = found.folder / segment.relative_to(bench.folder)
    assert segment.read_bytes() == copy.read_bytes() + b"0123 half a li"


def test_damage_that_was_there_is_told(saved: Path, bench: Workbench, tmp_path: Path) -> None:
    segment = next((bench.folder / "log" / bench.store.replica.rep).iterdir())
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 1
    segment.write_bytes(data)
    backup(bench.folder, tmp_path / "damaged.tar.gz", now=NOW)
    (problem,) = restore(tmp_path / "damaged.tar.gz", tmp_path / "other").problems
    assert problem.startswith(bench.store.replica.rep)


def nothing_left(home: Path) -> bool:
    """Whether a failed restore left no trace."""
    return not home.exists() or not list(home.iterdir())


@pytest.mark.parametrize("part", [0.0, 0.3, 0.9, 0.999])
def test_a_cut_backup_is_refused(saved: Path, tmp_path: Path, part: float) -> None:
    data = saved.read_bytes()
    saved.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(InputProblem, match="no backup, or it is damaged"):
        restore(saved, tmp_path / "other")
    assert nothing_left(tmp_path / "other")


def test_any_flipped_bit_is_refused_or_harmless(
    saved: Path, bench: Workbench, tmp_path: Path
) -> None:
    data = saved.read_bytes()
    dice = random.Random(3)
    for n in range(60):
        flipped = bytearray(data)
        flipped[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        saved.write_bytes(flipped)
        try:
            found = restore(saved, tmp_path / f"h{n}")
        except InputProblem:
            assert nothing_left(tmp_path / f"h{n}")
            continue
        # Some bits of the gzip header mean nothing.
        copy = {path.name: path.read_bytes() for path in found.folder.rglob("*.jsonl")}
        real = {path.name: path.read_bytes() for path in bench.folder.rglob("*.jsonl")}
        assert copy == real


def rewritten(saved: Path, change: Callable[[list[tuple[tarfile.TarInfo, bytes]]], None]) -> None:
    """The backup with its members changed, its manifest as it was."""
    with tarfile.open(saved) as tar:
        members = []
        for info in tar:
            file = tar.extractfile(info)
            assert file is not None
            members.append((info, file.read()))
    change(members)
    with tarfile.open(saved, "w:gz") as tar:
        for info, data in members:
            tar.addfile(info, io.BytesIO(data))


@pytest.mark.parametrize(
    "name",
    ["../evil", "/tmp/evil", "{ws}/../../evil", "{ws}/log/../../../evil", "{ws}//evil",
     "{ws}/.hidden", "./{ws}/x.json", "{ws}", "wother/replica.json", "{ws}/a/b/c/d/e",
     "{ws}/log/r\n/x", "{ws}/\x00"],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(
    saved: Path, bench: Workbench, tmp_path: Path, name: str
) -> None:
    evil = tarfile.TarInfo(name.format(ws=bench.folder.name))
    evil.size = 4
    rewritten(saved, lambda members: members.insert(1, (evil, b"evil")))
    with pytest.raises(InputProblem):
        restore(saved, tmp_path / "deep" / "other")
    assert nothing_left(tmp_path / "deep" / "other")
    assert not list(tmp_path.rglob("evil")) and not Path("/tmp/evil").exists()


@pytest.mark.parametrize("type_", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE,
                                   tarfile.CHRTYPE, tarfile.DIRTYPE])  # fmt: skip
def test_what_is_no_plain_file_is_refused(
    saved: Path, bench: Workbench, tmp_path: Path, type_: bytes
) -> None:
    evil = tarfile.TarInfo(f"{bench.folder.name}/log/evil")
    evil.type, evil.linkname = type_, "/etc/passwd"
    rewritten(saved, lambda members: members.insert(1, (evil, b"")))
    with pytest.raises(InputProblem):
        restore(saved, tmp_path / "other")
    assert nothing_left(tmp_path / "other")


def test_missing_doubled_and_altered_files_are_refused(saved: Path, tmp_path: Path) -> None:
    whole = saved.read_bytes()

    def altered(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
        info, data = members[-2]
        members[-2] = (info, data[:-2] + b"x\n")

    changes: list[Callable[[list[tuple[tarfile.TarInfo, bytes]]], object]] = [
        lambda members: members.pop(),
        lambda members: members.pop(-2),
        lambda members: members.insert(0, members[0]),
        lambda members: members.reverse(),
        altered,
    ]
    for change in changes:
        saved.write_bytes(whole)
        rewritten(saved, change)  # type: ignore[arg-type]
        with pytest.raises(InputProblem):
            restore(saved, tmp_path / "other")
        assert nothing_left(tmp_path / "other")


def test_what_is_missing_or_may_not_be_written_is_told(
    saved: Path, bench: Workbench, tmp_path: Path
) -> None:
    with pytest.raises(StoreProblem):
        restore(tmp_path / "none.tar.gz", tmp_path / "other")
    with pytest.raises(StoreProblem) as told:
        backup(bench.folder, tmp_path / "no" / "such" / "b.tar.gz", now=NOW)
    assert told.value.message.zh and told.value.hint.zh
    with pytest.raises(Problem):
        backup(bench.folder, tmp_path, now=NOW, replace=True)


def test_symlinks_in_the_workspace_are_not_followed(bench: Workbench, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    (bench.folder / "secret.json").symlink_to(secret)
    (bench.folder / "log" / bench.store.replica.rep / "secret.jsonl").symlink_to(secret)
    backup(bench.folder, tmp_path / "b.tar.gz", now=NOW)
    with tarfile.open(tmp_path / "b.tar.gz") as tar:
        assert not [name for name in tar.getnames() if "secret" in name]
