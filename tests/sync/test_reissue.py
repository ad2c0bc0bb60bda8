"""Commits written again: the same state whichever writings came, in whatever order."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salestui.domain.again import Again
from salestui.domain.change import Act, Batch, Commit, Edit, read_commit
from salestui.domain.fold import Fold
from salestui.store import journal, write
from salestui.store.lines import GENESIS, make
from salestui.store.reissue import again, with_origin
from salestui.sync.backend import Chunk
from tests.campaigns import examples

from .homes import NOW, Clock, Home
from .memory import MemoryBackend
from .team import tokens_in


def line(seq: int, ms: int, path: str, value: object, seen: list[str]) -> dict[str, Any]:
    """A commit line that writes one path."""
    return {"k": "c", "s": seq, "t": [ms, 0], "i": "x", "sv": 1,
            "o": [["deals", "dl_1", {path: value}, {path: seen}]]}  # fmt: skip


def log(rep: str, lines: list[dict[str, Any]], before: str = GENESIS) -> list[tuple[Commit, str]]:
    """The commits of a log, each with the hash of the line before it."""
    found = []
    for each in lines:
        hash, _ = make(before, each)
        found.append((with_origin(read_commit(each, rep, hash), each), before))
        before = hash
    return found


def told(paths: list[tuple[str, bool]]) -> tuple[list[Commit], list[Commit], list[Commit]]:
    """What the original wrote, what its copy wrote from the same start, and that written again."""
    own: list[dict[str, Any]] = []
    copy: list[dict[str, Any]] = []
    seen = {"a": "rx:1", "b": "rx:1"}
    first = line(1, NOW, "a", 0, [])
    first["o"][0][2]["b"] = 0
    mine, theirs = dict(seen), dict(seen)
    for k, (path, at_copy) in enumerate(paths):
        lines, heads = (copy, theirs) if at_copy else (own, mine)
        seq = len(lines) + 2
        lines.append(line(seq, NOW + k + 1, path, f"{k}", [heads[path]]))
        heads[path] = f"rx:{seq}"
    original = log("rx", [first, *own])
    branch = log("rx", [first, *copy])[1:]
    rows = [
        again(row, "rx", before, k + 1)
        for k, (row, (_, before)) in enumerate(zip(copy, branch, strict=True))
    ]
    return [c for c, _ in original], [c for c, _ in branch], [c for c, _ in log("ry", rows)]


def state(fold: Fold) -> Any:
    """What must be equal, with the ids of the values that stand."""
    tables = {kind: dict(rows) for kind, rows in fold.snapshot.tables.items()}
    heads = {p: [h.stamp.id for h in fold.heads("deals", "dl_1", p)] for p in "ab"}
    return tables, sorted(fold.conflicts()), heads


PATHS = st.lists(st.tuples(st.sampled_from("ab"), st.booleans()), max_size=8)


@settings(max_examples=examples(50), deadline=None)
@given(PATHS, st.integers(0, 9999))
def test_the_order_and_the_first_writings_make_no_difference(
    paths: list[tuple[str, bool]], seed: int
) -> None:
    original, branch, rewritten = told(paths)
    whole = Fold()
    whole.apply(original + rewritten)
    both = Fold()
    both.apply([*branch, *original, *rewritten])
    assert state(both) == state(whole)
    dice = random.Random(seed)
    order = ["o"] * len(original) + ["r"] * len(rewritten)
    dice.shuffle(order)
    queues = {"o": iter(original), "r": iter(rewritten)}
    mixed = Fold()
    for which in order:
        mixed.apply([next(queues[which])])
    mixed.apply(branch)
    assert state(mixed) == state(whole)


@given(PATHS)
def test_each_copys_last_value_of_a_path_stands_beside_the_others(
    paths: list[tuple[str, bool]],
) -> None:
    original, _, rewritten = told(paths)
    fold = Fold()
    fold.apply(original + rewritten)
    for path in "ab":
        sides = {at_copy for p, at_copy in paths if p == path}
        assert len(fold.heads("deals", "dl_1", path)) == max(1, len(sides))


def test_after_the_fork_an_old_id_means_the_commit_that_kept_it() -> None:
    original, _, rewritten = told([("a", False), ("a", True)])
    later = line(2, NOW + 99, "a", "decided", ["rx:2"])
    (after,) = [c for c, _ in log("ry", [later])]
    fold = Fold()
    fold.apply([*original, *rewritten, after])
    assert {head.stamp.id for head in fold.heads("deals", "dl_1", "a")} == {"ry:2", "ry:1"}


def test_a_first_writing_is_proven_by_its_hash() -> None:
    _, branch, rewritten = told([("a", True), ("b", True)])
    assert [c.origin for c in rewritten] == [c.stamp for c in branch]
    twice = Again()
    twice.learn(rewritten)
    restored = Again()
    restored.load(json.loads(json.dumps(twice.dump())))
    assert restored.counted == twice.counted
    assert not any(restored.counts(c) for c in branch)
    assert restored.name("ry", "rx:2") == "ry:1" and restored.name("", "rx:2") == "rx:2"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rotate often and write large acts in several lines."""
    monkeypatch.setattr(journal, "SEAL_BYTES", 1500)
    monkeypatch.setattr(write, "RECORDS_PER_LINE", 3)


