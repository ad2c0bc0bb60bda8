"""The changes of an import as they gather: what is made, what is written when, and the batch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from salestui.domain.change import Act, Batch, Edit, Value
from salestui.domain.schema import DELETED, KINDS
from salestui.domain.snapshot import Doc, Snapshot, is_live
from salestui.services.context import Context

Values = dict[str, Value]
_ORDER = {kind: n for n, kind in enumerate(("pipelines", "members", "accounts", "deals"))}


@dataclass(slots=True)
class _Pending:
    """What is to be written to one record."""

    values: Values
    when: int | None
    """Effective ms; None: now."""
    movable: bool = False
    """Whether the record is undated, so that it may begin with the first that names it."""
    later: list[tuple[int | None, Values]] = field(default_factory=list)


class Draft:
    """Records to be made and changed, over the snapshot that they change."""

    def __init__(self, snapshot: Snapshot, ctx: Context) -> None:
        self.snapshot = snapshot
        self.ctx = ctx
        self._new: dict[tuple[str, str], _Pending] = {}
        self._edits: list[tuple[int | None, Edit]] = []

    def stands(self, kind: str, id: str) -> Doc | None:
        """The record as the snapshot has it, unless it is archived or incomplete."""
        doc = self.snapshot.get(kind, id)
        return doc if doc is not None and is_live(kind, doc) else None

    def known(self, kind: str, id: str) -> bool:
        """Whether there is such a record, or will be."""
        return (kind, id) in self._new or self.stands(kind, id) is not None

    def value(self, kind: str, id: str, path: str) -> Any:
        """A value of a record as it will be."""
        pending = self._new.get((kind, id))
        if pending is not None:
            return pending.values.get(path)
        return (self.snapshot.get(kind, id) or {}).get(path)

    def create(self, kind: str, id: str, values: Values, when: int | None) -> None:
        """Make a record, or bring back an archived one of that id.

        `when` is its effective time in ms; None: now, or whenever a dated record first names it.
        """
        old = self.snapshot.get(kind, id)
        if old is not None and old.get(DELETED):
            values = {**values, DELETED: None}
        if KINDS[kind].letter:
            number = old.get("number") if old is not None else None
            values = {"number": number or self.ctx.next_number(kind), **values}
        self._new[kind, id] = _Pending(values, self._past(when), movable=when is None)

    def begin_by(self, kind: str, id: str, when: int | None) -> None:
        """An undated record made here must have been there at `when`."""
        pending = self._new.get((kind, id))
        when = self._past(when)
        if pending is None or not pending.movable or when is None:
            return
        pending.when = when if pending.when is None else min(pending.when, when)

    def then(self, kind: str, id: str, values: Values, when: int | None) -> None:
        """Something that happened later to a record made here."""
        self._new[kind, id].later.append((self._past(when), values))

    def add(self, kind: str, id: str, values: Values) -> None:
        """More values of a record made here, from its beginning."""
        self._new[kind, id].values.update(values)

    def change(self, kind: str, id: str, values: Values, when: int | None = None) -> None:
        """New values of a record that stands."""
        self._edits.append((self._past(when), Edit(kind, id, values)))

    def _past(self, when: int | None) -> int | None:
        """Nothing takes effect in the future."""
        return None if when is None or when >= self.ctx.now else when

    def batch(self, intent: str) -> Batch:
        """Everything gathered, oldest first, one act for each effective time."""
        now = self.ctx.now
        rows = sorted(
            self._all(), key=lambda row: (row[0] if row[0] is not None else now, _rank(row))
        )
        acts = [
            Act(intent, tuple(edit for _, edit in group), when)
            for when, group in groupby(rows, key=lambda row: row[0])
        ]
        return Batch(intent, tuple(acts))

    def _all(self) -> Iterator[tuple[int | None, Edit]]:
        for (kind, id), pending in self._new.items():
            yield pending.when, Edit(kind, id, pending.values)
        yield from self._edits
        for (kind, id), pending in self._new.items():
            for when, values in pending.later:
                yield when, Edit(kind, id, values)


def _rank(row: tuple[int | None, Edit]) -> int:
    return _ORDER[row[1].kind]


def differences(doc: Mapping[str, Any], wanted: Mapping[str, Any]) -> Values:
    """The wanted values that a record does not have; what is wanted as None is to be cleared."""
    found: Values = {}
    for path, value in wanted.items():
        held = doc.get(path)
        if held != value or type(held) is not type(value):
            found[path] = value
    return found
