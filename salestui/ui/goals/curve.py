"""The page Curve: how the goal filled up, against what was expected and towards the projection."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from salestui import cells, charts
from salestui.domain.dayshow import show_day
from salestui.domain.goals.burnup import BurnUp, burn_up
from salestui.domain.goals.evaluate import Figures
from salestui.domain.metrics.period import Period
from salestui.domain.words import Words
from salestui.exchange import goal_words as say
from salestui.ui.goals.view import View, drawn
from salestui.ui.widgets.entries import Column, Entry, line
from salestui.ui.widgets.lines import Span

REACHED, EXPECTED, PROJECTED = "#", ".", ":"
LEAST = 4
"""Lines below which there is no chart."""
AROUND = 3
"""Lines around the chart: the legend above, the axis and its days below."""
NO_CURVE = Words(
    "A rate, or what stands at a moment, does not fill up day by day.",
    "比率和时点数不会逐日累计，没有曲线。",
)
LOADING = Words("drawing", "正在绘制")
LEGEND = (
    Words("reached {n}", "已达成{n}"),
    Words("expected {n}", "按进度应有{n}"),
    Words("projected {n}", "预计{n}"),
)


def curve(view: View, id: str, width: int, height: int, *, ready: bool) -> tuple[Column, ...]:
    """The burn-up in so many cells; `ready` once the drawing library is loaded."""
    sight = view.sight(id)
    found = burn_up(view.book.ground, sight)
    main, period = sight.main, sight.goal.period
    if found is None or main is None or period is None:
        return ((line([Span(view.say(NO_CURVE), "dim")]),),)
    if not ready:
        return ((line([Span(view.say(LOADING), "dim")]),),)
    rows = [_legend(view, main, found)]
    if height - AROUND >= LEAST:
        rows += _chart(view, main, found, period, width, height - AROUND)
    return (tuple(rows),)


def _legend(view: View, main: Figures, found: BurnUp) -> Entry:
    values = (main.actual, main.expected, found.projection)
    spans: list[Span] = []
    for sign, words, value in zip((REACHED, EXPECTED, PROJECTED), LEGEND, values, strict=True):
        spans += drawn(sign)
        spans.append(Span(f" {view.say(words.fill(n=say.number(value, main.result)))}   "))
    goal = view.say(say.number(main.required, main.result))
    return line(spans, [Span(goal, "strong")])


def _chart(
    view: View, main: Figures, found: BurnUp, period: Period, width: int, height: int
) -> Iterator[Entry]:
    values = [value for _, value in (*found.reached, *found.expected)]
    top = float(max([*values, found.required, found.projection or 0])) or 1.0
    labels = _labels(view, main, top, height)
    room = max(cells.width(text) for text in labels)
    canvas = max(width - room - 4, charts.LEAST_WIDTH)
    lines = charts.plot_courses(_courses(found), canvas, height, float(found.days), top)
    for label, text in zip(labels, lines, strict=True):
        yield line([Span(cells.fit(label, room, "right"), "dim"), Span(" "), *drawn(text)])
    yield line([Span(" " * (room + 1)), Span(view.dash * canvas, "rule")])
    yield line([Span(" " * (room + 1)), *_days(view, found, period, canvas)])


def _courses(found: BurnUp) -> list[charts.Course]:
    """Expected, then what is projected, then what was reached, in steps."""
    expected = [(float(day), float(value)) for day, value in found.expected]
    steps: list[tuple[float, float]] = []
    for day, value in found.reached:
        if steps:
            steps.append((float(day), steps[-1][1]))
        steps.append((float(day), float(value)))
    courses = [charts.Course(EXPECTED, expected)]
    if found.projection is not None and found.gone < found.days:
        end = (float(found.days), float(found.projection))
        courses.append(charts.Course(PROJECTED, [steps[-1], end]))
    return [*courses, charts.Course(REACHED, steps)]


def _labels(view: View, main: Figures, top: float, height: int) -> list[str]:
    """The top and the middle of the scale, in words; nothing on the other lines."""
    labels, middle = [""] * height, height // 2
    for row, value in ((0, top), (middle, top * (height - middle - 0.5) / height)):
        exact = Fraction(value).limit_denominator(1000)
        labels[row] = view.say(say.number(exact, main.result))
    return labels


def _days(view: View, found: BurnUp, period: Period, canvas: int) -> list[Span]:
    """The first day, the day that is looked at, and the last one under the axis."""
    today = view.book.ground.env.today
    first, last = (show_day(day, today, view.lang) for day in period)
    here = period[0] + timedelta(days=max(found.gone - 1, 0))
    middle = show_day(here, today, view.lang)
    before = cells.width(first) + 2
    room = canvas - cells.width(last)
    at = max(found.gone * canvas // found.days - cells.width(middle) // 2, before)
    text = first
    if 0 < found.gone < found.days and at + cells.width(middle) + 2 <= room:
        text = cells.fit(first, at) + middle
    return [Span(cells.fit(text, room) + last, "dim")]
