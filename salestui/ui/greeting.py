"""Three lines, once, for somebody who was never here."""

from __future__ import annotations

from salestui.domain.words import Words
from salestui.ui.keymap import Keymap

NAMED = ("open", "log", "next_step", "stage_on", "undo", "filter", "command_line", "help", "quit")
LINES = (
    Words(
        "{open} opens a deal, {stage_on} moves it on, {log} logs, {next_step} plans the next step",
        "{open} 打开商机，{stage_on} 推进，{log} 记录跟进，{next_step} 定下一步",
    ),
    Words(
        "digits change the screen, {filter} filters, {command_line} takes commands, {quit} quits",
        "数字切换屏幕，{filter} 筛选，{command_line} 输入命令，{quit} 退出",
    ),
    Words(
        "what you do is on disk before you see it; {undo} takes it back; keys: {help} help",
        "所做的先存盘再显示，{undo} 可撤销；全部按键：{help} 帮助",
    ),
)


def greeting(keymap: Keymap) -> list[Words]:
    """The first keys that one needs, as they are bound here."""
    shown = {id: keymap.shown(id) for id in NAMED}
    return [words.fill(**shown) for words in LINES]
