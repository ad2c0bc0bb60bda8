"""The history of a record that has no screen of its own; its values can be put back and edited."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from salestui.domain.names import record_name
from salestui.domain.problems import Refused
from salestui.domain.schema import KINDS
from salestui.domain.words import Words
from salestui.services.fieldedit import editable
from salestui.services.recordhistory import Step, steps
from salestui.ui.beside import beside
from salestui.ui.record import lines
from salestui.ui.record import words as say
from salestui.ui.screens.puttingback import PutsBack
from salestui.ui.screens.twoparts import TwoParts
from salestui.ui.view import View
from salestui.ui.widgets.lines import Line, Span
from salestui.ui.widgets.rows import Row
from salestui.ui.widgets.ruled import title_line

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot


class RecordScreen(TwoParts, PutsBack):
    """Who wrote what into one record, newest first."""

    scope: ClassVar[str] = "record"
    title_words: ClassVar[Words] = Words("History", "历史")
    footer: ClassVar[tuple[str, ...]] = ("put_back", "edit", "next_pane")
    share = (3, 5)

    def __init__(self, kind: str, id: str, path: str = "") -> None:
        """`path` is where the cursor shall stand, and where editing begins."""
        super().__init__()
        self.kind, self.record_id, self.path = kind, id, path
        self.steps: list[Step] | None = None
        """None while the log is being read."""
        self._told_of: Doc | None = None
        self._left_at = ""

    # -- what is shown

    @property
    def view(self) -> View:
        """What the lines draw from."""
        sales, user, zone = self.sales, self.sales.workbench.user, self.sales.workbench.zone
        snapshot = self.snapshot or sales.snapshot
        return View(snapshot, user, sales.today, zone, self.lang, sales.look.h)

    @property
    def step(self) -> Step | None:
        """What is under the cursor."""
        found = self.steps or []
        at = self.listing.cursor if self.composed else None
        return found[at] if at is not None and at < len(found) else None

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the history, and read it again when the record changed."""
        self.redraw()
        doc = snapshot.get(self.kind, self.record_id)
        if doc is not self._told_of or self.steps is None:
            self._told_of = doc
            beside(self, partial(self._read, doc or {}), group="history")

    async def _read(self, doc: Doc) -> None:
        """Read the log away from the screen and the store."""
        history, kind, id = self.sales.workbench.history, self.kind, self.record_id
        then = self.sales.then
        until = then.instant if then is not None else None

        def read() -> list[Step]:
            commits = history.of_records([id])
            if until is not None:
                commits = [commit for commit in commits if commit.when <= until]
            return steps(commits, kind, id, doc)

        self.steps = await asyncio.to_thread(read)
        if self.framed:
            self.redraw()
            self.draw_lines()

    def redraw(self) -> None:
        """Draw the steps with the cursor on what it was on."""
        if not self.composed or not self.size.width:
            return
        view, width, found = self.view, self.size.width, self.steps or []
        words = say.READING if self.steps is None else say.NO_CHANGES
        empty = [Row((Span(f" {self.say(words)}", "dim"),))]
        keys = [step.key for step in found]
        wanted = (n for n, step in enumerate(found) if self.path and step.path == self.path)
        first = next(wanted, 0)
        at = keys.index(self._left_at) if self._left_at in keys else first
        self.show_list(lines.rows(view, found, width) or empty, at if found else None)
        heading = lines.heading(view, self.kind, self.record_id)
        self.query_one("#head", Line).say(title_line(heading, width, view.dash))
        self.explain()

    # -- the line under the cursor

    def move_cursor(self, by: int) -> None:
        """Move, and keep where the cursor is."""
        super().move_cursor(by)
        self._left_at = self.step.key if self.step else ""

    def explain(self) -> None:
        """Both values in full."""
        step, view = self.step, self.view
        if step is not None:
            details = lines.details(view, step, self.size.width)
            self.show_details(step.key, lines.title(view, step), details)

    # -- commands

    def former(self) -> tuple[str, str, str, str] | None:
        """The value that the step under the cursor wrote."""
        step = self.step
        return (self.kind, self.record_id, step.path, step.row.commit) if step else None

    async def do_edit(self) -> None:
        """All fields that can be typed, beginning with the one that led here."""
        from salestui.ui.forms.fields import SETTERS, form_field, record_form

        if self.kind not in SETTERS:
            raise Refused(say.NO_FORM)
        sales, kind, id = self.sales, self.kind, self.record_id
        doc = sales.snapshot.get(kind, id) or {}
        known = KINDS[kind].fields
        currencies = {field.currency for field in known if field.currency}
        paths = [f.path for f in known if editable(f) and f.path not in currencies]
        name = record_name(sales.snapshot, kind, {"_id": id, **doc})
        fields = tuple(form_field(sales, kind, path, doc) for path in paths)
        form = await record_form(sales, kind, id, fields, Words(name, name), start=self.path)
        await self.ask_form(form)
