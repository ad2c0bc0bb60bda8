"""The one registry of commands: keys, bottom line, help, palette and `:` line are drawn from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from salestui.domain.words import Words
from salestui.ui.keys import shown

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


def _on(*screens: str) -> frozenset[str]:
    return frozenset(screens)


LISTS = _on("board", "deal")
ON_BOARD = _on("board")
VERTICAL = _on("board", "deal", "problems")
SIDEWAYS = _on("board")
ENDS = _on("board", "deal")
IN_HELP = _on("help")

COMMANDS: tuple[Command, ...] = (
    Command("open", ("enter",), DEAL, Words("open", "打开"), Words("open", "打开"), ON_BOARD),
    Command(
        "next_step", ("s",), DEAL, Words("step", "下一步"), Words("next step", "下一步"), LISTS
    ),
    Command("log", ("c",), DEAL, Words("log", "记录"), Words("log a contact", "记录跟进"), LISTS),
    Command("edit", ("e",), DEAL, Words("edit", "修改"), Words("edit a field", "修改一项"), LISTS),
    Command(
        "stage_back",
        ("H",),
        DEAL,
        Words("back", "退回"),
        Words("one stage back", "退回一个阶段"),
        LISTS,
        row="stage",
    ),
    Command(
        "stage_on",
        ("L",),
        DEAL,
        Words("move", "推进"),
        Words("one stage on", "推进一个阶段"),
        LISTS,
        row="stage",
    ),
    Command(
        "move",
        ("m",),
        DEAL,
        Words("move to", "移到"),
        Words("move to a stage", "移到某阶段"),
        LISTS,
    ),
    Command("won", ("W",), DEAL, Words("won", "赢单"), Words("won", "赢单"), LISTS, row="close"),
    Command("lost", ("X",), DEAL, Words("lost", "输单"), Words("lost", "输单"), LISTS, row="close"),
    Command("new", ("n",), DEAL, Words("new", "新建"), Words("new deal", "新建商机"), LISTS),
    Command("archive", ("D",), DEAL, Words("archive", "归档"), Words("archive", "归档"), LISTS),
    Command(
        "left",
        ("h", "left"),
        BOARD,
        Words("left", "左"),
        Words("to the left", "向左"),
        SIDEWAYS,
        row="walk",
    ),
    Command(
        "down",
        ("j", "down"),
        BOARD,
        Words("down", "下"),
        Words("down", "向下"),
        VERTICAL,
        row="walk",
    ),
    Command("up", ("k", "up"), BOARD, Words("up", "上"), Words("up", "向上"), VERTICAL, row="walk"),
    Command(
        "right",
        ("l", "right"),
        BOARD,
        Words("right", "右"),
        Words("to the right", "向右"),
        SIDEWAYS,
        row="walk",
    ),
    Command(
        "first",
        ("g", "home"),
        BOARD,
        Words("first", "首个"),
        Words("first", "第一个"),
        ENDS,
        row="ends",
    ),
    Command(
        "last",
        ("G", "end"),
        BOARD,
        Words("last", "末个"),
        Words("last", "最后一个"),
        ENDS,
        row="ends",
    ),
    Command(
        "page_down",
        ("ctrl+d", "pagedown"),
        BOARD,
        Words("page down", "下翻"),
        Words("half a page down", "下翻半页"),
        VERTICAL,
        row="pages",
    ),
    Command(
        "page_up",
        ("ctrl+u", "pageup"),
        BOARD,
        Words("page up", "上翻"),
        Words("half a page up", "上翻半页"),
        VERTICAL,
        row="pages",
    ),
    Command(
        "mine", ("@",), BOARD, Words("all", "全部"), Words("mine or all", "我的或全部"), ON_BOARD
    ),
    Command("filter", ("/",), BOARD, Words("filter", "筛选"), Words("filter", "筛选"), ON_BOARD),
    Command(
        "sort",
        ("o",),
        BOARD,
        Words("sort", "排序"),
        Words("sort", "排序"),
        ON_BOARD,
        row="sort",
    ),
    Command(
        "reverse",
        ("O",),
        BOARD,
        Words("reverse", "倒序"),
        Words("reverse the order", "倒序"),
        ON_BOARD,
        row="sort",
    ),
    Command("pane", ("z",), BOARD, Words("pane", "侧栏"), Words("side pane", "侧栏"), ON_BOARD),
    Command("next_pane", ("tab",), ANY, Words("pane", "换栏"), Words("next pane", "下一栏"), LISTS),
    Command(
        "palette",
        ("ctrl+p",),
        ANY,
        Words("commands", "命令"),
        Words("find a command", "查找命令"),
    ),
    Command(
        "command_line", (":", ";"), ANY, Words("command", "命令"), Words("command line", "命令行")
    ),
    Command("undo", ("u",), ANY, Words("undo", "撤销"), Words("undo", "撤销"), row="undo"),
    Command("redo", ("U",), ANY, Words("redo", "重做"), Words("redo", "重做"), row="undo"),
    Command(
        "previous", ("-",), ANY, Words("before", "上一屏"), Words("screen before", "上一个屏幕")
    ),
    Command("refresh", ("r",), ANY, Words("read again", "刷新"), Words("read again", "重新读取")),
    Command("problems", ("!",), ANY, Words("problems", "问题"), Words("problems", "问题列表")),
    Command("help", ("?",), ANY, Words("help", "帮助"), Words("this help", "本帮助")),
    Command(
        "back",
        ("esc",),
        ANY,
        Words("back", "返回"),
        Words("back one level", "返回上一层"),
        in_text=True,
    ),
    Command("close", ("q",), ANY, Words("close", "关闭"), Words("back, then quit", "返回，再退出")),
    Command(
        "quit",
        ("ctrl+q",),
        ANY,
        Words("quit", "退出"),
        Words("quit", "退出"),
        in_text=True,
    ),
    Command(
        "help_down",
        ("down",),
        ANY,
        Words("next", "下一项"),
        Words("the next one", "下一项"),
        IN_HELP,
        in_text=True,
    ),
    Command(
        "help_up",
        ("up",),
        ANY,
        Words("before", "上一项"),
        Words("the one before", "上一项"),
        IN_HELP,
        in_text=True,
    ),
    Command(
        "help_run",
        ("enter",),
        ANY,
        Words("run it", "执行"),
        Words("run it", "执行"),
        IN_HELP,
        in_text=True,
    ),
    Command(
        "lang",
        (),
        ANY,
        Words("language", "语言"),
        Words("language", "界面语言"),
        values=("en", "zh"),
    ),
    Command(
        "theme",
        (),
        ANY,
        Words("theme", "主题"),
        Words("theme", "主题"),
        values=("dark", "light", "ansi"),
    ),
    Command("board", ("2",), SCREENS, Words("Board", "看板"), Words("Board", "看板")),
)

ROWS: dict[str, Words] = {
    "stage": Words("stage back, on", "退回、推进"),
    "close": Words("won, lost", "赢单、输单"),
    "walk": Words("move the cursor", "移动光标"),
    "ends": Words("first, last", "首个、末个"),
    "pages": Words("half a page", "翻半页"),
    "sort": Words("sort, reverse", "排序、倒序"),
    "undo": Words("undo, redo", "撤销、重做"),
}
"""What the help screen says of commands that share a line."""

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}


class Keymap:
    """Which key does what on which screen: the registry's keys with a person's own over them."""

    def __init__(
        self,
        own: Mapping[str, tuple[str, ...]] | None = None,
        commands: Iterable[Command] = COMMANDS,
    ) -> None:
        self.problems: list[Words] = []
        self._keys = {command.id: command.keys for command in commands}
        self._commands = tuple(commands)
        self._scopes: dict[str, dict[str, Command]] = {}
        for id, keys in (own or {}).items():
            self._rebind(id, keys)

    def _rebind(self, id: str, keys: tuple[str, ...]) -> None:
        command = next((c for c in self._commands if c.id == id), None)
        if command is None:
            self.problems.append(UNKNOWN_COMMAND.fill(id=id))
            return
        for other in self._commands:
            clash = set(keys) & set(self._keys[other.id])
            if other is not command and clash and _meet(command, other):
                self.problems.append(TAKEN.fill(key=min(clash), id=id, other=other.id))
                return
        self._keys[id] = keys

    def keys(self, command: Command) -> tuple[str, ...]:
        """The keys of a command, the one to show first."""
        return self._keys[command.id]

    def shown(self, id: str) -> str:
        """The key of a command as the bottom line writes it; empty when it has none."""
        keys = self._keys[id]
        return shown(keys[0]) if keys else ""

    def on(self, screen: str) -> tuple[Command, ...]:
        """The commands of a screen, in registry order."""
        return tuple(command for command in self._commands if command.works_on(screen))

    def command(self, screen: str, key: str) -> Command | None:
        """What a key does on a screen."""
        scope = self._scopes.get(screen)
        if scope is None:
            scope = self._scopes[screen] = {
                # What is meant for this screen alone goes before what works everywhere.
                key: command
                for command in sorted(self.on(screen), key=lambda c: bool(c.screens))
                for key in self.keys(command)
            }
        return scope.get(key)


def _meet(one: Command, other: Command) -> bool:
    """Whether two commands work on the same screen somewhere."""
    return not one.screens or not other.screens or bool(one.screens & other.screens)


UNKNOWN_COMMAND = Words(
    "keys: there is no command “{id}”; press ? for the list", "keys：没有命令“{id}”，按 ? 查看"
)
TAKEN = Words(
    "keys: “{key}” for {id} is taken by {other}; rebind that one first",
    "keys：{id} 的“{key}”已被 {other} 占用，请先改那一个",
)
