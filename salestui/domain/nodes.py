"""Task templates of a stage: what is to be done there, by whom, with what help (4.2.11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from salestui.domain.pipelines import LAST
from salestui.domain.schema import path_parts
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc


class Resource(NamedTuple):
    """What a template asks of another department."""

    key: str
    department: str
    item: Words


class OutputItem(NamedTuple):
    """One thing that a template's task is to bring besides the exit criteria."""

    key: str
    text: Words


class NodeTemplate(NamedTuple):
    """A task that every deal gets on entering the stage."""

    key: str
    order: int
    name: Words
    standard: Words
    """The output standard: when the task counts as done well."""
    offset_days: int
    """Due so many days after the deal entered the stage."""
    role: str
    strength: str
    filter: str
    """Only deals that match get the task; empty for every deal."""
    resources: tuple[Resource, ...]
    items: tuple[OutputItem, ...] = ()


def node_templates(path: Doc, stage: str) -> tuple[NodeTemplate, ...]:
    """The templates of a stage in order, from the flat document of its path."""
    at = f"stages/{stage}/nodes"
    found = [_template(path, at, key) for key in _members(path, at)]
    return tuple(sorted(found, key=lambda node: (node.order, node.key)))


def node_template(path: Doc, stage: str, key: str) -> NodeTemplate | None:
    """One template; None where the path has it no more."""
    at = f"stages/{stage}/nodes"
    return _template(path, at, key) if path.get(f"{at}/{key}") is True else None


def _members(path: Doc, at: str) -> list[str]:
    start, depth = f"{at}/", at.count("/") + 1
    return [
        path_parts(name)[-1]
        for name, value in path.items()
        if value is True and name.startswith(start) and name.count("/") == depth
    ]


def _template(path: Doc, at: str, key: str) -> NodeTemplate:
    def words(field: str, fallback: str = "") -> Words:
        en, zh = path.get(f"{at}/{key}/{field}_en"), path.get(f"{at}/{key}/{field}_zh")
        return Words(str(en or zh or fallback), str(zh or en or fallback))

    def number(field: str, fallback: int) -> int:
        value = path.get(f"{at}/{key}/{field}")
        return value if type(value) is int else fallback

    return NodeTemplate(
        key=key,
        order=number("order", LAST),
        name=words("name", key),
        standard=words("standard"),
        offset_days=max(0, number("offset_days", 0)),
        role=str(path.get(f"{at}/{key}/role", "rep")),
        strength=str(path.get(f"{at}/{key}/strength", "")),
        filter=str(path.get(f"{at}/{key}/filter", "")),
        resources=tuple(_resource(*row) for row in _lines(path, f"{at}/{key}/resources/")),
        items=tuple(_item(*row) for row in _lines(path, f"{at}/{key}/items/")),
    )


def _lines(path: Doc, start: str) -> list[tuple[str, str]]:
    """The members of a list of a template, by key, and what each says."""
    return [
        (path_parts(name)[-1], str(value))
        for name, value in sorted(path.items())
        if name.startswith(start) and value
    ]


def _item(key: str, text: str) -> OutputItem:
    en, _, zh = text.partition("|")
    return OutputItem(key, Words(en or zh or key, zh or en or key))


def _resource(key: str, text: str) -> Resource:
    department, _, items = text.partition("|")
    en, _, zh = items.partition("|")
    return Resource(key, department, Words(en or zh or key, zh or en or key))
