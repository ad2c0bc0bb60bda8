"""What is in view, for other eyes: explained, copied, exported."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from salestui.config import user_path
from salestui.domain.problems import NOWHERE, InputProblem, Refused
from salestui.domain.words import Words
from salestui.exchange.outfile import REFUSED
from salestui.services.boardorder import SORTS
from salestui.ui.board import words
from salestui.ui.screens.boardlist import ALL_PATHS, LIST
from salestui.ui.screens.boardshown import ShowsBoard
from salestui.ui.screens.dealtargets import NONE
from salestui.ui.whose import EVERYBODY, MINE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path as File

    from salestui.domain.snapshot import Doc
    from salestui.services.reading import Reading
    from salestui.ui.board.explain import ShownDeals
    from salestui.ui.explaining import Explanation

AS_OF = Words("as of {day}", "回看 {day}")
COPY = Words("copy:", "复制：")
COPIES = (
    ("d", Words("the deal in brief", "商机摘要")),
    ("m", Words("the list as Markdown", "列表，Markdown")),
    ("t", Words("the list for a spreadsheet", "列表，供表格")),
)
EXPORT = Words("export to:", "导出到：")
NEW_FILE = Words("{n} deals into {path}", "{n} 单写入 {path}")
OVER_FILE = Words(
    "{path} is there already; enter asks whether to replace it",
    "{path} 已存在，回车后询问是否替换",
)
NO_FOLDER = Words("There is no folder {path}", "没有文件夹 {path}")
IS_FOLDER = Words("{path} is a folder", "{path} 是文件夹")
NO_FILE = Words("Name a file", "请写文件名")
REPLACE = Words("replace {path}?", "替换 {path}？")
YES_NO = (("y", Words("yes", "是")), ("n", Words("no", "否")))
EXPORTED = Words("{n} deals exported to {path}", "已导出 {n} 单：{path}")


class ShowsOut(ShowsBoard):
    """`i` explains, `y` copies, `E` exports."""

    # -- what is in view

    @property
    def reading(self) -> Reading:
        """What is shown, for making texts of it."""
        from salestui.services.reading import Reading

        context, cards = self.sales.context(), self.cards
        return Reading(
            cards.snapshot, context.now, cards.today, context.zone, context.me, self.lang
        )

    def docs(self) -> list[Doc]:
        """The deals in view in their order; where some are marked, those alone."""
        table, deals = self.cards.snapshot.table("deals"), self.deals
        marked = deals.marked
        return [table[id] for id in deals.ordered if not marked or id in marked]

    def _which(self) -> Words:
        """Whose deals, of which path, by which filter, as of when."""
        whose = MINE if self.mine else EVERYBODY
        path = self.path.name if self.path is not None else NOWHERE
        parts = [whose, ALL_PATHS if self.listing and self.all_paths else path]
        if self.filter.text:
            parts.append(Words(self.filter.text, self.filter.text))
        if self.sales.then is not None:
            parts.append(AS_OF.fill(day=self.sales.today.isoformat()))
        return Words(", ".join(p.en for p in parts), "，".join(p.zh for p in parts))

    def in_view(self) -> ShownDeals:
        """What is shown besides the deal under the cursor, for explaining it."""
        from salestui.ui.board.explain import ShownDeals

        shown = self._list if self.listing else self.board.view
        assert shown is not None
        order = SORTS[self.sort].words if self.sort else NOWHERE
        order = words.BY_FILTER if shown.query is not None and shown.query.orders else order
        if self._list is not None and self.listing:
            view = self._list
            docs = view.rows.deals.values()
            return ShownDeals(view.count, view.work.open, self._which(), LIST, docs, order)
        board, column = self.board.view, self.board.column
        assert board is not None and column is not None
        opened = sum(each.count for each in board.open_columns)
        return ShownDeals(
            board.count, opened, self._which(), column.stage.name, column.deals.values(), order
        )

    # -- explaining

    def do_explain(self) -> None:
        """How the figures and flags here come about."""
        from salestui.ui.screens.explain import ExplainScreen

        self.sales.open(ExplainScreen(self, self._explanation))

    def _explanation(self) -> Explanation:
        from salestui.ui.board.explain import board_explanation

        doc = self._under_cursor()
        cards = self.cards if doc is None else self._cards_for(doc)
        return board_explanation(self.in_view(), cards, doc, self.deals.stage)

    # -- copying

    async def do_copy(self) -> None:
        """The deal in brief; of a list also the table, for people or for a spreadsheet."""
        answer = await self.ask_choice(COPY, COPIES) if self.listing else "d"
        if answer == "d":
            await self.copy_lines(self._briefs())
        elif answer is not None:
            from salestui.exchange import dealtables
            from salestui.exchange.listing import Rows

            view = self._list
            assert view is not None
            make = dealtables.markdown if answer == "m" else dealtables.tsv
            rows = Rows(self.reading, view.work.paths.values())
            await self.copy_lines(make(rows, self.docs(), self.rows.columns))

    def _briefs(self) -> list[str]:
        """The marked deals in brief, else the one under the cursor, a blank line between two."""
        from salestui.exchange.brief import brief

        ids = self.targets()
        if not ids:
            raise Refused(NONE)
        lines: list[str] = []
        for id in ids:
            doc = self.cards.snapshot.table("deals")[id]
            lines += [*([""] if lines else []), *brief(self.reading, doc, self.path_of(doc))]
        return lines

    # -- exporting

    async def do_export(self) -> None:
        """Everything in view as CSV, into a file of one's choice."""
        docs = self.docs()
        name = f"{'商机' if self.lang == 'zh' else 'deals'}-{self.sales.today.isoformat()}.csv"

        def check(text: str) -> Words:
            path = out_path(text)
            return (
                OVER_FILE.fill(path=path)
                if path.exists()
                else NEW_FILE.fill(n=len(docs), path=path)
            )

        text = await self.ask_line(EXPORT, name, check=check)
        if text is None:
            return
        path = out_path(text)
        if path.exists() and await self.ask_choice(REPLACE.fill(path=path), YES_NO) != "y":
            return
        await self._write(docs, path)
        self.tell(EXPORTED.fill(n=len(docs), path=path))

    async def _write(self, docs: Sequence[Doc], path: File) -> None:
        from salestui.exchange.csv_out import csv_text
        from salestui.exchange.outfile import write_out

        reading = self.reading
        await asyncio.to_thread(lambda: write_out(path, csv_text("deals", docs, reading)))


def out_path(text: str) -> File:
    """The file that was named. Raises InputProblem where none can be."""
    if not text.strip() or "\0" in text:
        raise InputProblem(NO_FILE)
    path = user_path(text.strip()).absolute()
    try:
        is_folder, has_folder = path.is_dir(), path.parent.is_dir()
    except OSError as error:
        # A name that is too long, a folder that is not for us to look into.
        raise InputProblem(REFUSED.fill(why=error.strerror or type(error).__name__)) from None
    if is_folder:
        raise InputProblem(IS_FOLDER.fill(path=path))
    if not has_folder:
        raise InputProblem(NO_FOLDER.fill(path=path.parent))
    return path
