"""Four homes and one folder through an hour's worth of edits, offline spells, kills and clocks."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest

from salestui.sync.folder import FolderBackend

from .homes import Clock, Home
from .team import DAY, check_causality, check_rebuild, tokens_in

NAMES = ("anna", "bo", "cho", "dai")
DOCS = 12
JUMPS = (-3 * DAY, -90_000, 0, 0, 0, 90_000, 3_600_000, 400 * DAY)
SEGMENT = re.compile(r"\d{6}\.[a-z2-7]{4}\.jsonl")


class Hour:
    """An hour in steps of a second, on real files with an injected clock and dice."""

    def __init__(self, root: Path, seed: int) -> None:
        self.dice = random.Random(seed)
        self.clock = Clock()
        self.shared = root / "shared"
        self.shared.mkdir()
        self.homes = [
            Home(root / name, name, FolderBackend(self.shared), self.clock) for name in NAMES
        ]
        self.offline = dict.fromkeys(NAMES, 0)
        """How many seconds each is still away from the folder."""
        self.tokens: set[str] = set()

    def second(self, number: int) -> None:
        """One second: somebody edits, some sync, now and then something goes wrong."""
        self.clock.step(1000)
        for home in self.homes:
            chance = self.dice.random()
            if chance < 0.08:
                self._edit(home, f"v{number}{home.user}")
            elif chance < 0.082:
                home.open()
            elif chance < 0.083:
                home.skew = self.dice.choice(JUMPS)
            elif chance < 0.085:
                self.offline[home.user] = self.dice.randrange(5, 600)
            elif chance < 0.0855:
                home.store.checkpoint()
            if self.offline[home.user]:
                self.offline[home.user] -= 1
            elif self.dice.random() < 0.15:
                home.sync(full=self.dice.random() < 0.2)

    def _edit(self, home: Home, token: str) -> None:
        doc = f"dl_{self.dice.randrange(DOCS)}"
        kind = self.dice.choice(("step", "step", "create", "note"))
        if kind == "create":
            home.put(doc, title=token, stage="lead", pipeline="pl_1", outcome="open")
        elif kind == "note":
            home.put(doc, note=token)
        else:
            home.put(doc, next_step=token)
        self.tokens.add(token)

    def settle(self) -> None:
        """Everybody comes back and syncs until nothing moves any more."""
        last: object = None
        for _ in range(12):
            for home in self.homes:
                home.sync()
            now = [dict(home.store.snapshot.vector) for home in self.homes]
            if now == last:
                return
            last = now
        raise AssertionError("it does not settle")


def hour(root: Path, seed: int, seconds: int) -> None:
    """Play the hour, then hold it to its promises."""
    play = Hour(root, seed)
    for number in range(seconds):
        play.second(number)
    play.settle()
    first = play.homes[0].state()
    for home in play.homes:
        assert home.state() == first, (seed, home.user)
        assert not play.tokens - tokens_in(home), (seed, home.user)
        check_causality(home)
        check_rebuild(home)
    for path in play.shared.glob("log/*/*"):
        assert SEGMENT.fullmatch(path.name), path
    assert len(list(play.shared.glob("log/*"))) == len(NAMES)


def test_some_minutes_of_four_homes(tmp_path: Path) -> None:
    hour(tmp_path, 1, 240)


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", range(int(os.environ.get("SALESTUI_HOURS", "2"))))
def test_an_hour_of_four_homes(tmp_path: Path, seed: int) -> None:
    hour(tmp_path, seed, 3600)
