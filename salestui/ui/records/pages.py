"""The pages that every record has: its fields, activities, people and history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salestui.domain.dates import ms_to_date, show_day
from salestui.domain.words import Words
from salestui.ui.records import changelist, fieldlist, people, touches
from salestui.ui.records import words as say
from salestui.ui.records.past import Past
from salestui.ui.records.sight import Sight
from salestui.ui.widgets.entries import BLANK, Column, Spot, line
from salestui.ui.widgets.lines import Span

LABELS: dict[str, Words] = {
    "overview": say.OVERVIEW,
    "fields": say.FIELDS,
    "activities": say.ACTIVITIES,
    "contacts": say.CONTACTS,
    "history": say.HISTORY,
}
TWO_FROM = 72
"""From this width on the overview has two columns."""
GAP = 2
FEW = 8
"""Most lines of the newest contacts and changes on the overview."""

Changes = Sequence[Past] | None
"""None while the log is being read."""


def widths(page: str, cells: int) -> tuple[int, ...]:
    """The widths of a page's columns in `cells` cells."""
    two = TWO_FROM if page == "overview" else fieldlist.TWO_FROM if page == "fields" else None
    if two is None or cells < two:
        return (cells,)
    left = (cells - GAP) // 2
    return left, cells - GAP - left


def labels(
    names: Sequence[str],
    sight: Sight,
    changes: Changes,
    *,
    own: Mapping[str, Words] | None = None,
    counts: Mapping[str, int] | None = None,
) -> list[tuple[Words, int | None]]:
    """The pages' names with how much each holds.

    `own` names the pages that only this kind has; `counts` says how much some of them hold.
    """
    every: dict[str, int | None] = {
        "activities": len(touches.activities_of(sight)),
        "contacts": len(people.contacts_of(sight)),
        "history": None if changes is None else len(changelist.told(sight, changes)),
        **(counts or {}),
    }
    every_name = {**LABELS, **(own or {})}
    return [(every_name[page], every.get(page)) for page in names]


def columns(page: str, sight: Sight, changes: Changes, cells: int) -> tuple[Column, ...]:
    """One of these pages in `cells` cells."""
    if page == "fields":
        return fieldlist.field_columns(sight, widths(page, cells))
    if page == "activities":
        return (touches.activity_list(sight, cells),)
    if page == "contacts":
        return (people.contact_list(sight, cells),)
    return (changelist.history(sight, changes, cells),)


def absent(now: Sight, not_yet: Words) -> Column:
    """What stands there on a day before the record came; `now` is the record today."""
    day = show_day(ms_to_date(now.record.get("_created", 0), now.zone), now.today, now.lang)
    return (line([Span(now.say(not_yet.fill(day=day)), "dim")]),)


def stacked(rows: int, entries: Column, *more: Column) -> Column:
    """The entries with the sections of `more` that still fit whole into `rows`."""
    for section in more:
        if section and len(entries) + 1 + len(section) <= rows:
            entries = (*entries, BLANK, *section)
    return entries


def explain(sight: Sight, changes: Changes, spot: Spot) -> tuple[Sequence[Span], Sequence[Span]]:
    """What the line above the keys says of a spot that a record of any kind has."""
    if spot.kind == "contact":
        return people.explain(sight, spot.id)
    if spot.kind == "activity":
        return touches.explain(sight, spot.id)
    if spot.kind == "field":
        return fieldlist.explain(sight, spot.id)
    return changelist.explain(sight, changes, spot)
