"""What the stories of a team share: a real folder, and a colleague with a home of his own."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

from salestui.services.workbench import UseCase, Workbench
from salestui.sync import join as ties
from salestui.sync.folder import FolderBackend
from salestui.sync.peers import Peer
from salestui.sync.report import Report
from salestui.sync.syncer import Syncer


class Colleague:
    """Bo on another computer: what he does is in the folder at once."""

    def __init__(self, homes: Path, backend: FolderBackend, clock: Any) -> None:
        self.backend = backend
        folder = ties.join(homes, backend, str(backend.root), "bo", clock.now, os.urandom)
        self.bench = Workbench(
            folder, user="bo", lang="en", clock=clock, random_bytes=random.Random(7).randbytes
        )
        self._syncer = Syncer(self.bench.store, backend, os.urandom)
        self.sync()

    def sync(self) -> Report:
        """Read what there is and publish what he has."""
        report = self._syncer.once()
        self.bench.refresh()
        return report

    def do(self, use_case: UseCase) -> None:
        """Act and publish."""
        self.sync()
        self.bench.commit(use_case)
        assert self.sync().hindrance is None

    def peers(self) -> list[Peer]:
        """Everybody as he sees them."""
        self.sync()
        return self._syncer.status()

    def deal(self, id: str) -> dict[str, Any]:
        """A deal as he sees it."""
        self.sync()
        return dict(self.bench.snapshot.get("deals", id) or {})


def share(bench: Workbench, backend: FolderBackend, clock: Any) -> None:
    """Make a folder that of a workspace, as `salestui team join` does."""
    backend.set_up()
    ties.share(bench.folder, backend, str(backend.root), "Keda", clock.now)


def publish(bench: Workbench, backend: FolderBackend) -> None:
    """Bring what is here into the folder, where no app does."""
    assert Syncer(bench.store, backend, os.urandom).once().hindrance is None


def by_title(bench: Workbench, title: str) -> str:
    """A deal's id."""
    return next(str(d["_id"]) for d in bench.snapshot.live("deals") if d.get("title") == title)
