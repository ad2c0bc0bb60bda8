"""`:edit`: the deals in view as a table in one's own editor, saved as one act."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from salestui.domain.problems import NOWHERE, Problem, Refused
from salestui.domain.words import Words
from salestui.ui.frame import sentence
from salestui.ui.screens.boardout import ShowsOut
from salestui.ui.screens.dealtargets import NONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salestui.exchange.editor import TableFile
    from salestui.exchange.edittable import EditTable
    from salestui.services.tableedit import Fault, Row, TableFaults

KIND = "deals"
CHANGES = Words("{n} on {deals}: save?", "{deals}，{n}：保存？")
ONE_CHANGE, SOME_CHANGES = Words("1 change", "1 处改动"), Words("{n} changes", "{n} 处改动")
ONE_DEAL, SOME_DEALS = Words("1 deal", "1 个商机"), Words("{n} deals", "{n} 个商机")
SAVE, EDIT, LEAVE = (
    Words("save", "保存"),
    Words("edit again", "再次编辑"),
    Words("don't save", "不保存"),
)
ANSWERS = (("y", SAVE), ("e", EDIT), ("n", LEAVE))
MEND = (("e", Words("edit again, #! marks it", "再次编辑，#! 处为错误")), ("n", LEAVE))
AT = Words("{column}: {what}", "{column}：{what}")
FAULTS = Words("{n} mistakes: {fault}", "{n} 处有误：{fault}")
SAME = Words("Nothing was changed", "未作改动")
SAVED = Words("{n} on {deals} saved; {key} undoes", "{deals}，{n}，已保存，{key} 撤销")
KEPT = Words("Not saved; your file is kept: {path}", "未保存，文件保留在：{path}")
KEPT_AFTER = Words("{what}; your file is kept: {path}", "{what}；文件保留在：{path}")


class EditsTable(ShowsOut):
    """Deals changed many at a time where one's own hands know the way."""

    async def do_edit_table(self) -> None:
        """Those marked, else all in view; what was changed is asked about once."""
        from salestui.exchange.editor import TableFile, editor_words
        from salestui.exchange.edittable import edit_table
        from salestui.services.tableedit import usual_fields

        docs = self.docs()
        if not docs:
            raise Refused(NONE)
        argv = editor_words(os.environ)
        snapshot, context = self.sales.live, self.sales.context()
        table = await asyncio.to_thread(
            edit_table, KIND, docs, usual_fields(KIND), snapshot, context
        )
        file = TableFile(KIND, table.text(self.lang))
        try:
            await self._edit(argv, table, file)
        except BaseException as problem:
            if not file.changed:
                file.drop()
            elif isinstance(problem, Problem):
                problem.message = KEPT_AFTER.fill(what=_said(problem), path=file.path)
                problem.hint = NOWHERE
            raise

    async def _edit(self, argv: Sequence[str], table: EditTable, file: TableFile) -> None:
        """Edit, look at it, ask, until it is saved or left."""
        while True:
            await self._in_editor(argv, file)
            answer = await self._looked_at(table, file)
            if answer == "done":
                file.drop()
                return
            if answer != "e":
                self.tell(KEPT.fill(path=file.path), "risk")
                return

    async def _in_editor(self, argv: Sequence[str], file: TableFile) -> None:
        from salestui.exchange.editor import ended_badly, no_editor

        try:
            code = await self.sales.lend_terminal([*argv, str(file.path)])
        except OSError as error:
            raise no_editor(argv[0]) from error
        if code:
            raise ended_badly(argv[0], code)

    async def _looked_at(self, table: EditTable, file: TableFile) -> str | None:
        """What comes of the file: done, or the letter that was answered."""
        from salestui.services.tableedit import TableFaults, save_rows

        rows: list[Row] = []
        self.seen = self.sales.live
        try:
            rows = table.changes(file.read())
            act = await asyncio.to_thread(
                save_rows, self.sales.live, self.sales.context(), KIND, rows
            )
            if not any(edit.values for edit in act.edits):
                self.tell(SAME)
                return "done"
            n, deals = _counted(rows)
            answer = await self.ask_choice(CHANGES.fill(n=n, deals=deals), ANSWERS)
            if answer != "y":
                return answer
            await self.sales.save(lambda snapshot, ctx: save_rows(snapshot, ctx, KIND, rows))
        except TableFaults as problem:
            # What others wrote may be known to the store and not shown yet.
            self.sales.adopt()
            return await self._to_mend(table, file, problem, rows)
        self.tell(SAVED.fill(n=n, deals=deals, key=self.sales.keymap.shown("undo")))
        return "done"

    async def _to_mend(
        self, table: EditTable, file: TableFile, problem: TableFaults, rows: Sequence[Row]
    ) -> str | None:
        """Say what is wrong here and, above each line, in the file."""
        from salestui.exchange.edittable import with_faults

        faults = problem.faults
        table.note_now(faults, rows)
        file.write(with_faults(file.read(), faults, lambda fault: _told(fault, self.lang)))
        where, what = faults[0].column, faults[0].problem.message
        first = AT.fill(column=where, what=what) if where else what
        if len(faults) > 1:
            first = FAULTS.fill(fault=first, n=len(faults))
        return await self.ask_choice(first, MEND)


def _counted(rows: Sequence[Row]) -> tuple[Words, Words]:
    """How many cells were changed, and of how many deals."""
    n = sum(len(row.cells) for row in rows)
    changes = ONE_CHANGE if n == 1 else SOME_CHANGES.fill(n=n)
    return changes, ONE_DEAL if len(rows) == 1 else SOME_DEALS.fill(n=len(rows))


def _said(problem: Problem) -> Words:
    return Words(sentence(problem, "en"), sentence(problem, "zh"))


def _told(fault: Fault, lang: str) -> str:
    """A mistake in one sentence, with its column."""
    said = sentence(fault.problem, lang)
    return f"{fault.column}: {said}" if fault.column else said
