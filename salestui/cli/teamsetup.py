"""`salestui team setup`: prepare a directory for a team, and say what its admin has to do."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

from salestui.cli import output
from salestui.cli.session import Session
from salestui.cli.shared import root_of
from salestui.domain.problems import FolderProblem, InputProblem, Refused
from salestui.domain.words import Words
from salestui.sync.backend import LOG
from salestui.sync.folder import FOLDER_MODE, ROOT_MODE
from salestui.sync.rights import Rights, faults, is_free, owner_problem, prepare, rights

NOT_EMPTY = Words("There are other things in this directory", "该目录中有其他内容")
NEW_ONE = Words("Name a new or an empty one", "请指定新目录或空目录")
NO_GROUP = Words("There is no group {name} here", "本机没有用户组 {name}")
NO_GROUP_HINT = Words("As root: groupadd {name}", "请以 root 执行：groupadd {name}")
UNUSABLE = Words("The directory can't be prepared: {why}", "无法准备该目录：{why}")
AS_ADMIN = Words("Let whoever looks after this machine run it", "请由管理员执行")
READY = Words(
    "{root} is ready (owner {owner}, group {group}, mode {mode}).",
    "{root} 已就绪（所有者 {owner}，用户组 {group}，权限 {mode}）。",
)
ADMIN = Words("On a server of several people, as root:", "多人共用的服务器上，以 root 执行：")
RULES = (
    Words(
        "The owner may delete anything in it, so it must be nobody who works with it: root or a"
        " service account.",
        "所有者可以删除其中任何内容，因此不应是使用它的人，而应是 root 或服务账号。",
    ),
    Words(
        "The group is the team; mode 3770 lets members add directories of their own and delete"
        " nobody else's.",
        "用户组即团队；权限 3770 允许成员新建自己的目录，但不能删除他人的。",
    ),
    Words(
        "Each member's directory becomes 2750 and its files 0640 by themselves.",
        "各成员的目录会自动设为 2750，文件设为 0640。",
    ),
)
THEN = Words(
    "Then each member: salestui team join {root}", "然后每位成员：salestui team join {root}"
)
WARNING = Words("Warning: {text}. {cure}", "警告：{text}。{cure}")


def setup(session: Session, dir: str, group: str) -> int:
    """Prepare a directory; needs no workspace."""
    root = root_of(dir)
    try:
        if not is_free(root):
            raise Refused(NOT_EMPTY, hint=NEW_ONE, where=str(root))
        prepare(root, group)
        at, owned, found = rights(root), owner_problem(root), faults(root)
    except LookupError as error:
        hint = NO_GROUP_HINT.fill(name=group)
        raise InputProblem(NO_GROUP.fill(name=group), hint=hint) from error
    except OSError as error:
        why = error.strerror or str(error)
        raise FolderProblem(UNUSABLE.fill(why=why), hint=AS_ADMIN, where=str(root)) from error
    told = [owned] if owned else []
    told += [problem for problem in found if problem.text not in {each.text for each in told}]
    warnings = [WARNING.fill(text=p.text, cure=p.cure) for p in told]
    commands = _commands(root, at, group)
    if session.json:
        _put_json(session, at, warnings, commands)
        return 0
    lang = session.lang
    mode = f"{at.mode:o}"
    ready = READY.fill(root=root, owner=at.owner, group=at.group, mode=mode)
    output.put([ready.say(lang), "", ADMIN.say(lang), *(f"  {each}" for each in commands), ""])
    output.put(rule.say(lang) for rule in RULES)
    output.put(["", THEN.fill(root=quote(str(root))).say(lang)])
    for warning in warnings:
        output.note(warning.say(lang))
    return 0


def _commands(root: Path, at: Rights, group: str) -> list[str]:
    team = group or (at.group if at.uid and at.group != at.owner else "salesteam")
    both = f"{quote(str(root))} {quote(str(root / LOG))}"
    return [
        f"groupadd {quote(team)}; usermod -aG {quote(team)} NAME",
        f"chown root:{quote(team)} {both}",
        f"chmod {ROOT_MODE:o} {both}",
    ]


def _put_json(session: Session, at: Rights, warnings: list[Words], commands: list[str]) -> None:
    output.put_json(
        {
            "schema": 1,
            "folder": str(at.path),
            "owner": at.owner,
            "group": at.group,
            "mode": f"{at.mode:o}",
            "member_mode": f"{FOLDER_MODE:o}",
            "warnings": [warning.say(session.lang) for warning in warnings],
            "commands": commands,
        }
    )
