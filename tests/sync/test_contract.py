"""The contract: what every shared place promises, and what comes of it between two stores even
where a place delivers late, twice or torn.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from salestui.domain.change import Act, Batch, Edit
from salestui.store import journal, write
from salestui.sync.backend import Backend

from .homes import Clock, Home
from .places import PLACES, Place
from .team import DAY, check_causality, check_rebuild, tokens_in

REP = "rabcdefghijkl"
NAME = "000001.aaaa.jsonl"


@pytest.fixture(params=["folder", "memory"])
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Backend:
    """Every backend in turn."""
    return PLACES[request.param](tmp_path, 1).mine


# -- what a place promises to its one writer


def test_what_is_absent_is_not_found(backend: Backend) -> None:
    with pytest.raises(FileNotFoundError):
        backend.read_workspace()
    for look in (backend.owner, backend.files):
        with pytest.raises(FileNotFoundError):
            look(REP)
    assert backend.replicas() == []
    backend.make_folder(REP)
    with pytest.raises(FileNotFoundError):
        backend.get(REP, NAME, 0, 10)
    with pytest.raises(OSError):
        backend.extend(REP, NAME, 0, b"x")


def test_the_workspace_file_is_written_once(backend: Backend) -> None:
    backend.make_workspace(b"one")
    with pytest.raises(FileExistsError):
        backend.make_workspace(b"two")
    assert backend.read_workspace() == b"one"


def test_a_file_is_never_replaced(backend: Backend) -> None:
    backend.make_folder(REP)
    backend.make_folder(REP)
    backend.create(REP, NAME, b"abc")
    with pytest.raises(FileExistsError):
        backend.create(REP, NAME, b"other")
    assert backend.get(REP, NAME, 0, 9).data == b"abc"


def test_a_file_grows_at_the_end_that_its_writer_knows(backend: Backend) -> None:
    backend.make_folder(REP)
    backend.create(REP, NAME, b"abc")
    backend.extend(REP, NAME, 3, b"def")
    for have in (3, 7):
        with pytest.raises(OSError):
            backend.extend(REP, NAME, have, b"x")
    assert backend.size(REP, NAME) == 6


def test_any_part_of_a_file_is_read(backend: Backend) -> None:
    backend.make_folder(REP)
    backend.create(REP, NAME, b"abcdef")
    chunk = backend.get(REP, NAME, 2, 3)
    assert (chunk.data, chunk.size) == (b"cde", 6)
    assert backend.get(REP, NAME, 9, 3).data == b""


def test_a_list_tells_what_changed(backend: Backend) -> None:
    backend.make_folder(REP)
    backend.create(REP, NAME, b"abc")
    before = backend.files(REP)
    assert [(entry.name, entry.size) for entry in before] == [(NAME, 3)]
    assert backend.files(REP) == before
    backend.extend(REP, NAME, 3, b"d")
    assert backend.files(REP) != before


def test_a_folder_below_a_replica_is_none_of_its_files(backend: Backend) -> None:
    backend.make_folder(REP)
    backend.make_folder(f"{REP}/of-rother")
    backend.create(f"{REP}/of-rother", NAME, b"x")
    assert backend.folders(REP) == ["of-rother"]
    assert backend.replicas() == [REP]
    assert backend.files(REP) == []


# -- what two people may rely on, whatever lies between them


class Pair:
    """Two members, each at one side of a place."""

    def __init__(self, root: Path, place: Place) -> None:
        self.place, self.clock = place, Clock()
        self.anna = Home(root / "a", "anna", place.mine, self.clock)
        place.settle()
        self.bo = Home(root / "b", "bo", place.theirs, self.clock)
        self.both = (self.anna, self.bo)

    def round(self, n: int) -> None:
        """Both sync and something comes across; bo's program is started anew now and then."""
        self.anna.sync(full=n % 2 == 0)
        self.place.carry()
        if n % 4 == 3:
            self.bo.open()
        self.bo.sync(full=n % 3 > 0)

    def settle(self) -> None:
        """All arrives."""
        for _ in range(3):
            for member in self.both:
                member.sync()
            self.place.settle()
        for member in self.both:
            assert {problem.kind for problem in member.sync().problems} <= {"skew"}


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Every place in turn."""
    return PLACES[request.param](tmp_path, 1)


@pytest.fixture
def pair(tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch) -> Pair:
    """Two members who rotate often and write large acts in several lines."""
    monkeypatch.setattr(journal, "SEAL_BYTES", 1200)
    monkeypatch.setattr(write, "RECORDS_PER_LINE", 2)
    return Pair(tmp_path, place)


def files(log: Path) -> dict[str, bytes]:
    """What stands in a log's folder."""
    return {path.name: path.read_bytes() for path in log.iterdir()}


