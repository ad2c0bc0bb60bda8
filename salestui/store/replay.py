"""Writing a history that several people made, each into a log of their own, in one go.

For the sample team: the logs come out as if everybody had worked at those times.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from salestui.domain.change import Act, Commit, read_commit
from salestui.domain.fold import Fold
from salestui.domain.ids import RandomBytes
from salestui.domain.snapshot import Snapshot
from salestui.store.journal import Journal, Origin
from salestui.store.lines import make
from salestui.store.segments import Cursor
from salestui.store.write import Draft, draft_lines

Event = tuple[str, Act]
"""A writer's handle and what they did; `when` of the act is also the time of its stamp."""


def write_history(
    folder: Path,
    events: Iterable[Event],
    replicas: Mapping[str, Origin],
    random_bytes: RandomBytes,
) -> Snapshot:
    """Write events, which stand in order of time, to the logs of `replicas` (by handle)."""
    fold = Fold()
    lines: dict[str, list[dict[str, Any]]] = {handle: [] for handle in replicas}
    for handle, act in events:
        line = _line(fold, replicas[handle].rep, len(lines[handle]) + 1, act)
        lines[handle].append(line)
        fold.apply([_commit(line, replicas[handle].rep)])
    for handle, origin in replicas.items():
        if lines[handle]:
            journal = Journal(folder / "log" / origin.rep, origin, random_bytes)
            journal.append(Cursor(), lines[handle], lines[handle][0]["t"][0])
            journal.close()
    return fold.snapshot


def _line(fold: Fold, rep: str, seq: int, act: Act) -> dict[str, Any]:
    now = act.when or 0
    draft = Draft(fold, rep, now, seq, {}, "", "")
    (line,) = draft_lines(draft, [act])
    return line


def _commit(line: dict[str, Any], rep: str) -> Commit:
    # The hash only settles ties between commits of one number, of which there are none here.
    return read_commit(line, rep, make("0" * 32, {"s": line["s"]})[0])
