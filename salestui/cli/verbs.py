"""Every verb of `salestui`, with the module that does it."""

from __future__ import annotations

from salestui.cli.spec import Entry
from salestui.domain.words import Words

LOOK = Words("Look", "查看")
WORK = Words("Work", "录入")
DATA = Words("Data", "数据")
TEAM = Words("Team", "团队")
CARE = Words("Workspace", "工作区")


def _verb(module: str, words: Words, group: Words, attribute: str = "spec") -> Entry:
    return Entry(f"salestui.cli.{module}", attribute, words, group)


VERBS: dict[str, Entry] = {
    "board": _verb("board", Words("the pipeline, printed", "打印看板"), LOOK),
    "today": _verb("today", Words("what to work on, in 20 lines", "今日要做的事"), LOOK),
    "deals": _verb("lists", Words("deals that match a filter", "按条件列出商机"), LOOK, "deals"),
    "accounts": _verb(
        "lists", Words("accounts that match a filter", "按条件列出客户"), LOOK, "accounts"
    ),
    "tasks": _verb("tasks", Words("who has to do what by when", "谁在何时前做什么"), LOOK, "tasks"),
    "requests": _verb(
        "requests", Words("what departments owe", "各部门的资源需求"), LOOK, "requests"
    ),
    "show": _verb("show", Words("one record whole", "一条记录的全部内容"), LOOK),
    "funnel": _verb("funnel", Words("conversion by stage", "各阶段转化率"), LOOK),
    "changes": _verb("changes", Words("what came in and what went", "商机增减"), LOOK),
    "goals": _verb(
        "goals", Words("goals with pace and what is needed", "目标、进度与还差什么"), LOOK
    ),
    "views": _verb("views", Words("saved ways to look at deals", "已保存的视图"), LOOK),
    "history": _verb("history", Words("who changed what, and when", "谁在何时改了什么"), LOOK),
    "inbox": _verb("inbox", Words("what is to be decided", "待决定的冲突"), LOOK),
    "deal": _verb("deal", Words("add, set, move, won, lost", "新建、修改、推进、签约、输单"), WORK),
    "account": _verb(
        "account",
        Words("add, set, claim, merge, duplicates", "新建、修改、认领、合并、查重"),
        WORK,
        "accounts",
    ),
    "contact": _verb("account", Words("add, set, left", "新建、修改、离职"), WORK, "contacts"),
    "task": _verb("task", Words("add, assign, done, lag …", "新建、指派、完成、滞后"), WORK),
    "request": _verb(
        "requests", Words("add, confirm, deliver, decline", "申请、确认、交付、拒绝"), WORK
    ),
    "goal": _verb("goal", Words("add, set, split, drop", "新建、重写、分解、归档"), WORK, "goals"),
    "plan": _verb("plan", Words("add, set", "新建、修改"), WORK, "plans"),
    "edit": _verb("edit", Words("many records as a table in $EDITOR", "在编辑器中批量修改"), WORK),
    "log": _verb("log", Words("a call, a visit, a meeting …", "记录电话、拜访、会议等"), WORK),
    "undo": _verb("undo", Words("take back my last act", "撤销我的上一步"), WORK, "undo"),
    "redo": _verb("undo", Words("do it again", "重做"), WORK, "redo"),
    "import": _verb("importing", Words("CSV files of another CRM", "导入其他系统的 CSV"), DATA),
    "export": _verb("export", Words("to CSV or JSON", "导出 CSV 或 JSON"), DATA),
    "team": _verb(
        "teamverbs",
        Words("set up, join, status, restore, leave", "设置、加入、状态、恢复、退出"),
        TEAM,
        "TEAM",
    ),
    "sync": _verb("syncing", Words("with the shared folder", "与共享文件夹同步"), TEAM),
    "backup": _verb(
        "backing", Words("everything into one file", "全部备份到一个文件"), CARE, "backup"
    ),
    "restore": _verb("backing", Words("bring a backup back", "恢复备份"), CARE, "restore"),
    "settings": _verb(
        "settings", Words("how the team counts days", "团队设置：计日、节假日"), CARE
    ),
    "path": _verb(
        "path",
        Words("show, set, add, retire, copy …", "查看、修改、增减阶段、复制"),
        CARE,
        "paths",
    ),
    "init": _verb("init", Words("make a workspace", "新建工作区"), CARE),
    "demo": _verb("demo", Words("a throwaway copy of the sample team", "打开样例团队的副本"), CARE),
    "doctor": _verb("doctor", Words("is everything in order?", "检查运行环境"), CARE),
    "completion": _verb("completion", Words("for bash, zsh or fish", "命令行补全脚本"), CARE),
}

QUICK = ("board", "today", "deals", "accounts", "tasks", "show", "funnel", "changes", "history")
"""Verbs that only read: they are started the short way."""
