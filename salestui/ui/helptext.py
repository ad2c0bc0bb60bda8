"""What the help screen says, laid out in columns from the registry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from salestui import cells
from salestui.domain.words import Words
from salestui.ui.commands import DEAL, GROUPS, ROWS, SCREENS, Command
from salestui.ui.keymap import Keymap
from salestui.ui.keys import shown
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.pick import fold
from salestui.ui.widgets.rows import Row

KEY_WIDTH = 9
"""Cells for the keys of an entry."""
NARROW, WIDE = 60, 100
"""Screens narrower than the first show one column, those from the second on three."""
TYPED = Words(
    "dates  +3d fri eom 8/24    money  120k 1.2m    filter  stage:demo amount>=100k",
    "日期  +3d 周五 月底 8/24    金额  12万 1.2m    筛选  阶段:演示 金额>=10万",
)
SIGNS_HEAD = Words("Signs", "标记")
SIGNS: tuple[Words, ...] = (
    Words("2/3 exit criteria met", "2/3 已满足的输出标准"),
    Words("-2d the next step is late", "-2天 下一步已逾期"),
    Words("w by probability", "加权 按概率折算"),
    Words("!late a date has passed", "!逾期 日期已过"),
    Words("!next no next step", "!无下一步"),
    Words("!rot stuck too long", "!停滞 停留过久"),
    Words("!lag a task is days late", "!滞后 任务逾期多日"),
    Words("!task a task is late", "!任务 任务已逾期"),
    Words("!again step put off 3x", "!改期 下一步多次改期"),
    Words("!push close put off 3x", "!推迟 签约日多次推迟"),
    Words("!two two values, see !", "!冲突 两人同时修改，按 !"),
    Words("!del? archived, yet edited", "!归档? 归档后又有修改"),
    Words("!wake its day to wake came", "!唤醒 已到唤醒日"),
)


class Entry(NamedTuple):
    """One line of help: the keys, what they do, and the command that enter runs."""

    keys: str
    text: str
    id: str
    also: str

    def answers(self, query: str) -> bool:
        """Whether the folded query is in it."""
        whole = fold(f"{self.keys} {self.text} {self.also}")
        return all(part in whole for part in query.split())


def entries(keymap: Keymap, screen: str, group: str, lang: str) -> list[Entry]:
    """The entries of one group; commands of the same row share one."""
    rows: dict[str, list[Command]] = {}
    for command in keymap.on(screen):
        if command.group == group:
            rows.setdefault(command.row or command.id, []).append(command)
    found = []
    for name, commands in rows.items():
        text = ROWS[name] if name in ROWS and len(commands) > 1 else commands[0].help
        also = " ".join(w for c in commands for w in (*c.help, *c.label, c.name))
        keys = keys_of(commands, keymap)
        found.append(Entry(keys, text.say(lang), commands[0].id, f"{also} {text.en} {text.zh}"))
    return found


def keys_of(commands: Sequence[Command], keymap: Keymap) -> str:
    """The first keys of commands that share a line: `H, L`, `h j k l`, `ctrl+d, u`."""
    keys = [shown(keymap.keys(c)[0]) if keymap.keys(c) else f":{c.name}" for c in commands]
    if len(keys) > 2 and all(len(key) == 1 for key in keys):
        return " ".join(keys)
    if all(key.startswith("ctrl+") for key in keys):
        keys[1:] = [key.removeprefix("ctrl+") for key in keys[1:]]
    return ", ".join(keys)


class Page(NamedTuple):
    """The help page: its lines, and where on them the entries stand."""

    rows: list[Row]
    places: list[tuple[int, int, Entry]]
    """(line, column number, entry), in reading order."""


class Layout:
    """Lays the page out at one width, in one language."""

    def __init__(self, lang: str, width: int, cursor: str, rule: str) -> None:
        """`cursor` is the id of the lit entry; `rule` the character of a thin line."""
        self.lang = lang
        self.width = width
        self.cursor = cursor
        self.rule = rule
        self.page = Page([], [])

    def head(self, words: Words, width: int) -> tuple[Span, ...]:
        """The head of a column."""
        text = f" {words.say(self.lang)} "
        rest = max(0, width - cells.width(text) - 1)
        return Span(text, "strong"), Span(self.rule * rest, "rule"), Span(" ")

    def entry(self, entry: Entry, width: int, key_width: int = KEY_WIDTH) -> list[Span]:
        """An entry in exactly `width` cells."""
        lit = entry.id == self.cursor
        key_width = max(key_width, cells.width(entry.keys) + 1)
        text = cells.fit(entry.text, max(0, width - key_width - 2))
        key = Span(cells.fit(entry.keys, key_width), "cursor" if lit else "accent")
        mark = Span(">" if lit else " ", "accent")
        return [mark, key, Span(text, "cursor" if lit else "text"), Span(" ")]

    def columns(self, names: Sequence[str], groups: Mapping[str, Sequence[Entry]]) -> None:
        """Groups side by side."""
        each = self.width // columns_for(self.width)
        heads = [self.head(GROUPS[name], each) for name in names]
        self.page.rows.append(Row(tuple(span for head in heads for span in head)))
        for n in range(max(len(groups[name]) for name in names)):
            self.line([groups[name][n : n + 1] for name in names], each)

    def grid(self, found: Sequence[Entry], count: int) -> None:
        """The screens, `count` on a line."""
        self.page.rows.append(Row(self.head(GROUPS[SCREENS], self.width)))
        for start in range(0, len(found), count):
            row = [[entry] for entry in found[start : start + count]]
            self.line(row, self.width // count, key_width=2)

    def line(self, row: Sequence[Sequence[Entry]], each: int, key_width: int = KEY_WIDTH) -> None:
        """A line of entries, none or one in each column."""
        spans: list[Span] = []
        for column, cell in enumerate(row):
            for entry in cell:
                self.page.places.append((len(self.page.rows), column, entry))
                spans += self.entry(entry, each, key_width)
            if not cell:
                spans.append(Span(" " * each))
        self.page.rows.append(Row(tuple(spans)))

    def signs(self) -> None:
        """What the signs on cards mean."""
        self.page.rows.append(Row(self.head(SIGNS_HEAD, self.width)))
        count = columns_for(self.width)
        each = self.width // count
        words = [Span(cells.fit(" " + s.say(self.lang), each), "dim") for s in SIGNS]
        for start in range(0, len(words), count):
            self.page.rows.append(Row(tuple(words[start : start + count])))


def columns_for(width: int) -> int:
    """How many columns of entries there is room for."""
    return 1 if width < NARROW else 2 if width < WIDE else 3


def lay_out(keymap: Keymap, screen: str, query: str, layout: Layout) -> Page:
    """The page for a screen; with a query, only the entries that answer to it."""
    query = fold(query.strip())
    groups = {
        group: [e for e in entries(keymap, screen, group, layout.lang) if e.answers(query)]
        for group in GROUPS
    }
    names = [group for group in GROUPS if group != SCREENS and groups[group]]
    count = columns_for(layout.width)
    for start in range(0, len(names), count):
        layout.columns(names[start : start + count], groups)
    if groups[SCREENS]:
        layout.grid(groups[SCREENS], 5 if count > 1 else 1)
    if not query and groups[DEAL]:
        layout.signs()
    return layout.page
