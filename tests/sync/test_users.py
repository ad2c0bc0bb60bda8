"""A shared server with several users: the system itself keeps each log to its writer."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from salestui.sync.folder import ROOT_MODE, FolderBackend
from salestui.sync.rights import faults
from salestui.sync.workspacefile import remember

from .homes import WORKSPACE, Clock, Home
from .users import TEAM, User, open_place

ANNA, BO = User("anna", 39_011), User("bo", 39_012)
CHO, DAN = User("cho", 39_013), User("dan", 39_014)
STRANGER = User("stranger", 39_019, groups=(39_019,))


class Round(NamedTuple):
    """What a member saw in one visit."""

    rep: str
    kinds: set[str]
    waiting: int
    state: Any
    who: dict[str, tuple[int, bool]]
    """Replica -> (its commits, whether its writer is certain)."""


class Server:
    """A machine with a shared folder that root has set up, and a home for each user."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.root = place / "shared"
        self.backend = FolderBackend(self.root)
        self.backend.set_up()
        for path in (self.root, self.root / "log"):
            os.chown(path, 0, TEAM)
            path.chmod(ROOT_MODE)
        self.backend.make_workspace(WORKSPACE.raw())
        os.chown(self.root / "salestui.json", 0, TEAM)
        self.clock = Clock()

    def visit(self, user: User, *edits: str) -> Round:
        """A user opens the program, saves edits, syncs."""
        self.clock.step(60_000)
        home = self.place / user.name
        if not home.exists():
            home.mkdir(mode=0o700)
            os.chown(home, user.uid, user.uid)

        return user.does(lambda: self.work(home, user.name, edits))

    def work(self, home: Path, name: str, edits: tuple[str, ...]) -> Round:
        """What a visit is, as whoever runs this."""
        member = Home(home, name, self.backend, self.clock)
        remember(member.folder, str(self.root), self.backend.identity(), WORKSPACE)
        for edit in edits:
            member.put("dl_1", next_step=edit)
        report = member.sync()
        kinds = {problem.kind for problem in report.problems} - {"skew"}
        peers = {p.rep: (p.commits, p.verified) for p in member.syncer.status()}
        rep = member.store.replica.rep
        return Round(rep, kinds, report.waiting, member.state(), peers)

    def log(self, rep: str) -> Path:
        """The one segment of a member."""
        (segment,) = (self.root / "log" / rep).glob("*.jsonl")
        return segment


@pytest.fixture(scope="module")
def _rehearsed() -> None:
    """Everything that a visit needs is loaded: other users may not read where Python lives."""
    with open_place() as place:
        rehearsal = Server(place)
        for name in ("one", "two", "one"):
            rehearsal.work(place / name, name, (name,))


@pytest.fixture
def server(_rehearsed: None) -> Iterator[Server]:
    """A machine for several users."""
    with open_place() as place:
        yield Server(place)


@pytest.mark.parametrize("umask", [0o077, 0o022, 0o002], ids=["077", "022", "002"])
def test_four_users_meet_whatever_their_umask(server: Server, umask: int) -> None:
    users = [user._replace(umask=umask) for user in (ANNA, BO, CHO, DAN)]
    for n, user in enumerate(users):
        server.visit(user, f"t{n}")
    rounds = [server.visit(user) for user in [*users, *users]][-4:]
    assert all(seen.state == rounds[0].state for seen in rounds)
    for user, seen in zip(users, rounds, strict=True):
        assert seen.kinds == set() and seen.waiting == 0
        assert all(certain for _, certain in seen.who.values())
        for path, mode in ((server.log(seen.rep).parent, 0o2750), (server.log(seen.rep), 0o640)):
            status = path.stat()
            assert (stat.S_IMODE(status.st_mode), status.st_uid, status.st_gid) == (
                mode, user.uid, TEAM,
            )  # fmt: skip
    assert faults(server.root) == []


def _append(log: Path) -> None:
    with log.open("ab") as file:
        file.write(b"x")


def _truncate(log: Path) -> None:
    os.truncate(log, 0)


def _plant(log: Path) -> None:
    (log.parent / "000002.aaaa.jsonl").write_bytes(b"x")


def _plant_link(log: Path) -> None:
    (log.parent / "000002.aaaa.jsonl").symlink_to("/etc/passwd")


def _rename_over(log: Path) -> None:
    other = log.parent.parent / f"r{'m' * 12}"
    other.mkdir(exist_ok=True)
    (other / "x.jsonl").write_bytes(b"x")
    (other / "x.jsonl").rename(log)


def _rename_folder_over(log: Path) -> None:
    other = log.parent.parent / f"r{'n' * 12}"
    other.mkdir(exist_ok=True)
    other.rename(log.parent)


