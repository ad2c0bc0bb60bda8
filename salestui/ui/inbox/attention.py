"""Records that no rule allows as they are: a line for each, and what is wrong in full."""

from __future__ import annotations

from collections.abc import Sequence

from salestui.domain.attention_list import Concern
from salestui.domain.schema import KINDS
from salestui.domain.words import Words
from salestui.ui.view import View, labelled, table
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.rows import Row

WRONG = Words("wrong", "问题")
OTHERS = Words("others", "另有")
LABEL = 7


def key_of(concern: Concern) -> str:
    """What tells a concern from others."""
    return f"{concern.kind}|{concern.id}|{concern.rule}|{concern.path}"


def is_mine(view: View, me: str, concern: Concern) -> bool:
    """Whether it is for the person with that member id: theirs, or of nobody who is at work."""
    doc = view.doc(concern.kind, concern.id)
    account = view.snapshot.account(doc.get("account")) or {}
    owner = doc.get("owner") or account.get("owner")
    if not owner or owner == me:
        return True
    member = view.snapshot.get("members", owner) or {}
    return "handle" not in member or member.get("active") is False or bool(member.get("_del"))


def rows(view: View, concerns: Sequence[Concern], width: int) -> list[Row]:
    """A line for each: record, what is wrong, what kind of record."""
    lines = [
        [
            Span(view.name(concern.kind, concern.id)),
            Span(view.say(concern.words)),
            Span(_kind(view, concern), "dim"),
        ]
        for concern in concerns
    ]
    return table(lines, width, (24 if width < 100 else 36, 0, 10))


def _kind(view: View, concern: Concern) -> str:
    known = KINDS.get(concern.kind)
    return view.say(known.label) if known else concern.kind


def title(view: View, concern: Concern) -> str:
    """What the details are about."""
    return view.called(concern.kind, concern.id)


def details(view: View, concern: Concern, width: int) -> list[Row]:
    """The whole sentence, and the records that are part of it."""
    room = max(width - LABEL - 4, 10)
    found = labelled(view.say(WRONG), view.wrap(view.say(concern.words), room), LABEL)
    others = [view.called(concern.kind, id) for id in concern.others]
    lines = [line for name in others for line in view.wrap(name, room)]
    return [*found, *(labelled(view.say(OTHERS), lines, LABEL) if lines else ())]
