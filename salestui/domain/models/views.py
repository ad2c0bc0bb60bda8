"""Saved views."""

from __future__ import annotations

from salestui.domain.models.base import Record
from salestui.domain.models.types import Ref, Text


class SavedView(Record):
    """A way to look at deals under a name (4.2.19)."""

    name: Text | None = None
    screen: Text | None = None
    filter: Text | None = None
    sort: Text | None = None
    reverse: bool | None = None
    list: bool | None = None
    columns: Text | None = None
    pipeline: Ref | None = None
    mine: bool | None = None
    shared: bool | None = None
    owner: Ref | None = None
