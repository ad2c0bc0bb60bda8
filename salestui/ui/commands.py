"""The one registry of commands: keys, bottom line, help, palette and `:` line are drawn from it."""

from __future__ import annotations

from dataclasses import dataclass

from salestui.domain.words import Words

DEAL = "deal"
BOARD = "board"
ANY = "any"
SCREENS = "screens"

GROUPS: dict[str, Words] = {
    DEAL: Words("This deal", "这个商机"),
    BOARD: Words("This screen", "这个屏幕"),
    ANY: Words("Everywhere", "各处"),
    SCREENS: Words("Screens", "屏幕"),
}
"""The groups of the help screen, in its order."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can ask for. The screen or the app has a method `do_<id>` for it."""

    id: str
    keys: tuple[str, ...]
    """As written in help: `L`, `?`, `ctrl+p`, `enter`, `esc`; the first is the one shown."""
    group: str
    label: Words
    """A word or two, for the bottom line."""
    help: Words
    """A few words, for help and palette."""
    screens: frozenset[str] = frozenset()
    """Names of the screens where it works; empty means everywhere."""
    row: str = ""
    """Commands with the same row share one line of the help screen."""
    in_text: bool = False
    """Works while a text field has the keyboard."""
    values: tuple[str, ...] = ()
    """What may follow it on the `:` line; it then needs one of them."""

    @property
    def name(self) -> str:
        """What it is called on the `:` line."""
        return self.id.replace("_", "-")

    def works_on(self, screen: str) -> bool:
        """Whether the command exists on a screen."""
        return not self.screens or screen in self.screens


ON_BOARD = frozenset(("board",))
ON_DEAL = frozenset(("deal",))
DEALS = frozenset(("board", "deal"))
"""Screens that show deals."""
ON_FUNNEL = frozenset(("funnel",))
COUNTED = ON_BOARD | ON_FUNNEL
"""Screens that are about some of the deals."""
ENDS = DEALS | ON_FUNNEL
LISTS = frozenset(("board", "deal", "funnel", "problems"))
"""Screens that one goes up and down on."""
IN_HELP = frozenset(("help",))


def _c(
    id: str,
    keys: str,
    group: str,
    label: tuple[str, str],
    help: tuple[str, str] | None = None,
    *,
    on: frozenset[str] = frozenset(),
    row: str = "",
    in_text: bool = False,
    values: tuple[str, ...] = (),
) -> Command:
    """A line of the table below: keys apart by spaces, words in English and Chinese."""
    return Command(
        id=id,
        keys=tuple(keys.split()),
        group=group,
        label=Words(*label),
        help=Words(*(help or label)),
        screens=on,
        row=row,
        in_text=in_text,
        values=values,
    )


