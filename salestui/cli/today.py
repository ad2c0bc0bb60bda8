"""`salestui today`: the day's work in twenty lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salestui.cells import cut, width
from salestui.cli import output
from salestui.cli.reads import AT, FILTER, filter_text, limit, placed
from salestui.cli.session import Session
from salestui.cli.spec import Spec
from salestui.domain.agenda import Group
from salestui.domain.dayshow import long_date
from salestui.domain.names import member_short
from salestui.domain.problems import InputProblem
from salestui.domain.words import Words
from salestui.exchange.columns import Column, laid_out
from salestui.services.goalpace import Pace, pace_of
from salestui.services.newsline import NewsLine, news_line
from salestui.services.reading import Reading
from salestui.services.today import Item, Scope, Today, first_items
from salestui.services.todayscope import today_scope

LINES = 20
"""Lines of the page unless a number of things is asked for."""
FRAME = 2
"""Lines around the things: the title and the end."""

MANY = 2000
"""Deals in the workspace from which on only the beginning of the list is worked out."""

TITLE = Words("Today, {day}", "今日 {day}")
EVERYBODY = Words("everybody", "所有人")
MORE = Words("{n} more, --limit 0 shows all", "还有 {n} 项，--limit 0 显示全部")
SOME_MORE = Words("more: --limit 0 shows all", "后面还有，--limit 0 显示全部")
NOTHING = Words("Nothing is due, and nothing needs a look.", "没有到期的事项，也没有需要关注的。")
COLUMNS = (
    Column(""),
    Column("", least=14),
    Column(""),
    Column("", least=10),
    Column("", weight=1),
    Column("", "right"),
)


def today(session: Session, words: tuple[str, ...], at: str, limit: int | None) -> None:
    """Print the list."""
    text = filter_text(words, OPTIONS)
    reading = session.read(at)
    try:
        scope = today_scope(text, reading.snapshot, lambda: reading.env, reading.me)
    except InputProblem as problem:
        raise placed(problem, reading.lang) from None
    news = None
    if reading.as_of is None:
        news = news_line(session.folder, session.config.user, reading.snapshot)
    if session.json:
        _put_json(reading, scope, text, news, limit)
        return
    page = _Page(session, reading, scope)
    output.put(page.lines(news, limit))


def _put_json(
    reading: Reading, scope: Scope, text: str, news: NewsLine | None, limit: int | None
) -> None:
    from salestui.exchange.todayshape import goals_shape, today_shape

    whole = Today.of(reading.snapshot, today=reading.today, zone=reading.zone, scope=scope)
    shape = today_shape(
        reading,
        whole.items[: limit or None],
        whole.counts,
        owner=scope.owner,
        filter_text=text,
        news=news,
    )
    output.put_json({**shape, "goals": goals_shape(_pace(reading, scope), reading.lang)})


def _pace(reading: Reading, scope: Scope) -> Pace | None:
    """How the goals of whose day it is stand; a filter asks about something else."""
    if scope.query is not None:
        return None
    return pace_of(reading.snapshot, reading.env, scope.owner)


class _Page:
    """The list as lines of text."""

    def __init__(self, session: Session, reading: Reading, scope: Scope) -> None:
        self.session, self.reading, self.scope = session, reading, scope
        self.lang = reading.lang

    def lines(self, news: NewsLine | None, limit: int | None) -> list[str]:
        """Title, news, the first things, and what is left out."""
        head = [self._title(), *self._pace(), *self._news(news)]
        room = LINES - FRAME - len(head) + 1 if limit is None else limit
        items, counts = self._found(room)
        ink = self.session.ink
        if not items:
            return [*head, ink(NOTHING.say(self.lang), "dim")]
        from salestui.exchange.todaytext import counts_text, why_text

        rows = [self._row(item) for item in items]
        laid = laid_out(COLUMNS, rows, self.session.cells).lines
        for n, item in enumerate(items):
            if item.group is Group.LATE:
                why = why_text(item, self.lang)
                laid[n] = ink(why, "late") + laid[n].removeprefix(why)
        if counts is None:
            return [*head, *laid, ink(SOME_MORE.say(self.lang), "dim")]
        said = [counts_text(counts, self.lang)]
        left = sum(counts.values()) - len(items)
        said += [MORE.fill(n=left).say(self.lang)] if left else []
        # Where not all of it fits, what is left out matters more.
        foot = "  ".join(said)
        foot = foot if width(foot) <= self.session.cells else said[-1]
        return [*head, *laid, ink(cut(foot, self.session.cells), "dim")]

    def _found(self, room: int) -> tuple[Sequence[Item], Mapping[Group, int] | None]:
        """The things to print, and how many there are in all where that is known."""
        reading = self.reading
        state, day, zone = reading.snapshot, reading.today, reading.zone
        if room and len(state.table("deals")) > MANY:
            items, whole = first_items(state, room, today=day, zone=zone, scope=self.scope)
            if not whole:
                return items, None
        found = Today.of(state, today=day, zone=zone, scope=self.scope)
        return found.items[: room or None], found.counts

    def _title(self) -> str:
        day = {lang: long_date(self.reading.today, lang) for lang in ("en", "zh")}
        who = member_short(self.reading.snapshot, self.scope.owner)
        said = TITLE.fill(day=Words(**day)).say(self.lang)
        return f"{self.session.ink(said, 'bold')}  {who or EVERYBODY.say(self.lang)}"

    def _pace(self) -> list[str]:
        """How my goals stand, a line each."""
        found = _pace(self.reading, self.scope)
        if found is None:
            return []
        from salestui.exchange.goal_pace import GOAL, pace_lines

        lines = []
        for each in pace_lines(found, self.lang):
            parts = (GOAL.say(self.lang), each.name, each.now, each.bar, each.standing, each.needed)
            lines.append(cut("  ".join(parts).rstrip(), self.session.cells))
        return lines

    def _news(self, news: NewsLine | None) -> list[str]:
        if news is None:
            return []
        from salestui.exchange.todaytext import news_texts

        return [cut("".join(news_texts(news, self.reading)), self.session.cells)]

    def _row(self, item: Item) -> tuple[str, ...]:
        from salestui.exchange.todaytext import amount_text, tier_letter, why_text

        lang, owner = self.lang, ""
        if not self.scope.owner:
            owner = member_short(self.reading.snapshot, item.doc.get("owner"))
        return (
            why_text(item, lang),
            item.todo.say(lang),
            tier_letter(item, lang),
            item.name,
            owner,
            amount_text(item, lang, self.reading.currency),
        )


OPTIONS = (AT, limit(Words("how many things; 0 for all", "显示多少项，0 为全部")))
spec = Spec(
    Words(
        "Prints what to work on today, the most serious first, each with its reason.",
        "打印今日要做的事：最要紧的在前，各附原因。",
    ),
    today,
    (FILTER,),
    OPTIONS,
    ("salestui today", "salestui today owner:lei tier:key"),
    free=True,
)
