"""One line of how a goal stands: now of required, a bar, the pace, what is needed a week."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from salestui.domain.goals.book import Sight
from salestui.domain.goals.shown import shown_number
from salestui.domain.goals.standing import STANDINGS
from salestui.domain.words import Words
from salestui.exchange import goal_words as say
from salestui.exchange.goal_rows import GoalRows, bar, expected_share
from salestui.exchange.goal_why import ROLES
from salestui.services.goalpace import BEHIND, Pace

GOAL = Words("goal", "目标")
_PACE = Words("pace {gap}", "进度差{gap}")
_WEEKLY = Words("{n} a week", "每周需{n}")


class PaceLine(NamedTuple):
    """The parts of the line, from the left."""

    name: str
    now: str
    bar: str
    standing: str
    """How it stands, with the pace where there is one."""
    needed: str
    """What has to come each week and in all; empty where nothing is missing."""
    role: str
    """How the standing is coloured: `won`, `late`, `risk` or `text`."""


def pace_lines(pace: Pace, lang: str) -> Iterator[PaceLine]:
    """A line for each goal."""
    rows = GoalRows(pace.book, lang)
    for sight in pace.sights:
        main = sight.main
        if main is None or main.fault is not None:
            continue
        now = say.OVER.fill(
            part=say.number(main.actual, main.result), whole=say.number(main.required, main.result)
        )
        told = STANDINGS[sight.standing]
        if main.pace_gap is not None:
            told = _PACE.fill(gap=shown_number(main.pace_gap, main.result, signed=True))
        yield PaceLine(
            rows.name(sight.goal),
            now.say(lang),
            bar(sight.attainment, expected_share(sight)),
            told.say(lang),
            _needed(sight, lang),
            ROLES.get(sight.standing, "text"),
        )


def _needed(sight: Sight, lang: str) -> str:
    main = sight.main
    if sight.standing not in BEHIND or main is None or not main.missing:
        return ""
    said = [_WEEKLY.fill(n=shown_number(main.per_week, main.result))] if main.per_week else []
    said += [say.remaining_words(sight.remaining)] if sight.remaining else []
    return say.joined(said).say(lang)
