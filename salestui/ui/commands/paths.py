"""The path editor: on the list of a path's stages, and on the page of one."""

from __future__ import annotations

from salestui.domain.words import Words
from salestui.ui.commands.command import (
    ANY,
    BOARD,
    IN_PATH,
    LEADS_TO_PATHS,
    ON_STAGE,
    PATH_SCREENS,
    Command,
)
from salestui.ui.commands.command import a_command as c

COMMANDS: tuple[Command, ...] = (
    c("path", "P", ANY, ("paths", "路径"), ("edit sales paths", "编辑销售路径"),
      on=LEADS_TO_PATHS),
    c("stage_open", "enter", BOARD, ("open", "打开"), ("open the stage", "打开阶段"), on=IN_PATH),
    c("part_change", "enter", BOARD, ("change", "改"), ("change this line", "改这一行"),
      on=ON_STAGE),
    c("stage_new", "n", BOARD, ("new", "新增"), ("new stage", "新增阶段"), on=IN_PATH, acts=True),
    c("part_new", "n", BOARD, ("new", "新增"), ("new criterion or task", "新增条件或任务"),
      on=ON_STAGE, acts=True),
    c("stage_edit", "e", BOARD, ("edit", "修改"), ("edit the stage", "修改阶段"),
      on=PATH_SCREENS, acts=True),
    c("place_down", "J", BOARD, ("lower", "下移"), ("one place down", "下移一位"),
      on=PATH_SCREENS, row="place", acts=True),
    c("place_up", "K", BOARD, ("higher", "上移"), ("one place up", "上移一位"),
      on=PATH_SCREENS, row="place", acts=True),
    c("stage_retire", "D", BOARD, ("retire", "停用"), ("retire, take back", "停用、重新启用"),
      on=IN_PATH, acts=True),
    c("part_remove", "D", BOARD, ("take away", "去掉"), ("take a line away", "去掉这一行"),
      on=ON_STAGE, acts=True),
    c("stage_empty", "m", BOARD, ("move deals", "移商机"), ("move its deals", "移走其商机"),
      on=PATH_SCREENS, acts=True),
    c("stage_board", "d", BOARD, ("deals", "商机"), ("its deals", "该阶段的商机"),
      on=PATH_SCREENS),
    c("path_settings", "s", BOARD, ("gates", "规则"), ("gates, rules of moves", "推进与退回规则"),
      on=IN_PATH, acts=True),
    c("path_copy", "N", BOARD, ("copy", "复制"), ("new path from a copy", "复制为新路径"),
      on=IN_PATH, acts=True),
)  # fmt: skip

ROWS: dict[str, Words] = {"place": Words("one place down, up", "下移、上移一位")}
