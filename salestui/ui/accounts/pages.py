"""The pages of an account, each as columns of lines."""

from __future__ import annotations

from collections.abc import Sequence

from salestui.domain.words import Words
from salestui.ui.accounts import deals
from salestui.ui.accounts.sight import AccountSight
from salestui.ui.accounts.words import DEALS
from salestui.ui.records import changelist, pages, people, tasklist, touches
from salestui.ui.records.about import ACCOUNT, section
from salestui.ui.records.pages import FEW, Changes, stacked, widths
from salestui.ui.widgets.entries import BLANK, Column, Spot
from salestui.ui.widgets.lines import Span

PAGES = ("overview", "deals", "contacts", "activities", "tasks", "fields", "history")

ABOUT = (
    "size_band",
    "employees",
    "annual_revenue",
    "year_established",
    "parent",
    "source",
    "arpu",
    "contract_end_on",
    "churned_on",
    "phone",
    "website",
    "address",
    "tags",
    "note",
)
"""What is worth a line on the overview and stands in no line of the head."""


def labels(sight: AccountSight, changes: Changes) -> list[tuple[Words, int | None]]:
    """The pages' names with how much each holds."""
    held = {"deals": len(sight.deals()), "tasks": tasklist.open_tasks(sight)}
    own = {"deals": DEALS, "tasks": tasklist.TASKS}
    return pages.labels(PAGES, sight, changes, own=own, counts=held)


def columns(
    page: str, sight: AccountSight, changes: Changes, cells: int, rows: int
) -> tuple[Column, ...]:
    """A page in `cells` by `rows` cells."""
    if page == "overview":
        return _overview(sight, changes, widths(page, cells), rows)
    if page == "deals":
        return (deals.deal_list(sight, cells),)
    if page == "tasks":
        return (tasklist.task_column(sight, cells),)
    return pages.columns(page, sight, changes, cells)


def _overview(
    sight: AccountSight, changes: Changes, wide: tuple[int, ...], rows: int
) -> tuple[Column, ...]:
    """People and contacts beside deals and changes; one below the other where it is narrow."""
    left, right = wide[0], wide[-1]
    chain, some = people.chain(sight, left), deals.latest(sight, right, FEW)
    touched = touches.latest(sight, left, max(3, min(rows - len(chain) - 2, FEW)))
    changed = changelist.latest(sight, changes, right, max(3, min(rows - len(some) - 2, FEW)))
    if len(wide) == 1:
        return ((*chain, BLANK, *some, BLANK, *touched, BLANK, *changed),)
    about = section(sight, ACCOUNT, "accounts", sight.account, ABOUT, right)
    return (
        (*chain, BLANK, *touched),
        stacked(rows, (*some, BLANK, *changed), about),
    )


def explain(
    sight: AccountSight, changes: Changes, spot: Spot
) -> tuple[Sequence[Span], Sequence[Span]]:
    """What the line above the keys says of the spot under the cursor."""
    if spot.kind == "deal":
        return deals.explain(sight, spot.id)
    if spot.kind == "task":
        return tasklist.explain(sight, spot.id)
    return pages.explain(sight, changes, spot)
