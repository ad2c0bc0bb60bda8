"""Random keys in a real terminal: the app never dies, the store stays whole, the rows exact."""

from __future__ import annotations

import contextlib
import os
import random
import time
from pathlib import Path

import pytest

from salestui.domain.fold import Fold
from salestui.domain.snapshot import Snapshot
from salestui.services.setup import demo_workspace, open_workbench
from salestui.ui.commands import COMMANDS
from tests.campaigns import throws
from tests.emulator import APP, Terminal, app_env, foreign

BYTES = {
    "enter": "\r", "esc": "\x1b", "space": " ", "tab": "\t", "up": "\x1b[A", "down": "\x1b[B",
    "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~",
    "ctrl+d": "\x04", "ctrl+u": "\x15", "ctrl+p": "\x10", "ctrl+s": "\x13",
}  # fmt: skip
KEYS = [
    BYTES.get(key, key)
    for command in COMMANDS
    for key in command.keys
    if command.id not in ("close", "quit") and (len(key) == 1 or key in BYTES)
]
ODD = [
    "\x13", "\x7f", "\x1b[3~", "\x1b[Z", "\x01", "\x05", "\x0b", "\x17", "\x1bx", "\x00", "\x1b[",
    "\x1b[200~past\x07ed\n=1+1\t[/b]\x1b[201~", "\x1b[<0;20;5M\x1b[<0;20;5m", "\x1b[I\x1b[O",
    "？", "：", "／", "９", "２", "ｊ", "你好", "恒达", "👩‍👩‍👧‍👦", "e\u0301", "\u202e",
    "\x9b31m", "[/b]",
    "y", "n", "1", "3", "fri call", "+3d", "120k", "12万", "amount>1", "lang zh\r", "lang en\r",
    "theme ansi\r", "theme light\r", "undo\r",
]  # fmt: skip
SIZES = [(80, 24), (120, 40), (60, 20)]


class Typist:
    """Types without looking, and opens the app again when it was left."""

    def __init__(self, home: Path, lang: str, size: tuple[int, int], seed: int) -> None:
        self.dice = random.Random(seed)
        self.env = app_env(home, lang, "lina", SALESTUI_LANG=lang)
        self.size = size
        self.typed: list[str] = []
        self.it = self._opened()

    def _opened(self) -> Terminal:
        """The app, painted: before that the system echoes what is typed, whatever it is."""
        it = Terminal(APP, self.env, *self.size)
        self.typed.clear()
        it.wait_for({"en": "help", "zh": "帮助"}[self.env["SALESTUI_LANG"]])
        return it

    def type(self) -> None:
        """A burst of keys, sometimes another size of the window."""
        dice = self.dice
        keys = [
            dice.choice(ODD if dice.random() < 0.25 else KEYS)
            for _ in range(dice.choice((1, 2, 9)))
        ]
        if dice.random() < 0.1:
            keys.append("\x1b")
        self.typed += keys
        self.it.type("".join(keys).encode("utf-8", "replace"))
        if dice.random() < 0.03:
            self.size = dice.choice(SIZES)
            self.it.resize(*self.size)
        self.it.settle(0.02, 0.3)
        code = self.it.process.poll()
        if code is not None:
            assert code == 0, f"{code} after {self.typed[-40:]}"
            assert self.it.sane
            self.it.close()
            self.it = self._opened()

    def end(self) -> None:
        """Everything is in its cells, nothing of what was typed acts; then leave."""
        with contextlib.suppress(AssertionError):
            # What is still on its way may have been drawn for another size.
            self.it.repaint()
        self.it.repaint()
        assert foreign(self.it.sent) == []
        self.it.type("\x11")
        assert self.it.ended() == 0, self.typed[-40:]
        assert self.it.sane


def told(snapshot: Snapshot) -> dict[str, dict[str, dict[str, object]]]:
    """Every record as plain values."""
    return {
        kind: {id: dict(doc) for id, doc in snapshot.table(kind).items()}
        for kind in sorted(snapshot.tables)
    }


def is_whole(home: Path) -> bool:
    """Whether the copy on disk, the log folded anew and a workspace without copies agree."""
    bench = open_workbench(home, user="lina", lang="en")
    opened, folder = told(bench.snapshot), bench.folder
    again = Fold()
    again.apply(bench.history.commits())
    bench.close()
    for copy in folder.glob("*"):
        if copy.name.startswith(("db.json", "quick.")):
            copy.unlink()
    bare = open_workbench(home, user="lina", lang="en")
    anew = told(bare.snapshot)
    bare.close()
    return opened == told(again.snapshot) == anew


def fuzz(tmp_path: Path, lang: str, size: tuple[int, int], seed: int, seconds: float) -> None:
    """Type for a while on the sample team."""
    demo_workspace(tmp_path / "home", lang=lang)
    typist = Typist(tmp_path / "home", lang, size, seed)
    try:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            typist.type()
        typist.end()
    finally:
        typist.it.close()
    assert is_whole(tmp_path / "home")
    assert not (tmp_path / "state" / "salestui" / "faults.log").exists()


def test_random_keys_do_no_harm(tmp_path: Path) -> None:
    fuzz(tmp_path, "zh", (80, 24), seed=1, seconds=2)


@pytest.mark.long
@pytest.mark.timeout(400)
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_random_keys_do_no_harm_for_long(tmp_path: Path, lang: str, size: tuple[int, int]) -> None:
    seed = throws().randrange(10**6)
    print(f"seed {seed}")  # noqa: T201 - shown when it fails
    fuzz(tmp_path, lang, size, seed=seed, seconds=float(os.environ.get("SALESTUI_SECONDS", "10")))
