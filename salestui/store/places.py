"""Which workspaces a data directory holds."""

from __future__ import annotations

from pathlib import Path

REPLICA = "replica.json"
"""The file that makes a folder a workspace's home on this machine."""


def workspaces(home: Path) -> list[str]:
    """The ids of the workspaces under a data directory, in name order."""
    try:
        return sorted(path.name for path in home.iterdir() if (path / "log").is_dir())
    except OSError:
        return []
