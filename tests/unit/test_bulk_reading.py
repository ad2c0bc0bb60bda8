"""Reading much at once: in parts, by another parser, and to the same state as commit by commit."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from salestui.domain.change import BadCommit, read_commit
from salestui.domain.fold import Fold
from salestui.store import home
from salestui.store.branches import read_log
from salestui.store.folded import PART
from salestui.store.history import History
from salestui.store.journal import Journal, Origin
from salestui.store.lines import MUCH
from salestui.store.reissue import again
from salestui.store.segments import Cursor
from salestui.store.store import Store
from tests.bench.teamlog import START_MS, STEP_MS, Team, size_of

COMMITS = PART + 500
LATER = "rlaterlaterla"


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The logs of a team, more than is read at a time, in a local store without a checkpoint."""
    folder = tmp_path_factory.mktemp("home") / "wbulkbulkbulk"
    Team(folder).write(COMMITS)
    assert size_of(folder) > MUCH
    return folder


def opened(folder: Path) -> Store:
    """The store as a program finds it that starts now."""
    now = START_MS + 2 * COMMITS * STEP_MS
    replica = home.replica(folder, "anna", now, os.urandom)
    return Store(folder, replica, clock=lambda: now, random_bytes=os.urandom, app="0")


def folded(folder: Path) -> dict[str, dict[str, object]]:
    """All records, folded from all commits at once in stamp order."""
    snapshot = Fold().apply(History(folder).commits())
    return {kind: dict(table) for kind, table in snapshot.tables.items()}


def test_a_bulk_read_gives_the_state_of_all_commits(logs: Path) -> None:
    store = opened(logs)
    assert {kind: dict(table) for kind, table in store.snapshot.tables.items()} == folded(logs)
    assert sum(store.snapshot.vector.values()) == COMMITS
    assert store.problems == [] and not store.refresh()
    ends = {rep: read_log(logs / "log", rep, Cursor()).cursor for rep in store.replicas()}
    assert store.cursors == {rep: end for rep, end in ends.items() if end.n}
    assert store.snapshot.author(next(iter(store.snapshot.vector))).startswith("user")


def test_a_commit_written_again_in_a_later_part_counts_once(logs: Path) -> None:
    rep = "rbenchteamaa"
    first, second = read_log(logs / "log", rep, Cursor()).commits[:2]
    deed = [list(op) for op in second.ops]
    line = {"k": "c", "s": 2, "t": list(second.stamp[:2]), "i": second.intent, "sv": 1, "o": deed}
    late = {
        "k": "c",
        "s": 1,
        "t": [START_MS + 2 * COMMITS * STEP_MS, 0],
        "i": "x",
        "sv": 1,
        "o": [],
    }
    journal = Journal(
        logs / "log" / LATER, Origin(logs.name, LATER, "zoe", 1, "h", "0"), os.urandom
    )
    lines = [late, again(line, rep, first.stamp.hash, 2)]
    journal.append(Cursor(), lines, START_MS)
    journal.close()
    store = opened(logs)
    assert {kind: dict(table) for kind, table in store.snapshot.tables.items()} == folded(logs)
    (kind, id, *_) = second.ops[0]
    assert store.snapshot.table(kind)[id]["_by"] == LATER
    assert store.fold.again.counted


@pytest.mark.parametrize(
    "replaced", [5, {"title": 5}, {"title": "rx:1"}, {"title": [1]}, {"title": [[]]}]
)
def test_what_a_line_says_it_replaces_must_be_ids(replaced: object) -> None:
    line = {"k": "c", "s": 1, "t": [1, 0], "o": [["deals", "dl_1", {"title": "x"}, replaced]]}
    with pytest.raises(BadCommit):
        read_commit(line, "rx", "0" * 32)
