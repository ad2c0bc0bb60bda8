"""What the tests of teams share: computers of members, and waiting for what happens by itself."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from salestui.sync.synclock import SyncLock
from tests.patience import PATIENCE

from .conftest import Cli


def member(tmp_path: Path, name: str) -> Cli:
    """Commands on a computer of somebody's own, where nothing is yet."""
    cli = Cli(tmp_path / name / "home", tmp_path / name)
    cli.env["SALESTUI_USER"] = name
    return cli


def settled(cli: Cli, seen: Callable[[], bool]) -> None:
    """Wait until what publishes by itself has done so."""
    end = time.monotonic() + PATIENCE
    while not seen():
        assert time.monotonic() < end
        time.sleep(0.05)
    lock = SyncLock(folder_of(cli))
    while not lock.take():
        assert time.monotonic() < end
        time.sleep(0.05)
    lock.release()


def folder_of(cli: Cli) -> Path:
    """Where the one workspace of a home lives."""
    (folder,) = (path for path in cli.home.iterdir() if (path / "log").is_dir())
    return folder


def replica(cli: Cli) -> str:
    """The name under which a home writes."""
    return str(json.loads((folder_of(cli) / "replica.json").read_bytes())["rep"])


def published(cli: Cli, root: Path) -> bool:
    """Whether the shared copy of one's own log is as long as the log."""
    rep = replica(cli)

    def size(at: Path) -> int:
        return sum(path.stat().st_size for path in (at / rep).glob("*.jsonl"))

    return size(root / "log") == size(folder_of(cli) / "log")


def deals(cli: Cli) -> dict[str, Any]:
    """Title -> (amount, next step) of every deal."""
    found = cli.json("deals")["deals"]
    return {d["title"]: (d["amount"] and d["amount"]["amount"], d["next_step"]) for d in found}
