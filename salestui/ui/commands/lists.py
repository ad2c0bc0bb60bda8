"""Going about on a screen, and choosing what it shows."""

from __future__ import annotations

from salestui.domain.words import Words
from salestui.ui.commands.command import (
    ANY,
    BOARD,
    CHOSEN,
    DETAILED,
    ENDS,
    IN_GOALS,
    IN_INBOX,
    IN_REQUESTS,
    LISTS,
    ON_BOARD,
    PAGED,
    SIDEWAYS,
    SORTED,
    Command,
)
from salestui.ui.commands.command import a_command as c

COMMANDS: tuple[Command, ...] = (
    c(
        "left",
        "h left",
        BOARD,
        ("left", "左"),
        ("to the left", "向左"),
        on=SIDEWAYS | IN_GOALS,
        row="walk",
    ),
    c("down", "j down", BOARD, ("down", "下"), ("down", "向下"), on=LISTS, row="walk"),
    c("up", "k up", BOARD, ("up", "上"), ("up", "向上"), on=LISTS, row="walk"),
    c(
        "right",
        "l right",
        BOARD,
        ("right", "右"),
        ("to the right", "向右"),
        on=SIDEWAYS | IN_GOALS,
        row="walk",
    ),
    c("first", "g home", BOARD, ("first", "首个"), ("first", "第一个"), on=ENDS, row="ends"),
    c("last", "G end", BOARD, ("last", "末个"), ("last", "最后一个"), on=ENDS, row="ends"),
    c(
        "page_down",
        "ctrl+d pagedown",
        BOARD,
        ("page down", "下翻"),
        ("half a page down", "下翻半页"),
        on=LISTS,
        row="pages",
    ),
    c(
        "page_up",
        "ctrl+u pageup",
        BOARD,
        ("page up", "上翻"),
        ("half a page up", "上翻半页"),
        on=LISTS,
        row="pages",
    ),
    c(
        "mine",
        "@",
        BOARD,
        ("all", "全部"),
        ("mine or all", "我的或全部"),
        on=(CHOSEN - IN_REQUESTS) | IN_INBOX,
    ),
    c("filter", "/", BOARD, ("filter", "筛选"), on=CHOSEN),
    c("sort", "o", BOARD, ("sort", "排序"), on=SORTED, row="sort"),
    c(
        "reverse",
        "O",
        BOARD,
        ("reverse", "倒序"),
        ("reverse the order", "倒序"),
        on=SORTED,
        row="sort",
    ),
    c("path", "p", BOARD, ("path", "路径"), ("sales path", "销售路径"), on=ON_BOARD),
    c("since", "C", BOARD, ("changes", "变化"), ("what changed", "标出变化"), on=ON_BOARD),
    c("pane", "z", BOARD, ("pane", "侧栏"), ("side pane", "侧栏"), on=ON_BOARD),
    c(
        "tab_back",
        "[",
        BOARD,
        ("page", "上一页"),
        ("page before", "上一页"),
        on=PAGED,
        row="tabs",
    ),
    c("tab_on", "]", BOARD, ("page", "换页"), ("next page", "下一页"), on=PAGED, row="tabs"),
    c(
        "next_pane",
        "tab",
        ANY,
        ("pane", "换栏"),
        ("next pane", "下一栏"),
        on=PAGED | DETAILED,
    ),
)

ROWS: dict[str, Words] = {
    "walk": Words("move the cursor", "移动光标"),
    "ends": Words("first, last", "首个、末个"),
    "pages": Words("half a page", "翻半页"),
    "sort": Words("sort, reverse", "排序、倒序"),
    "tabs": Words("page before, next", "上一页、下一页"),
}
