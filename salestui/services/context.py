"""What a use case may know besides the snapshot: the time, the person and fresh names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salestui.domain.touches import Log


@dataclass(frozen=True, slots=True)
class Context:
    """Passed into every use case, so that none reads a clock or rolls dice."""

    now: int
    """Milliseconds since the epoch, UTC."""
    today: date
    """In the workspace's time zone."""
    zone: tzinfo
    me: str
    """Member id of the person at the keyboard; empty when they are no member."""
    lang: str
    currency: str
    """The workspace's own currency."""
    new_id: Callable[[str], str]
    """A fresh id for a prefix."""
    next_number: Callable[[str], str]
    """The next human number of a kind, such as `D-4K7Q-17` for `deals`."""
    log: Log | None = None
    """Who changed what when, for filters that ask."""
