"""What people call a member of a deal's map: an exit criterion, a gate that was passed."""

from __future__ import annotations

from collections.abc import Iterator

from salestui.domain.gates import BYPASS_REASONS
from salestui.domain.pipelines import Path
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.services.deals import path_of

PASSED = Words("{stage}: {why}", "{stage}：{why}")


def part_words(snapshot: Snapshot, deal: Doc, path: tuple[str, ...], value: object) -> Words | None:
    """A part of a deal as one says it, from its path and value; None for any other field."""
    if path[0] not in ("checklist", "bypassed") or len(path) < 2:
        return None
    sales_path = path_of(snapshot, deal)
    if path[0] == "bypassed":
        return _bypass(sales_path, path[1], value)
    named = dict(_criteria(sales_path)).get(path[1], Words(path[1], path[1]))
    if len(path) > 2 and isinstance(value, str):
        return PASSED.fill(stage=named, why=value)
    return named


def _bypass(path: Path | None, key: str, value: object) -> Words:
    stage = path.stage(key) if path else None
    name = stage.short if stage else Words(key, key)
    reason = BYPASS_REASONS.get(str(value or ""))
    if reason is None:
        return name
    return PASSED.fill(stage=name, why=Words(reason.en.lower(), reason.zh))


def _criteria(path: Path | None) -> Iterator[tuple[str, Words]]:
    for stage in path.stages if path else ():
        for criterion in stage.criteria:
            yield criterion.key, criterion.text
