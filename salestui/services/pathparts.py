"""Exit criteria and task templates of a stage: adding, changing, ordering and removing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from salestui.domain.change import Act, Value
from salestui.domain.nodes import node_templates
from salestui.domain.ordering import arranged, moved
from salestui.domain.pipelines import parse_path
from salestui.domain.problems import InputProblem, NotFound, Refused
from salestui.domain.schema import key_path
from salestui.domain.schema.stages import NODE, Part
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.services.context import Context
from salestui.services.deals import stage_on
from salestui.services.pathstages import AT_END, path_record
from salestui.services.pathtext import below, key_for
from salestui.services.records import act_of, checked_edit

NAMELESS = Words("Say in a few words what it is", "请用几个字写明内容")
NO_PART = Words(
    "{stage} has no {what} {key}; it has {keys}", "“{stage}”没有{what}“{key}”；现有：{keys}"
)
SHORT_NAMES = {"criteria": "criterion", "nodes": "node"}
USUAL: dict[str, dict[str, Value]] = {
    "criteria": {"check": "checklist", "severity": "required"},
    "nodes": {"role": "rep", "offset_days": 0},
}
"""What a new one has where nothing else is said."""


def part_orders(doc: Doc, part: Part, stage: str) -> dict[str, int]:
    """The keys of a stage's criteria or templates in their order, with it."""
    if part is NODE:
        return {node.key: node.order for node in node_templates(doc, stage)}
    found = parse_path(doc).stage(stage)
    return {each.key: each.order for each in found.criteria} if found else {}


def part_values(doc: Doc, part: Part, stage: str, key: str) -> dict[str, Any]:
    """What is kept of a criterion or template, by field."""
    return below(doc, key_path("stages", stage, part.name, key))


def add_part(
    snapshot: Snapshot, ctx: Context, path_id: str, stage: str, part: Part,
    values: Mapping[str, Value], *, key: str = "",
) -> Act:  # fmt: skip
    """A new criterion or template, the last of its stage. Raises InputProblem."""
    doc, path = path_record(snapshot, path_id)
    stage_on(path, stage)
    name = str(values.get(f"{part.essential}_en") or values.get(f"{part.essential}_zh") or "")
    if not name:
        raise InputProblem(NAMELESS, where=f"{part.essential}_en")
    # Ticks of a criterion stand on deals by its key, so one that was removed must not come back.
    known = {**_ever(doc, part), **part_orders(doc, part, stage)}
    key = key_for(key or name, known)
    orders = part_orders(doc, part, stage)
    edits: dict[str, Value] = {
        key_path("stages", stage, part.name, key): True,
        **_at(stage, part, key, {**USUAL[part.name], **values}),
        **_orders(stage, part, moved(orders, key, len(orders))),
    }
    intent = f"{SHORT_NAMES[part.name]}.add"
    return act_of(intent, [checked_edit(snapshot, "pipelines", path_id, edits)])


def _ever(doc: Doc, part: Part) -> dict[str, int]:
    """The keys that criteria or templates of any stage of the path have or had."""
    return {
        parts[3]: 0
        for name in doc
        if len(parts := name.split("/")) > 3 and parts[0] == "stages" and parts[2] == part.name
    }


def _at(stage: str, part: Part, key: str, values: Mapping[str, Value]) -> dict[str, Value]:
    start = key_path("stages", stage, part.name, key)
    return {f"{start}/{name}": value for name, value in values.items()}


def _orders(stage: str, part: Part, orders: Mapping[str, int]) -> dict[str, Value]:
    return {
        key_path("stages", stage, part.name, key) + "/order": order for key, order in orders.items()
    }


def _known(doc: Doc, part: Part, stage: str, key: str) -> None:
    """Raise NotFound unless the stage has such a criterion or template."""
    keys = part_orders(doc, part, stage)
    if key not in keys:
        named = parse_path(doc).stage(stage)
        message = NO_PART.fill(stage=named.name if named else stage, what=part.label, key=key,
                               keys=", ".join(keys) or "-")  # fmt: skip
        raise NotFound(message, where=key)


def set_part(
    snapshot: Snapshot, ctx: Context, path_id: str, stage: str, part: Part, key: str,
    values: Mapping[str, Value],
) -> Act:  # fmt: skip
    """New values of a criterion or template. Raises NotFound and InputProblem."""
    doc, path = path_record(snapshot, path_id)
    stage_on(path, stage)
    _known(doc, part, stage, key)
    whole = part_values(doc, part, stage, key) | dict(values)
    if not (whole.get(f"{part.essential}_en") or whole.get(f"{part.essential}_zh")):
        raise InputProblem(NAMELESS, where=f"{part.essential}_en")
    edit = checked_edit(snapshot, "pipelines", path_id, _at(stage, part, key, values))
    return act_of(f"{SHORT_NAMES[part.name]}.set", [edit])


def remove_part(
    snapshot: Snapshot, ctx: Context, path_id: str, stage: str, part: Part, key: str
) -> Act:
    """Take a criterion or template away; what deals and tasks have of it stays. Raises NotFound."""
    doc, path = path_record(snapshot, path_id)
    stage_on(path, stage)
    _known(doc, part, stage, key)
    gone: dict[str, Value] = {key_path("stages", stage, part.name, key): None}
    edit = checked_edit(snapshot, "pipelines", path_id, gone)
    return act_of(f"{SHORT_NAMES[part.name]}.remove", [edit])


def step_part(
    snapshot: Snapshot, ctx: Context, path_id: str, stage: str, part: Part, key: str, by: int
) -> Act:
    """Put a criterion or template so many places further down (negative: up).

    Raises Refused at the end.
    """
    doc, path = path_record(snapshot, path_id)
    stage_on(path, stage)
    _known(doc, part, stage, key)
    orders = part_orders(doc, part, stage)
    at = list(orders).index(key)
    to = min(max(at + by, 0), len(orders) - 1)
    if to == at:
        raise Refused(AT_END)
    new = moved(orders, key, to)
    edit = checked_edit(snapshot, "pipelines", path_id, _orders(stage, part, new))
    return act_of(f"{SHORT_NAMES[part.name]}.order", [edit])


def order_parts(
    snapshot: Snapshot, ctx: Context, path_id: str, stage: str, part: Part, keys: Sequence[str]
) -> Act:
    """Let those named follow one another in the places that they hold together."""
    doc, path = path_record(snapshot, path_id)
    stage_on(path, stage)
    for key in keys:
        _known(doc, part, stage, key)
    new = arranged(part_orders(doc, part, stage), list(dict.fromkeys(keys)))
    edit = checked_edit(snapshot, "pipelines", path_id, _orders(stage, part, new))
    return act_of(f"{SHORT_NAMES[part.name]}.order", [edit])
