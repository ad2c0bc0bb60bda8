"""What the lines around a screen say: where I am, who I am, whether all is saved, which keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from salestui import cells
from salestui.domain.dates import long_date
from salestui.domain.problems import Problem
from salestui.domain.words import Words
from salestui.ui import syncwords
from salestui.ui.commands import BY_ID, Command
from salestui.ui.commands.everywhere import TIME
from salestui.ui.widgets.lines import Span

if TYPE_CHECKING:
    from salestui.ui.app import SalesApp

SAVED = Words("saved {at}", "{at} 已保存")
PROBLEMS = Words("{n} problems, press !", "{n} 个问题，按 !")
ONE_PROBLEM = Words("1 problem, press !", "1 个问题，按 !")
AS_OF = Words("as of {day}", "回看 {day}")
READING = Words("reading back to {day}", "正在回看 {day}")
TO_DECIDE = Words("{n} to decide, press !", "{n} 项待决定，按 !")


def sentence(problem: Problem, lang: str) -> str:
    """A problem in one sentence with its cure."""
    message, hint = problem.message.say(lang), problem.hint.say(lang)
    if not hint:
        return message
    message = message.rstrip(".。")
    return f"{message}；{hint}" if lang == "zh" else f"{message}; {hint}"


def states(app: SalesApp) -> list[tuple[Span, ...]]:
    """What the right end of the top line says of my edits, from the fullest to the shortest.

    Edits that wait come first, then what waits for me, then when I last synced, or saved where
    nobody else works on it.
    """
    full, short, style = syncwords.state_words(app.sync_state, app.workbench.zone)
    if not full.en and app.saved_at:
        at = datetime.fromtimestamp(app.saved_at / 1000, app.workbench.zone)
        full = short = SAVED.fill(at=f"{at:%H:%M}")
    first = Words("", "") if style == "risk" else _attention(app)
    before = [Span("  " + first.say(app.lang), "risk")] if first.en else []
    said = [Span("  " + words.say(app.lang), style) for words in (full, short) if words.en]
    forms = [(*before, span) for span in said]
    return forms if forms and not before else [*forms, tuple(before)]


def _attention(app: SalesApp) -> Words:
    """What waits for me behind `!`."""
    if app.to_decide:
        return TO_DECIDE.fill(n=app.to_decide)
    n = app.unseen_problems
    return (ONE_PROBLEM if n == 1 else PROBLEMS.fill(n=n)) if n else Words("", "")


def my_name(app: SalesApp) -> str:
    """How I am called."""
    member = app.snapshot.get("members", app.workbench.me) or {}
    return str(member.get("short_name") or member.get("name") or app.workbench.user)


def _then(app: SalesApp) -> tuple[Span, ...]:
    """The day that is shown, where that is not today; or that the log is being read for it."""
    if not app.looking_back:
        return ()
    day = app.seeking or app.today
    said = {lang: long_date(day, lang, app.live_today) for lang in ("en", "zh")}
    words = READING if app.seeking else AS_OF
    return Span("  "), Span(f" {words.fill(day=Words(**said)).say(app.lang)} ", "bar")


def top_line(
    app: SalesApp, crumbs: Sequence[str], width: int
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The two ends of the top line; a narrow screen drops the others, the workspace, my name."""
    me, workspace = my_name(app), str(app.snapshot.workspace.get("name", ""))
    screen = (Span(" > ".join(crumbs), "strong"), *_then(app))
    forms = states(app)
    tries = [(state, workspace, me) for state in forms]
    tries += [(forms[-1], "", me), (forms[-1], "", "")]
    for state, before, name in tries:
        left, right = _ends(screen, before, name, state)
        if _cost((*left, *right)) + 2 <= width:
            break
    return left, right


def _ends(
    screen: Sequence[Span], workspace: str, me: str, state: Sequence[Span]
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    before = (Span(workspace, "dim"), Span(" > ", "dim")) if workspace else ()
    name = (Span(me, "text"),) if me else ()
    return (Span(" "), *before, *screen), (*name, *state, Span(" "))


def key_line(app: SalesApp, offer: Sequence[Command], last_id: str, width: int) -> tuple[Span, ...]:
    """As many of these commands' keys as fit, in order, and always the last one.

    While another day is shown, going to others comes first and nothing that acts is offered.
    """
    if app.looking_back:
        offer = [TIME[-1], *TIME[:-1], *(command for command in offer if not command.acts)]
    last = _key_spans(app, BY_ID[last_id])
    room = width - 1 - _cost(last)
    spans: list[Span] = [Span(" ")]
    for command in offer:
        pair = _key_spans(app, command)
        room -= _cost(pair) + 2
        if room < 0:
            break
        spans += [*pair, Span("  ")]
    return (*spans, *last)


def _key_spans(app: SalesApp, command: Command) -> tuple[Span, Span]:
    key = app.keymap.shown(command.id)
    return Span(key, "accent"), Span(" " + command.label.say(app.lang), "dim")


def _cost(spans: Sequence[Span]) -> int:
    return sum(cells.width(span.text) for span in spans)
