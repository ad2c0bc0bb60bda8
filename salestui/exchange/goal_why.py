"""Why a goal stands as it does, line by line: results, what is needed, the way there, SMART.

A line may stand for a figure; `salestui.services.goalfigures` has the deals behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from salestui.cells import fit, width
from salestui.domain.goals.book import Book, Sight
from salestui.domain.goals.evaluate import Figures
from salestui.domain.goals.sentence import Style
from salestui.domain.goals.shown import in_unit, shown_number
from salestui.domain.goals.smart import QUESTIONS, Answer
from salestui.domain.goals.standing import STANDINGS
from salestui.domain.goals.way import Way
from salestui.domain.names import member_short
from salestui.domain.schema import GOAL_LEVELS, TIERS
from salestui.domain.words import Words
from salestui.exchange import goal_words as say
from salestui.exchange.goal_rows import bar
from salestui.exchange.wrapping import wrapped


class Told(NamedTuple):
    """One line: words at its left and at its right end."""

    left: Words
    right: Words = Words("", "")
    role: str = "text"
    """`text`, `strong`, `dim`, `won`, `late` or `risk`."""
    figure: str = ""
    """Names the figure that the line is about; empty for none."""
    bar: str = ""
    """Drawn before what stands at the right."""


ROLES = {"achieved": "won", "missed": "late", "at_risk": "late", "behind": "risk"}
"""How a goal's standing is coloured, where that says something."""

_OWNER = Words("{level}, {owner}", "{level}，{owner}")
_NOW = Words("{now}  {share}", "{now}  {share}")
_PACE = Words("pace {gap}", "进度差{gap}")


def head(sight: Sight, book: Book, style: Style) -> Told:
    """Level, owner and period; how the goal stands."""
    goal = sight.goal
    level = GOAL_LEVELS.get(goal.level) or Words(goal.level, goal.level)
    owner = member_short(book.ground.snapshot, goal.owner)
    said = [_OWNER.fill(level=level, owner=owner) if owner else level]
    if goal.period is not None:
        said.append(say.period_words(goal.period, book.ground.env.today, style))
    role = ROLES.get(sight.standing, "text")
    return Told(say.joined(said), STANDINGS[sight.standing], role)


def results(sight: Sight, style: Style) -> Iterator[Told]:
    """Each key result with its bar, and below it what is known besides."""
    for place, figures in enumerate(sight.figures):
        result = figures.result
        asked = say.result_words(result, sight.goal.base_period, style)
        if figures.fault is not None:
            yield Told(asked, figures.fault, "late")
            continue
        right = [_now(figures)]
        if figures.pace_gap is not None:
            gap = shown_number(figures.pace_gap, result, signed=True)
            right.append(_PACE.fill(gap=gap))
        role = "won" if figures.met and not figures.is_limit else "strong"
        told = Words("  ".join(w.en for w in right), "  ".join(w.zh for w in right))
        yield Told(asked, told, role, f"actual:{place}", _bar(figures))
        yield from _grounds(figures, place)
        detail = say.detail_words(figures)
        if detail.en:
            yield Told(_indented(detail), role="dim", figure=f"likely:{place}")
        left_out = say.excluded_words(figures)
        if left_out and (figures is sight.main or result.mode != "share"):
            yield Told(_indented(_LEFT_OUT.fill(what=say.joined(left_out))), role="dim")


def _grounds(figures: Figures, place: int) -> Iterator[Told]:
    """What a growth is measured against, and what a share is of, with their deals."""
    if figures.base_deals:
        base = say.BASE.fill(n=say.number(figures.base, figures.result))
        yield Told(_indented(base), role="dim", figure=f"base:{place}")
    if figures.result.mode == "share" and figures.whole:
        whole = say.WHOLE.fill(n=in_unit(figures.whole_value or 0, figures.result.unit))
        yield Told(_indented(whole), role="dim", figure=f"whole:{place}")


def _now(figures: Figures) -> Words:
    """`8 of 13  61.5%`; of a share how many of how many, and the share."""
    result = figures.result
    if result.mode != "share":
        now = say.OF.fill(
            part=say.number(figures.actual, result), whole=say.number(figures.required, result)
        )
        return _NOW.fill(now=now, share=say.share_words(figures.attainment))
    whole = figures.whole_value or 0
    part = (figures.actual or 0) * whole
    now = say.OF.fill(part=in_unit(part, result.unit), whole=in_unit(whole, result.unit))
    return _NOW.fill(now=now, share=say.share_words(figures.actual))


_LEFT_OUT = Words("left out: {what}", "未计入：{what}")


def _indented(words: Words) -> Words:
    return Words(f"  {words.en}", f"  {words.zh}")


def _bar(figures: Figures) -> str:
    expected = None
    if figures.expected is not None and figures.required:
        expected = Fraction(figures.expected) / figures.required
    return bar(figures.attainment, expected)


NEEDED = Words("Still needed", "还差什么")
WAY = Words("Path to the goal", "达成路径")
CLOSEST = Words("Closest", "最接近签约")
UNTIERED = Words("No tier", "未分层")
_DEALS = Words("{n} open", "{n}个")
_LIKELY = Words("likely {n}", "预计{n}")


def needed(sight: Sight) -> Told | None:
    """What must still come; None for a goal that no sum of deals makes."""
    if sight.remaining is not None:
        return Told(say.remaining_words(sight.remaining), role="strong")
    main = sight.main
    reached = main is not None and main.met and not main.is_limit
    return Told(say.ALL_THERE, role="won") if reached else None


def way(found: Way, figures: Figures) -> Iterator[Told]:
    """Deals needed against deals open, then those by tier."""
    said = say.way_words(found, figures.result)
    figures_of = ("rate", "open") if len(said) > 1 else ("open",)
    for place, words in enumerate(said):
        known = place < len(figures_of)
        yield Told(
            words, role="text" if known else "dim", figure=figures_of[place] if known else ""
        )
    for tier in found.tiers:
        name = TIERS.get(tier.key, UNTIERED)
        right = [_DEALS.fill(n=len(tier.deals))]
        if tier.amount:
            right.append(shown_number(tier.amount, figures.result))
        right.append(_LIKELY.fill(n=shown_number(tier.likely, figures.result)))
        told = Words("  ".join(w.en for w in right), "  ".join(w.zh for w in right))
        yield Told(_indented(name), told, figure=f"tier:{tier.key}")


def smart(answers: Sequence[Answer], lang: str, cells: int) -> Iterator[Told]:
    """The five answers in lines of so many cells, `x` for yes; a long reason goes on below."""
    room = max(width(QUESTIONS[answer.key].say(lang)) for answer in answers)
    for answer in answers:
        role = "text" if answer.ok else "late"
        label = f"{'x' if answer.ok else '.'} {fit(QUESTIONS[answer.key].say(lang), room)}  "
        for n, line in enumerate(wrapped(answer.why.say(lang), max(cells - room - 4, 20))):
            text = f"{' ' * (room + 4) if n else label}{line}"
            yield Told(say.bare(text), role=role)
