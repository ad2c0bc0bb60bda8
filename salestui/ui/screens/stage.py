"""The page of one stage: its fields, exit criteria and tasks, each changed where it stands."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from salestui.domain.pipelines import Stage
from salestui.domain.problems import Refused
from salestui.domain.schema.stages import CRITERION, NODE, Part
from salestui.domain.words import Words
from salestui.services.pathparts import (
    USUAL,
    add_part,
    part_orders,
    part_values,
    remove_part,
    set_part,
    step_part,
)
from salestui.services.pathview import Counts, counts
from salestui.ui.beside import beside
from salestui.ui.paths import words as say
from salestui.ui.paths.page import page_columns
from salestui.ui.paths.sight import Sight
from salestui.ui.screens.pathacts import PathActs
from salestui.ui.screens.walker import Walker
from salestui.ui.widgets.columns import Columns
from salestui.ui.widgets.entries import Spot
from salestui.ui.widgets.lines import Line, Span
from salestui.ui.widgets.ruled import title_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.widget import Widget

    from salestui.domain.change import Act, Value
    from salestui.domain.snapshot import Snapshot
    from salestui.services.context import Context

PARTS: dict[str, Part] = {"criterion": CRITERION, "task": NODE}
"""Kind of a spot -> what stands there."""
BOTH = {name: (f"{name}_en", f"{name}_zh") for name in say.FIELDS}
EDIT = {"criterion": say.EDIT_CRITERION, "task": say.EDIT_NODE}
NEW = {"criterion": say.NEW_CRITERION, "task": say.NEW_NODE}
LETTERS = {"c": "criterion", "t": "task"}


class StageScreen(Walker, PathActs):
    """A stage in full."""

    scope: ClassVar[str] = "stage"
    title_words: ClassVar[Words] = say.PATHS
    footer: ClassVar[tuple[str, ...]] = (
        "part_change",
        "part_new",
        "part_remove",
        "place_down",
        "stage_edit",
        "stage_empty",
        "tab_on",
    )

    def __init__(self, path_id: str, stage: str) -> None:
        super().__init__()
        self.path_id = path_id
        self._stage = stage
        self._counts: Counts | None = None

    def compose_body(self) -> Iterable[Widget]:
        """The stage's name, and its page."""
        yield Line(id="name")
        yield Columns(id="body")

    @property
    def body(self) -> Columns:
        """The page."""
        return self.query_one("#body", Columns)

    @property
    def stage_key(self) -> str:
        """This stage."""
        return self._stage

    def crumbs(self) -> Sequence[str]:
        """Paths, the path, the stage."""
        path = self.shown_path
        stage = path.stage(self._stage)
        name = stage.name if stage else Words(self._stage, self._stage)
        return self.say(self.title_words), self.say(path.name), self.say(name)

    # -- showing

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the stage as it is in this state, and count its deals away from the keys."""
        self.redraw()
        beside(self, partial(self._count, snapshot), group="count")

    async def _count(self, snapshot: Snapshot) -> None:
        self._counts = await asyncio.to_thread(counts, snapshot, self.shown_path)
        if self.framed:
            self.redraw()

    def on_resize(self) -> None:
        """Lay the page out anew."""
        self.redraw()

    def redraw(self) -> None:
        """Draw the page with the cursor on what it was on."""
        width = self.size.width
        if not self.composed or not width or self.snapshot is None:
            return
        look, new_key = self.sales.look, self.sales.keymap.shown("part_new")
        sight = Sight(
            self.snapshot,
            self.doc,
            self.shown_path,
            self.shown_rows,
            self._counts,
            self.lang,
            look.h,
            new_key,
        )
        row = sight.row(self._stage)
        if row is None:
            self.query_one("#name", Line).say([Span(" " + self.say(say.GONE), "dim")])
            self.body.clear()
            self.body.show((), ())
            return
        title = f"{self.say(row.stage.name)}  {row.stage.key}"
        self.query_one("#name", Line).say(title_line(title, width, look.h))
        found, widths = page_columns(sight, row, width)
        self.body.show(found, widths, spot=self.body.spot)
        self.say_spot()

    def say_spot(self) -> None:
        """What commands call the criterion or task under the cursor."""
        spot = self.body.spot
        part = PARTS.get(spot.kind) if spot is not None else None
        if spot is None or part is None:
            self.set_info(())
            return
        where = f"{self.shown_path.key}/{self._stage} {spot.id}"
        self.set_info([Span(f" {self.say(part.label)}  {where}", "dim")])

    # -- walking

    def walk(self, by: int) -> None:
        """Move by lines that one can stand on."""
        self.body.move(by)
        self.say_spot()

    def walk_half(self, by: int) -> None:
        """Move by half pages."""
        self.body.page(by)
        self.say_spot()

    def do_left(self) -> None:
        """To the column at the left."""
        self.body.across(-1)
        self.say_spot()

    def do_right(self) -> None:
        """To the column at the right."""
        self.body.across(1)
        self.say_spot()

    def do_next_pane(self) -> None:
        """To the other column."""
        self.body.across(1, around=True)
        self.say_spot()

    def do_tab_on(self) -> None:
        """The stage behind it."""
        self._turn(1)

    def do_tab_back(self) -> None:
        """The stage before it."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        keys = [stage.key for stage in self.shown_path.stages]
        if self._stage in keys:
            self._stage = keys[(keys.index(self._stage) + by) % len(keys)]
            self.body.clear()
            self.redraw()
            self.draw_lines()

    # -- acts on a line

    async def do_part_change(self) -> None:
        """Change the field, criterion or task under the cursor."""
        self.sales.refuse_in_past()
        spot = self.body.spot
        if spot is None:
            raise Refused(say.NOT_HERE)
        if spot.kind == "field":
            await self.edit_stage(*BOTH.get(spot.id, (spot.id,)))
        else:
            await self._ask_part(self.some_stage(), spot.kind, spot.id)

    async def do_part_new(self) -> None:
        """A new criterion or task."""
        stage = self.some_stage()
        choices = [("c", say.A_CRITERION), ("t", say.A_NODE)]
        letter = await self.ask_choice(say.NEW_WHAT.fill(stage=stage.name), choices)
        if letter is not None:
            await self._ask_part(stage, LETTERS[letter], "")

    async def _ask_part(self, stage: Stage, kind: str, key: str) -> None:
        """The form of a criterion or task, of a new one where `key` is empty."""
        from salestui.ui.forms.paths import Subject, names_of, part_form

        part, path_id = PARTS[kind], self.path_id
        before = part_orders(self.doc, part, stage.key)
        values = part_values(self.doc, part, stage.key, key) if key else USUAL[part.name]

        def write(snapshot: Snapshot, ctx: Context, changed: Mapping[str, Value]) -> Act:
            if key:
                return set_part(snapshot, ctx, path_id, stage.key, part, key, changed)
            return add_part(snapshot, ctx, path_id, stage.key, part, changed)

        subject = Subject(part, path_id, stage.key, values)
        title = (EDIT if key else NEW)[kind].fill(stage=stage.name)
        texts = await self.ask_form(part_form(self.sales, subject, names_of(part), title, write))
        if texts is None:
            return
        fresh = [each for each in part_orders(self.doc, part, stage.key) if each not in before]
        if fresh:
            self._stand_on(Spot("criterion" if part is CRITERION else "task", fresh[0]))
        both = (texts[f"{part.essential}_{lang}"].strip() for lang in ("en", "zh"))
        name = next((text for text in both if text), "")
        self.tell(self.undone_by(say.CHANGED if key else say.ADDED, name))

    def _stand_on(self, spot: Spot) -> None:
        body = self.body
        body.show(body.columns, body.widths, spot=spot)

    def do_part_remove(self) -> None:
        """Take the criterion or task under the cursor away."""
        part, key = self._part()
        stage, path_id = self.some_stage(), self.path_id
        values = part_values(self.doc, part, stage.key, key)
        both = [values.get(f"{part.essential}_{lang}") for lang in (self.lang, "en", "zh")]
        name = next((text for text in both if text), key)
        self.sales.act(
            lambda s, ctx: remove_part(s, ctx, path_id, stage.key, part, key),
            done=lambda saved: self.tell(self.undone_by(say.REMOVED, name)),
        )

    def do_place_down(self) -> None:
        """The criterion or task one place further down."""
        self._step(1)

    def do_place_up(self) -> None:
        """The criterion or task one place up."""
        self._step(-1)

    def _step(self, by: int) -> None:
        part, key = self._part(say.ONLY_PARTS)
        stage, path_id = self.some_stage(), self.path_id
        self.sales.act(lambda s, ctx: step_part(s, ctx, path_id, stage.key, part, key, by))

    def _part(self, otherwise: Words = say.NOT_HERE) -> tuple[Part, str]:
        """What stands under the cursor. Raises Refused for a field."""
        spot = self.body.spot
        if spot is None or spot.kind not in PARTS:
            raise Refused(otherwise)
        return PARTS[spot.kind], spot.id
