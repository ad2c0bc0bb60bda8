"""A sales path: its stages in order, with what each asks for below, and other paths beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from salestui.domain.pipelines import Path, parse_path, paths
from salestui.domain.words import Words
from salestui.exchange.path_rows import HELD, path_facts
from salestui.services.pathview import Counts, counts
from salestui.ui.beside import beside
from salestui.ui.commands import BY_ID, Command
from salestui.ui.paths import words as say
from salestui.ui.paths.lines import path_names, stage_table
from salestui.ui.paths.page import details
from salestui.ui.paths.sight import Sight
from salestui.ui.screens.pathedits import EditsPath
from salestui.ui.screens.twoparts import TwoParts
from salestui.ui.widgets.lines import Line, Span
from salestui.ui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from textual.widget import Widget

    from salestui.domain.snapshot import Snapshot


class PathScreen(TwoParts, EditsPath):
    """The stages above, what is to be known of the one under the cursor below."""

    scope: ClassVar[str] = "path"
    title_words: ClassVar[Words] = say.PATHS
    footer: ClassVar[tuple[str, ...]] = (
        "stage_open",
        "stage_new",
        "stage_edit",
        "place_down",
        "stage_retire",
        "path_settings",
        "tab_on",
        "next_pane",
    )
    DEFAULT_CSS = """
    PathScreen > #details { height: 1fr; }
    """
    share = (3, 5)

    def __init__(self, path: Path | None = None) -> None:
        super().__init__()
        self.path_id = path.id if path is not None else ""
        self.here = ""
        """Key of the stage under the cursor."""
        self._counts: tuple[object, Counts] | None = None
        """Of which path in which state the deals are counted, and the counts."""

    def compose_body(self) -> Iterable[Widget]:
        """The names of the paths over heads, stages and details."""
        yield Line(id="names")
        yield from super().compose_body()

    def offer(self) -> list[Command]:
        """The keys that matter, `D` with what it would do now."""
        stage = self.shown_path.stage(self.here)
        retired = stage is not None and stage.retired
        found = [BY_ID[id] for id in self.footer]
        back = [replace(c, label=say.REUSE) if c.id == "stage_retire" else c for c in found]
        return back if retired else found

    @property
    def stage_key(self) -> str:
        """The stage under the cursor."""
        return self.here

    def crumbs(self) -> Sequence[str]:
        """The screen, and the path."""
        return self.say(self.title_words), self.say(self.shown_path.name)

    # -- showing

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the path as it is in this state, and count its deals away from the keys."""
        ids = [path.id for path in paths(snapshot)]
        # In the past a path may not have been there yet; a copy that was taken back is gone.
        if self.path_id not in ids and not (self.path_id and self.sales.looking_back):
            self.path_id = ids[0] if ids else ""
        self.redraw()
        beside(self, partial(self._count, snapshot, self.path_id), group="count")

    async def _count(self, snapshot: Snapshot, path_id: str) -> None:
        path = parse_path(snapshot.get("pipelines", path_id) or {})
        found = await asyncio.to_thread(counts, snapshot, path)
        self._counts = (path_id, found)
        if self.framed:
            self.redraw()

    @property
    def sight(self) -> Sight:
        """What is drawn from."""
        known = self._counts
        return Sight(
            snapshot=self.snapshot or self.sales.snapshot,
            doc=self.doc,
            path=self.shown_path,
            rows=self.shown_rows,
            counts=known[1] if known is not None and known[0] == self.path_id else None,
            lang=self.lang,
            dash=self.sales.look.h,
            new_key=self.sales.keymap.shown("part_new"),
        )

    def redraw(self) -> None:
        """Draw the stages with the cursor on the one that it was on."""
        if not self.composed or not self.size.width or self.snapshot is None:
            return
        sight, width = self.sight, self.size.width
        names = path_names(paths(self.snapshot), self.path_id, width, sight)
        self.query_one("#names", Line).say(names)
        head, rows = stage_table(sight, width)
        keys = [row.stage.key for row in sight.rows]
        at = self.listing.cursor or 0
        cursor = keys.index(self.here) if self.here in keys else min(at, max(len(keys) - 1, 0))
        self.here = keys[cursor] if keys else ""
        self.query_one("#head", Line).say(head if keys else ())
        none = [Row((Span(" " + self.say(say.NO_PATH), "dim"),))]
        self.show_list(rows or none, cursor if keys else None)
        self.explain()

    def update_here(self) -> None:
        """Put the cursor on the stage that `here` names."""
        self.redraw()

    def explain(self) -> None:
        """What the stage under the cursor asks for and brings, and its guidance."""
        self.say_place()
        sight = self.sight
        row = sight.row(self.here)
        if row is None:
            return
        width = self.size.width
        title = f"{self.say(row.stage.name)}  {row.stage.key}"
        rows = [Row(entry.left, entry.right) for entry in details(sight, row, width)]
        self.show_details(row.stage.key, title, rows)

    def say_place(self) -> None:
        """How moves go on this path, and how many deals its gates would hold."""
        if not self.doc:
            self.set_info(())
            return
        left = [Span(" " + self.say(path_facts(self.shown_path)), "dim")]
        counted = self.sight.counts
        right = []
        if counted is not None and self.size.width >= 110:
            held = HELD.fill(n=counted.held.held, all=counted.held.of)
            right = [Span(f"  {self.say(held)} ", "dim")]
        self.set_info(left, right)

    def move_cursor(self, by: int) -> None:
        """Move, and keep which stage the cursor is on."""
        super().move_cursor(by)
        rows, at = self.shown_rows, self.listing.cursor
        self.here = rows[at].stage.key if at is not None and at < len(rows) else ""

    # -- other paths

    def do_tab_on(self) -> None:
        """The next path."""
        self._turn(1)

    def do_tab_back(self) -> None:
        """The path before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        ids = [path.id for path in paths(self.snapshot or self.sales.snapshot)]
        if ids:
            at = ids.index(self.path_id) if self.path_id in ids else -by
            self.show_path(ids[(at + by) % len(ids)])

    def show_path(self, path_id: str) -> None:
        """Show another path from its first stage on."""
        self.path_id, self.here = path_id, ""
        self.query_one("#body", Rows).show((), 0)
        self.show_snapshot(self.snapshot or self.sales.snapshot)
        self.draw_lines()

    async def do_pick_path(self) -> None:
        """Choose a path by name."""
        from salestui.ui.widgets.pick import Choice

        known = paths(self.snapshot or self.sales.snapshot)
        choices = [Choice(path.id, self.say(path.name), path.key) for path in known]
        picked = await self.ask_pick(say.PATHS, choices)
        if picked is not None:
            self.show_path(picked)
