"""What a syncing program remembers between runs, in `cursors.json`; all but the owners of
directories can be learnt again from the logs.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from salestui.store.files import read_bytes, replace_file
from salestui.store.lines import encode
from salestui.store.segments import segment_names
from salestui.sync.chain import parsed
from salestui.sync.mirror import Chain, scan

CURSORS = "cursors.json"


@dataclass(slots=True)
class Seen:
    """What is known of a replica beyond its log."""

    vector: dict[str, int] = field(default_factory=dict)
    """What it said it had applied."""
    beat: dict[str, Any] = field(default_factory=dict)
    """Its last heartbeat."""
    at: int = 0
    """When something new of it was last seen here, ms."""
    ahead: int = 0
    """How far its clock was ahead of ours when its newest line was first seen, ms; negative for
    a line that was written before."""
    failing: tuple[str, int, int] = ("", 0, 0)
    """(file, byte, since ms) where its log cannot be read on."""


@dataclass(slots=True)
class Cursors:
    """The state of a syncing program."""

    folder: Path
    chains: dict[str, Chain] = field(default_factory=dict)
    owners: dict[str, int] = field(default_factory=dict)
    """Replica -> uid of its directory when it was first seen."""
    seen: dict[str, Seen] = field(default_factory=dict)
    published: dict[str, int] = field(default_factory=dict)
    """Replica of ours -> its last commit that went out."""
    _saved: bytes = b""

    def chain(self, log: str) -> Chain:
        """The chain of a log, which is looked at again when its files changed."""
        found = self.chains.get(log)
        if found is None or not found.current():
            found = self.chains[log] = scan(self.folder / "log" / log)
        return found

    def logs_of(self, rep: str) -> list[str]:
        """The logs of a replica: its first seen one, then its branches."""
        log, start = self.folder / "log", f"{rep}."
        with os.scandir(log) as found:
            return [rep, *sorted(e.name for e in found if e.name.startswith(start) and e.is_dir())]

    def of(self, rep: str) -> Seen:
        """What is known of a replica."""
        return self.seen.setdefault(rep, Seen())

    def reload(self) -> None:
        """Take over what another program saved meanwhile."""
        try:
            data = read_bytes(self.folder / CURSORS)
            if data == self._saved:
                return
            state = json.loads(data)
            self.owners = {str(rep): int(uid) for rep, uid in state["owners"].items()}
            self.published = {str(rep): int(seq) for rep, seq in state["published"].items()}
            self.chains = {
                log: Chain(self.folder / "log" / log, **row)
                for log, row in state["cursors"].items()
            }
            self.seen = {rep: _seen(row) for rep, row in state["seen"].items()}
            self._saved = data
        except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
            self.chains, self.seen = {}, {}

    def recall(self, rep: str) -> Seen | None:
        """What is known of a replica; where nothing was noted, what its log here tells."""
        seen = self.seen.get(rep)
        if (seen is None or not seen.at) and (at := last_written(self.folder / "log" / rep)):
            self.of(rep).at = at
        return self.seen.get(rep)

    def save(self) -> None:
        """Write the file when anything changed."""
        data = encode(
            {
                "cursors": {log: chain.row() for log, chain in self.chains.items() if chain.n},
                "owners": self.owners,
                "published": self.published,
                "seen": {
                    rep: [s.vector, s.beat, s.at, s.ahead, list(s.failing)]
                    for rep, s in self.seen.items()
                },
            }
        ).encode()
        if data != self._saved:
            replace_file(self.folder / CURSORS, data)
            self._saved = data


def load(folder: Path) -> Cursors:
    """What `save` wrote; as much as nothing when that is missing or damaged."""
    found = Cursors(folder)
    found.reload()
    return found


def _seen(row: Any) -> Seen:
    vector, beat, at, ahead, (name, off, since) = row
    where = (str(name), int(off), int(since))
    return Seen(dict(vector), dict(beat), int(at), int(ahead), where)


def last_written(log: Path) -> int:
    """Clock reading of the newest commit or heartbeat of a log, ms; 0 where there is none."""
    names = segment_names(log)
    data = read_bytes(log / names[-1], 0) if names else b""
    for raw in reversed(data.split(b"\n")):
        line = parsed(raw[33:])
        tick = line.get("t")
        at = tick[0] if isinstance(tick, list) and tick else line.get("at")
        if type(at) is int:
            return at
    return 0
