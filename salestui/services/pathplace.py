"""Where a field of a sales path stands: in a stage, or in a criterion or a task of one."""

from __future__ import annotations

from typing import NamedTuple

from salestui.domain.schema import Field
from salestui.domain.schema.stages import PARTS, Part


class Place(NamedTuple):
    """A field below a path."""

    part: Part
    stage: str
    at: str
    """What it is a field of, as a path in the record."""
    field: Field


def place_of(path: str) -> Place | None:
    """What a path in a sales path's record means; None for what is not typed in one line or text.

    `stages/demo/probability` is one, `stages/demo/order` and the members of lists are not.
    """
    parts = path.split("/")
    part = PARTS.get(parts[-3]) if len(parts) in (3, 5) else None
    field = part.field(parts[-1]) if part else None
    if part is None or field is None or field.type == "map":
        return None
    return Place(part, parts[1], path.rpartition("/")[0], field)
