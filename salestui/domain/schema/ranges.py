"""What whole numbers may be, and what stands below members of map fields.

The typed models say the same for writing; reading needs it without them, and a test holds the two
together.
"""

from __future__ import annotations

from collections.abc import Mapping

from salestui.domain.instants import FIRST_MS, LAST_MS
from salestui.domain.schema.field import FieldType

LARGEST = 10**18
"""No number in a record is further from zero: sums stay exact in every format we write."""

ANY = range(-LARGEST, LARGEST + 1)
COUNT = range(LARGEST + 1)
DAYS = range(36_501)
LEVEL = range(1, 6)
PERCENT = range(101)
INSTANT = range(FIRST_MS, LAST_MS + 1)

RANGES: Mapping[str, Mapping[str, range]] = {
    "workspace": {
        "fiscal_year_start_month": range(1, 13),
        "week_start": range(1, 8),
        "lag_threshold_days": DAYS,
        "dormant_days": DAYS,
        "log_within_hours": DAYS,
    },
    "members": {"capacity_touches_per_week": COUNT},
    "accounts": {
        "employees": COUNT,
        "year_established": range(1, 10_000),
        "growth_potential": LEVEL,
        "industry_growth": LEVEL,
        "satisfaction": LEVEL,
    },
    "contacts": {"influence": LEVEL},
    "pipelines": {
        "stages/*/expected_days": DAYS,
        "stages/*/rot_days": DAYS,
        "stages/*/nodes/*/offset_days": DAYS,
    },
    "activities": {"sentiment": range(-2, 3), "score": LEVEL, "duration_min": COUNT},
    "plans": {"version": COUNT},
    "key_results": {"order": COUNT, "weight": COUNT},
    "tasks": {"visit": COUNT, "priority": range(1, 5), "outputs/*/order": COUNT},
}
"""The numbers that a path takes where not all do; `*` stands for a member's name."""


def _below(start: str, texts: tuple[str, ...] = (), **others: FieldType) -> dict[str, FieldType]:
    """The paths of a member: its own, which says that it is there, its texts and other fields."""
    found: dict[str, FieldType] = {start: "flag"}
    found.update({f"{start}/{name}": "text" for name in texts})
    found.update({f"{start}/{name}": type_ for name, type_ in others.items()})
    return found


_STAGE_TEXTS = ("name_en", "name_zh", "short_en", "short_zh", "guidance_en", "guidance_zh")
_NODE_TEXTS = ("name_en", "name_zh", "standard_en", "standard_zh", "role", "strength", "filter")

BELOW: Mapping[str, Mapping[str, FieldType]] = {
    "tasks": _below("outputs/*", ("text", "evidence"), order="integer", done="flag"),
    "deals": _below("checklist/*", ("evidence",)),
    "pipelines": {
        **_below(
            "stages/*",
            _STAGE_TEXTS,
            order="integer",
            kind="key",
            is_qualified="flag",
            probability="percent",
            forecast="key",
            expected_days="integer",
            rot_days="integer",
            retired="flag",
            criteria="map",
            nodes="map",
        ),
        **_below(
            "stages/*/criteria/*",
            ("text_en", "text_zh", "check", "arg"),
            order="integer",
            severity="key",
        ),
        **_below(
            "stages/*/nodes/*",
            _NODE_TEXTS,
            order="integer",
            offset_days="integer",
            items="map",
            resources="map",
        ),
    },
}
"""Paths below map fields whose members have fields of their own -> their type."""
