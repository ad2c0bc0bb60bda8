"""What a colleague's log may hold instead of a value: every JSON type, and the worst of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from salestui.domain.change import Act, Edit
from salestui.domain.ids import derived_id
from salestui.domain.schema import KINDS
from salestui.domain.snapshot import Snapshot

NASTY: tuple[Any, ...] = (
    "x",
    "",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "a\nb\x1b[31m\u202e",
    0,
    -1,
    10**18,
    10**40,
    1.5,
    True,
    False,
    ["a", {"b": None}],
    {"a": 1},
)


def paths(kind: str) -> Iterator[str]:
    """Every path of a kind, with members of maps, and what stands below a value."""
    for field in KINDS[kind].fields:
        yield field.path
        if field.type == "map":
            yield f"{field.path}/a"
            yield f"{field.path}/a/order"
    yield from ("_del", "title/a/b", "unknown")


def copies(snapshot: Snapshot, nasty: Sequence[Any] = NASTY) -> Act:
    """For every path and nasty value a copy of a record in which it stands."""
    edits: list[Edit] = []
    for kind in KINDS:
        models = [] if kind == "workspace" else list(snapshot.live(kind))
        for path in paths(kind) if models else ():
            for value in nasty:
                model = models[len(edits) % len(models)]
                values = {p: v for p, v in model.items() if not p.startswith("_")}
                id = derived_id(KINDS[kind].prefix, kind, path, repr(value))
                edits.append(Edit(kind, id, {**values, path: value}))
    return Act("import", tuple(edits))
