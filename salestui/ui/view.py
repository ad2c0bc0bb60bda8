"""What lists about records of any kind draw from: a state, a day, a reader; how lines line up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from salestui import cells
from salestui.domain.dates import show_instant
from salestui.domain.ids import short_number
from salestui.domain.names import author_words, handle_words, record_name
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.exchange.wrapping import wrapped
from salestui.services.fieldtext import FieldText
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.rows import Row

GAP = "  "
MOST_LINES = 300
"""Lines of one value that are shown; a colleague's log may hold a megabyte."""
MOST_TEXT = 30_000
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class View:
    """A state as the person here reads it."""

    snapshot: Snapshot
    user: str
    """The handle of the person here."""
    today: date
    zone: tzinfo
    lang: str
    dash: str

    def say(self, words: Words) -> str:
        """Words in the language."""
        return words.say(self.lang)

    @property
    def text(self) -> FieldText:
        """How values are written."""
        return FieldText(self.snapshot, self.lang, self.today, self.zone)

    def doc(self, kind: str, id: str) -> Doc:
        """A record; one with nothing but its id where it is not here."""
        return self.snapshot.get(kind, id) or {"_id": id}

    def name(self, kind: str, id: str) -> str:
        """What a record is called; an activity by its first line."""
        doc = self.doc(kind, id)
        if kind == "activities":
            return " ".join(str(doc.get("summary") or doc.get("feedback") or id).split())
        return record_name(self.snapshot, kind, doc)

    def called(self, kind: str, id: str) -> str:
        """A record's name with its number, and a deal's title."""
        doc = self.doc(kind, id)
        name, title = self.name(kind, id), str(doc.get("title") or "")
        parts = [short_number(str(doc.get("number") or "")), name, "" if title == name else title]
        return GAP.join(part for part in parts if part)

    def author(self, rep: str) -> str:
        """Who writes as a replica."""
        return self.say(author_words(self.snapshot, rep, self.user))

    def handle(self, handle: str) -> str:
        """A person by handle."""
        return self.say(handle_words(self.snapshot, handle, self.user))

    def when(self, ms: int) -> str:
        """An instant, today's without its day."""
        return show_instant(ms, self.zone, self.lang, today=self.today)

    def wrap(self, text: str, room: int) -> list[str]:
        """A text in lines of at most `room` cells; one that is far too long is cut."""
        rows = text[:MOST_TEXT].split("\n")[:MOST_LINES]
        found = [part for row in rows for part in wrapped(cells.visible(row), room) or [""]]
        return found[:MOST_LINES]


def table(rows: Sequence[Sequence[Span]], width: int, most: Sequence[int]) -> list[Row]:
    """Rows in columns that line up, with a cell free at both edges.

    Where not everything fits, a column gets at most `most` cells; that with 0 gets the rest.
    """
    wide = [max((cells.width(row[n].text) for row in rows), default=0) for n in range(len(most))]
    room = width - 2 - len(GAP) * (sum(map(bool, wide)) - 1)
    if sum(wide) > room:
        wide = [min(n, limit) if limit else n for n, limit in zip(wide, most, strict=True)]
    grows = most.index(0)
    if wide[grows]:
        wide[grows] = max(room - sum(wide) + wide[grows], 0)
    return [Row((Span(" "), *_cells(row, wide))) for row in rows]


def _cells(row: Sequence[Span], wide: Sequence[int]) -> list[Span]:
    """The cells of a row with gaps between them; columns without anything are left out."""
    found: list[Span] = []
    for span, width in zip(row, wide, strict=True):
        if width:
            found += [Span(GAP)] if found else []
            found.append(Span(cells.fit(span.text, width), span.style))
    return found


def labelled(
    label: str, lines: Sequence[str], room: int, *, right: str = "", same: frozenset[str] = NONE
) -> list[Row]:
    """Lines beside a label of `room` cells, with something at the right end of the first.

    Lines that are in `same` are no news and stand back.
    """
    found = []
    for n, line in enumerate(lines or [""]):
        name = cells.fit(label if n == 0 else "", room) + GAP
        tail = (Span(f"  {right} ", "dim"),) if right and n == 0 else ()
        text = Span(line, "dim" if line in same else "text")
        found.append(Row((Span(" "), Span(name, "dim"), text), tail))
    return found
