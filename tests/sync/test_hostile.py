"""What a colleague could put in the folder: it costs a notice, never data, a crash or a hang."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from salestui.store.lines import GENESIS, make
from salestui.sync.backend import Owner
from salestui.sync.chain import header, walk
from salestui.sync.folder import FolderBackend
from tests.campaigns import examples

from .homes import WORKSPACE, Clock, Home
from .memory import MemoryBackend

BAD = "rbadbadbadbad"


def segment(*lines: dict[str, Any], rep: str = BAD, n: int = 1) -> bytes:
    """A segment file with a good chain and any lines."""
    head = {"k": "seg", "f": 1, "ws": WORKSPACE.id, "rep": rep, "n": n, "s0": 1}
    head |= {"prev": GENESIS, "plen": 0, "who": {"u": "mal"}, "app": "x", "at": 1}
    hash, data = make(GENESIS, head)
    for line in lines:
        hash, raw = make(hash, line)
        data += raw
    return data


def commit(s: int, **more: Any) -> dict[str, Any]:
    """A plain commit."""
    return {"k": "c", "s": s, "t": [1_790_000_000_000 + s, 0], "i": "x", "sv": 1,
            "o": [["deals", "dl_bad", {"title": f"t{s}"}, {}]], **more}  # fmt: skip


def test_fifos_links_directories_and_giants_in_place_of_segments(tmp_path: Path) -> None:
    clock, shared = Clock(), FolderBackend(tmp_path / "shared")
    shared.set_up()
    anna, bo = (Home(tmp_path / n, n, shared, clock) for n in ("anna", "bo"))
    log = tmp_path / "shared" / "log"
    names = ("rfifo", "rlink", "rfolder", "rgiant", "rlongline", "rempty", "rdeep")
    at = {rep: log / rep / "000001.aaaa.jsonl" for rep in names}
    for path in at.values():
        path.parent.mkdir()
    os.mkfifo(at["rfifo"])
    at["rlink"].symlink_to("/dev/zero")
    at["rfolder"].mkdir()
    at["rempty"].touch()
    at["rdeep"].write_bytes(b"[" * 500_000 + b"\n")
    at["rlongline"].write_bytes(b"x" * 40)
    for rep in ("rgiant", "rlongline"):
        at[rep].touch()
        os.truncate(at[rep], 1 << 30)
    (log / "a file").write_text("x")
    (log / "rtolink").symlink_to("/etc")
    anna.put("dl_1", title="t")
    for _ in range(2):
        anna.sync()
        bo.sync()
        bo.sync(full=False)
        clock.step(11 * 60_000)
    assert bo.state() == anna.state() and bo.store.problems == []
    assert sorted(path.name for path in (bo.folder / "log").iterdir() if any(path.iterdir())) == [
        anna.store.replica.rep
    ]


def test_a_line_that_is_too_long_is_told_and_never_read_whole(tmp_path: Path) -> None:
    clock, shared = Clock(), FolderBackend(tmp_path / "shared")
    shared.set_up()
    bo = Home(tmp_path / "bo", "bo", shared, clock)
    path = tmp_path / "shared" / "log" / BAD / "000001.aaaa.jsonl"
    path.parent.mkdir(parents=True)
    path.write_bytes(segment(commit(1)))
    os.truncate(path, 1 << 30)
    bo.sync()
    clock.step(11 * 60_000)
    (problem,) = [p for p in bo.sync().problems if p.rep == BAD and p.kind == "damaged"]
    assert "byte" in problem.text.en
    assert bo.state()["deals"]["dl_bad"]["title"] == "t1"


def test_deep_json_with_a_good_hash_stops_nobody(tmp_path: Path) -> None:
    clock, site = Clock(), MemoryBackend()
    bo = Home(tmp_path / "bo", "bo", site, clock)
    data = segment(commit(1))
    hash = data.splitlines()[-1][:32].decode()
    from salestui.store.lines import digest

    for body in (b'{"k":"c","s":' + b"[" * 200_000, b"[" * 200_000):
        found = digest(hash, body)
        data += f"{found} ".encode() + body + b"\n"
        hash = found
    _, more = make(hash, commit(2))
    site.put(BAD, "000001.aaaa.jsonl", data + more)
    bo.sync()
    assert bo.state()["deals"]["dl_bad"]["title"] == "t2"
    assert (bo.folder / "log" / BAD / "000001.aaaa.jsonl").read_bytes() == data + more


def test_a_newer_feature_holds_its_replica_there_and_only_that(tmp_path: Path) -> None:
    clock, site = Clock(), MemoryBackend()
    anna, bo = (Home(tmp_path / n, n, site, clock) for n in ("anna", "bo"))
    lines = [commit(1), {"k": "later", "x": 1}, commit(2, zz=[1])]
    lines += [commit(3, rq=["tables"]), commit(4)]
    site.put(BAD, "000001.aaaa.jsonl", segment(*lines))
    anna.put("dl_1", title="t")
    anna.sync()
    bo.sync()
    assert bo.state()["deals"]["dl_bad"]["title"] == "t2" and "dl_1" in bo.state()["deals"]
    assert any("tables" in problem for problem in bo.store.problems)
    assert not bo.store.refresh()
    assert (bo.folder / "log" / BAD / "000001.aaaa.jsonl").read_bytes() == segment(*lines)
    newer = json.loads(segment().split(b" ", 1)[1]) | {"f": 2, "rep": "rnewnewnewnew"}
    site.put("rnewnewnewnew", "000001.aaaa.jsonl", make(GENESIS, newer)[1])
    bo.sync()
    assert any("form 2" in problem for problem in bo.store.problems)


def test_a_directory_that_changes_hands_is_not_read(tmp_path: Path) -> None:
    clock, site = Clock(), MemoryBackend()
    bo = Home(tmp_path / "bo", "bo", site, clock)
    site.put(BAD, "000001.aaaa.jsonl", segment(commit(1)))
    bo.sync()
    site.owners[BAD] = Owner(2, False)
    site.put(BAD, "000001.aaaa.jsonl", segment(commit(1), commit(2)))
    (problem,) = bo.sync().problems
    assert problem.kind == "owner"
    bo.open()
    assert [p.kind for p in bo.sync().problems] == ["owner"]
    assert bo.state()["deals"]["dl_bad"]["title"] == "t1"
    site.owners[BAD] = Owner(os.getuid(), True)
    assert [p.kind for p in bo.sync().problems] == ["loose"]
    (peer,) = [p for p in bo.syncer.status() if p.rep == BAD]
    assert not peer.verified and peer.commits == 2 and peer.who == "mal"


def test_a_header_of_somebody_else_is_no_source(tmp_path: Path) -> None:
    clock, site = Clock(), MemoryBackend()
    bo = Home(tmp_path / "bo", "bo", site, clock)
    site.put(BAD, "000001.aaaa.jsonl", segment(commit(1), rep="rothersother"))
    site.put(BAD, "000001.bbbb.jsonl", segment(commit(1)).replace(b"wtest", b"wrong"))
    bo.sync()
    assert bo.state() == {"conflicts": []}


@settings(max_examples=examples(50), deadline=None)
@given(st.binary(max_size=300), st.integers(0, 400), st.integers(0, 255))
@example(b'"k":"c" "v":{"a":{}}\n', 0, 10)
def test_the_line_reader_never_raises(data: bytes, at: int, byte: int) -> None:
    good = segment(commit(1, v={"ra": 1}), {"k": "hb", "v": {"ra": 2}, "at": 5}, commit(2))
    spoilt = good[:at] + bytes([byte]) + good[at + 1 :]
    for raw in (data, good + data, spoilt, spoilt + data):
        found = walk(raw, GENESIS, 0)
        assert 0 <= found.off <= len(raw)
        header(raw, BAD, WORKSPACE.id)
    if spoilt[: len(good)] != good:
        assert walk(spoilt, GENESIS, 0).off < len(good)


def test_vectors_that_are_lies_are_borne(tmp_path: Path) -> None:
    clock, site = Clock(), MemoryBackend()
    anna, bo = (Home(tmp_path / n, n, site, clock) for n in ("anna", "bo"))
    site.put(BAD, "000001.aaaa.jsonl", segment(commit(1, v={anna.store.replica.rep: 9})))
    anna.put("dl_1", title="t")
    anna.sync()
    bo.sync()
    (peer,) = [p for p in bo.syncer.status() if p.rep == anna.store.replica.rep]
    assert (peer.waiting, peer.commits, peer.who, peer.verified) == (8, 1, "anna", False)


def test_the_system_vouches_for_the_owner_of_a_directory(tmp_path: Path) -> None:
    clock, site = Clock(), MemoryBackend()
    bo = Home(tmp_path / "bo", "bo", site, clock)
    site.put(BAD, "000001.aaaa.jsonl", segment(commit(1)))
    site.owners[BAD] = Owner(1, False)
    bo.sync()
    (peer,) = [p for p in bo.syncer.status() if p.rep == BAD]
    assert (peer.who, peer.verified) == ("daemon", True)


def test_an_id_that_two_chains_share_is_replaced_in_both_whoever_came_first(tmp_path: Path) -> None:
    clock, site = Clock(), MemoryBackend()
    bo, cho = (Home(tmp_path / n, n, site, clock) for n in ("bo", "cho"))
    one, two = (segment(commit(1, o=[["deals", "dl_1", {"title": t}, {}]])) for t in ("a", "b"))
    site.put(BAD, "000001.aaaa.jsonl", one)
    bo.sync()
    bo.put("dl_1", title="bo")
    site.put(BAD, "000001.bbbb.jsonl", two)
    for member in (bo, cho, bo):
        member.sync()
    assert bo.state() == cho.state()
    bo.store.checkpoint()
    bo.open()
    assert bo.state() == cho.state()
    assert {"a", "b", "bo"} <= {values["title"] for _, _, values in cho.edits()}
