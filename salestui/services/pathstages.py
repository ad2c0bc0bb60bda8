"""The stages of a sales path: adding, changing, ordering and retiring them, with deals in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salestui.cells import cut
from salestui.domain.change import Act, Edit, Value
from salestui.domain.ordering import arranged, moved
from salestui.domain.pipelines import Path, Stage, parse_path
from salestui.domain.problems import InputProblem, Refused
from salestui.domain.schema import key_path
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.services.context import Context
from salestui.services.deals import stage_on
from salestui.services.moves import OPEN_AGAIN, RETIRED
from salestui.services.nodetasks import node_tasks
from salestui.services.pathtext import SHORT, key_for
from salestui.services.records import act_of, checked_edit, live_record

NAMELESS = Words("A stage needs a name", "阶段需要名称")
HAS_ONE = Words("The path has its {kind} stage already", "该路径已有{kind}阶段")
NEEDED = Words("The path can't do without {stage}", "该路径不能没有“{stage}”")
LAST_ONE = Words("A path needs an open stage", "路径至少要有一个进行中的阶段")
NOT_ON_WAY = Words("Only stages on the way to won have a place", "只有推进途中的阶段可排序")
AT_END = Words("It stands at the end already", "已经在最边上了")
IS_RETIRED = Words("{stage} is retired already", "“{stage}”已停用")
IN_USE = Words("{stage} is in use", "“{stage}”正在使用")
NO_DEALS = Words("No open deal stands in {stage}", "“{stage}”没有进行中的商机")
ENDS = Words("Deals go on to an open stage", "商机须移到进行中的阶段")
SAME = Words("The deals stand there already", "商机已在该阶段")


def path_record(snapshot: Snapshot, path_id: str) -> tuple[Doc, Path]:
    """The record of a sales path and the path. Raises NotFound."""
    doc = live_record(snapshot, "pipelines", path_id)
    return doc, parse_path(doc)


def add_stage(
    snapshot: Snapshot,
    ctx: Context,
    path_id: str,
    values: Mapping[str, Value],
    *,
    after: str = "",
    kind: str = "open",
) -> Act:
    """A new stage behind the one with the key `after`, else the last before won.

    Raises InputProblem for one without a name, Refused for a second won, lost or hold stage.
    """
    _, path = path_record(snapshot, path_id)
    name = str(values.get("name_en") or values.get("name_zh") or "")
    if not name:
        raise InputProblem(NAMELESS, where="name_en")
    if kind != "open" and any(stage.kind == kind for stage in path.used):
        raise Refused(HAS_ONE.fill(kind=kind), where="kind")
    key = key_for(name, {stage.key: True for stage in path.stages})
    orders = {stage.key: stage.order for stage in path.stages}
    before = stage_on(path, after).key if after else _last_open(path)
    place = list(orders).index(before) + 1 if before else 0
    usual = {"kind": kind, "forecast": "pipeline", **_shorts(values)}
    given = {name: value for name, value in values.items() if value is not None}
    edits: dict[str, Value] = {key_path("stages", key): True, **_at(key, usual | given)}
    edits |= _orders(moved(orders, key, place))
    return act_of("stage.add", [checked_edit(snapshot, "pipelines", path_id, edits)])


def _shorts(values: Mapping[str, Value]) -> dict[str, Value]:
    """The short names that a stage gets from its names, in the languages that it has."""
    names = {lang: str(values.get(f"name_{lang}") or "") for lang in ("en", "zh")}
    return {f"short_{lang}": cut(name, SHORT) for lang, name in names.items() if name}


def _last_open(path: Path) -> str:
    return path.open_stages[-1].key if path.open_stages else ""


def _at(key: str, values: Mapping[str, Value]) -> dict[str, Value]:
    start = key_path("stages", key)
    return {f"{start}/{name}": value for name, value in values.items()}


def _orders(orders: Mapping[str, int]) -> dict[str, Value]:
    return {key_path("stages", key) + "/order": order for key, order in orders.items()}


def set_stage(
    snapshot: Snapshot, ctx: Context, path_id: str, key: str, values: Mapping[str, Value]
) -> Act:
    """New values of a stage's fields. Raises InputProblem."""
    _, path = path_record(snapshot, path_id)
    stage = stage_on(path, key)
    named = {"name_en": stage.name.en, "name_zh": stage.name.zh} | dict(values)
    if not (named["name_en"] or named["name_zh"]):
        raise InputProblem(NAMELESS, where="name_en")
    return act_of(
        "stage.set", [checked_edit(snapshot, "pipelines", path_id, _at(stage.key, values))]
    )


