"""What a department owes: whether a request is open, and how late it is or was brought."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from salestui.domain.dayshow import iso_day

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc
    from salestui.domain.workdays import WorkDays

WAITING = ("requested", "confirmed")
"""States of a request that is still to be delivered."""


def is_waiting(request: Doc) -> bool:
    """Whether it is still to be delivered."""
    return request.get("status", "requested") in WAITING


def request_late(request: Doc, today: date, days: WorkDays) -> int:
    """Counting days after it was needed, up to today or to the day it was delivered.

    0 for one in time, without a date, or declined.
    """
    needed = iso_day(request.get("needed_by"))
    end = today if is_waiting(request) else iso_day(request.get("delivered_on"))
    if needed is None or end is None or request.get("status") == "declined":
        return 0
    return days.late(needed, min(end, today))
