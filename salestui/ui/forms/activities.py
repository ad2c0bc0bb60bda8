"""The form of something that was logged: to correct it, or to add what the customer said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from salestui.domain.schema import ACTIVITY_TYPES
from salestui.domain.words import Words
from salestui.ui.forms.fields import form_field, record_form

if TYPE_CHECKING:
    from salestui.ui.app import SalesApp
    from salestui.ui.forms.form import Form

FIELDS = ("type", "at", "summary", "feedback", "score")
LINES = 3


async def activity_form(sales: SalesApp, id: str) -> Form:
    """A form that changes an activity."""
    doc = sales.snapshot.get("activities", id) or {}
    fields = [form_field(sales, "activities", path, doc) for path in FIELDS]
    short = tuple(replace(each, lines=LINES) if each.lines > 1 else each for each in fields)
    key = str(doc.get("type", ""))
    title = ACTIVITY_TYPES.get(key, Words(key, key))
    return await record_form(sales, "activities", id, short, title, start="feedback")
