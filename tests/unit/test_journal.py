"""The log on disk: its exact form, rotation, large acts, and what other programs see of it."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from salestui.domain.change import Act, Batch, Edit
from salestui.domain.problems import InputProblem, StoreProblem
from salestui.services.workbench import Workbench
from salestui.store.lines import MAX_WRITTEN, BadLine, make, read
from salestui.store.segments import Cursor, Reader, segment_names

Opener = Callable[..., Workbench]
BORN = {"stage": "lead", "pipeline": "pl_x", "outcome": "open", "title": "客户 [/b]"}


def deal(n: int, **values: Any) -> Edit:
    """A write to the n-th deal."""
    return Edit("deals", f"dl_{n:04d}", values or BORN)


def put(bench: Workbench, *edits: Edit, intent: str = "test") -> str:
    """Commit edits as one act; the commit's id."""
    return bench.commit(lambda s, c: Act(intent, edits)).commit


def own_log(bench: Workbench) -> Path:
    """The folder of the workbench's own segments."""
    return bench.folder / "log" / bench.store.replica.rep


def lines_of(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """Hash and JSON of every line of a segment, read without our code."""
    raws = path.read_bytes().decode().splitlines()
    return [(raw[:32], json.loads(raw[33:])) for raw in raws]


def test_lines_and_headers_have_the_form_of_the_protocol(bench: Workbench) -> None:
    put(bench, deal(1))
    put(bench, deal(1, next_step="call"))
    put(bench, deal(1, next_step="write"))
    (name,) = segment_names(own_log(bench))
    raws = (own_log(bench) / name).read_bytes().splitlines()
    before = "0" * 32
    for raw in raws:
        body = raw[33:]
        assert hashlib.sha256(before.encode() + body).hexdigest()[:32] == raw[:32].decode()
        line = json.loads(body)
        compact = json.dumps(line, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        assert compact.encode() == body
        before = raw[:32].decode()
    lines = [line for _, line in lines_of(own_log(bench) / name)]
    head = lines[0]
    assert {"k", "f", "ws", "rep", "n", "s0", "prev", "plen", "who", "app", "at"} == set(head)
    assert (head["k"], head["f"], head["n"], head["s0"], head["prev"]) == ("seg", 1, 1, 1, "0" * 32)
    assert [line["s"] for line in lines[1:]] == [1, 2, 3, 4]
    rep = bench.store.replica.rep
    assert lines[-1]["o"] == [
        [
            "deals",
            "dl_0001",
            {"next_step": "write", "next_step_due": None},
            {"next_step": [f"{rep}:3"], "next_step_due": [f"{rep}:3"]},
        ]
    ]


def test_a_full_segment_is_sealed_and_the_next_one_chained_to_it(bench: Workbench) -> None:
    for n in range(20):
        put(bench, *(deal(40 * n + k, **BORN, note="x" * 300) for k in range(40)))
    names = segment_names(own_log(bench))
    assert len(names) > 1
    for n, (name, following) in enumerate(itertools.pairwise(names), start=1):
        lines = lines_of(own_log(bench) / name)
        assert lines[-1][1] == {"k": "end", "next": following}
        sealed = (own_log(bench) / name).read_bytes()
        head = lines_of(own_log(bench) / following)[0][1]
        assert head["n"] == n + 1
        assert head["prev"] == lines[-2][0]
        assert head["plen"] == len(sealed) - len(sealed.splitlines(keepends=True)[-1])
        assert (own_log(bench) / name).stat().st_size >= 256 * 1024
    assert len(list(bench.snapshot.live("deals"))) == 800


def test_a_large_act_is_a_group_in_segments_of_its_own(bench: Workbench) -> None:
    put(bench, deal(9000))
    before = segment_names(own_log(bench))
    many = Act("import", tuple(deal(n) for n in range(3000)))
    bench.commit(lambda s, c: Batch("import", (many,)))
    names = segment_names(own_log(bench))
    assert len(names) > len(before)
    lines = [line for name in names for _, line in lines_of(own_log(bench) / name)]
    grouped = [line for line in lines if "g" in line]
    ids = {line["g"][0] for line in grouped}
    assert len(ids) == 1
    assert [line["g"][1:] for line in grouped] == [[n, len(grouped)] for n in range(len(grouped))]
    assert all(len(json.dumps(line)) < 64 * 1024 for line in lines)
    assert lines_of(own_log(bench) / before[-1])[-1][1]["k"] == "end"


def test_two_programs_see_each_others_edits_and_lose_none(open_bench: Any) -> None:
    one, two = open_bench(1), open_bench(2)
    put(one, deal(1))
    assert two.refresh()
    put(two, deal(1, next_step="call"))
    put(one, deal(1, product="valve"))
    assert two.refresh() and not two.refresh()
    assert one.snapshot.get("deals", "dl_0001") == two.snapshot.get("deals", "dl_0001")
    doc = one.snapshot.get("deals", "dl_0001") or {}
    assert (doc["next_step"], doc["product"]) == ("call", "valve")


def test_a_torn_tail_is_cut_and_kept_aside(open_bench: Any) -> None:
    one = open_bench(1)
    put(one, deal(1))
    (name,) = segment_names(own_log(one))
    with (own_log(one) / name).open("ab") as file:
        file.write(b'0123456789abcdef0123456789abcdef {"k":"c","s":')
    two = open_bench(2)
    put(two, deal(2))
    assert [doc["_id"] for doc in two.snapshot.live("deals")] == ["dl_0001", "dl_0002"]
    assert list((two.folder / "aside").iterdir())
    three = open_bench(3)
    assert len(list(three.snapshot.live("deals"))) == 2


def test_a_segment_that_no_seal_reaches_is_not_read(open_bench: Any) -> None:
    one = open_bench(1)
    put(one, deal(1))
    stray = own_log(one) / "000002.abcd.jsonl"
    stray.write_bytes(b"whatever\n")
    two = open_bench(2)
    put(two, deal(2))
    assert not stray.exists()
    assert (two.folder / "aside" / f"{two.store.replica.rep}.{stray.name}").exists()


@pytest.mark.parametrize("flip", [5, 40, 60])
def test_a_flipped_bit_costs_its_own_line_only(open_bench: Any, flip: int) -> None:
    one = open_bench(1)
    for n in range(5):
        put(one, deal(n))
    (name,) = segment_names(own_log(one))
    path = own_log(one) / name
    raws = path.read_bytes().splitlines(keepends=True)
    raws[3] = raws[3][:flip] + bytes([raws[3][flip] ^ 4]) + raws[3][flip + 1 :]
    path.write_bytes(b"".join(raws))
    two = open_bench(2)
    ids = {doc["_id"] for doc in two.snapshot.live("deals")}
    assert ids >= {"dl_0000", "dl_0003", "dl_0004"}
    assert len(ids) >= 4 - (flip < 32)
    assert two.store.problems
    put(two, deal(7))
    assert two.snapshot.get("deals", "dl_0007")


def test_a_damaged_seal_hides_no_segment(open_bench: Any) -> None:
    one = open_bench(1)
    put(one, deal(1))
    one.commit(lambda s, c: Act("import", tuple(deal(n) for n in range(2, 600))))
    first = own_log(one) / segment_names(own_log(one))[0]
    data = first.read_bytes()
    first.write_bytes(data[:-10] + b"?" + data[-9:])
    two = open_bench(2)
    assert len(list(two.snapshot.live("deals"))) == 599
    put(two, deal(1000))
    assert len(list(open_bench(3).snapshot.live("deals"))) == 600


def test_read_only_folder_refuses_in_one_sentence_and_changes_nothing(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(bench, deal(1))

    def full(fd: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(StoreProblem, match="Not saved: No space left"):
            put(bench, deal(2))
    assert bench.snapshot.get("deals", "dl_0002") is None
    put(bench, deal(2))
    assert bench.snapshot.get("deals", "dl_0002")


def test_a_line_too_long_for_readers_is_never_written(bench: Workbench) -> None:
    with pytest.raises(InputProblem, match="bytes long"):
        put(bench, deal(1, **BORN, **{"tags/" + "x" * 70_000: True}))
    put(bench, deal(2))
    assert [doc["_id"] for doc in bench.snapshot.live("deals")] == ["dl_0002"]


def test_a_record_longer_than_a_line_is_one_act_of_many_lines(
    bench: Workbench, open_bench: Opener
) -> None:
    long = {f"tags/t{n}": "x" * 59_000 for n in range(20)}
    put(bench, deal(1, note="n" * 60_000, **long, **BORN))
    found = [
        line
        for name in segment_names(own_log(bench))
        for line in (own_log(bench) / name).read_bytes().splitlines()
    ]
    assert max(map(len, found)) <= MAX_WRITTEN
    doc = bench.snapshot.get("deals", "dl_0001") or {}
    assert {**BORN, **long}.items() <= doc.items() and len(doc["note"]) == 60_000
    assert open_bench().snapshot.get("deals", "dl_0001") == doc
    bench.undo()
    assert list(bench.snapshot.live("deals")) == []
    bench.redo()
    live = {name: value for name, value in doc.items() if not name.startswith("_")}
    assert live.items() <= (bench.snapshot.get("deals", "dl_0001") or {}).items()


def test_an_edit_beside_a_program_that_died_in_its_line_is_kept(open_bench: Opener) -> None:
    one, other = open_bench(), open_bench()
    put(one, deal(1))
    put(other, deal(2))
    for n, rest in enumerate((b"0" * 32 + b' {"k":"c"', b"\0" * 5000, b"x\n" * 3)):
        with (own_log(one) / segment_names(own_log(one))[-1]).open("ab") as log:
            log.write(rest)
        put((one, other)[n % 2], deal(3 + n))
        put((other, one)[n % 2], deal(10 + n))
    again = open_bench()
    assert again.store.problems == []
    assert [doc["_id"] for doc in again.snapshot.live("deals")] == [
        f"dl_{n:04d}" for n in (1, 2, 3, 10, 4, 11, 5, 12)
    ]
    torn = {path.read_bytes() for path in (one.folder / "aside").iterdir()}
    assert len(torn) == 3


@pytest.mark.parametrize("line", [{"k": "c", "s": 3, "rq": ["tables"]}, {"k": "x", "rq": ["t"]}])
def test_what_a_newer_version_wrote_here_is_never_cut(
    open_bench: Opener, line: dict[str, Any]
) -> None:
    before = open_bench()
    put(before, deal(1))
    path = own_log(before) / segment_names(own_log(before))[-1]
    whole = path.read_bytes() + make(path.read_bytes().splitlines()[-1][:32].decode(), line)[1]
    path.write_bytes(whole)
    for bench in (before, open_bench()):
        with pytest.raises(StoreProblem, match="newer salestui"):
            put(bench, deal(2))
        assert [doc["_id"] for doc in bench.snapshot.live("deals")] == ["dl_0001"]
    assert path.read_bytes() == whole and not (before.folder / "aside").exists()


def test_a_reader_never_raises_on_hostile_lines() -> None:
    for raw in (b"", b"x", b"0" * 32, b"0" * 32 + b" {}", b"\xff" * 100, b"0" * 32 + b" " * 40):
        with pytest.raises(BadLine):
            read("0" * 32, raw)
    deep = b"[" * 100_000
    digest = hashlib.sha256(b"0" * 32 + deep).hexdigest()[:32].encode()
    with pytest.raises(BadLine):
        read("0" * 32, digest + b" " + deep)


def test_lines_of_another_version_are_kept_or_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "log" / "rx"
    folder.mkdir(parents=True)
    hash_, data = make("0" * 32, {"k": "seg", "f": 1, "who": {"u": "bob"}})
    parts = [data]
    for line in (
        {"k": "mystery"},
        {"k": "c", "s": 1, "t": "soon", "o": []},
        {"k": "c", "s": 2, "t": [5, 0], "o": [["deals", "dl_1", {"later/field": 3}, {}]]},
    ):
        hash_, data = make(hash_, line)
        parts.append(data)
    (folder / "000001.abcd.jsonl").write_bytes(b"".join(parts))
    reading = Reader(folder, "rx", Cursor()).read()
    assert [commit.stamp.seq for commit in reading.commits] == [2]
    assert reading.author == "bob" and len(reading.problems) == 1
