"""Members of a team in tests: real local stores, an injected clock and dice, any shared place."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

from salestui.domain.change import Act, Edit, Value
from salestui.store import home
from salestui.store.history import History
from salestui.store.store import Saved, Store
from salestui.sync.backend import Backend
from salestui.sync.report import Report
from salestui.sync.syncer import Syncer
from salestui.sync.workspacefile import Workspace, read_workspace, remember

NOW = 1_790_000_000_000
WORKSPACE = Workspace("wtest", "Test", NOW)


class Clock:
    """True time, which all members read with an error of their own."""

    def __init__(self) -> None:
        self.now = NOW

    def step(self, ms: int = 1000) -> None:
        """Let time pass."""
        self.now += ms


class Home:
    """One member's computer."""

    def __init__(
        self, root: Path, user: str, backend: Backend, clock: Clock, *, skew: int = 0
    ) -> None:
        self.root, self.user, self.backend, self.clock, self.skew = root, user, backend, clock, skew
        self.dice = random.Random(f"{root.name}{user}")
        self.folder = root / WORKSPACE.id
        if not self.folder.is_dir():
            home.create(root, WORKSPACE.id)
        if read_workspace(backend) is None:
            backend.make_workspace(WORKSPACE.raw())
        remember(self.folder, "/shared", backend.identity(), WORKSPACE)
        self.saved: list[dict[str, Any]] = []
        self.open()

    def now(self) -> int:
        """The time on this computer."""
        return self.clock.now + self.skew

    def open(self) -> None:
        """Start the program, as after a crash: nothing in memory survives."""
        who = home.replica(self.folder, self.user, self.now(), self.dice.randbytes)
        self.store = Store(
            self.folder, who, clock=self.now, random_bytes=self.dice.randbytes, app="t"
        )
        self.syncer = Syncer(self.store, self.backend, self.dice.randbytes)

    def put(self, id: str, kind: str = "deals", **values: Value) -> Saved:
        """Save one edit; it is visible here at once."""
        self.clock.step(7)
        saved = self.store.commit(lambda _: Act("test", (Edit(kind, id, values),)))
        doc = self.store.snapshot.get(kind, id) or {}
        assert all(doc.get(path) == value for path, value in values.items()), (values, doc)
        self.saved.append({"kind": kind, "id": id, "values": values})
        return saved

    def sync(self, *, full: bool = True) -> Report:
        """One round, and what it brought folded in."""
        self.clock.step(1)
        report = self.syncer.once(full=full)
        self.store.refresh()
        return report

    def state(self) -> dict[str, Any]:
        """Everything that members must agree on."""
        tables = self.store.snapshot.tables
        state: dict[str, Any] = {kind: dict(rows) for kind, rows in tables.items() if len(rows)}
        state["conflicts"] = sorted(self.store.fold.conflicts())
        return state

    def edits(self) -> list[tuple[str, str, Any]]:
        """(kind, id, values) of every change in the logs here."""
        commits = History(self.folder).commits()
        return [(op[0], op[1], dict(op[2])) for commit in commits for op in commit.ops]

    def copy_to(self, root: Path, backend: Backend | None = None, *, keep_name: bool) -> Home:
        """A clone of this computer's home. `keep_name`: as a virtual machine, which no fingerprint
        gives away.
        """
        shutil.copytree(self.root, root)
        if keep_name:
            adopt(root / WORKSPACE.id)
        clone = type(self).__new__(type(self))
        clone.root, clone.user, clone.clock, clone.skew = root, self.user, self.clock, self.skew
        clone.backend = backend or self.backend
        clone.dice = random.Random(f"clone {root.name}")
        clone.folder, clone.saved = root / WORKSPACE.id, []
        clone.open()
        return clone


def adopt(folder: Path) -> None:
    """Let a copied folder believe that it is the original."""
    import json

    path = folder / home.REPLICA
    row = json.loads(path.read_bytes())
    row["fp"] = home.fingerprint(folder)
    path.write_text(json.dumps(row))
