"""Publishing after a command that wrote: by a program of its own, which nobody waits for.

The shared folder may be slow, full or gone; the command that saved here must not notice.
"""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from salestui.domain.problems import Problem
from salestui.store.files import read_bytes
from salestui.store.places import REPLICA
from salestui.sync.synclock import SyncLock
from salestui.sync.workspacefile import SHARED

MODULE = "salestui.cli.publishing"
ROUNDS = 20
"""How often one program looks whether more was saved meanwhile."""


def publish_later(folder: Path, user: str) -> None:
    """Start publishing a workspace unless it is not shared or somebody syncs it; never fails.

    Who holds `sync.lock` looks for more to publish before he ends, so nothing is forgotten.
    """
    with suppress(OSError, NotImplementedError):
        if (folder / SHARED).exists() and _is_free(folder):
            _start(folder, user)


def _is_free(folder: Path) -> bool:
    lock = SyncLock(folder)
    free = lock.take()
    lock.release()
    return free


def _start(folder: Path, user: str) -> None:
    null = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]
    # -P: whatever lies in the working directory is not to be imported.
    argv = [sys.executable, "-P", "-m", MODULE, str(folder), user]
    try:
        os.posix_spawn(argv[0], argv, os.environ, file_actions=null, setsid=True)
    except NotImplementedError:
        os.posix_spawn(argv[0], argv, os.environ, file_actions=null, setpgroup=0)


def publish(folder: Path, user: str) -> None:
    """Publish and pull until nothing more was saved here meanwhile. Raises Problem, OSError."""
    lock = SyncLock(folder)
    for _ in range(ROUNDS):
        # Taken before anything is loaded, so that of many commands in a row one starts this.
        if not lock.take():
            return
        try:
            before = _own_bytes(folder)
            well = _round(folder, user, lock)
        finally:
            lock.release()
        # What is saved from here on finds the lock free and starts a program of its own.
        if not well or _own_bytes(folder) == before:
            return


def _round(folder: Path, user: str, lock: SyncLock) -> bool:
    """Publish and pull once; whether all went well."""
    from salestui.services.workbench import Workbench
    from salestui.sync.folder import FolderBackend
    from salestui.sync.syncer import Syncer
    from salestui.sync.workspacefile import remembered

    shared = remembered(folder)
    if shared is None:
        return False
    bench = Workbench(
        folder,
        user=user,
        lang="en",
        clock=lambda: time.time_ns() // 1_000_000,
        random_bytes=os.urandom,
    )
    syncer = Syncer(bench.store, FolderBackend(Path(shared.root)), os.urandom)
    syncer.lock = lock
    report = syncer.once()
    bench.close()
    return not report.problems


def _own_bytes(folder: Path) -> int:
    """How long the log of this replica is."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        rep = json.loads(read_bytes(folder / REPLICA))["rep"]
        return sum(path.stat().st_size for path in (folder / "log" / str(rep)).iterdir())
    return 0


if __name__ == "__main__":
    with suppress(Problem, OSError):
        publish(Path(sys.argv[1]), sys.argv[2])
