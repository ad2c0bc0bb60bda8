"""Shared places between two people: one directory, one memory, and folders that a careless
replicator copies from computer to computer: late, twice or torn.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from salestui.sync.backend import WORKSPACE, Backend
from salestui.sync.folder import FolderBackend

from .memory import MemoryBackend


class Place:
    """A shared place as one person and another see it."""

    def __init__(self, mine: Backend, theirs: Backend) -> None:
        self.mine, self.theirs = mine, theirs

    def carry(self) -> None:
        """Some of what one side wrote comes to the other, in whatever way this place has."""

    def settle(self) -> None:
        """All of it comes, whole."""


class Carried(Place):
    """Two real directories and a replicator between them; every directory has one writer."""

    def __init__(self, root: Path, seed: int) -> None:
        self.sides = [FolderBackend(root / "mine"), FolderBackend(root / "theirs")]
        for side in self.sides:
            side.set_up()
        super().__init__(*self.sides)
        self.dice = random.Random(seed)
        self.home: dict[str, int] = {}
        """Replica -> the side where it is written."""
        self.versions: dict[Path, list[bytes]] = {}
        """File -> every content of it that was seen, the oldest first."""

    def deliver(self, target: Path, versions: list[bytes]) -> None:
        """Bring a file across, of which there were these versions."""
        raise NotImplementedError

    def carry(self) -> None:
        for path, target in self._under_way():
            seen = self.versions.setdefault(path, [])
            if (data := path.read_bytes()) not in seen[-1:]:
                seen.append(data)
            self.deliver(target, seen)

    def settle(self) -> None:
        for path, target in self._under_way():
            put(target, path.read_bytes())

    def _under_way(self) -> list[tuple[Path, Path]]:
        """(file, where it belongs on the other side), in no order."""
        found = []
        for at, side in enumerate(self.sides):
            other = self.sides[1 - at].root
            if (side.root / WORKSPACE).exists() and not (other / WORKSPACE).exists():
                found.append((side.root / WORKSPACE, other / WORKSPACE))
            for rep in side.replicas():
                if self.home.setdefault(rep, at) == at:
                    files = (side.root / "log" / rep).iterdir()
                    found += [(path, other / path.relative_to(side.root)) for path in files]
        self.dice.shuffle(found)
        return found


class Late(Carried):
    """Files come in no order, each some versions behind, and now and then not at all."""

    def deliver(self, target: Path, versions: list[bytes]) -> None:
        at = len(versions) - 1 - self.dice.randrange(3)
        if at >= 0 and self.dice.random() < 0.7:
            put(target, versions[at])


class Twice(Carried):
    """Files come again as they were before, and a second time under another name."""

    def deliver(self, target: Path, versions: list[bytes]) -> None:
        put(target, versions[-1])
        if self.dice.random() < 0.4:
            put(target, self.dice.choice(versions))
        if target.name != WORKSPACE and self.dice.random() < 0.4:
            put(target.with_name(f"{target.stem} (1).jsonl"), self.dice.choice(versions))


class Torn(Carried):
    """Files come cut off anywhere, or in their full length with the rest still empty."""

    def deliver(self, target: Path, versions: list[bytes]) -> None:
        data = versions[-1]
        cut = self.dice.randrange(len(data) + 1)
        rest = bytes(len(data) - cut) if self.dice.random() < 0.5 else b""
        if target.name != WORKSPACE:
            put(target, data[:cut] + rest)


def put(path: Path, data: bytes) -> None:
    """Put a file in its place in one step, as replicators do."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent.parent / f".{path.name}.tmp"
    temporary.write_bytes(data)
    temporary.replace(path)


def folder(root: Path, seed: int = 0) -> Place:
    """One real directory."""
    backend = FolderBackend(root / "shared")
    backend.set_up()
    return Place(backend, FolderBackend(backend.root))


def memory(root: Path, seed: int = 0) -> Place:
    """One place in memory."""
    backend = MemoryBackend()
    return Place(backend, backend)


PLACES: dict[str, Callable[[Path, int], Place]] = {
    "folder": folder, "memory": memory, "late": Late, "twice": Twice, "torn": Torn,
}  # fmt: skip
