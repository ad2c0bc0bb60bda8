"""The history of one record of any kind, a value at a time, with what stood around each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from salestui.domain.change import Commit
from salestui.domain.history import Row, changes
from salestui.domain.snapshot import Doc
from salestui.services.fieldtext import goes_along


class Step(NamedTuple):
    """One value of the record got another one; or the record came into being."""

    row: Row
    """The commit that did it."""
    path: str
    """Empty where the record was created."""
    before: Mapping[str, Any]
    """The record's values before the commit."""
    after: Mapping[str, Any]
    stands: bool
    """Whether it is the value of now."""

    @property
    def key(self) -> str:
        """What tells it from others."""
        return f"{self.row.commit}|{self.path}"


def steps(commits: Iterable[Commit], kind: str, id: str, doc: Doc) -> list[Step]:
    """The history of a record, newest first. `commits` are all of the record's, in stamp order.

    What only goes along with another value, as a currency with its amount, is left out.
    """
    state: dict[str, Any] = {}
    found: list[Step] = []
    for row in changes(commits, kind, id):
        before = dict(state)
        state.update({change.path: change.new for change in row.changes})
        if row.created:
            found.append(Step(row, "", before, dict(state), stands=False))
            continue
        paths = {change.path for change in row.changes}
        found += [
            Step(row, path, before, dict(state), stands=False)
            for path in sorted(paths)
            if not goes_along(kind, path, paths)
        ]
    return _with_standing(found[::-1], doc)


def _with_standing(found: list[Step], doc: Doc) -> list[Step]:
    """Of each value the latest step that wrote what stands now."""
    told: set[str] = set()
    marked = []
    for step in found:
        new, now = step.after.get(step.path), doc.get(step.path)
        stands = step.path not in told and type(new) is type(now) and bool(new == now)
        told |= {step.path} if stands else set()
        marked.append(step._replace(stands=stands and bool(step.path)))
    return marked
