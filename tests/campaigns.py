"""How long the campaigns of CI are: longer on request, short in the quick test command."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator


def examples(quick: int) -> int:
    """How many examples a property test tries; more where SALESTUI_EXAMPLES says so."""
    return max(quick, int(os.environ.get("SALESTUI_EXAMPLES", "0")))


def throws() -> random.Random:
    """Others in every run; the same ones in every run that SALESTUI_FROM names a start for."""
    start = os.environ.get("SALESTUI_FROM")
    return random.Random(int(start)) if start else random.SystemRandom()


def seeds(seconds: float) -> Iterator[int]:
    """Seeds for tries until the time of a campaign is over (SALESTUI_SECONDS, else `seconds`).

    Each is printed, so that a failure shows which one to try again (SALESTUI_SEED).
    """
    given = os.environ.get("SALESTUI_SEED")
    if given:
        yield int(given)
        return
    end = time.monotonic() + float(os.environ.get("SALESTUI_SECONDS", seconds))
    dice = throws()
    while time.monotonic() < end:
        seed = dice.randrange(10**6)
        print(f"SALESTUI_SEED={seed}")  # noqa: T201 - shown when the test fails
        yield seed
