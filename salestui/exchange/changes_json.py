"""The pipeline's change as `salestui changes --json` prints it; a contract with scripts."""

from __future__ import annotations

from typing import Any

from salestui.domain.metrics.waterfall import SIGNS, Waterfall, sums
from salestui.exchange.shapes import SCHEMA, moneys


def changes_json(found: Waterfall, *, filter_text: str = "") -> dict[str, Any]:
    """Every line, also those of no deal; totals are what came or went, never negative."""
    closing = found.closing
    return {
        "schema": SCHEMA,
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "closing": closing and {"from": closing[0].isoformat(), "to": closing[1].isoformat()},
        "filter": filter_text,
        "opening": moneys(sums(found.before)),
        "opening_count": len(found.before),
        "closing_total": moneys(sums(found.after)),
        "closing_count": len(found.after),
        "lines": [_line(found, kind, sign) for kind, sign in SIGNS.items()],
        "booked": moneys(found.booked),
        "unchanged": found.unchanged,
    }


def _line(found: Waterfall, kind: str, sign: int) -> dict[str, Any]:
    items = found.of(kind)
    ids = [item.deal for item in items]
    return {
        "kind": kind,
        "sign": sign,
        "count": len(ids),
        "totals": moneys(sums(items)),
        "deals": ids,
    }
