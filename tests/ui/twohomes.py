"""Anna at the app and others on computers of their own, with a real folder between them."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from salestui.services.joining import join_team
from salestui.services.workbench import UseCase, Workbench
from salestui.sync.folder import FolderBackend
from salestui.sync.join import join, share
from salestui.sync.syncer import Syncer
from salestui.sync.workspacefile import leave
from tests.patience import PATIENCE


class TwoHomes:
    """Anna's and Bob's stores; what one does the other learns when they `meet`."""

    def __init__(self, open_bench: Callable[..., Workbench], tmp_path: Path, clock: Any) -> None:
        self._folder, self._clock, self._dice = tmp_path, clock, random.Random(7).randbytes
        self._root = tmp_path / "shared"
        backend = FolderBackend(self._root)
        backend.set_up()
        self.anna = open_bench()
        """One more program of Anna's, as a command beside the app."""
        share(self.anna.folder, backend, str(self._root), "Keda", clock())
        # Here they meet when a story says so, not when the app syncs by itself.
        leave(self.anna.folder)
        self._members = [(self.anna, Syncer(self.anna.store, backend, self._dice))]
        self.bob = self.add("bob", "Bob Wu")

    def add(self, user: str, name: str) -> Workbench:
        """One more member, who knows everything."""
        backend, root, now = FolderBackend(self._root), str(self._root), self._clock()
        self.meet()
        folder = join(self._folder / user, backend, root, user, now, self._dice)
        dice = random.Random(user).randbytes
        bench = Workbench(folder, user=user, lang="zh", clock=self._clock, random_bytes=dice)
        self._members.append((bench, Syncer(bench.store, backend, dice)))
        self.meet()
        bench.commit(lambda s, c: join_team(s, c, user, name))
        self.meet()
        return bench

    def meet(self) -> None:
        """Sync until all know the same. An app that is open syncs Anna's home by itself."""
        end = time.monotonic() + PATIENCE
        while True:
            for bench, syncer in self._members:
                syncer.once()
                bench.refresh()
            first, *others = (dict(bench.snapshot.vector) for bench, _ in self._members)
            if all(other == first for other in others):
                return
            assert time.monotonic() < end, (first, others)
            time.sleep(0.02)

    def apart(self, annas: UseCase, bobs: UseCase, first: Workbench | None = None) -> None:
        """Anna (or another) acts, and Bob later without knowing of it; then they meet."""
        one = first or self.anna
        one.refresh()
        one.commit(annas)
        self.bob.commit(bobs)
        self.meet()
