"""Pipes, devices, folders and links where files are looked for: one sentence, no hang, no crash."""

from __future__ import annotations

import itertools
import os
import resource
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from salestui.store.files import open_plain, read_bytes, replace_file
from salestui.sync.folder import FolderBackend
from salestui.sync.workspacefile import remember, remembered
from tests.sync.homes import adopt

from .conftest import Cli
from .teamwork import folder_of, member, replica


def _zero(path: Path) -> None:
    """What never ends when it is read: a device, or a link to one for who may make none."""
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))
    except PermissionError:
        path.symlink_to("/dev/zero")


KINDS: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "device": _zero,
    "folder": Path.mkdir,
    "link": lambda path: path.symlink_to("/dev/zero"),
    "circle": lambda path: path.symlink_to(path.name),
}
BLOCKING = ("pipe", "device")
HOME = ("cursors.json", "db.json", "fold.json", "lock", "quick.*", "replica.json", "shared.json",
        "sync.lock", "seen.bo.json", "log/own/*", "log/other/*")  # fmt: skip
SHARED = ("salestui.json", "log", "log/own/*", "log/other", "log/other/*")
COMMANDS = (("board",), ("deal", "add", "Nantong"), ("sync",), ("today",))
SAYINGS = {0, 1, 3, 4}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two members of a shared workspace, one of whom has looked at it; to be copied."""
    root = tmp_path_factory.mktemp("world")
    Cli(root / "none", root).ok("team", "setup", str(root / "shared"))
    anna, bo = member(root, "anna"), member(root, "bo")
    anna.ok("init", "--name", "Keda", "--currency", "CNY", "--shared", str(root / "shared"))
    bo.ok("team", "join", str(root / "shared"))
    for cli in (anna, bo, anna, bo):
        cli.ok("deal", "add", "Hengda")
        cli.ok("sync")
    (folder_of(bo) / "seen.bo.json").touch()
    bo.ok("deals")
    return root


@pytest.fixture
def little_memory() -> Iterator[None]:
    """What reads without end fails before the machine does."""
    old = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + (1 << 30), old[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, old)


def replaced(world: Path, root: Path, place: str, kind: str) -> Cli:
    """Commands of bo's in a copy of the world where something else stands in a file's place."""
    shutil.copytree(world, root, symlinks=True)
    bo = member(root, "bo")
    folder = folder_of(bo)
    adopt(folder)
    shared = remembered(folder)
    assert shared is not None
    there = root / "shared"
    remember(folder, str(there), FolderBackend(there).identity(), shared.workspace)
    own = replica(bo)
    other = next(each.name for each in (folder / "log").iterdir() if each.name != own)
    at, _, pattern = place.partition(":")
    top = folder if at == "home" else there
    [path] = top.glob(pattern.replace("own", own).replace("other", other))
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    KINDS[kind](path)
    return bo


def endure(bo: Cli) -> None:
    """Run the commands: each ends with a code and at most one sentence."""
    for argv in COMMANDS:
        ran = bo(*argv)
        assert ran.code in SAYINGS and len(ran.err.splitlines()) <= 1, (argv, ran)
        assert "a fault of its own" not in ran.err, (argv, ran)


PLACES = [*(f"home:{each}" for each in HOME), *(f"shared:{each}" for each in SHARED)]


@pytest.mark.usefixtures("little_memory")
@pytest.mark.parametrize("place", PLACES)
def test_what_never_ends_in_place_of_a_file(world: Path, tmp_path: Path, place: str) -> None:
    kind = BLOCKING[PLACES.index(place) % 2]
    endure(replaced(world, tmp_path / "copy", place, kind))


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.usefixtures("little_memory")
def test_everything_in_place_of_every_file(world: Path, tmp_path: Path) -> None:
    for n, (place, kind) in enumerate(itertools.product(PLACES, KINDS)):
        endure(replaced(world, tmp_path / str(n), place, kind))


@pytest.mark.usefixtures("little_memory")
@pytest.mark.parametrize("kind", KINDS)
def test_only_regular_files_are_opened(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "file"
    KINDS[kind](path)
    for flags in (os.O_RDONLY, os.O_WRONLY | os.O_APPEND, os.O_RDWR | os.O_CREAT):
        with pytest.raises(OSError, match=r".") as refused:
            open_plain(path, flags)
        assert refused.value.strerror
    KINDS[kind](tmp_path / "next.new")
    if kind != "folder":
        with pytest.raises(OSError, match=r"."):
            replace_file(tmp_path / "next", b"1")
        # What stood in its way is gone, so that the next one is kept.
        replace_file(tmp_path / "next", b"2")
        assert read_bytes(tmp_path / "next") == b"2"
