"""What the lines around a screen say: where I am, who I am, whether all is saved, which keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from salestui import cells
from salestui.domain.problems import Problem
from salestui.domain.words import Words
from salestui.ui import keys
from salestui.ui.commands import BY_ID
from salestui.ui.widgets.lines import Span

if TYPE_CHECKING:
    from salestui.ui.app import SalesApp
    from salestui.ui.screens.base import BaseScreen

SAVED = Words("saved {at}", "{at} 已保存")
PROBLEMS = Words("{n} problems, press !", "{n} 个问题，按 !")
ONE_PROBLEM = Words("1 problem, press !", "1 个问题，按 !")
NOT_SAVED = Words("not saved: {why}", "未保存：{why}")


def sentence(problem: Problem, lang: str) -> str:
    """A problem in one sentence with its cure."""
    message, hint = problem.message.say(lang), problem.hint.say(lang)
    if not hint:
        return message
    return f"{message}；{hint}" if lang == "zh" else f"{message}; {hint}"


def state_words(app: SalesApp) -> tuple[Words, str]:
    """What the right end of the top line says of my edits, and its style."""
    if app.problems:
        n = len(app.problems)
        return (ONE_PROBLEM if n == 1 else PROBLEMS.fill(n=n)), "risk"
    if app.saved_at:
        at = datetime.fromtimestamp(app.saved_at / 1000, app.workbench.zone)
        return SAVED.fill(at=f"{at:%H:%M}"), "dim"
    return Words("", ""), "dim"


def top_line(
    app: SalesApp, crumbs: Sequence[str], width: int
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The two ends of the top line; a narrow screen drops the workspace, then the name."""
    words, style = state_words(app)
    state = words.say(app.lang)
    me = app.my_name
    workspace = str(app.snapshot.workspace.get("name", ""))
    screen = " > ".join(crumbs)
    right = [Span(me, "text"), Span(f"  {state}" if state else "", style), Span(" ")]
    free = width - cells.width(screen) - 2
    if sum(cells.width(s.text) for s in right) + 2 > free:
        right = right[1:]
    free -= sum(cells.width(s.text) for s in right) + 2
    left = [Span(" ")]
    if workspace and cells.width(workspace) + 3 <= free:
        left += [Span(workspace, "dim"), Span(" > ", "dim")]
    left.append(Span(screen, "strong"))
    return tuple(left), tuple(s for s in right if s.text)


def key_line(screen: BaseScreen, width: int) -> tuple[Span, ...]:
    """As many of the screen's keys as fit, and help at the end."""
    keymap = screen.sales.keymap
    last = BY_ID["help"]
    spans: list[Span] = [Span(" ")]
    room = width - 1 - _cost(screen, last.keys[0], last.label)
    for command in screen.offer():
        key = keys.shown(keymap.keys(command)[0])
        cost = _cost(screen, key, command.label) + 2
        if cost > room:
            break
        room -= cost
        spans += [Span(key, "accent"), Span(f" {screen.say(command.label)}  ", "dim")]
    spans += [
        Span(keys.shown(keymap.keys(last)[0]), "accent"),
        Span(f" {screen.say(last.label)}", "dim"),
    ]
    return tuple(spans)


def _cost(screen: BaseScreen, key: str, label: Words) -> int:
    return cells.width(key) + 1 + cells.width(screen.say(label))