def group(stem: str, count: int = 12) -> Any:
    """An act of several lines."""
    edits = tuple(
        Edit("deals", f"dl_{stem}{k}", {"title": f"{stem}{k}", "note": "x" * 200})
        for k in range(count)
    )
    return lambda _: Batch("big", (Act("big", edits, 5),))


@pytest.mark.usefixtures("small")
def test_a_large_act_torn_in_the_shared_copy_is_written_again_whole(tmp_path: Path) -> None:
    clock, site = Clock(), MemoryBackend()
    anna = Home(tmp_path / "a", "anna", site, clock)
    anna.put("dl_1", title="t")
    anna.sync()
    clone = anna.copy_to(tmp_path / "b", keep_name=True)
    anna.store.commit(group("g"))
    rep = anna.store.replica.rep
    logs = {p.name: p.read_bytes() for p in sorted((anna.folder / "log" / rep).iterdir())}
    for name, data in list(logs.items())[:2]:
        site.put(rep, name, data)
    anna.folder.joinpath("replica.json").write_text("{}")
    row = json.loads((clone.folder / "replica.json").read_bytes())
    row |= {"was": [rep], "rep": "rnewnewnewnew"}
    row["fp"]["ino"] = anna.folder.stat().st_ino
    (anna.folder / "replica.json").write_text(json.dumps(row))
    (anna.folder / "log" / "rnewnewnewnew").mkdir()
    anna.open()
    anna.sync()
    bo = Home(tmp_path / "c", "bo", site, clock)
    bo.sync()
    assert {f"g{k}" for k in range(12)} <= tokens_in(bo)
    assert anna.state() == bo.state()
    assert len(bo.state()["deals"]) == 13


@pytest.mark.usefixtures("small")
def test_a_seal_is_never_there_before_the_segment_that_it_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, site = Clock(), MemoryBackend()
    anna = Home(tmp_path / "a", "anna", site, clock)
    rep = anna.store.replica.rep

    def sound() -> None:
        for data in site.files_[rep].values():
            for raw in data.split(b"\n")[:-1]:
                row = json.loads(raw[33:])
                assert row["k"] != "end" or row["next"] in site.files_[rep]

    def watched(name: str) -> Any:
        real = getattr(site, name)

        def call(*args: Any) -> Any:
            sound()
            result = real(*args)
            sound()
            return result

        return call

    anna.put("dl_1", title="t")
    anna.sync()
    for name in ("extend", "create"):
        monkeypatch.setattr(site, name, watched(name), raising=False)
    for n in range(3):
        anna.store.commit(group(f"g{n}"))
        anna.sync()
    assert len(site.files_[rep]) > 4
    assert isinstance(site.get(rep, next(iter(site.files_[rep])), 0, 1), Chunk)
