"""From a goal's sentence to what it says, checked against the workspace.

The first part says what is counted, when, of which deals and how much; parts behind commas say
which share of it must be of one kind. The order within a part is free.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from salestui.domain.goals.amounts import hundredths, target_of
from salestui.domain.goals.base import Base, base_of
from salestui.domain.goals.conditions import filter_of
from salestui.domain.goals.metrics import METRICS, metric_words
from salestui.domain.goals.phrases import PACINGS
from salestui.domain.goals.scan import Frame, Item, scanned
from salestui.domain.goals.sentence import Sentence, Share
from salestui.domain.metrics.period import Period
from salestui.domain.query.faults import did_you_mean, expected, fault
from salestui.domain.schema import GOAL_LEVELS
from salestui.domain.text import searchable
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.goals.ground import Ground

Items = Sequence[Item]

NO_METRIC = Words("what is counted, such as new customers", "要统计什么，例如 新签客户")
METRIC_HINT = Words("One of: {names}.", "可选：{names}。").fill(
    names=Words(
        ", ".join(metric_words(key).en.lower() for key in METRICS),
        "、".join(metric_words(key).zh for key in METRICS),
    )
)
NO_PERIOD = Words("a period, such as q3", "期间，例如 Q3")
PERIOD_HINT = Words("Write q3, 2026-09, next quarter.", "可写 Q3、9月、下季度。")
NO_TARGET = Words("a target, such as 13 or +30% on q2", "目标值，例如 13 或 较Q2 +30%")
NO_KIND = Words("what the share is of, such as industry:manufacturing",
                "占比的条件，例如 行业:制造业")  # fmt: skip
NO_GROWTH = Words("the growth, such as +30%", "增长幅度，例如 +30%")
TO_HUNDRED = Words("a share from 0 to 100%", "0到100%的占比")
WHOLE = 10_000
"""Hundredths of a percent in one."""
PERCENT = ("%", "％")
NO_SHARE = Words("how large the share must be, such as 50%", "占比的大小，例如 50%")
SHARE_APART = Words(
    "The share has to stand behind a comma with its own condition.",
    "占比要写在逗号后面，并带上自己的条件。",
)
TWICE = Words("This was said already.", "这一项已经写过了。")


def read_sentence(text: str, ground: Ground) -> Sentence:
    """What a sentence says. Raises InputProblem whose `where` is the 0-based column."""
    year_start, week_start = ground.calendar
    items = scanned(text, Frame(ground.env.today, year_start, week_start, ground.known))
    clauses = _clauses(items)
    shares = _shares(clauses)
    main = [item for clause in clauses if clause not in shares for item in clause]
    return _sentence(main, shares, len(text.rstrip()), ground)


def _clauses(items: Items) -> list[list[Item]]:
    """The parts between commas. A share that also holds the metric has no part of its own."""
    clauses: list[list[Item]] = [[]]
    for item in items:
        if item.kind == ",":
            clauses.append([])
        else:
            clauses[-1].append(item)
    for clause in clauses:
        share = _find(clause, "share")
        if share and (_find(clause, "metric") or _find(clause, "period")):
            raise fault(share.pos, SHARE_APART)
    return clauses


def _shares(clauses: Sequence[Items]) -> list[Items]:
    """The parts that ask for a share, by name or as `manufacturing at least 50%`.

    A bare percentage of one kind is the target itself where nothing else is.
    """
    named = [clause for clause in clauses if _find(clause, "share")]
    bare = [clause for clause in clauses if clause not in named and _is_share_of_kind(clause)]
    others = [clause for clause in clauses if clause not in named and clause not in bare]
    aims = any(_find(clause, "growth", "number") for clause in others)
    return [each for each in clauses if each in named or (aims and each in bare)]


def _is_share_of_kind(clause: Items) -> bool:
    """Whether a part says a kind and its percentage, and no more."""
    number = _find(clause, "number")
    plain = {item.kind for item in clause} <= {"condition", "op", "number"}
    percent = number is not None and number.text.endswith(PERCENT)
    return plain and percent and _find(clause, "condition") is not None


def _find(items: Items, *kinds: str) -> Item | None:
    return next((item for item in items if item.kind in kinds), None)


def _only(items: Items, *kinds: str) -> Item | None:
    """The one item of these kinds, or none; refuses a second one."""
    found = [item for item in items if item.kind in kinds]
    if len(found) > 1:
        raise fault(found[1].pos, TWICE)
    return found[0] if found else None


def _sentence(main: Items, clauses: Sequence[Items], end: int, ground: Ground) -> Sentence:
    metric = _only(main, "metric")
    if metric is None:
        raise expected(main[0].pos if main else end, NO_METRIC, "", METRIC_HINT)
    key = str(metric.value)
    base, rest = base_of(main, key, ground)
    # A slip is told before what is still missing behind it.
    filter = filter_of([item for item in rest if item.kind == "condition"], ground)
    period = _period(rest, end)
    op = _only(rest, "op")
    shares = tuple(_share(clause, end, ground) for clause in clauses)
    mode, target, unit = _aim(rest, key, base, end, needed=not shares, ground=ground)
    span = base.span(period) if mode == "growth_vs_base" else None
    return Sentence(
        metric=key,
        period=period,
        unit=unit,
        mode=mode,
        op=str(op.value) if op else ">=" if METRICS[key].rising else "<=",
        target=target,
        filter=filter,
        base_period=span,
        base=base.entered if mode == "growth_vs_base" else None,
        shares=shares,
        pacing=_chosen(rest, "pace", PACINGS) or "linear",
        level=_chosen(rest, "level", LEVELS),
        parent=_setting(rest, "under"),
    )


def _period(items: Items, end: int) -> Period:
    found = _only(items, "period")
    if found is None:
        raise expected(end, NO_PERIOD, "", PERIOD_HINT)
    period: Period = found.value  # type: ignore[assignment]
    return period


def _aim(
    items: Items, metric: str, base: Base, end: int, *, needed: bool, ground: Ground
) -> tuple[str, int, str]:
    """(mode, target, unit); the mode is empty where there is no target and none is needed."""
    growth, number = _only(items, "growth"), _only(items, "number")
    usual = ground.unit(METRICS[metric].unit)
    if growth is not None:
        if number is not None:
            raise fault(number.pos, TWICE)
        return "growth_vs_base", int(str(growth.value)), base.unit or usual
    if base.item is not None:
        if number is None or not number.text.endswith(PERCENT):
            raise expected(number.pos if number else end, NO_GROWTH, number.text if number else "")
        return "growth_vs_base", hundredths(number), base.unit or usual
    if number is not None:
        return ("absolute", *target_of(number, metric, ground))
    if needed:
        raise expected(end, NO_TARGET, "")
    return "", 0, usual


def _share(clause: Items, end: int, ground: Ground) -> Share:
    share = _only(clause, "share") or clause[0]
    of = filter_of([item for item in clause if item.kind == "condition"], ground)
    if not of:
        raise expected(share.pos, NO_KIND, share.text)
    number, op = _only(clause, "number"), _only(clause, "op")
    if number is None:
        at = share.pos + len(share.text)
        raise expected(at, NO_SHARE, "")
    size = hundredths(number)
    if not 0 < size <= WHOLE:
        raise expected(number.pos, TO_HUNDRED, number.text)
    return Share(of, size, str(op.value) if op else ">=")


def _setting(items: Items, kind: str) -> str:
    found = _only(items, kind)
    return found.text if found else ""


def _chosen(items: Items, kind: str, choices: Mapping[str, str]) -> str:
    """The key of a setting's value, which may be written in either language."""
    found = _only(items, kind)
    if found is None:
        return ""
    key = choices.get(searchable(found.text))
    if key is None:
        shown = Words("One of: {names}.", "可选：{names}。").fill(names=", ".join(choices))
        what = Words("a value of this setting", "该项的值")
        raise expected(found.pos, what, found.text, did_you_mean(found.text, [*choices], shown))
    return key


LEVELS = {searchable(name): key for key, words in GOAL_LEVELS.items() for name in (key, *words)}
