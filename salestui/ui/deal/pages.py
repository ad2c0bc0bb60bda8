"""The pages of a deal, each as columns of lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from salestui.domain.words import Words
from salestui.ui.deal import gate, known, lifepage
from salestui.ui.deal.sight import DealSight
from salestui.ui.deal.words import LIFE
from salestui.ui.records import changelist, pages, people, tasklist, touches
from salestui.ui.records.about import about_account
from salestui.ui.records.pages import FEW, GAP, Changes, stacked
from salestui.ui.widgets.entries import BLANK, Column, Spot
from salestui.ui.widgets.lines import Span

PAGES = ("overview", "fields", "activities", "contacts", "tasks", "life", "history")


class Told(NamedTuple):
    """What the log tells of the deal; None while it is being read."""

    changes: Changes = None
    """Up to the day that is shown."""
    steps: lifepage.Steps = None
    """Its whole life."""
    until: int | None = None
    """The end of the day that is shown, ms; None for now."""


def widths(page: str, cells: int) -> tuple[int, ...]:
    """The widths of a page's columns in `cells` cells."""
    if page != "life":
        return pages.widths(page, cells)
    if cells < lifepage.TWO_FROM:
        return (cells,)
    return cells - GAP - cells // 3, cells // 3


def labels(sight: DealSight, changes: Changes) -> list[tuple[Words, int | None]]:
    """The pages' names with how much each holds."""
    own, counts = {"life": LIFE, "tasks": tasklist.TASKS}, {"tasks": tasklist.open_tasks(sight)}
    return pages.labels(PAGES, sight, changes, own=own, counts=counts)


def columns(page: str, sight: DealSight, told: Told, cells: int, rows: int) -> Sequence[Column]:
    """A page in `cells` by `rows` cells."""
    wide = widths(page, cells)
    if page == "life":
        return lifepage.life_columns(sight, told.steps, wide, told.until)
    if page == "tasks":
        return (tasklist.task_column(sight, cells),)
    if page == "overview":
        return _overview(sight, told.changes, wide, rows)
    return pages.columns(page, sight, told.changes, cells)


def _overview(
    sight: DealSight, changes: Changes, wide: tuple[int, ...], rows: int
) -> tuple[Column, ...]:
    """Gate and changes beside people and contacts; one below the other where it is narrow."""
    left, right = wide[0], wide[-1]
    criteria, chain = gate.gate(sight, left), people.chain(sight, right)
    room = max(3, min(rows - len(criteria) - 2, FEW))
    changed = changelist.latest(sight, changes, left, room)
    touched = touches.latest(sight, right, max(3, min(rows - len(chain) - 2, FEW)))
    if len(wide) == 1:
        return ((*criteria, BLANK, *chain, BLANK, *touched, BLANK, *changed),)
    more = known.guidance(sight, left), about_account(sight, sight.account, left)
    return (
        stacked(rows, (*criteria, BLANK, *changed), *more),
        stacked(rows, (*chain, BLANK, *touched), known.about_deal(sight, right)),
    )


def explain(sight: DealSight, told: Told, spot: Spot) -> tuple[Sequence[Span], Sequence[Span]]:
    """What the line above the keys says of the spot under the cursor."""
    if spot.kind == "criterion":
        return gate.explain(sight, spot.id)
    if spot.kind == "task":
        return tasklist.explain(sight, spot.id)
    if spot.kind == "step":
        return lifepage.explain(sight, told.steps, spot)
    return pages.explain(sight, told.changes, spot)
