"""What one can do with a stage from the list of a path and from the stage's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salestui.domain.pipelines import Path, Stage, parse_path
from salestui.domain.problems import Refused
from salestui.domain.schema.stages import STAGE
from salestui.domain.words import Words
from salestui.services.pathstages import empty_stage, open_deals, set_stage
from salestui.services.pathtext import below
from salestui.services.pathview import StageRow, stage_rows
from salestui.ui.paths import words as say
from salestui.ui.screens.base import BaseScreen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from salestui.domain.change import Act, Value
    from salestui.domain.snapshot import Doc, Snapshot
    from salestui.services.context import Context

DIGITS = "1234567890"


class PathActs(BaseScreen):
    """A screen that is about a path. Fill in `path_id` and `stage_key`."""

    path_id: str = ""
    _read: tuple[Doc, Path, tuple[StageRow, ...]] | None = None

    @property
    def stage_key(self) -> str:
        """The key of the stage that a command is about; empty for none."""
        return ""

    @property
    def doc(self) -> Doc:
        """The path's record in the state that is shown."""
        return (self.snapshot or self.sales.snapshot).get("pipelines", self.path_id) or {}

    @property
    def shown_path(self) -> Path:
        """The path in the state that is shown."""
        return self._known[1]

    @property
    def shown_rows(self) -> tuple[StageRow, ...]:
        """Its stages as they are listed."""
        return self._known[2]

    @property
    def _known(self) -> tuple[Doc, Path, tuple[StageRow, ...]]:
        """The record, the path and its stages, read once for each state of the record."""
        doc = self.doc
        if self._read is None or self._read[0] is not doc:
            path = parse_path(doc)
            self._read = doc, path, stage_rows(doc, path)
        return self._read

    def some_stage(self) -> Stage:
        """The stage that a command is about. Raises Refused where there is none."""
        stage = self.shown_path.stage(self.stage_key)
        if stage is None:
            raise Refused(say.NO_STAGE)
        return stage

    def undone_by(self, words: Words, name: object, **more: object) -> Words:
        """A notice of what was done, with the key that takes it back."""
        return words.fill(name=name, key=self.sales.keymap.shown("undo"), **more)

    # -- acts

    async def do_stage_edit(self) -> None:
        """All fields of the stage in one form."""
        await self.edit_stage()

    async def edit_stage(self, *names: str) -> None:
        """Fields of the stage in a form, all where none is named."""
        from salestui.ui.forms.paths import Subject, names_of, part_form

        stage, path_id = self.some_stage(), self.path_id

        def write(snapshot: Snapshot, ctx: Context, values: Mapping[str, Value]) -> Act:
            return set_stage(snapshot, ctx, path_id, stage.key, values)

        values = below(self.doc, f"stages/{stage.key}")
        subject = Subject(STAGE, path_id, stage.key, values)
        title = say.EDIT_STAGE.fill(stage=stage.name)
        form = part_form(self.sales, subject, names or names_of(STAGE), title, write)
        if await self.ask_form(form) is not None:
            self.tell(self.undone_by(say.CHANGED, stage.name))

    async def do_stage_empty(self) -> None:
        """Move all its open deals to another stage as one act."""
        stage = self.some_stage()
        n = len(open_deals(self.sales.snapshot, self.path_id, stage.key))
        to = await self.ask_target(stage, n)
        if to is None:
            return
        path_id = self.path_id
        await self.sales.save(lambda s, ctx: empty_stage(s, ctx, path_id, stage.key, to.key))
        self.tell(self.undone_by(say.MOVED, stage.name, n=n, stage=to.short))

    async def ask_target(self, stage: Stage, n: int) -> Stage | None:
        """Which stage deals go to; None when that was dropped. Raises Refused without deals."""
        from salestui.services.pathstages import NO_DEALS

        if not n:
            raise Refused(NO_DEALS.fill(stage=stage.name))
        found = [s for s in self.shown_path.used if s.kind in ("open", "hold") and s != stage]
        choices = [(digit, each.name) for digit, each in zip(DIGITS, found, strict=False)]
        answer = await self.ask_choice(say.EMPTY.fill(n=n, stage=stage.short), choices)
        return None if answer is None else found[DIGITS.index(answer)]

    def do_stage_board(self) -> None:
        """The board at this stage, everybody's deals."""
        stage = self.some_stage()
        self.sales.show_stage(self.shown_path, stage.key, mine=False, filter_text="")
