"""What a list of deals does besides what a board does, and doing the last thing once more."""

from __future__ import annotations

from salestui.ui.commands.command import BOARD, DEAL, DEALS, ON_BOARD, WITH_CARDS, Command
from salestui.ui.commands.command import a_command as c

COMMANDS: tuple[Command, ...] = (
    c("repeat", ".", DEAL, ("repeat", "重复"), ("repeat last act", "重复上一操作"), on=DEALS,
      acts=True),
    c("copy", "y", DEAL, ("copy", "复制"), ("copy the deal", "复制商机"), on=WITH_CARDS),
    c("export", "E", BOARD, ("export", "导出"), ("export all here", "导出所见"), on=ON_BOARD),
    c("list", "v", BOARD, ("list", "列表"), ("board or list", "看板或列表"), on=ON_BOARD),
    c("edit_table", "", BOARD, ("table", "表格"), ("edit in $EDITOR", "用 $EDITOR 批量修改"),
      on=ON_BOARD, acts=True, called="edit"),
    c("columns", "|", BOARD, ("columns", "列"), ("list columns", "列表的列"), on=ON_BOARD),
)  # fmt: skip
