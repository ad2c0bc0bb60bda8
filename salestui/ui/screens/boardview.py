"""Which board a screen shows: path, owner, filter and order, made into a view that follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal
from textual.widget import Widget

from salestui.domain.pipelines import Path, default_path, parse_path
from salestui.domain.pipelines import paths as all_paths
from salestui.domain.words import Words
from salestui.services.board import SORTS, BoardView
from salestui.ui.board import words
from salestui.ui.board.board import Board
from salestui.ui.board.cards import Cards
from salestui.ui.board.pane import DealPane
from salestui.ui.filtering import FilterLine
from salestui.ui.screens.boardsince import MarksChanges

if TYPE_CHECKING:
    from salestui.domain.query import Filter
    from salestui.domain.snapshot import Snapshot
    from salestui.services.boardlist import ListView

WARM_AFTER = 0.25
"""Seconds after the first drawing until what the first act needs is loaded."""


ACTS = (
    "salestui.services.activities",
    "salestui.services.meanwhile",
    "salestui.services.moves",
    "salestui.services.undo",
    "salestui.ui.widgets.prompt",
)
"""What the first act needs and the first painting does without."""


class ViewsBoard(MarksChanges):
    """The board with what it was made from: path, owner, filter, order."""

    scope: ClassVar[str] = "board"
    title_words: ClassVar[Words] = Words("Board", "看板")
    DEFAULT_CSS = """
    ViewsBoard > #body { layout: horizontal; }
    ViewsBoard > #rule { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.mine = True
        self.sort = 0
        self.reverse = False
        self.path: Path | None = None
        self.filter = FilterLine()
        self._wanted = ""
        """Key of a stage that the cursor shall go to."""
        self._paths: tuple[object, list[Path]] = (None, [])
        """The active paths with the table that they were read from."""
        self._view: BoardView | None = None
        self._drawn_for: tuple[object, ...] = ()

    def compose_body(self) -> Iterable[Widget]:
        """The board and the pane beside it."""
        with Horizontal(id="body"):
            yield Board(self.cursor_rested, id="board")
            yield DealPane(id="pane")

    @property
    def board(self) -> Board:
        """The board."""
        return self.query_one("#board", Board)

    @property
    def pane(self) -> DealPane:
        """The side pane."""
        return self.query_one("#pane", DealPane)

    def crumbs(self) -> Sequence[str]:
        """The screen, the path where there are several, the filter."""
        found = [self.say(self.title_words)]
        if self.path is not None and len(self.paths()) > 1:
            found.append(self.say(self.path.name))
        if self.filter.text:
            found.append("/" + self.filter.text)
        return found

    def cursor_rested(self) -> None:
        """The cursor rests on a deal, or its deal has changed."""

    # -- showing

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Follow the snapshot: patch the view where only deals changed."""
        setting = (self.lang, self.sales.look, self.sales.today, id(self.sales.log_facts.state))
        view = self._view
        if view is None or setting != self._drawn_for:
            self._drawn_for = setting
            self.board.relook()
            self.rebuild(snapshot)
            return
        view, changed = view.updated(snapshot)
        self.path = view.path
        self._put(view, changed)

    def rebuild(self, snapshot: Snapshot | None = None) -> None:
        """Make the view anew: another path, owner, filter, order or day."""
        snapshot = snapshot or self.sales.snapshot
        first = self._view is None
        self.mine = self.mine and bool(self.sales.workbench.me)
        if self.path is None:
            self.path = default_path(snapshot)
        view = self._made(snapshot, self.path)
        if first:
            view = view if view.count else self._first_with_deals(snapshot, view)
            self.set_timer(WARM_AFTER, self._warm_up)
        self._put(view, None)

    def _warm_up(self) -> None:
        """Do away from the keys what the first act and the first far column would wait for."""
        self.sales.run_on_store(self.sales.workbench.warm_up)
        self.sales.run_on_store(lambda: [import_module(name) for name in ACTS])
        if self._view is not None:
            self.sales.run_on_store(self._view.put_in_order)

    def show_stage(self, path: Path, stage: str, *, mine: bool, filter_text: str) -> None:
        """Show a path with the cursor in one of its stages."""
        self.path, self.mine, self.filter.text = path, mine, filter_text
        self._wanted = stage
        if self.composed:
            self.rebuild()
            self.draw_lines()

    def compiled(self, snapshot: Snapshot) -> Filter | None:
        """The filter in force, for a snapshot."""
        return self.filter.compiled(snapshot, self.sales.context(), self.sales.live)

    def _made(self, snapshot: Snapshot, path: Path) -> BoardView:
        return BoardView.of(
            snapshot,
            path,
            today=self.sales.today,
            query=self.compiled(snapshot),
            owner=self.sales.workbench.me if self.mine else "",
            sort=SORTS[self.sort],
            reverse=self.reverse,
        )

    def _first_with_deals(self, snapshot: Snapshot, empty: BoardView) -> BoardView:
        """Where a board opens whose first choice is empty: my other path, else everybody's."""
        me = self.sales.workbench.me
        docs = [doc for doc in snapshot.live("deals")]
        for owned in ([doc for doc in docs if doc.get("owner") == me], docs):
            if owned:
                self.mine = owned is not docs
                counts = Counter(str(doc.get("pipeline")) for doc in owned)
                found = snapshot.get("pipelines", counts.most_common(1)[0][0])
                if found is not None and self.path is not None:
                    self.path = self.path if counts[self.path.id] else parse_path(found)
                    return self._made(snapshot, self.path)
        return empty

    def _put(self, view: BoardView, changed: set[str] | None) -> None:
        self._view = view
        context = self.sales.context()
        cards = Cards(
            view.snapshot, view.path, view.today, context.zone, self.lang, context.currency,
            everybody=not self.mine, since=self.since,
        )  # fmt: skip
        self.cards = cards
        self.board.hint = self._hint(view)
        self.board.changes = self.counted(changed, view.docs, view.doc)
        self.board.show(view, cards, changed)
        if self._wanted:
            self.board.go_stage(self._wanted)
            self._wanted = ""

    def _hint(self, view: BoardView | ListView) -> tuple[Words, ...]:
        """What an empty board says to do next."""
        if view.count:
            return ()
        past = self.sales.then is not None
        first = words.NOTHING_THEN if past else words.NO_DEALS
        first = words.NO_MATCH if self.filter.text else first
        if self.mine and not self.filter.text:
            first = words.NO_DEALS_OF_MINE
        todo = [first, Words("", "")]
        todo += [words.TO_COME_BACK if past else words.TO_ADD]
        todo += [words.TO_SEE_ALL] if self.mine else []
        todo += [words.TO_CLEAR] if self.filter.text else []
        todo += [words.TO_OTHER_PATH] if len(self.paths()) > 1 else []
        return tuple(todo)

    def paths(self) -> list[Path]:
        """The active sales paths."""
        table = self.sales.snapshot.table("pipelines")
        if self._paths[0] is not table:
            found = [path for path in all_paths(self.sales.snapshot) if path.active]
            self._paths = (table, found)
        return self._paths[1]
