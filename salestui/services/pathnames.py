"""What people call a part of a sales path: a stage, its criteria and tasks, and their fields."""

from __future__ import annotations

from salestui.domain.schema.stages import PARTS
from salestui.domain.snapshot import Doc
from salestui.domain.words import Words

JOINT = Words("{above}, {below}", "{above}，{below}")
KEPT = {
    "order": Words("order", "次序"),
    "retired": Words("retired", "停用"),
    "kind": Words("kind", "类别"),
}
"""Fields that no form shows."""


def path_part(doc: Doc, parts: tuple[str, ...]) -> Words:
    """The part of a path record that lies below `stages`: `Demo, probability`.

    Names are those that the record holds; keys stand for what it holds no more.
    """
    said = _named(doc, parts[:2], "name")
    for depth in range(3, len(parts) + 1):
        if depth % 2:
            continue
        said = JOINT.fill(above=said, below=_named(doc, parts[:depth], _essential(parts[:depth])))
    if len(parts) % 2 and len(parts) > 1:
        said = JOINT.fill(above=said, below=_field(parts))
    return said


def _essential(parts: tuple[str, ...]) -> str:
    part = PARTS.get(parts[-2])
    return part.essential if part else "name"


def _named(doc: Doc, parts: tuple[str, ...], essential: str) -> Words:
    at, key = "/".join(parts), parts[-1]
    en, zh = doc.get(f"{at}/{essential}_en"), doc.get(f"{at}/{essential}_zh")
    return Words(str(en or zh or key), str(zh or en or key))


def _field(parts: tuple[str, ...]) -> Words:
    name = parts[-1]
    part = PARTS.get(parts[-3])
    field = part.field(name) if part else None
    if field is None:
        return KEPT.get(name, Words(name, name))
    return Words(field.label.en[:1].lower() + field.label.en[1:], field.label.zh)
