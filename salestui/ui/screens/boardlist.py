"""The same deals as a board or as a list, with the same cursor, marks, filter and order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salestui.config import remember, remembered
from salestui.domain.problems import Refused
from salestui.domain.words import Words
from salestui.services.boardorder import SORTS
from salestui.ui.board.cards import Cards
from salestui.ui.screens.boardview import ViewsBoard

if TYPE_CHECKING:
    from salestui.domain.pipelines import Path
    from salestui.domain.snapshot import Doc, Snapshot
    from salestui.services.boardlist import ListView
    from salestui.ui.board.board import Board
    from salestui.ui.board.dealrows import DealRows

LIST = Words("List", "列表")
PATH = Words("sales path:", "销售路径：")
ALL_PATHS = Words("all paths", "全部路径")
ONE_PATH = Words("There is only one sales path", "只有一条销售路径")
LIST_ONLY = Words("Columns are for the list; v shows it", "列仅用于列表；按 v 切换")
DIGITS = "123456789"


class ListsDeals(ViewsBoard):
    """`v`: the deals of the board as a list, of its path or, by `p`, of all paths."""

    def __init__(self) -> None:
        super().__init__()
        self.listing = False
        self.all_paths = False
        """Whether the list shows the deals of all paths; a board is always of one."""
        self._list: ListView | None = None

    @property
    def rows(self) -> DealRows:
        """The list; there once it was asked for."""
        from salestui.ui.board.dealrows import DealRows

        return self.query_one("#rows", DealRows)

    @property
    def deals(self) -> Board | DealRows:
        """What the keys walk on: the board or the list."""
        return self.rows if self.listing else self.board

    def crumbs(self) -> Sequence[str]:
        """In the list: that it is one, and of which path."""
        found = list(super().crumbs())
        if self.listing:
            found[0] = self.say(LIST)
            if self.all_paths and len(self.paths()) > 1:
                found[1] = self.say(ALL_PATHS)
        return found

    # -- changing over

    async def do_list(self) -> None:
        """The list instead of the board, or the board again."""
        if self.listing:
            self.show_board()
            return
        if not self.query("#rows"):
            from salestui.ui.board.dealrows import DealRows

            rows = DealRows(self.cursor_rested, id="rows")
            rows.columns = self._remembered_columns()
            await self.query_one("#body").mount(rows, before="#pane")
        board, rows = self.board, self.rows
        rows.marked, here = set(board.marked), board.here
        self._change(listing=True)
        if here is not None:
            rows.seek(here)

    def show_board(self) -> None:
        """The board again, with the path of the deal under the cursor."""
        rows, view = self.rows, self._list
        here, marked = rows.here, set(rows.marked)
        doc = view.doc(here) if view is not None else None
        path = view.path_of(doc) if view is not None and doc is not None else None
        self.path = path or self.path
        self.board.marked = marked
        self._change(listing=False)
        if here is not None:
            self.board.seek(here)

    def _change(self, *, listing: bool) -> None:
        self.listing = listing
        self.board.display, self.rows.display = not listing, listing
        self.board.relook()
        self.rebuild()
        self.draw_lines()
        self.call_after_refresh(self.deals.settle)

    def show_stage(self, path: Path, stage: str, *, mine: bool, filter_text: str) -> None:
        """Show the board at a stage, whatever was shown before."""
        if self.listing:
            self.show_board()
        super().show_stage(path, stage, mine=mine, filter_text=filter_text)

    # -- showing

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Follow the snapshot in what is shown."""
        if not self.listing:
            super().show_snapshot(snapshot)
            return
        setting = (self.lang, self.sales.look, self.sales.today, id(self.sales.log_facts.state))
        if self._list is None or setting != self._drawn_for:
            self._drawn_for = setting
            self.rows.relook()
            self.rebuild(snapshot)
            return
        view, changed = self._list.updated(snapshot)
        self._put_list(view, changed)

    def rebuild(self, snapshot: Snapshot | None = None) -> None:
        """Make what is shown anew: another path, owner, filter, order or day."""
        if not self.listing:
            super().rebuild(snapshot)
            return
        from salestui.services.boardlist import ListView

        snapshot = snapshot or self.sales.snapshot
        view = ListView.of(
            snapshot,
            today=self.sales.today,
            path="" if self.all_paths or self.path is None else self.path.id,
            query=self.compiled(snapshot),
            owner=self.sales.workbench.me if self.mine else "",
            sort=SORTS[self.sort],
            reverse=self.reverse,
        )
        self._put_list(view, None)

    def _put_list(self, view: ListView, changed: set[str] | None) -> None:
        from salestui.exchange.listing import Rows
        from salestui.services.reading import Reading

        self._list = view
        self.path = view.work.paths.get(self.path.id, self.path) if self.path else None
        context = self.sales.context()
        reading = Reading(
            view.snapshot, context.now, view.today, context.zone, context.me, self.lang
        )
        assert self.path is not None
        self.cards = Cards(
            view.snapshot, self.path, view.today, context.zone, self.lang, context.currency,
            everybody=not self.mine, since=self.since,
        )  # fmt: skip
        self.rows.hint = self._hint(view)
        self.rows.changes = self.counted(changed, view.rows.deals.values(), view.doc)
        rows = Rows(reading, view.work.paths.values(), since=self.since)
        self.rows.show(view, rows, changed, everybody=not self.mine)

    def path_of(self, doc: Doc) -> Path | None:
        """The sales path that a deal in sight is on."""
        if self.listing and self._list is not None:
            return self._list.path_of(doc)
        return self.path

    # -- which path, which columns

    async def do_pick_path(self) -> None:
        """Choose the sales path; for a list also all of them."""
        found = self.paths()[: len(DIGITS)]
        if len(found) < 2:
            raise Refused(ONE_PATH)
        choices = [(DIGITS[n], path.name) for n, path in enumerate(found)]
        choices += [("a", ALL_PATHS)] if self.listing else []
        answer = await self.ask_choice(PATH, choices)
        if answer is None:
            return
        self.all_paths = answer == "a"
        self.path = self.path if answer == "a" else found[DIGITS.index(answer)]
        self.rebuild()
        self.draw_lines()

    async def do_columns(self) -> None:
        """Choose the columns of the list and their order."""
        from salestui.ui.widgets.columnpick import ColumnsPrompt

        if not self.listing:
            raise Refused(LIST_ONLY)
        answer = await self.ask(ColumnsPrompt(self.rows.columns))
        if answer is not None:
            self.use_columns(answer.split(","))
            state = self.sales.config.state
            await self.sales.run_on_store(lambda: remember(state, columns=answer))

    def use_columns(self, keys: Sequence[str]) -> None:
        """Show these columns from now on."""
        self.rows.choose(keys)

    def _remembered_columns(self) -> tuple[str, ...]:
        from salestui.exchange.dealcells import known_columns

        return known_columns(remembered(self.sales.config.state).get("columns", "").split(","))
