"""The verbs of `salestui team`."""

from __future__ import annotations

from salestui.cli.joining import MERGE, SEPARATE, team_join
from salestui.cli.spec import FLAG, Arg, Opt, Spec
from salestui.cli.team import leave, restore, status
from salestui.cli.teamsetup import setup
from salestui.domain.words import Words

DIR = Arg("dir", "DIR")

TEAM = {
    "setup": Spec(
        Words(
            "Prepares a directory that a team shares, and prints what its admin has to do.",
            "准备团队共享的目录，并列出管理员需要执行的操作。",
        ),
        setup,
        (DIR,),
        (Opt("--group", Words("the group of the team's members", "团队成员的用户组"), "NAME"),),
        ("salestui team setup /srv/sales --group sales",),
    ),
    "join": Spec(
        Words(
            "Joins the workspace of a shared folder; an empty folder becomes this workspace."
            " Whoever can open the folder reads all of it, phone numbers too.",
            "加入共享文件夹中的工作区；空文件夹则成为当前工作区。"
            "能打开该文件夹的人都能看到全部内容，包括电话号码。",
        ),
        team_join,
        (DIR,),
        (
            Opt(
                "--with-data",
                Words("what becomes of data that is here already", "如何处理本机已有的数据"),
                choices=(MERGE, SEPARATE),
            ),
        ),
        ("salestui team join /srv/sales",),
    ),
    "status": Spec(
        Words(
            "Prints who is in the team, how much of each is here, and what is wrong.",
            "列出团队成员、各自已到本机的更改，以及存在的问题。",
        ),
        status,
    ),
    "restore": Spec(
        Words(
            "Ties the workspace to a folder again that was wiped or moved, and fills it from here.",
            "重新连接被清空或移动的文件夹，并用本机数据填充。",
        ),
        restore,
        (DIR,),
        (
            Opt(
                "--others",
                Words("put back my copies of others' logs, too", "同时放回他人日志的本机副本"),
                type=FLAG,
            ),
        ),
    ),
    "leave": Spec(
        Words(
            "Parts the workspace from its folder; everything stays here and there.",
            "断开与共享文件夹的连接；两边的数据都保留。",
        ),
        leave,
    ),
}
