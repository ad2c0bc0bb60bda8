"""A new sales path from a copy of another one."""

from __future__ import annotations

from salestui.domain.change import Act, Edit, Value
from salestui.domain.pipelines import LAST, STEP, paths
from salestui.domain.problems import InputProblem
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.services.context import Context
from salestui.services.defaults import pipeline_id
from salestui.services.pathstages import path_record
from salestui.services.pathtext import key_for
from salestui.services.records import act_of, checked_edit

NAMELESS = Words("A sales path needs a name", "销售路径需要名称")
OWN = ("key", "order", "gate_from")
"""What a copy does not take over."""


def copy_path(
    snapshot: Snapshot, ctx: Context, path_id: str, name_en: str, name_zh: str = ""
) -> Act:
    """A path with the stages, criteria and templates of another, without those retired.

    Its gates warn until a manager lets them block. Raises InputProblem for one without a name.
    """
    doc, path = path_record(snapshot, path_id)
    name = name_en or name_zh
    if not name:
        raise InputProblem(NAMELESS, where="name_en")
    every = paths(snapshot)
    key = key_for(name, {each.key: True for each in every})
    retired = tuple(f"stages/{s.key}" for s in path.stages if s.retired)
    values: dict[str, Value] = {
        at: value
        for at, value in doc.items()
        if not at.startswith("_") and at not in OWN and not _within(at, retired)
    }
    values |= {
        "key": key,
        "name_en": name_en or name_zh,
        "name_zh": name_zh or name_en,
        "order": max((p.order for p in every if p.order < LAST), default=0) + STEP,
        "gate_mode": "warn",
        "active": True,
    }
    id = _free_id(snapshot, key)
    made: Edit = checked_edit(snapshot, "pipelines", id, values)
    return act_of("pipeline.add", [made])


def _within(path: str, above: tuple[str, ...]) -> bool:
    return any(path == each or path.startswith(each + "/") for each in above)


def _free_id(snapshot: Snapshot, key: str) -> str:
    """The id that two offline members would both give a path with that key, if nobody had it."""
    found, count = pipeline_id(key), 1
    while snapshot.get("pipelines", found) is not None:
        count += 1
        found = pipeline_id(f"{key}|{count}")
    return found
