"""The snapshot as it would be after some edits, for what has to be judged before it is saved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from salestui.domain.change import Edit
from salestui.domain.snapshot import Doc, Snapshot


def with_edits(snapshot: Snapshot, edits: Iterable[Edit]) -> Snapshot:
    """The snapshot with these edits in its records; nothing is saved and no log knows of it."""
    touched: dict[str, dict[str, tuple[Doc | None, Doc]]] = {}
    for edit in edits:
        rows = touched.setdefault(edit.kind, {})
        before, now = rows.get(edit.id, (snapshot.get(edit.kind, edit.id),) * 2)
        merged: dict[str, Any] = {"_id": edit.id, **(now or {}), **edit.values}
        rows[edit.id] = before, {p: value for p, value in merged.items() if value is not None}
    return snapshot.stepped(touched, snapshot.vector, snapshot.authors) if touched else snapshot
