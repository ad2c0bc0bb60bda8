"""The pages of the deal screen, each as columns of lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from salestui.domain.dates import ms_to_date, show_day
from salestui.domain.words import Words
from salestui.ui.deal import changelist, fieldlist, gate, known, lifepage, people, touches
from salestui.ui.deal import words as say
from salestui.ui.deal.past import Past
from salestui.ui.deal.sight import BLANK, Column, Sight, Spot, line
from salestui.ui.widgets.lines import Span

PAGES = ("overview", "fields", "activities", "contacts", "life", "history")
LABELS: dict[str, Words] = {
    "overview": say.OVERVIEW,
    "fields": say.FIELDS,
    "activities": say.ACTIVITIES,
    "contacts": say.CONTACTS,
    "history": say.HISTORY,
    "life": say.LIFE,
}
TWO_FROM = 72
"""From this width on the overview has two columns."""
GAP = 2
TWOS = {"overview": TWO_FROM, "fields": fieldlist.TWO_FROM, "life": lifepage.TWO_FROM}
FEW = 8
"""Most lines of the newest contacts and changes."""

Changes = Sequence[Past] | None
"""None while the log is being read."""


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
    two = TWOS.get(page)
    if two is None or cells < two:
        return (cells,)
    if page == "life":
        return cells - GAP - cells // 3, cells // 3
    left = (cells - GAP) // 2
    return left, cells - GAP - left


def labels(sight: Sight, changes: Changes) -> list[tuple[Words, int | None]]:
    """The pages' names with how much each holds."""
    counts = {
        "activities": len(touches.activities_of(sight)),
        "contacts": len(people.contacts_of(sight)),
        "history": None if changes is None else len(changelist.told(changes)),
    }
    return [(LABELS[page], counts.get(page)) for page in PAGES]


def columns(page: str, sight: Sight, told: Told, cells: int, rows: int) -> Sequence[Column]:
    """A page in `cells` by `rows` cells."""
    wide, changes = widths(page, cells), told.changes
    if page == "life":
        return lifepage.life_columns(sight, told.steps, wide, told.until)
    if page == "overview":
        return _overview(sight, changes, wide, rows)
    if page == "fields":
        return fieldlist.field_columns(sight, wide)
    if page == "activities":
        return (touches.activity_list(sight, cells),)
    if page == "contacts":
        return (people.contact_list(sight, cells),)
    return (changelist.history(sight, changes, cells),)


def absent(now: Sight) -> Column:
    """What stands there on a day before the deal came; `now` is the deal today."""
    day = show_day(ms_to_date(now.deal.get("_created", 0), now.zone), now.today, now.lang)
    return (line([Span(now.say(say.NOT_YET.fill(day=day)), "dim")]),)


def _overview(
    sight: Sight, changes: Changes, wide: tuple[int, ...], rows: int
) -> tuple[Column, ...]:
    """Gate and changes beside people and contacts; one below the other where it is narrow."""
    left, right = wide[0], wide[-1]
    criteria, chain = gate.gate(sight, left), people.chain(sight, right)
    room = max(3, min(rows - len(criteria) - 2, FEW))
    changed = changelist.latest(sight, changes, left, room)
    touched = touches.latest(sight, right, max(3, min(rows - len(chain) - 2, FEW)))
    if len(wide) == 1:
        return ((*criteria, BLANK, *chain, BLANK, *touched, BLANK, *changed),)
    more = known.guidance(sight, left), known.about_account(sight, left)
    return (
        _stacked(rows, (*criteria, BLANK, *changed), *more),
        _stacked(rows, (*chain, BLANK, *touched), known.about_deal(sight, right)),
    )


def _stacked(rows: int, entries: Column, *more: Column) -> Column:
    """The entries with the sections of `more` that still fit whole into `rows`."""
    for section in more:
        if section and len(entries) + 1 + len(section) <= rows:
            entries = (*entries, BLANK, *section)
    return entries


def explain(sight: Sight, told: Told, spot: Spot | None) -> tuple[Sequence[Span], Sequence[Span]]:
    """What the line above the keys says of the spot under the cursor."""
    if spot is None:
        return (), ()
    if spot.kind == "criterion":
        return gate.explain(sight, spot.id)
    if spot.kind == "contact":
        return people.explain(sight, spot.id)
    if spot.kind == "activity":
        return touches.explain(sight, spot.id)
    if spot.kind == "field":
        return fieldlist.explain(sight, spot.id)
    if spot.kind == "step":
        return lifepage.explain(sight, told.steps, spot)
    return changelist.explain(sight, told.changes, spot)
