"""Long work that may become idle: it asks now and then whether anybody still waits for it."""

from __future__ import annotations


class Superseded(Exception):
    """Nobody waits for this any more."""


def always() -> bool:
    """Somebody waits."""
    return True
