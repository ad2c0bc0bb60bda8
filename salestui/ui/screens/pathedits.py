"""Editing a path from the list of its stages: new ones, their order, retiring, rules, copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salestui.domain.problems import Refused
from salestui.domain.schema.stages import STAGE
from salestui.domain.words import Words
from salestui.services.pathstages import (
    add_stage,
    open_deals,
    retire_stage,
    reuse_stage,
    step_stage,
)
from salestui.ui.paths import words as say
from salestui.ui.screens.pathacts import PathActs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from salestui.domain.change import Act, Value
    from salestui.domain.pipelines import Stage
    from salestui.domain.snapshot import Snapshot
    from salestui.services.context import Context

KEEP, MOVE = "k", "m"


class EditsPath(PathActs):
    """Acts on the path that is shown and on the stage under the cursor."""

    here: str = ""
    """Key of the stage under the cursor."""

    def show_path(self, path_id: str) -> None:
        """Show another path."""

    def do_stage_open(self) -> None:
        """The page of the stage."""
        from salestui.ui.screens.stage import StageScreen

        self.sales.open(StageScreen(self.path_id, self.some_stage().key))

    async def do_stage_new(self) -> None:
        """A new stage behind the one under the cursor."""
        from salestui.ui.forms.paths import NEW_STAGE_FIELDS, Subject, part_form

        path_id, stage = self.path_id, self.shown_path.stage(self.here)
        after = stage if stage in self.shown_path.open_stages else None

        def write(snapshot: Snapshot, ctx: Context, values: Mapping[str, Value]) -> Act:
            key = after.key if after is not None else ""
            return add_stage(snapshot, ctx, path_id, values, after=key)

        title = say.NEW_STAGE.fill(stage=after.name) if after is not None else say.NEW_FIRST
        known = {each.key for each in self.shown_path.stages}
        subject = Subject(STAGE, path_id, "", {})
        texts = await self.ask_form(part_form(self.sales, subject, NEW_STAGE_FIELDS, title, write))
        if texts is None:
            return
        fresh = [each for each in self.shown_path.stages if each.key not in known]
        self.here = fresh[0].key if fresh else self.here
        self.update_here()
        name = texts["name_en"].strip() or texts["name_zh"].strip()
        self.tell(self.undone_by(say.ADDED, name))

    def update_here(self) -> None:
        """Draw again with the cursor on the stage that `here` names."""

    def do_place_down(self) -> None:
        """The stage one place further."""
        self._step(1)

    def do_place_up(self) -> None:
        """The stage one place back."""
        self._step(-1)

    def _step(self, by: int) -> None:
        stage, path_id = self.some_stage(), self.path_id
        self.sales.act(lambda s, ctx: step_stage(s, ctx, path_id, stage.key, by))

    async def do_stage_retire(self) -> None:
        """Retire the stage, its deals kept there or moved on; of a retired one, take it back."""
        stage, path_id = self.some_stage(), self.path_id
        if stage.retired:
            await self.sales.save(lambda s, ctx: reuse_stage(s, ctx, path_id, stage.key))
            self.tell(say.REUSED.fill(name=stage.name))
            return
        # What can't be retired is told before anything is asked.
        retire_stage(self.sales.snapshot, self.sales.context(), path_id, stage.key)
        n = len(open_deals(self.sales.snapshot, path_id, stage.key))
        to = await self._whereto(stage, n) if n else ""
        if to is None:
            return
        await self.sales.save(lambda s, ctx: retire_stage(s, ctx, path_id, stage.key, move_to=to))
        self.tell(self.undone_by(say.WAS_RETIRED, stage.name))

    async def _whereto(self, stage: Stage, n: int) -> str | None:
        """Where the deals of a stage go that is retired; empty where they stay, None for drop."""
        choices: list[tuple[str, Words]] = [(KEEP, say.KEEP), (MOVE, say.MOVE)]
        answer = await self.ask_choice(say.RETIRE.fill(stage=stage.name, n=n), choices)
        if answer != MOVE:
            return "" if answer == KEEP else None
        to = await self.ask_target(stage, n)
        return None if to is None else to.key

    async def do_path_settings(self) -> None:
        """Gates and the other rules of moves on this path."""
        from salestui.ui.forms.paths import settings_form

        if not self.doc:
            raise Refused(say.NO_PATH)
        name = self.shown_path.name
        if await self.ask_form(await settings_form(self.sales, self.path_id)) is not None:
            self.tell(self.undone_by(say.CHANGED, name))

    async def do_path_copy(self) -> None:
        """A new path that begins as a copy of this one."""
        from salestui.ui.forms.paths import copy_form

        if not self.doc:
            raise Refused(say.NO_PATH)
        found: list[str] = []
        await self.ask_form(copy_form(self.sales, self.path_id, found.append))
        if found:
            self.show_path(found[0])
            self.tell(self.undone_by(say.ADDED, self.shown_path.name))
