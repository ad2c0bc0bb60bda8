"""What one does with accounts, on their list and on the pages of one."""

from __future__ import annotations

from salestui.domain.words import Words
from salestui.ui.commands.command import (
    ACCOUNT,
    ACCOUNT_SCREENS,
    BOARD,
    ON_ACCOUNT,
    ON_ACCOUNTS,
    Command,
)
from salestui.ui.commands.command import a_command as c

COMMANDS: tuple[Command, ...] = (
    c("account_open", "enter", ACCOUNT, ("open", "打开"), on=ON_ACCOUNTS),
    c(
        "account_change",
        "enter",
        ACCOUNT,
        ("open", "打开"),
        ("open or change this line", "打开或修改这一行"),
        on=ON_ACCOUNT,
    ),
    c(
        "account_new",
        "n",
        ACCOUNT,
        ("new", "新建"),
        ("new account", "新建客户"),
        on=ON_ACCOUNTS,
        acts=True,
    ),
    c(
        "account_add",
        "n",
        ACCOUNT,
        ("new", "新建"),
        ("new deal, task or contact", "新建商机、任务或联系人"),
        on=ON_ACCOUNT,
        acts=True,
    ),
    c(
        "account_log",
        "c",
        ACCOUNT,
        ("log", "记录"),
        ("log a contact", "记录跟进"),
        on=ACCOUNT_SCREENS,
        acts=True,
    ),
    c(
        "account_edit",
        "e",
        ACCOUNT,
        ("edit", "修改"),
        ("edit a field", "修改一项"),
        on=ACCOUNT_SCREENS,
        acts=True,
    ),
    c(
        "claim",
        "a",
        ACCOUNT,
        ("claim", "认领"),
        ("claim from the pool", "从公海认领"),
        on=ACCOUNT_SCREENS,
        acts=True,
    ),
    c(
        "contact_left",
        "x",
        ACCOUNT,
        ("left", "离职"),
        ("contact has left", "联系人已离职"),
        on=ON_ACCOUNT,
        acts=True,
    ),
    c(
        "account_merge",
        "M",
        ACCOUNT,
        ("merge", "合并"),
        ("merge with another", "与另一客户合并"),
        on=ACCOUNT_SCREENS,
        acts=True,
    ),
    c(
        "account_archive",
        "D",
        ACCOUNT,
        ("archive", "归档"),
        on=ACCOUNT_SCREENS,
        acts=True,
    ),
    c(
        "account_mark",
        "space",
        ACCOUNT,
        ("mark", "标记"),
        ("mark, step down", "标记并下移"),
        on=ON_ACCOUNTS,
        row="account_mark",
    ),
    c(
        "account_mark_all",
        "V",
        ACCOUNT,
        ("mark all", "全标"),
        ("mark all", "全部标记"),
        on=ON_ACCOUNTS,
        row="account_mark",
    ),
    c("pool", "p", BOARD, ("pool", "公海"), ("the pool, or back", "公海，或返回"), on=ON_ACCOUNTS),
)

ROWS: dict[str, Words] = {"account_mark": Words("mark one, all", "标记一个、全部")}
