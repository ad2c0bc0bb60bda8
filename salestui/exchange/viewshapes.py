"""Saved views as `--json` prints them."""

from __future__ import annotations

from collections.abc import Sequence

from salestui.exchange.shapes import SCHEMA, Shape, Shapes
from salestui.services.reading import Reading
from salestui.services.views import View


def views_shape(reading: Reading, views: Sequence[View]) -> Shape:
    """All views in the order of the list."""
    shapes = Shapes(reading)
    return {"schema": SCHEMA, "count": len(views), "views": [_view(shapes, v) for v in views]}


def _view(shapes: Shapes, view: View) -> Shape:
    path = shapes.paths.get(view.pipeline)
    return {
        "id": view.id,
        "name": view.name,
        "owner": shapes.person(view.owner or None),
        "shared": view.shared,
        "screen": view.screen,
        "filter": view.filter,
        "sort": view.sort,
        "reverse": view.reverse,
        "list": view.list,
        "columns": list(view.columns),
        "pipeline": path.key if path else None,
        "mine": view.mine,
    }
