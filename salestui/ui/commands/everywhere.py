"""What works on every screen, and what help alone needs."""

from __future__ import annotations

from salestui.domain.words import Words
from salestui.ui.commands.command import ANY, IN_HELP, Command
from salestui.ui.commands.command import a_command as c

TIME: tuple[Command, ...] = (
    c("week_back", "<", ANY, ("a week back", "前一周"), row="weeks"),
    c("week_on", ">", ANY, ("a week on", "后一周"), row="weeks"),
    c("as_of", "T", ANY, ("a date", "某日"), ("look back to a date", "回看某日"), row="then"),
    c("now", "=", ANY, ("now", "现在"), ("back to now", "回到现在"), row="then"),
)
"""Looking back: offered first while another day than today is shown."""

COMMANDS: tuple[Command, ...] = (
    c("palette", "ctrl+p", ANY, ("commands", "命令"), ("find a command", "查找命令")),
    c("command_line", ": ;", ANY, ("command", "命令"), ("command line", "命令行")),
    c("undo", "u", ANY, ("undo", "撤销"), row="undo", acts=True),
    c("redo", "U", ANY, ("redo", "重做"), row="undo", acts=True),
    *TIME,
    c("previous", "-", ANY, ("before", "上一屏"), ("screen before", "上一个屏幕")),
    c("refresh", "r", ANY, ("sync", "同步"), ("sync now", "立即同步")),
    c("team", "", ANY, ("team", "团队"), ("who syncs", "团队同步情况")),
    c("problems", "!", ANY, ("inbox", "待处理"), ("inbox, problems", "待决定、问题")),
    c("help", "?", ANY, ("help", "帮助"), ("this help", "本帮助")),
    c("back", "esc", ANY, ("back", "返回"), ("back one level", "返回上一层"), in_text=True),
    c("close", "q", ANY, ("close", "关闭"), ("back, then quit", "返回，再退出")),
    c("quit", "ctrl+q", ANY, ("quit", "退出"), in_text=True),
    c(
        "help_down",
        "down",
        ANY,
        ("next", "下一项"),
        ("the next one", "下一项"),
        on=IN_HELP,
        in_text=True,
    ),
    c(
        "help_up",
        "up",
        ANY,
        ("before", "上一项"),
        ("the one before", "上一项"),
        on=IN_HELP,
        in_text=True,
    ),
    c(
        "help_page_down",
        "pagedown ctrl+d",
        ANY,
        ("more", "下翻"),
        ("more keys", "下翻"),
        on=IN_HELP,
        in_text=True,
    ),
    c(
        "help_page_up",
        "pageup",
        ANY,
        ("back", "上翻"),
        ("keys before", "上翻"),
        on=IN_HELP,
        in_text=True,
    ),
    c("help_run", "enter", ANY, ("run it", "执行"), on=IN_HELP, in_text=True),
    c("lang", "", ANY, ("language", "语言"), ("language", "界面语言"), values=("en", "zh")),
    c("theme", "", ANY, ("theme", "主题"), values=("dark", "light", "ansi")),
)

ROWS: dict[str, Words] = {
    "undo": Words("undo, redo", "撤销、重做"),
    "weeks": Words("a week back, on", "前一周、后一周"),
    "then": Words("as of a date, now", "回看某日、现在"),
}
