"""What tests share: a workspace on real files, with a clock and dice that repeat."""

from __future__ import annotations

import random
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from salestui.services.setup import init_workspace, open_workbench
from salestui.services.workbench import Workbench

# A machine that is busy with other things must not fail a test that asks for no time.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

# Begun behind a shell or `nohup`, the tests' programs would not hear the signals that stories send.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

FAST = Path("/dev/shm")
START = 1_790_000_000_000
"""2026-09-21 in ms: when the clock of the tests begins."""


class Ticking:
    """A clock that moves on by a millisecond at each look."""

    def __init__(self, now: int = START) -> None:
        self.now = now

    def __call__(self) -> int:
        self.now += 1
        return self.now


@pytest.fixture
def clock() -> Ticking:
    """The time in tests."""
    return Ticking()


@pytest.fixture
def home(tmp_path: Path, clock: Ticking) -> Path:
    """A data directory with one fresh workspace of anna's."""
    init_workspace(
        tmp_path / "home",
        name="Keda",
        currency="CNY",
        timezone="Asia/Shanghai",
        language="en",
        user="anna",
        full_name="Anna Li",
        clock=clock,
        random_bytes=random.Random(1).randbytes,
    )
    return tmp_path / "home"


@pytest.fixture
def fast(tmp_path: Path) -> Iterator[Path]:
    """A directory in memory where there is one: thousands of calls of `fsync` take their time."""
    made = Path(tempfile.mkdtemp(dir=FAST if FAST.is_dir() else tmp_path))
    yield made
    shutil.rmtree(made)


Opener = Callable[..., Workbench]


@pytest.fixture
def open_bench(home: Path, clock: Ticking) -> Iterator[Opener]:
    """Opens the workspace as one more program would; all are closed at the end."""
    opened: list[Workbench] = []

    def opener(seed: int = 0, lang: str = "en") -> Workbench:
        dice = random.Random(100 + seed + len(opened))
        bench = open_workbench(
            home, user="anna", lang=lang, clock=clock, random_bytes=dice.randbytes
        )
        opened.append(bench)
        return bench

    yield opener
    for bench in opened:
        bench.close()


@pytest.fixture
def bench(open_bench: Opener) -> Workbench:
    """The workspace, open."""
    return open_bench()
