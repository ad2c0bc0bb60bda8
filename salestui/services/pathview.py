"""What the path editor shows: stages with their deals, and what a change of a gate would hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from salestui.domain.criteria import met
from salestui.domain.nodes import NodeTemplate, node_templates
from salestui.domain.pipelines import Criterion, Path, Stage
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.services.pathstages import open_deals
from salestui.services.settings import held_back

KINDS = ("open", "won", "lost", "hold")
"""In which order the kinds of stages are listed; those retired come after all."""


class StageRow(NamedTuple):
    """A stage as the editor lists it."""

    stage: Stage
    nodes: tuple[NodeTemplate, ...]


def stage_rows(doc: Doc, path: Path) -> tuple[StageRow, ...]:
    """The stages on the way in order, then won, lost and hold, then those retired."""

    def place(stage: Stage) -> tuple[bool, int]:
        return stage.retired, KINDS.index(stage.kind) if stage.kind in KINDS else 0

    every = sorted(path.stages, key=place)
    return tuple(StageRow(stage, node_templates(doc, stage.key)) for stage in every)


class Lacking(NamedTuple):
    """How many of the open deals of a stage do not meet a criterion."""

    held: int
    of: int


def lacking(deals: Sequence[Doc], snapshot: Snapshot, criterion: Criterion) -> Lacking:
    """How many of these deals lack what a criterion asks for."""
    return Lacking(sum(not met(deal, snapshot, criterion) for deal in deals), len(deals))


class Counts(NamedTuple):
    """How the open deals of a path stand to what it asks for."""

    deals: Mapping[str, int]
    """Stage -> how many stand there."""
    lacking: Mapping[tuple[str, str], Lacking]
    """(stage, criterion) -> how many of those lack it."""
    held: Lacking
    """How many of all lack something for their next stage."""


def counts(snapshot: Snapshot, path: Path) -> Counts:
    """The counts of a path, in time proportional to its open deals and its criteria."""
    deals = {stage.key: open_deals(snapshot, path.id, stage.key) for stage in path.stages}
    found = {
        (stage.key, each.key): lacking(deals[stage.key], snapshot, each)
        for stage in path.stages
        for each in stage.criteria
    }
    held = Lacking(*held_back(snapshot, path.id))
    return Counts({key: len(docs) for key, docs in deals.items()}, found, held)


def criterion_of(key: str, values: Mapping[str, object]) -> Criterion:
    """The criterion that such values would make."""
    text = str(values.get("text_en") or values.get("text_zh") or key)
    severity = "advised" if values.get("severity") == "advised" else "required"
    check = str(values.get("check") or "checklist")
    return Criterion(key, Words(text, text), check, str(values.get("arg") or ""), severity, 0)
