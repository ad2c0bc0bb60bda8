"""The funnel as `salestui funnel --json` prints it; a contract with scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from salestui.domain.metrics.funnel import Funnel, FunnelStage
from salestui.domain.money import decimal_text
from salestui.domain.pipelines import Path

SCHEMA = 1
"""The version of every shape printed with `--json`."""


def funnel_json(funnel: Funnel, path: Path, *, lang: str, filter_text: str = "") -> dict[str, Any]:
    """The funnel as plain values; shares are 0 to 1 and null where undefined."""
    period = funnel.period
    return {
        "schema": SCHEMA,
        "basis": "cohort",
        "pipeline": path.key,
        "period": period and {"from": period[0].isoformat(), "to": period[1].isoformat()},
        "filter": filter_text,
        "stages": [_stage(stage, lang) for stage in funnel.stages],
        "lead_to_opportunity": funnel.lead_to_opportunity,
        "opportunity_to_win": funnel.opportunity_to_win,
        "n": funnel.n,
        "excluded": dict(funnel.excluded),
    }


def _stage(stage: FunnelStage, lang: str) -> dict[str, Any]:
    lost = {"count": stage.lost, "reason": stage.lost_reason or None}
    return {
        "key": stage.key,
        "name": stage.name.say(lang),
        "reached": stage.reached,
        "conversion": stage.conversion,
        "resolved": stage.resolved,
        "current": stage.current,
        "current_totals": _totals(stage.current_totals),
        "lost": lost | {"reason_count": stage.lost_reason_count},
    }


def _totals(totals: Mapping[str, int]) -> list[dict[str, str]]:
    return [
        {"currency": code, "amount": decimal_text(minor, code)} for code, minor in totals.items()
    ]
