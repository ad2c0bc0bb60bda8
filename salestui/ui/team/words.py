"""What the team screen says besides names."""

from __future__ import annotations

from salestui.domain.words import Words

WHO = Words("who", "成员")
AUTHOR = Words("author", "作者")
LAST = Words("last news", "最近动态")
EDITS = Words("edits", "更改数")
COMING = Words("coming", "在途")
HAS_MINE = Words("has yours", "已收你的")
DATA = Words("data", "数据")
REPLICA = Words("replica", "副本")

ME = Words("this one", "本机")
VERIFIED = Words("verified", "已验证")
CLAIMED = Words("claimed", "自称")
NEVER = Words("not yet", "尚无")
ALL = Words("all", "全部")
LACKS = Words("{n} behind", "差{n}项")
SAME = Words("same", "一致")
DIFFERS = Words("differs", "不同")

PLACE = Words("{name} in {root}", "{root} 中的“{name}”")
ONE_WAITS = Words("1 edit of yours waits here", "你有1项更改待发")
WAIT = Words("{n} edits of yours wait here", "你有{n}项更改待发")
ALL_OUT = Words("all your edits are in the folder", "你的更改已全部发出")
BUSY = Words(
    "Another program on this computer syncs this workspace; this one takes over when it ends",
    "本机另一程序正在同步此工作区；它结束后由本程序接手",
)
LOOKING = Words("Looking at the folder", "正在查看共享文件夹")

ABOUT_ME = Words("You write as {rep}", "你以 {rep} 的名义写入")
ABOUT_VERIFIED = Words(
    "{rep}, verified: written by the user {who}",
    "{rep}，已验证：由系统用户 {who} 写入",
)
ABOUT_CLAIMED = Words(
    "{rep}, claimed by its log alone",
    "{rep}，自称：身份仅由日志自述",
)
KNOWS_ALL = Words("has read all of yours", "已收到你的全部更改")
KNOWS_LESS = Words("lacks {n} of yours", "尚缺你的{n}项更改")
DIFFERENT = Words(
    "Same edits, other data: delete db.json and fold.json here and there, the log rebuilds them",
    "更改相同而数据不同：请在两边删除 db.json 和 fold.json，它们会从日志重建",
)

NOT_SHARED = Words("This workspace is not shared with anybody.", "此工作区尚未与他人共享。")
WHERE = Words(
    "A team needs one directory that all can reach: on a server, on NFS,",
    "团队需要一个大家都能访问的目录：服务器或 NFS 上的目录，",
)
WHERE_ELSE = Words(
    "or kept alike by Syncthing or Dropbox. In a shell beside this:",
    "或由 Syncthing、Dropbox 保持一致的目录。请在另一个终端中运行：",
)
COMMANDS: tuple[tuple[str, Words], ...] = (
    (
        "salestui team setup DIR",
        Words("prepares it, once, by who looks after it", "准备目录，由管理员执行一次"),
    ),
    (
        "salestui team join DIR",
        Words("shares this workspace there, or joins theirs", "在那里共享此工作区，或加入已有的"),
    ),
)
BY_ITSELF = Words(
    "This window notices by itself and syncs from then on.", "本窗口会自动发现并开始同步。"
)
READS_ALL = Words(
    "Everybody who can open the directory reads all of it, phone numbers too.",
    "能打开该目录的人都能看到全部内容，包括电话号码。",
)
