"""Goals as rows of short words: what a line of the tree shows, on screen and in print."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from salestui.domain.goals.about import goal_words
from salestui.domain.goals.book import Book, Sight
from salestui.domain.goals.records import Goal
from salestui.domain.goals.sentence import period_text
from salestui.domain.goals.standing import STANDINGS
from salestui.domain.goals.tree import Branch, notice
from salestui.domain.ids import short_number
from salestui.domain.metrics.measure import Number
from salestui.domain.names import member_short
from salestui.domain.words import Words
from salestui.exchange import goal_words as say
from salestui.exchange.columns import Column
from salestui.services.goalrecords import style_of
from salestui.services.lent import was_there

HEADS = (
    Words("Number", "编号"),
    Words("Goal", "目标"),
    Words("Owner", "负责"),
    Words("Now", "当前"),
    Words("Done", "达成"),
    Words("", ""),
    Words("Pace", "进度差"),
    Words("A week", "周需"),
    Words("Stands", "状态"),
)
RULES: tuple[Column, ...] = (
    Column("", weight=3),
    Column("", least=16),
    Column("", weight=1),
    Column("", "right"),
    Column("", "right"),
    Column("", weight=4),
    Column("", "right"),
    Column("", "right", weight=2),
    Column(""),
)
LATER = Words("set later", "此后才设立")
BAR = 8
"""Cells of a bar, the mark of what is expected not counted."""
INDENT = 2


def bar(attained: Number | None, expected: Number | None, cells: int = BAR) -> str:
    """Attained against expected, `####|#.....`: one cell more than `cells`, the mark included."""
    filled = 0 if attained is None else min(max(round(attained * cells), 0), cells)
    text = "#" * filled + "." * (cells - filled)
    if expected is None:
        return text + " "
    at = min(max(int(expected * cells), 0), cells)
    return f"{text[:at]}|{text[at:]}"


def expected_share(sight: Sight) -> Number | None:
    """The share of the goal that should be reached by now."""
    main = sight.main
    if main is None or main.expected is None or not main.required:
        return None
    return Fraction(main.expected) / main.required


class GoalRows:
    """Makes rows of the goals of a book, in a language."""

    def __init__(self, book: Book, lang: str) -> None:
        self.book = book
        self.lang = lang

    def row(self, branch: Branch) -> tuple[str, ...]:
        """One goal; see HEADS."""
        goal, sight = branch.goal, self.book.sight(branch.goal.id)
        name = self._when(goal, branch.depth) + self.name(goal, within=branch.depth > 0)
        owner = member_short(self.book.ground.snapshot, goal.owner)
        standing = STANDINGS[sight.standing].say(self.lang)
        return (
            short_number(goal.number),
            " " * (INDENT * branch.depth) + name,
            owner,
            *self._figures(sight),
            standing,
        )

    def name(self, goal: Goal, *, within: bool = False) -> str:
        """What a goal is called; `within` the tree only what its parent does not say."""
        above = self.book.goals.get(goal.parent) if within else None
        return goal_words(goal, self.book.ground, above).say(self.lang)

    def _when(self, goal: Goal, depth: int) -> str:
        """The period of a goal of another time than today's, as two plans may hold the same one."""
        ground, period = self.book.ground, goal.period
        above = self.book.goals.get(goal.parent) if depth else None
        if period is None or (above is not None and above.period == period):
            return ""
        now = period[0] <= ground.env.today <= period[1]
        return "" if now else f"{period_text(period, style_of(ground, self.lang))} "

    def set_later(self, goal: Goal) -> bool:
        """Whether the goal was not there yet on the day that is looked at."""
        doc = self.book.ground.snapshot.get("goals", goal.id)
        return doc is not None and not was_there(doc)

    def _figures(self, sight: Sight) -> tuple[str, ...]:
        main = sight.main
        if main is None or main.fault is not None:
            return ("", "", "", "", "")
        result, lang = main.result, self.lang
        now = say.OVER.fill(
            part=say.number(main.actual, result), whole=say.number(main.required, result)
        )
        weekly = main.per_week if main.missing else None
        gap = main.pace_gap
        return (
            now.say(lang),
            say.share_words(sight.attainment).say(lang),
            bar(sight.attainment, expected_share(sight)),
            "" if gap is None else say.number(gap, result, signed=True).say(lang),
            "" if weekly is None else say.number(weekly, result).say(lang),
        )

    def notices(self, branches: Sequence[Branch]) -> list[str]:
        """Where children do not add up to their parent, and which goals were set later."""
        found: list[str] = []
        colon = "：" if self.lang == "zh" else ": "
        later = [short_number(b.goal.number) for b in branches if self.set_later(b.goal)]
        if later:
            found.append(LATER.say(self.lang) + colon + " ".join(later))
        for branch in branches:
            name = f"{short_number(branch.goal.number)} {self.name(branch.goal)}"
            found += [f"{name}{colon}{told}" for told in self.sums(branch)]
        return found

    def sums(self, branch: Branch) -> list[str]:
        """What does not add up below a goal."""
        id = branch.goal.id
        main = self.book.sight(id).main
        if main is None:
            return []
        told = [notice(rollup, main) for rollup in self.book.rollups(id)]
        return [words.say(self.lang) for words in told if words is not None]
