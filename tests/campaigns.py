"""How long the campaigns of CI are: longer on request, short in the quick test command."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator


def examples(quick: int) -> int:
    """How many examples a property test tries; more where SALESTUI_EXAMPLES says so."""
    return max(quick, int(os.environ.get("SALESTUI_EXAMPLES", "0")))


def seeds(seconds: float) -> Iterator[int]:
    """Seeds for tries until the time of a campaign is over (SALESTUI_SECONDS, else `seconds`).

    Each is printed, so that a failure shows which one to try again (SALESTUI_SEED).
    """
    given = os.environ.get("SALESTUI_SEED")
    if given:
        yield int(given)
        return
    end = time.monotonic() + float(os.environ.get("SALESTUI_SECONDS", seconds))
    dice = random.SystemRandom()
    while time.monotonic() < end:
        seed = dice.randrange(10**6)
        print(f"SALESTUI_SEED={seed}")  # noqa: T201 - shown when the test fails
        yield seed
