"""What a new workspace begins with: its settings, both sales paths, and the member who made it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from salestui.domain.change import Edit, Value
from salestui.domain.ids import derived_id
from salestui.domain.pipelines import STEP
from salestui.domain.problems import StoreProblem
from salestui.domain.words import Words

_PACKAGE = Path(__file__).resolve().parent.parent
_PLACES = (_PACKAGE / "_data", _PACKAGE.parent / "data")
"""Where shipped data stands: in the installed package, or beside it in an editable install."""

_STAGE_PLAIN = ("kind", "is_qualified", "probability", "forecast", "expected_days", "rot_days")
_PATH_PLAIN = ("customer_kind", "gate_mode", "allow_skip", "allow_back")

MISSING = Words(
    "The file {name} that comes with salestui is missing.", "缺少随程序安装的文件 {name}。"
)

Row = Mapping[str, Any]
Pairs = Iterator[tuple[str, Value]]


def data_file(name: str) -> Path:
    """The shipped data file of that name; raises StoreProblem where the installation lacks it."""
    for place in _PLACES:
        found = place / name
        if found.is_file():
            return found
    raise StoreProblem(
        MISSING.fill(name=name),
        hint=Words("Install salestui again.", "请重新安装 salestui。"),
    )


def read_data(name: str) -> Any:
    """The parsed content of a shipped JSON file."""
    return json.loads(data_file(name).read_text(encoding="utf-8"))


def pipeline_id(key: str) -> str:
    """The id of the default sales path with that key, the same in every workspace."""
    return derived_id("pl", "pipeline", key)


def member_id(handle: str) -> str:
    """The id of the member with that handle, the same on every machine."""
    return derived_id("mb", "member", handle)


def _pair(at: str, field: str, pair: Sequence[str]) -> Pairs:
    for language, text in zip(("en", "zh"), pair, strict=True):
        if text:
            yield f"{at}{field}_{language}", text


def _criterion(at: str, order: int, row: Row) -> Pairs:
    yield at, True
    yield f"{at}/order", order
    yield from _pair(f"{at}/", "text", row["text"])
    yield f"{at}/check", row["check"]
    if row["arg"]:
        yield f"{at}/arg", row["arg"]
    yield f"{at}/severity", row.get("severity", "required")


def _node(at: str, order: int, row: Row) -> Pairs:
    yield at, True
    yield f"{at}/order", order
    yield from _pair(f"{at}/", "name", row["name"])
    yield from _pair(f"{at}/", "standard", row["standard"])
    for field in ("offset_days", "role", "strength", "filter"):
        if row.get(field, "") != "":
            yield f"{at}/{field}", row[field]
    for resource in row["resources"]:
        text = "|".join((resource["department"], *resource["item"]))
        yield f"{at}/resources/{resource['key']}", text


def _stage(at: str, order: int, row: Row) -> Pairs:
    yield at, True
    yield f"{at}/order", order
    for field in ("name", "short", "guidance"):
        yield from _pair(f"{at}/", field, row[field])
    for field in _STAGE_PLAIN:
        if field in row:
            yield f"{at}/{field}", row[field]
    for place, criterion in enumerate(row["criteria"]):
        yield from _criterion(f"{at}/criteria/{criterion['key']}", place * STEP, criterion)
    for place, node in enumerate(row["nodes"]):
        yield from _node(f"{at}/nodes/{node['key']}", place * STEP, node)


def pipeline_values(row: Row, order: int) -> dict[str, Value]:
    """The flat fields of a sales path as it stands in the data file."""
    values: dict[str, Value] = {"key": row["key"], "order": order, "active": True}
    values.update(_pair("", "name", row["name"]))
    values.update({field: row[field] for field in _PATH_PLAIN})
    for place, stage in enumerate(row["stages"]):
        values.update(_stage(f"stages/{stage['key']}", place * STEP, stage))
    return values


def _workspace_values(row: Row, own: Mapping[str, Value]) -> dict[str, Value]:
    values: dict[str, Value] = {k: v for k, v in row.items() if k != "business_days"}
    values.update({f"business_days/{day}": True for day in row["business_days"]})
    values.update(own)
    return values


def member_values(handle: str, person: str) -> dict[str, Value]:
    """The first fields of a member; `person` is the name, by default the handle."""
    return {
        "handle": handle,
        "name": person or handle,
        "role": "rep",
        "department": "sales",
        "active": True,
    }


def default_edits(
    *,
    workspace: str,
    name: str,
    language: str,
    currency: str,
    timezone: str,
    handle: str,
    person: str = "",
) -> tuple[Edit, ...]:
    """The first edits of a workspace with id `workspace`: settings, both paths, first member.

    The paths come in both languages whatever `language` is; `person` is the member's name as people
    say it, by default the handle.
    """
    data = read_data("paths.json")
    own: dict[str, Value] = {
        "name": name,
        "language": language,
        "currency": currency,
        "timezone": timezone,
    }
    edits = [Edit("workspace", workspace, _workspace_values(data["workspace"], own))]
    edits += [
        Edit("pipelines", pipeline_id(row["key"]), pipeline_values(row, order))
        for order, row in enumerate(data["paths"])
    ]
    edits.append(Edit("members", member_id(handle), member_values(handle, person)))
    return tuple(edits)