ATTACKS: dict[str, Callable[[Path], object]] = {
    "append": _append,
    "truncate": _truncate,
    "delete": lambda log: log.unlink(),
    "chmod": lambda log: log.chmod(0o666),
    "chmod the directory": lambda log: log.parent.chmod(0o777),
    "chown": lambda log: os.chown(log, BO.uid, -1),
    "touch": lambda log: os.utime(log, (1, 1)),
    "plant a file": _plant,
    "plant a link": _plant_link,
    "rename the file": lambda log: log.rename(log.with_name("000009.zzzz.jsonl")),
    "rename over the file": _rename_over,
    "rename the directory": lambda log: log.parent.rename(log.parent.with_name("gone")),
    "rename over the directory": _rename_folder_over,
    "remove the directory": lambda log: shutil.rmtree(log.parent),
    "move all logs": lambda log: log.parent.parent.rename(log.parents[2] / "moved"),
    "remove all logs": lambda log: shutil.rmtree(log.parents[1]),
    "rename the workspace file": lambda log: (log.parents[2] / "salestui.json").rename(
        log.parents[2] / "x"
    ),
    "write the workspace file": lambda log: (log.parents[2] / "salestui.json").write_text("x"),
    "rename over the workspace file": lambda log: _written(log.parents[2] / "y").rename(
        log.parents[2] / "salestui.json"
    ),
    "chmod the root": lambda log: log.parents[2].chmod(0o777),
    "rename the root": lambda log: log.parents[2].rename(log.parents[3] / "moved"),
}
"""What a member may try on the log of another."""


def _written(path: Path) -> Path:
    path.write_bytes(b"x")
    return path


@pytest.mark.parametrize("attack", ATTACKS)
def test_nobody_alters_the_log_of_another(server: Server, attack: str) -> None:
    rep = server.visit(ANNA, "anna").rep
    server.visit(BO, "bo")
    log = server.log(rep)
    before = log.read_bytes()
    assert not BO.refused(lambda: log.read_bytes())
    assert BO.refused(lambda: ATTACKS[attack](log)), attack
    assert server.log(rep) == log and log.read_bytes() == before
    assert stat.S_IMODE(log.stat().st_mode) == 0o640
    anna, bo = server.visit(ANNA, "again"), server.visit(BO)
    assert anna.kinds == bo.kinds == set() and anna.rep == rep
    assert server.visit(ANNA).state == bo.state


def test_an_outsider_reads_nothing(server: Server) -> None:
    rep = server.visit(ANNA, "anna").rep
    for path in (server.root, server.root / "log", server.log(rep).parent):
        assert STRANGER.refused(lambda path=path: list(path.iterdir()))  # type: ignore[misc]
    for path in (server.root / "salestui.json", server.log(rep)):
        assert STRANGER.refused(lambda path=path: path.read_bytes())  # type: ignore[misc]
    assert STRANGER.refused(lambda: (server.root / "x").mkdir())
    for user in (BO, STRANGER):
        home = server.place / ANNA.name
        assert user.refused(lambda home=home: list(home.iterdir()))  # type: ignore[misc]


def test_what_somebody_plants_in_a_directory_of_their_own_harms_nobody(server: Server) -> None:
    anna, bo = server.visit(ANNA, "anna"), server.visit(BO, "bo")
    own, log = server.log(bo.rep), server.log(anna.rep)

    def plant() -> None:
        folder = own.parent
        os.mkfifo(folder / "000002.aaaa.jsonl")
        (folder / "000003.aaaa.jsonl").symlink_to("/etc/shadow")
        (folder / "000004.aaaa.jsonl").mkdir()
        (folder / "000001.bbbb.jsonl").symlink_to(log)
        (folder / "of-rotherrother").symlink_to("/etc")
        (folder.parent / "rfifofifofifo").symlink_to(log.parent)
        own.rename(folder / "000007.zzzz.jsonl")

    BO.does(plant)
    assert server.visit(ANNA, "on").kinds <= {"waiting", "back"}
    seen = server.visit(CHO)
    assert seen.kinds <= {"waiting", "refused"} and seen.who[anna.rep] == (2, True)
    assert server.visit(ANNA).kinds <= {"waiting", "back"}


def test_a_log_that_others_may_write_to_is_not_certain(server: Server) -> None:
    anna = server.visit(ANNA, "anna")
    server.visit(BO)
    ANNA.does(lambda: server.log(anna.rep).parent.chmod(0o2770))
    seen = server.visit(BO)
    assert seen.kinds == {"loose"} and seen.who[anna.rep] == (1, False)
    ANNA.does(lambda: server.log(anna.rep).parent.chmod(0o2750))
    assert server.visit(BO).who[anna.rep] == (1, True)


def test_a_name_that_somebody_else_takes_is_not_read(server: Server) -> None:
    anna = server.visit(ANNA, "anna")
    bo = server.visit(BO, "bo")
    folder = server.root / "log" / anna.rep
    shutil.rmtree(folder)

    def usurp() -> None:
        folder.mkdir(mode=0o750)
        (folder / "000001.aaaa.jsonl").write_bytes(b"lies")

    CHO.does(usurp)
    seen = server.visit(BO, "on")
    assert seen.kinds == {"owner"} and seen.who[anna.rep][0] == 1
    back = server.visit(ANNA, "more")
    assert back.waiting and back.kinds
    CHO.does(lambda: shutil.rmtree(folder))
    for user in (ANNA, BO, ANNA):
        seen = server.visit(user)
    assert seen.kinds == set() and seen.waiting == 0 and seen.rep == anna.rep
    assert server.visit(BO).state == seen.state and seen.who[bo.rep] == (2, True)


def test_a_member_who_owns_the_root_is_told_of_it(server: Server) -> None:
    server.visit(ANNA, "anna")
    server.visit(BO, "bo")
    os.chown(server.root, ANNA.uid, TEAM)
    server.root.chmod(ROOT_MODE)
    (fault,) = faults(server.root)
    assert "may delete anything in it" in fault.text.en
