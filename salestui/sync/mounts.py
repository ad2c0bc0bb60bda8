"""Whether a path lies on a network filesystem, where looking is dear and listings are late."""

from __future__ import annotations

import re
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
_NETWORK = re.compile(r"nfs\d?|cifs|smb3|fuse\..+|9p|afs|ceph")


def on_network(path: Path, mounts: Path = MOUNTS) -> bool:
    """Whether the filesystem of `path` is of a kind that lives elsewhere; false when unknown."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
        at = path.resolve()
    except OSError:
        return False
    best, kind = -1, ""
    for line in lines:
        left, _, right = line.partition(" - ")
        fields = left.split()
        if len(fields) < 5 or not right:
            continue
        point = Path(re.sub(r"\\(\d{3})", lambda m: chr(int(m[1], 8)), fields[4]))
        # Of two mounts on one point the later one is what is seen.
        if at.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), right.split()[0]
    return bool(_NETWORK.fullmatch(kind))
