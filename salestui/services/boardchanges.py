"""Which deals have to be judged and drawn again when the state moves on."""

from __future__ import annotations

from typing import NamedTuple

from salestui.domain.snapshot import Snapshot

EVERYTHING = {"pipelines", "members", "workspace"}
"""Kinds of which a change may change every deal's place, look and sums."""


class Affected(NamedTuple):
    """What a step of the state means for a view of deals."""

    judged: set[str]
    """Deals that may come, go or move."""
    redrawn: set[str] | None
    """Deals that may look different; None: any may, as records around them changed."""


def affected_deals(before: Snapshot, after: Snapshot, *, filtered: bool) -> Affected | None:
    """The deals affected by what happened between two states; None when the view is made anew."""
    changed = after.changed_since(before)
    if changed is None:
        return None
    kinds = {kind for kind, _ in changed}
    if kinds & EVERYTHING:
        return None
    ids = {id for kind, id in changed if kind == "deals"}
    judged = ids | _related(before, after, changed) if filtered else ids
    return Affected(judged, ids if kinds <= {"deals"} else None)


def _related(before: Snapshot, after: Snapshot, changed: set[tuple[str, str]]) -> set[str]:
    """Deals that a filter may judge anew because a record around them changed."""
    found: set[str] = set()
    for kind, id in changed:
        if kind == "deals":
            continue
        for state in (before, after):
            doc = state.get(kind, id) or {}
            account = id if kind == "accounts" else doc.get("account", "")
            found.update(state.ids("deals.account", str(account)))
            if "deal" in doc:
                found.add(str(doc["deal"]))
    return found
