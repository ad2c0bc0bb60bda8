"""What one does with goals."""

from __future__ import annotations

from salestui.domain.words import Words
from salestui.ui.commands.command import BOARD, IN_GOALS, Command
from salestui.ui.commands.command import a_command as c

COMMANDS: tuple[Command, ...] = (
    c(
        "goal_deals",
        "enter",
        BOARD,
        ("deals", "商机"),
        ("the deals behind a figure", "构成数字的商机"),
        on=IN_GOALS,
    ),
    c(
        "goal_new",
        "n",
        BOARD,
        ("new", "新建"),
        ("new goal in a sentence", "一句话新建目标"),
        on=IN_GOALS,
        row="goals",
        acts=True,
    ),
    c(
        "goal_form",
        "N",
        BOARD,
        ("form", "表单"),
        ("new goal by a form", "用表单新建目标"),
        on=IN_GOALS,
        row="goals",
        acts=True,
    ),
    c(
        "goal_edit",
        "e",
        BOARD,
        ("edit", "修改"),
        ("edit a goal", "修改目标"),
        on=IN_GOALS,
        acts=True,
    ),
    c(
        "goal_split",
        "a",
        BOARD,
        ("give out", "分解"),
        ("give a goal out", "分解目标"),
        on=IN_GOALS,
        acts=True,
    ),
    c("goal_plan", "P", BOARD, ("plan", "规划"), on=IN_GOALS, acts=True),
    c(
        "goal_archive",
        "D",
        BOARD,
        ("archive", "归档"),
        ("archive a goal", "归档目标"),
        on=IN_GOALS,
        acts=True,
    ),
)

ROWS: dict[str, Words] = {"goals": Words("new goal: a sentence, a form", "新建目标：一句话、表单")}
