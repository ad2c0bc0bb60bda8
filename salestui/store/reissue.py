"""Commits written a second time because their replica had to change its name.

A re-issued line names the old id in `re` and, in `rp`, the hash that the first line was chained
to. From these follows the hash of the first line, so it is certain which line was written again:
whoever sees both, in whatever order, has seen one commit.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from salestui.domain.change import Commit
from salestui.domain.clock import Stamp
from salestui.domain.ids import commit_parts
from salestui.store.lines import digest, encode


def again(line: Mapping[str, Any], rep: str, previous: str, seq: int) -> dict[str, Any]:
    """The line that writes a commit of `rep` again as number `seq` of another replica.

    `previous` is the hash of the line before it. What was re-issued once keeps its first name.
    """
    first = {"re": f"{rep}:{line['s']}", "rp": previous}
    return {**first, **line, "s": seq}


def with_origin(commit: Commit, line: Mapping[str, Any]) -> Commit:
    """The commit with the stamp of its first writing noted; unchanged when this is the first."""
    parts = commit_parts(commit.reissue)
    if parts is None:
        return commit
    rep, seq = parts
    previous, hash = line.get("rp"), commit.stamp.hash
    if isinstance(previous, str) and previous.isascii():
        first = {name: value for name, value in line.items() if name not in ("re", "rp")}
        hash = digest(previous, encode({**first, "s": seq}).encode(errors="replace"))
    return commit._replace(origin=Stamp(commit.stamp.ms, commit.stamp.ctr, rep, seq, hash))
