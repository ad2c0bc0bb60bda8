"""Saved views of the deals."""

from __future__ import annotations

from salestui.domain.words import Words
from salestui.ui.commands.command import BOARD, ON_BOARD, Command
from salestui.ui.commands.command import a_command as c

COMMANDS: tuple[Command, ...] = (
    c("views", "f", BOARD, ("views", "视图"), ("show a saved view", "打开已存视图"), on=ON_BOARD,
      row="views"),
    c("view_save", "F", BOARD, ("save view", "存视图"), ("save this view", "保存当前视图"),
      on=ON_BOARD, row="views", acts=True),
    c("view_rename", "", BOARD, ("rename", "改名"), ("rename a view", "视图改名"), on=ON_BOARD,
      acts=True),
    c("view_delete", "", BOARD, ("delete", "删除"), ("delete a view", "删除视图"), on=ON_BOARD,
      acts=True),
)  # fmt: skip

ROWS: dict[str, Words] = {"views": Words("views: show, save", "视图：打开、保存")}