COMMANDS: tuple[Command, ...] = (
    _c("open", "enter", DEAL, ("open", "打开"), on=ON_BOARD),
    _c("change", "enter", DEAL, ("change", "改"), ("change this line", "改这一行"), on=ON_DEAL),
    _c("tick", "space", DEAL, ("tick", "勾选"), ("tick a gate item", "勾选输出标准"), on=ON_DEAL),
    _c("next_step", "s", DEAL, ("step", "下一步"), ("next step", "下一步"), on=DEALS),
    _c("log", "c", DEAL, ("log", "记录"), ("log a contact", "记录跟进"), on=DEALS),
    _c("edit", "e", DEAL, ("edit", "修改"), ("edit a field", "修改一项"), on=DEALS),
    _c(
        "stage_back",
        "H",
        DEAL,
        ("back", "退回"),
        ("one stage back", "退回一个阶段"),
        on=DEALS,
        row="stage",
    ),
    _c(
        "stage_on",
        "L",
        DEAL,
        ("move", "推进"),
        ("one stage on", "推进一个阶段"),
        on=DEALS,
        row="stage",
    ),
    _c("move", "m", DEAL, ("move to", "移到"), ("move to a stage", "移到某阶段"), on=DEALS),
    _c("won", "W", DEAL, ("won", "签约"), on=DEALS, row="ending"),
    _c("lost", "X", DEAL, ("lost", "输单"), on=DEALS, row="ending"),
    _c("new", "n", DEAL, ("new", "新建"), ("new deal", "新建商机"), on=DEALS),
    _c("archive", "D", DEAL, ("archive", "归档"), on=DEALS),
    _c(
        "mark",
        "space",
        DEAL,
        ("mark", "标记"),
        ("mark, step down", "标记并下移"),
        on=ON_BOARD,
        row="mark",
    ),
    _c(
        "mark_all",
        "V",
        DEAL,
        ("mark all", "全标"),
        ("mark the column", "标记整列"),
        on=ON_BOARD,
        row="mark",
    ),
    _c("left", "h left", BOARD, ("left", "左"), ("to the left", "向左"), on=DEALS, row="walk"),
    _c("down", "j down", BOARD, ("down", "下"), ("down", "向下"), on=LISTS, row="walk"),
    _c("up", "k up", BOARD, ("up", "上"), ("up", "向上"), on=LISTS, row="walk"),
    _c(
        "right",
        "l right",
        BOARD,
        ("right", "右"),
        ("to the right", "向右"),
        on=DEALS,
        row="walk",
    ),
    _c("first", "g home", BOARD, ("first", "首个"), ("first", "第一个"), on=ENDS, row="ends"),
    _c("last", "G end", BOARD, ("last", "末个"), ("last", "最后一个"), on=ENDS, row="ends"),
    _c(
        "page_down",
        "ctrl+d pagedown",
        BOARD,
        ("page down", "下翻"),
        ("half a page down", "下翻半页"),
        on=LISTS,
        row="pages",
    ),
    _c(
        "page_up",
        "ctrl+u pageup",
        BOARD,
        ("page up", "上翻"),
        ("half a page up", "上翻半页"),
        on=LISTS,
        row="pages",
    ),
    _c("mine", "@", BOARD, ("all", "全部"), ("mine or all", "我的或全部"), on=COUNTED),
    _c("filter", "/", BOARD, ("filter", "筛选"), on=COUNTED),
    _c("sort", "o", BOARD, ("sort", "排序"), on=ON_BOARD, row="sort"),
    _c(
        "reverse",
        "O",
        BOARD,
        ("reverse", "倒序"),
        ("reverse the order", "倒序"),
        on=ON_BOARD,
        row="sort",
    ),
    _c("path", "p", BOARD, ("path", "路径"), ("sales path", "销售路径"), on=ON_BOARD),
    _c("pane", "z", BOARD, ("pane", "侧栏"), ("side pane", "侧栏"), on=ON_BOARD),
    _c(
        "stage_deals",
        "enter",
        BOARD,
        ("deals", "商机"),
        ("the deals of a stage", "该阶段的商机"),
        on=ON_FUNNEL,
    ),
    _c(
        "explain",
        "i",
        BOARD,
        ("explain", "解释"),
        ("explain the figures", "解释数字"),
        on=ON_FUNNEL,
    ),
    _c("period", "p", BOARD, ("period", "时段"), ("period", "时段"), on=ON_FUNNEL),
    _c("funnel_path", "P", BOARD, ("path", "路径"), ("sales path", "销售路径"), on=ON_FUNNEL),
    _c(
        "tab_back",
        "[",
        BOARD,
        ("page", "上一页"),
        ("page before", "上一页"),
        on=ON_DEAL,
        row="tabs",
    ),
    _c("tab_on", "]", BOARD, ("page", "换页"), ("next page", "下一页"), on=ON_DEAL, row="tabs"),
    _c("next_pane", "tab", ANY, ("pane", "换栏"), ("next pane", "下一栏"), on=ON_DEAL),
    _c("palette", "ctrl+p", ANY, ("commands", "命令"), ("find a command", "查找命令")),
    _c("command_line", ": ;", ANY, ("command", "命令"), ("command line", "命令行")),
    _c("undo", "u", ANY, ("undo", "撤销"), row="undo"),
    _c("redo", "U", ANY, ("redo", "重做"), row="undo"),
    _c("previous", "-", ANY, ("before", "上一屏"), ("screen before", "上一个屏幕")),
    _c("refresh", "r", ANY, ("read again", "刷新"), ("read again", "重新读取")),
    _c("problems", "!", ANY, ("problems", "问题"), ("problems", "问题列表")),
    _c("help", "?", ANY, ("help", "帮助"), ("this help", "本帮助")),
    _c("back", "esc", ANY, ("back", "返回"), ("back one level", "返回上一层"), in_text=True),
    _c("close", "q", ANY, ("close", "关闭"), ("back, then quit", "返回，再退出")),
    _c("quit", "ctrl+q", ANY, ("quit", "退出"), in_text=True),
    _c(
        "help_down",
        "down",
        ANY,
        ("next", "下一项"),
        ("the next one", "下一项"),
        on=IN_HELP,
        in_text=True,
    ),
    _c(
        "help_up",
        "up",
        ANY,
        ("before", "上一项"),
        ("the one before", "上一项"),
        on=IN_HELP,
        in_text=True,
    ),
    _c("help_run", "enter", ANY, ("run it", "执行"), on=IN_HELP, in_text=True),
    _c("lang", "", ANY, ("language", "语言"), ("language", "界面语言"), values=("en", "zh")),
    _c("theme", "", ANY, ("theme", "主题"), values=("dark", "light", "ansi")),
    _c("board", "2", SCREENS, ("Board", "看板")),
    _c("funnel", "9", SCREENS, ("Funnel", "漏斗")),
)

ROWS: dict[str, Words] = {
    "stage": Words("stage back, on", "退回、推进"),
    "ending": Words("won, lost", "签约、输单"),
    "walk": Words("move the cursor", "移动光标"),
    "ends": Words("first, last", "首个、末个"),
    "pages": Words("half a page", "翻半页"),
    "sort": Words("sort, reverse", "排序、倒序"),
    "mark": Words("mark one, the column", "标记一个、整列"),
    "tabs": Words("page before, next", "上一页、下一页"),
    "undo": Words("undo, redo", "撤销、重做"),
}
"""What the help screen says of commands that share a line."""

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}