def step_stage(snapshot: Snapshot, ctx: Context, path_id: str, key: str, by: int) -> Act:
    """Put a stage so many places further on its way (negative: back).

    Raises Refused at the end, and for stages that are not on the way.
    """
    _, path = path_record(snapshot, path_id)
    stage, way = stage_on(path, key), [each.key for each in path.open_stages]
    if stage.key not in way:
        raise Refused(NOT_ON_WAY)
    beside = way[min(max(way.index(stage.key) + by, 0), len(way) - 1)]
    if beside == stage.key:
        raise Refused(AT_END)
    orders = {each.key: each.order for each in path.stages}
    # Counted without itself, the place of the neighbour is the one before or behind it.
    new = moved(orders, stage.key, list(orders).index(beside))
    return act_of("stage.order", [checked_edit(snapshot, "pipelines", path_id, _orders(new))])


def order_stages(snapshot: Snapshot, ctx: Context, path_id: str, keys: Sequence[str]) -> Act:
    """Let the stages named follow one another in the places that they hold together."""
    _, path = path_record(snapshot, path_id)
    named = list(dict.fromkeys(stage_on(path, key).key for key in keys))
    new = arranged({each.key: each.order for each in path.stages}, named)
    return act_of("stage.order", [checked_edit(snapshot, "pipelines", path_id, _orders(new))])


# -- retiring


def retire_stage(
    snapshot: Snapshot, ctx: Context, path_id: str, key: str, *, move_to: str = ""
) -> Act:
    """Let no deal come to a stage any more; those in it stay, or go `move_to` in the same act.

    Raises Refused for a stage that the path can't do without.
    """
    _, path = path_record(snapshot, path_id)
    stage = stage_on(path, key)
    if stage.retired:
        raise Refused(IS_RETIRED.fill(stage=stage.name))
    if stage.kind in ("won", "lost"):
        raise Refused(NEEDED.fill(stage=stage.name))
    if stage.kind == "open" and len(path.open_stages) == 1:
        raise Refused(LAST_ONE)
    edits = [checked_edit(snapshot, "pipelines", path_id, _at(stage.key, {"retired": True}))]
    if move_to:
        edits += _moved_out(snapshot, ctx, path, stage, stage_on(path, move_to))
    return act_of("stage.retire", edits)


def reuse_stage(snapshot: Snapshot, ctx: Context, path_id: str, key: str) -> Act:
    """Let a retired stage be part of its path again. Raises Refused where it is one."""
    _, path = path_record(snapshot, path_id)
    stage = stage_on(path, key)
    if not stage.retired:
        raise Refused(IN_USE.fill(stage=stage.name))
    if stage.kind != "open" and any(each.kind == stage.kind for each in path.used):
        raise Refused(HAS_ONE.fill(kind=stage.kind))
    back = checked_edit(snapshot, "pipelines", path_id, _at(stage.key, {"retired": None}))
    return act_of("stage.reuse", [back])


def open_deals(snapshot: Snapshot, path_id: str, stage: str) -> list[Doc]:
    """The open deals that stand in a stage."""
    found = (snapshot.get("deals", id) for id in
             snapshot.ids("deals.stage", f"{path_id}|{stage}"))  # fmt: skip
    return [doc for doc in found if doc is not None and doc.get("outcome", "open") == "open"]


def empty_stage(snapshot: Snapshot, ctx: Context, path_id: str, key: str, to: str) -> Act:
    """Move all open deals of a stage to another one as one act.

    The path changes here, not the deals, so no gate is asked. Raises Refused.
    """
    _, path = path_record(snapshot, path_id)
    stage = stage_on(path, key)
    return act_of("stage.empty", _moved_out(snapshot, ctx, path, stage, stage_on(path, to)))


def _moved_out(
    snapshot: Snapshot, ctx: Context, path: Path, stage: Stage, there: Stage
) -> list[Edit]:
    if there.key == stage.key:
        raise Refused(SAME)
    if there.retired:
        raise Refused(RETIRED.fill(stage=there.name))
    if there.kind not in ("open", "hold"):
        raise Refused(ENDS)
    deals = open_deals(snapshot, path.id, stage.key)
    if not deals and not stage.retired:
        raise Refused(NO_DEALS.fill(stage=stage.name))
    edits: list[Edit] = []
    for deal in deals:
        values = {**OPEN_AGAIN, "pipeline": path.id, "stage": there.key}
        edits.append(checked_edit(snapshot, "deals", deal["_id"], values))
        edits += node_tasks(snapshot, ctx, deal, path.id, there.key)
    return edits