def test_all_that_is_saved_arrives(pair: Pair) -> None:
    for n in range(12):
        pair.anna.put(f"dl_{n % 5}", title=f"t{n}" * 9)
        pair.bo.put(f"dl_{n % 5}", next_step=f"s{n}")
        pair.round(n)
    pair.settle()
    assert pair.anna.state() == pair.bo.state()
    tokens = {f"s{n}" for n in range(12)} | {f"t{n}" * 9 for n in range(12)}
    for member in pair.both:
        assert tokens <= tokens_in(member)
        check_rebuild(member)


def test_nothing_but_what_was_written_is_taken_in(pair: Pair) -> None:
    rep = pair.anna.store.replica.rep
    for n in range(12):
        pair.anna.put(f"dl_{n % 5}", title=f"t{n}" * 9)
        pair.round(n)
        own = files(pair.anna.folder / "log" / rep)
        mirror = pair.bo.folder / "log" / rep
        for name, data in files(mirror).items() if mirror.is_dir() else ():
            assert own[name].startswith(data)
        assert pair.bo.store.problems == []


def test_what_was_seen_is_never_unseen(pair: Pair) -> None:
    rep, seen = pair.anna.store.replica.rep, 0
    for n in range(12):
        pair.anna.put("dl_1", title=f"t{n}" * 9)
        pair.round(n)
        now = pair.bo.store.snapshot.vector.get(rep, 0)
        assert now >= seen
        seen = now


def test_a_large_act_is_there_as_a_whole_or_not_at_all(pair: Pair) -> None:
    for n in range(4):
        edits = tuple(Edit("deals", f"dl_{k}", {"title": f"t{n}"}) for k in range(7))
        pair.anna.store.commit(lambda _, edits=edits: Batch("b", (Act("b", edits),)))  # type: ignore[misc]
        for step in range(3):
            pair.round(step)
            titles = {doc["title"] for doc in pair.bo.store.snapshot.table("deals").values()}
            assert len(titles) <= 1
    pair.settle()
    assert len(pair.bo.state()["deals"]) == 7


def test_two_values_of_one_field_are_a_conflict_for_both(pair: Pair) -> None:
    pair.anna.put("dl_1", title="t")
    pair.settle()
    pair.anna.put("dl_1", next_step="anna's")
    pair.bo.put("dl_1", next_step="bo's")
    for n in range(6):
        pair.round(n)
    pair.settle()
    assert pair.anna.state() == pair.bo.state()
    assert pair.bo.state()["conflicts"] == [("deals", "dl_1", "next_step")]


@pytest.mark.parametrize("ahead", [400 * DAY, -3 * DAY])
def test_what_is_written_over_a_value_wins_whatever_the_clocks_say(pair: Pair, ahead: int) -> None:
    pair.anna.skew = ahead
    for n in range(3):
        for member in (pair.anna, pair.bo):
            member.put("dl_1", next_step=f"{member.user}{n}")
            pair.settle()
    for member in pair.both:
        assert member.state()["deals"]["dl_1"]["next_step"] == "bo2"
        assert member.state()["conflicts"] == []
        check_causality(member)


def test_a_look_without_news_writes_nothing(pair: Pair) -> None:
    for n in range(6):
        pair.anna.put("dl_1", title=f"t{n}" * 9)
        pair.round(n)
    pair.settle()
    logs = [path for member in pair.both for path in (member.folder / "log").iterdir()]
    before = [files(log) for log in logs]
    shared = [pair.place.mine.files(rep) for rep in pair.place.mine.replicas()]
    for full in (True, False, True):
        for member in pair.both:
            report = member.sync(full=full)
            assert (report.published, report.pulled, report.waiting) == (0, 0, 0)
    assert [files(log) for log in logs] == before
    assert [pair.place.mine.files(rep) for rep in pair.place.mine.replicas()] == shared


def test_nobody_writes_to_anothers_log(pair: Pair) -> None:
    for n in range(8):
        pair.anna.put("dl_1", title=f"t{n}" * 9)
        pair.bo.put("dl_1", next_step=f"s{n}" * 9)
        pair.round(n)
    pair.settle()
    for member, backend in ((pair.anna, pair.place.mine), (pair.bo, pair.place.theirs)):
        rep = member.store.replica.rep
        own = files(member.folder / "log" / rep)
        assert {name: backend.get(rep, name, 0, 1 << 20).data for name in own} == own
        assert sorted(backend.replicas()) == sorted(m.store.replica.rep for m in pair.both)
