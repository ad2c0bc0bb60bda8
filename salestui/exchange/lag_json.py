"""Lag as `salestui tasks --lag --json` prints it; a contract with scripts."""

from __future__ import annotations

from typing import Any

from salestui.domain.metrics.lag import Lag, Part
from salestui.exchange.lag_text import part_words
from salestui.exchange.shapes import SCHEMA


def lag_json(found: Lag, *, lang: str, filter_text: str = "") -> dict[str, Any]:
    """Both breakdowns; the rate is 0 to 1 and null where no task was due."""
    period = found.period
    return {
        "schema": SCHEMA,
        "period": period and {"from": period[0].isoformat(), "to": period[1].isoformat()},
        "filter": filter_text,
        "due": found.due,
        "lagged": found.lagged,
        "lag_rate": found.rate,
        "days": found.days,
        "days_since_first_due": found.since_first,
        "undated": found.undated,
        "by_reason": [_part("reason", part, lang) for part in found.reasons],
        "by_department": [_part("department", part, lang) for part in found.departments],
    }


def _part(by: str, part: Part, lang: str) -> dict[str, Any]:
    return {
        "key": part.key or None,
        "name": part_words(by, part.key).say(lang),
        "count": len(part.tasks),
        "days": part.days,
        "days_since_first_due": part.since_first,
        "tasks": [task["_id"] for task in part.tasks],
    }
