"""What one does with tasks, on their screen and on the page of one."""

from __future__ import annotations

from salestui.domain.words import Words
from salestui.ui.commands.command import (
    BOARD,
    IN_LAG,
    IN_REQUESTS,
    ON_TASK,
    ON_TASKS,
    ON_TODAY,
    TASK,
    Command,
)
from salestui.ui.commands.command import a_command as c

# One command a line, so that the table reads as one.
# fmt: off

BOTH = ON_TASKS | ON_TASK

COMMANDS: tuple[Command, ...] = (
    c(
        "task_open",
        "enter",
        TASK,
        ("open", "打开"),
        ("open, fold a group", "打开、折叠"),
        on=ON_TASKS,
    ),
    c("task_change", "enter", TASK, ("change", "改"), ("change this line", "改这一行"), on=ON_TASK),
    c(
        "task_done",
        "x",
        TASK,
        ("done", "完成"),
        ("done, or open again", "完成或重开"),
        on=BOTH,
        acts=True,
    ),
    c(
        "task_assign",
        "a",
        TASK,
        ("assign", "指派"),
        ("assign", "指派负责人"),
        on=BOTH | ON_TODAY,
        acts=True,
    ),
    c("task_edit", "e", TASK, ("edit", "修改"), ("edit a field", "修改一项"), on=BOTH, acts=True),
    c("task_new", "n", TASK, ("new", "新建"), ("new task", "新建任务"), on=BOTH, acts=True),
    c("task_archive", "D", TASK, ("archive", "归档"), on=BOTH, acts=True),
    c(
        "task_tick",
        "space",
        TASK,
        ("tick", "勾选"),
        ("tick an output", "勾选产出"),
        on=ON_TASK,
        acts=True,
    ),
    c(
        "task_output",
        "o",
        TASK,
        ("output", "产出"),
        ("one more output", "新增产出"),
        on=ON_TASK,
        acts=True,
    ),
    c("task_deal", "d", TASK, ("deal", "商机"), ("its deal, account", "打开商机、客户"), on=BOTH),
    c(
        "task_mark",
        "space",
        TASK,
        ("mark", "标记"),
        ("mark, step down", "标记并下移"),
        on=ON_TASKS,
        row="task_mark",
    ),
    c(
        "task_mark_all",
        "V",
        TASK,
        ("mark all", "全标"),
        ("mark the group", "标记整组"),
        on=ON_TASKS,
        row="task_mark",
    ),
    c(
        "task_group",
        "o",
        BOARD,
        ("group", "分组"),
        ("by owner, date, deal, node", "按人、日期、商机、节点"),
        on=ON_TASKS,
    ),
    c(
        "requests",
        "R",
        BOARD,
        ("requests", "资源"),
        ("what departments owe", "各部门的资源需求"),
        on=ON_TASKS,
    ),
    c(
        "request_new",
        "R",
        TASK,
        ("ask", "申请"),
        ("ask a department", "向部门申请资源"),
        on=ON_TASK,
        acts=True,
    ),
    c(
        "request_task",
        "enter",
        BOARD,
        ("task", "任务"),
        ("the task that needs it", "所属任务"),
        on=IN_REQUESTS,
    ),
    c(
        "request_confirm",
        "c",
        BOARD,
        ("confirm", "确认"),
        ("confirm, or not yet", "确认或撤回"),
        on=IN_REQUESTS,
        acts=True,
    ),
    c(
        "request_deliver",
        "x",
        BOARD,
        ("delivered", "交付"),
        ("delivered, or not yet", "已交付或撤回"),
        on=IN_REQUESTS,
        acts=True,
    ),
    c(
        "request_decline",
        "X",
        BOARD,
        ("decline", "拒绝"),
        ("decline, or ask again", "拒绝或重新申请"),
        on=IN_REQUESTS,
        acts=True,
    ),
    c(
        "hand_over",
        "H",
        TASK,
        ("hand over", "交接"),
        ("hand over a member's work", "交接某人的全部工作"),
        on=ON_TASKS,
        acts=True,
    ),
    c("lag", "L", BOARD, ("lag", "滞后"), ("what lag cost", "滞后天数与原因"), on=ON_TASKS),
    c("lag_tasks", "enter", BOARD, ("tasks", "任务"), ("tasks behind it", "对应的任务"), on=IN_LAG),
)

ROWS: dict[str, Words] = {"task_mark": Words("mark one, the group", "标记一项、整组")}
