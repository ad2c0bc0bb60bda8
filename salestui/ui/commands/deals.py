"""What one does with the deal under the cursor, or with those that are marked."""

from __future__ import annotations

from salestui.domain.words import Words
from salestui.ui.commands.command import (
    DEAL,
    DEALS,
    IN_INBOX,
    IN_NEWS,
    IN_RECORD,
    ON_BOARD,
    ON_DEAL,
    ON_FIGURE,
    ON_TODAY,
    Command,
)
from salestui.ui.commands.command import a_command as c

COMMANDS: tuple[Command, ...] = (
    c(
        "open",
        "enter",
        DEAL,
        ("open", "打开"),
        on=ON_BOARD | ON_FIGURE | ON_TODAY | IN_INBOX | IN_NEWS,
    ),
    c(
        "change",
        "enter",
        DEAL,
        ("change", "改"),
        ("change this line", "改这一行"),
        on=ON_DEAL,
    ),
    c(
        "tick",
        "space",
        DEAL,
        ("tick", "勾选"),
        ("tick a gate item", "勾选输出标准"),
        on=ON_DEAL,
        acts=True,
    ),
    c("next_step", "s", DEAL, ("step", "下一步"), ("next step", "下一步"), on=DEALS, acts=True),
    c("log", "c", DEAL, ("log", "记录"), ("log a contact", "记录跟进"), on=DEALS, acts=True),
    c(
        "edit",
        "e",
        DEAL,
        ("edit", "修改"),
        ("edit a field", "修改一项"),
        on=DEALS | IN_INBOX | IN_RECORD,
        acts=True,
        called="edit-field",
    ),
    c(
        "stage_back",
        "H",
        DEAL,
        ("back", "退回"),
        ("one stage back", "退回一个阶段"),
        on=DEALS,
        row="stage",
        acts=True,
    ),
    c(
        "stage_on",
        "L",
        DEAL,
        ("move", "推进"),
        ("one stage on", "推进一个阶段"),
        on=DEALS,
        row="stage",
        acts=True,
    ),
    c(
        "move",
        "m",
        DEAL,
        ("move to", "移到"),
        ("move to a stage", "移到某阶段"),
        on=DEALS,
        acts=True,
    ),
    c("won", "W", DEAL, ("won", "签约"), on=DEALS, row="ending", acts=True),
    c("lost", "X", DEAL, ("lost", "输单"), on=DEALS, row="ending", acts=True),
    c("new", "n", DEAL, ("new", "新建"), ("new deal", "新建商机"), on=DEALS, acts=True),
    c("archive", "D", DEAL, ("archive", "归档"), on=DEALS | IN_INBOX, acts=True),
    c(
        "mark",
        "space",
        DEAL,
        ("mark", "标记"),
        ("mark, step down", "标记并下移"),
        on=ON_BOARD,
        row="mark",
    ),
    c(
        "mark_all",
        "V",
        DEAL,
        ("mark all", "全标"),
        ("mark column or list", "标记整列或全表"),
        on=ON_BOARD,
        row="mark",
    ),
)

ROWS: dict[str, Words] = {
    "stage": Words("stage back, on", "退回、推进"),
    "ending": Words("won, lost", "签约、输单"),
    "mark": Words("mark one, all", "标记一个、全部"),
}
