"""The lines of the tasks screen: heads of groups with their load, and tasks; made when drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from typing import overload

from salestui import cells
from salestui.domain.load import Load
from salestui.domain.names import task_for
from salestui.domain.pipelines import Path, paths
from salestui.domain.snapshot import Snapshot
from salestui.domain.tasks import outputs, task_name
from salestui.domain.words import Words
from salestui.exchange.taskrows import due_words, state_words
from salestui.services.taskview import TaskGroup, TaskRow
from salestui.ui.tasks import words as say
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.rows import Row

BAR = 16
"""Cells of a load bar."""
NARROW = 70
"""On screens narrower than this the deal stands before the task, not in a column."""
DUE, OUT, STATE = 7, 5, 18
OF_DEAL = Words("{deal}, {task}", "{deal}，{task}")


@dataclass(frozen=True, slots=True)
class Place:
    """What a line stands for: a group, or a task of it."""

    group: str
    task: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """What the lines are drawn from."""

    snapshot: Snapshot
    today: date
    lang: str
    marked: frozenset[str]
    folded: frozenset[str]
    """Groups of which only the head is shown."""


class TaskLines(Sequence[Row]):
    """Every line in order; a line is made when it is asked for, so a long list costs nothing."""

    def __init__(self, sight: Sight, groups: Sequence[TaskGroup], width: int) -> None:
        self.sight = sight
        self.width = width
        self._paths: dict[str, Path] = {path.id: path for path in paths(sight.snapshot)}
        self.places: list[Place] = []
        self._groups = {group.key: group for group in groups}
        self._rows: dict[str, TaskRow] = {}
        for group in groups:
            self.places.append(Place(group.key))
            if group.key not in sight.folded:
                self.places += [Place(group.key, row.id) for row in group.rows]
            self._rows |= {row.id: row for row in group.rows}

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self[n] for n in range(*index.indices(len(self)))]
        place = self.places[index]
        return self._task(self._rows[place.task]) if place.task else self._head(place.group)

    def marking(self, marked: Iterable[str]) -> TaskLines:
        """The same lines with other tasks marked."""
        lines = copy(self)
        lines.sight = replace(self.sight, marked=frozenset(marked))
        return lines

    def row(self, id: str) -> TaskRow | None:
        """What is known of a task on the screen."""
        return self._rows.get(id)

    def group(self, key: str) -> TaskGroup | None:
        """A group by its key."""
        return self._groups.get(key)

    # -- drawing

    def _head(self, key: str) -> Row:
        group = self._groups[key]
        sign = "+ " if key in self.sight.folded else "  "
        left = [
            Span(sign[0], "dim"),
            Span(cells.fit(group.head.say(self.sight.lang), 12), "strong"),
        ]
        if group.load is not None:
            left += load_spans(group.load, self.sight.lang)
        told = [say.OPEN_N.fill(n=len(group.rows)).say(self.sight.lang)]
        right = [Span("  ".join(told) + " ", "dim")]
        if group.late:
            late = say.LATE_N.fill(n=group.late).say(self.sight.lang)
            right.append(Span(f" {late} ", "late"))
        return Row(tuple(left), tuple(right))

    def _task(self, row: TaskRow) -> Row:
        lang, snapshot = self.sight.lang, self.sight.snapshot
        marked = row.id in self.sight.marked
        due = cells.fit(due_words(row, self.sight.today).say(lang), DUE, "right")
        deal_room = 0 if self.width < NARROW else max(14, self.width // 4)
        room = self.width - DUE - OUT - STATE - deal_room - 7
        deal, name = task_for(snapshot, row.task), task_name(snapshot, row.task).say(lang)
        if deal and not deal_room:
            name = OF_DEAL.fill(deal=deal, task=name).say(lang)
        left = [
            Span("*" if marked else " ", "accent"),
            Span(due + "  ", "late" if row.late.late or row.late.lagging else "dim"),
            Span(cells.fit(name, room) + " "),
        ]
        if deal_room:
            left.append(Span(cells.fit(deal, deal_room) + " ", "dim"))
        left.append(Span(cells.fit(self.brought(row), OUT, "right") + " ", "dim"))
        state = cells.fit(state_words(row).say(lang), STATE)
        return Row(tuple(left), (Span(state + " ", _style(row)),))

    def brought(self, row: TaskRow) -> str:
        """How much of what the task is to bring is there: `1/3`; empty where nothing is."""
        path = self._paths.get(str(row.task.get("pipeline", "")))
        found = outputs(self.sight.snapshot, row.task, path)
        return f"{sum(each.done for each in found)}/{len(found)}" if found else ""


def _style(row: TaskRow) -> str:
    if not row.task.get("owner") or row.contested:
        return "risk"
    return "late" if row.late.late or row.late.lagging else "dim"


def load_spans(load: Load, lang: str) -> list[Span]:
    """A bar of load against capacity with its figures: `########....  8/16 load`."""
    share = min(1.0, load.share)
    full = round(share * BAR)
    if load.this_week and not full:
        full = 1
    said = say.LOAD.fill(n=load.this_week, all=load.capacity).say(lang)
    style = "late" if load.full else "accent"
    return [
        Span("#" * full, style),
        Span("." * (BAR - full) + " ", "dim"),
        Span(said, "late" if load.full else "text"),
    ]
