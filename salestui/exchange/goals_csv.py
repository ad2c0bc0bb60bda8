"""Goals as a CSV file: a row for each key result, with the very figures that `--json` prints."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from salestui.exchange.csv_out import BOM
from salestui.exchange.formulas import guarded
from salestui.exchange.shapes import Shape

OF_GOAL = ("number", "title", "level", "status", "attainment")
OF_RESULT = ("metric", "mode", "op", "filter", "share_of", "growth")
FIGURES = (
    "target", "actual", "base", "expected_to_date", "pace_gap", "projection", "required_per_week",
)  # fmt: skip
HEAD = (*OF_GOAL, "owner", "from", "to", *OF_RESULT, "currency", *FIGURES, "met")


def goals_csv(shape: Shape, *, bom: bool = False) -> str:
    """The goals of a `goals` shape; money in its own currency, shares 0 to 1, empty for null."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(HEAD)
    writer.writerows(_row(goal, each) for goal in shape["goals"] for each in _results(goal))
    return (BOM if bom else "") + target.getvalue()


def _results(goal: Shape) -> Iterator[Shape]:
    """The key results; a goal without any has a row all the same."""
    yield from goal["key_results"] or [{}]


def _row(goal: Shape, result: Shape) -> list[str]:
    period, owner = goal["period"] or {}, goal["owner"] or {}
    figures = [result.get(key) for key in FIGURES]
    currency = next((each["currency"] for each in figures if isinstance(each, dict)), "")
    cells = [goal[key] for key in OF_GOAL]
    cells += [owner.get("handle"), period.get("from"), period.get("to")]
    cells += [result.get(key) for key in OF_RESULT]
    cells += [currency, *figures, result.get("met")]
    return [_cell(each) for each in cells]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return str(value["amount"])
    return guarded(value) if isinstance(value, str) else str(value)
