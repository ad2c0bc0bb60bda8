"""Sales paths as `salestui path show --json` prints them; a contract with scripts."""

from __future__ import annotations

from salestui.domain.nodes import NodeTemplate
from salestui.domain.pipelines import Path
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.exchange.shapes import SCHEMA, Shape
from salestui.services.pathview import Counts, StageRow, counts, stage_rows


def path_json(snapshot: Snapshot, doc: Doc, path: Path) -> Shape:
    """A path whole, with how many open deals each criterion would hold."""
    counted = counts(snapshot, path)
    return {
        "schema": SCHEMA,
        "id": path.id,
        "key": path.key,
        "name": _both(path.name),
        "name_en": doc.get("name_en"),
        "name_zh": doc.get("name_zh"),
        "customer_kind": path.customer_kind,
        "gate_mode": path.gate_mode,
        "gate_from": path.gate_from or None,
        "allow_skip": path.allow_skip,
        "allow_back": path.allow_back,
        "active": path.active,
        "open": counted.held.of,
        "held": counted.held.held,
        "stages": [_stage(row, counted) for row in stage_rows(doc, path)],
    }


def _both(words: Words) -> Shape:
    return {"en": words.en, "zh": words.zh}


def _stage(row: StageRow, counted: Counts) -> Shape:
    stage = row.stage
    return {
        "key": stage.key,
        "name": _both(stage.name),
        "short": _both(stage.short),
        "kind": stage.kind,
        "retired": stage.retired,
        "is_qualified": stage.is_qualified,
        "probability": None if stage.probability is None else stage.probability / 100,
        "forecast": stage.forecast,
        "expected_days": stage.expected_days,
        "rot_days": stage.rot_days,
        "guidance": _both(stage.guidance),
        "deals": counted.deals[stage.key],
        "criteria": [
            {
                "key": each.key,
                "text": _both(each.text),
                "check": each.check,
                "arg": each.arg,
                "severity": each.severity,
                "lacking": counted.lacking[stage.key, each.key].held,
            }
            for each in stage.criteria
        ],
        "tasks": [_node(node) for node in row.nodes],
    }


def _node(node: NodeTemplate) -> Shape:
    return {
        "key": node.key,
        "name": _both(node.name),
        "standard": _both(node.standard),
        "offset_days": node.offset_days,
        "role": node.role,
        "strength": node.strength or None,
        "filter": node.filter or None,
        "outputs": [{"key": item.key, "text": _both(item.text)} for item in node.items],
        "resources": [
            {"key": each.key, "department": each.department, "item": _both(each.item)}
            for each in node.resources
        ],
    }
