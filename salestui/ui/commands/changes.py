"""How the pipeline changed between two days."""

from __future__ import annotations

from salestui.domain.words import Words
from salestui.ui.commands.command import BOARD, COUNTED, IN_CHANGES, ON_CHANGED, Command
from salestui.ui.commands.command import a_command as c

COMMANDS: tuple[Command, ...] = (
    c("changes", "w", BOARD, ("change", "增减"), ("came and went", "商机增减"), on=COUNTED),
    c("line_deals", "enter", BOARD, ("deals", "商机"), ("deals of a line", "该项的商机"),
      on=IN_CHANGES),
    c("since_when", "f", BOARD, ("from", "起始"), ("from which day", "从哪天起"), on=IN_CHANGES),
    c("earlier", "[", BOARD, ("earlier", "提前"), ("from a week earlier", "起始提前一周"),
      on=IN_CHANGES, row="start"),
    c("later", "]", BOARD, ("later", "推后"), ("from a week later", "起始推后一周"),
      on=IN_CHANGES, row="start"),
    c("open_changed", "enter", BOARD, ("open", "打开"), on=ON_CHANGED),
)  # fmt: skip

ROWS: dict[str, Words] = {
    "start": Words("from a week earlier, later", "起始提前、推后一周"),
}
