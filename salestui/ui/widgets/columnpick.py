"""Choosing the columns of a list and their order: a tick and a place for each."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from salestui import cells
from salestui.domain.words import Words
from salestui.exchange.dealcells import DEAL_CELLS, USUAL
from salestui.ui import keys
from salestui.ui.widgets.lines import Line, Rule, Span
from salestui.ui.widgets.prompt import Prompt
from salestui.ui.widgets.rows import Row, Rows

SHOWN = 14
"""Lines of the list at most."""
TITLE = Words("columns", "列")
KEYS = Words(
    "space show or hide  H L move  r usual ones  enter done  esc drop",
    "空格 显示或隐藏  H L 移动  r 恢复默认  enter 确定  esc 放弃",
)
ONE_AT_LEAST = Words("A list needs a column", "至少保留一列")


class ColumnsPrompt(Prompt):
    """Answers the keys of the chosen columns in order, joined by commas."""

    def __init__(self, chosen: Sequence[str]) -> None:
        super().__init__()
        self.chosen = list(chosen)
        self.order = [*chosen, *(key for key in DEAL_CELLS if key not in chosen)]
        """Every column, the chosen ones first at the start; a tick does not move a line."""

    def compose(self) -> ComposeResult:
        """The title, the columns, the keys."""
        lang = self.sales.lang
        yield Rule()
        title = Line()
        title.say([Span(" " + TITLE.say(lang), "strong")])
        yield title
        rows = Rows()
        rows.styles.height = max(1, min(SHOWN, len(self.order), self.sales.size.height - 5))
        yield rows
        answer = Line(id="answer")
        answer.say([Span(" " + KEYS.say(lang), "dim")])
        yield answer

    def on_mount(self) -> None:
        """Show them."""
        if self.query(Rows):
            self.show(0)

    def show(self, cursor: int) -> None:
        """Show every column with its tick."""
        lang = self.sales.lang
        rows = []
        for key in self.order:
            cell = DEAL_CELLS[key]
            tick = "x" if key in self.chosen else " "
            head = cells.fit(cell.head.say(lang), 10)
            style = "text" if key in self.chosen else "dim"
            rows.append(
                Row(
                    (
                        Span(f"  [{tick}] ", style),
                        Span(head, style),
                        Span(cell.help.say(lang), "dim"),
                    )
                )
            )
        self.query_one(Rows).show(rows, cursor)

    def take_key(self, key: str) -> bool:
        """Walk, tick, move; everything else is swallowed."""
        key = keys.ascii_key(key)
        rows = self.query_one(Rows)
        at = rows.cursor or 0
        steps = {"j": 1, "down": 1, "k": -1, "up": -1, "pagedown": rows.page, "pageup": -rows.page}
        if key in steps:
            rows.move(steps[key])
        elif key == "space":
            self._tick(self.order[at])
            self.show(min(at + 1, len(self.order) - 1))
        elif key in ("H", "L", "K", "J"):
            self._move(at, -1 if key in ("H", "K") else 1)
        elif key == "r":
            self.chosen = list(USUAL)
            self.order = [*USUAL, *(each for each in DEAL_CELLS if each not in USUAL)]
            self.show(0)
        elif key in ("enter", "ctrl+j"):
            self._accept()
        elif key in ("esc", "q"):
            self.drop()
        return key != "ctrl+q"

    def _tick(self, key: str) -> None:
        self.chosen = (
            [each for each in self.chosen if each != key]
            if key in self.chosen
            else [each for each in self.order if each in (*self.chosen, key)]
        )

    def _move(self, at: int, by: int) -> None:
        to = min(max(at + by, 0), len(self.order) - 1)
        self.order[at], self.order[to] = self.order[to], self.order[at]
        self.chosen = [each for each in self.order if each in self.chosen]
        self.show(to)

    def _accept(self) -> None:
        if self.chosen:
            self.finish(",".join(self.chosen))
        else:
            said = ONE_AT_LEAST.say(self.sales.lang)
            self.query_one("#answer", Line).say([Span(" " + said, "late")])
