"""The funnel as lines of text, exact to the cell: one layout for the command and the screen.

The bars themselves are drawn by what the caller hands in (text or plotext); everything else is
placed here, so both show the same figures in the same cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from salestui.cells import cut, fit, width
from salestui.domain.metrics.funnel import Funnel, FunnelStage
from salestui.domain.money import short_money
from salestui.domain.pipelines import Path
from salestui.exchange import funnel_words as say
from salestui.exchange.chartline import LEAST_BAR, LEAST_WIDTH, Line, ruled
from salestui.exchange.wrapping import packed

MOST_THICKNESS = 3
NAME_ROOM = (8, 16)

Draw = Callable[[Sequence[int], int, int], list[str]]
"""Draws bars: values, cells per line, lines per bar."""


@dataclass(frozen=True, slots=True)
class Columns:
    """How many cells each column of the chart takes; gaps come on top."""

    name: int
    reached: int
    share: int
    """The conversion as a column, where it has no line of its own; 0 otherwise."""
    bar: int
    now: int
    sums: tuple[tuple[str, int], ...]
    """Currency and cells of each sum column."""

    @property
    def bar_at(self) -> int:
        """The first cell of the bars."""
        return 1 + self.name + 2 + self.reached + (2 + self.share if self.share else 0) + 1


def report(
    funnel: Funnel,
    path: Path,
    *,
    lang: str,
    cells: int,
    draw: Draw,
    rows: int | None = None,
    ascii: bool = False,
    filter_text: str = "",
) -> list[Line]:
    """The whole report in lines of `cells` cells (at least LEAST_WIDTH).

    `rows` is how many lines there is room for: bars grow thicker where there are more than
    needed, and conversions move from lines of their own into a column where there are too few;
    None is room enough for bars of one line. What still does not fit comes back anyway.
    """
    page = _Page(funnel, path, lang, max(cells, LEAST_WIDTH), draw, ascii, filter_text)
    lines = page.lines(1)
    if rows is not None and len(lines) > rows:
        return page.lines(0)
    if rows is None or not funnel.stages:
        return lines
    thickness = min(1 + (rows - len(lines)) // len(funnel.stages), MOST_THICKNESS)
    return lines if thickness < 2 else page.lines(thickness)


@dataclass(frozen=True, slots=True)
class _Page:
    """What is to be laid out, and how."""

    funnel: Funnel
    path: Path
    lang: str
    cells: int
    draw: Draw
    ascii: bool
    filter_text: str

    def lines(self, thickness: int) -> list[Line]:
        """The report with bars of that many lines; 0 is one line and no lines between."""
        funnel, lang, cells = self.funnel, self.lang, self.cells
        dash = "-" if self.ascii else "─"
        columns, left_over = _columns(funnel, lang, cells, dense=thickness == 0)
        lines = [Line(text, "title") for text in _title(funnel, self.path, lang, cells)]
        if self.filter_text:
            told = say.filter_text(self.filter_text).say(lang)
            lines.append(Line(fit(" " + cut(told, cells - 2), cells), "title"))
        if funnel.stages:
            lines.append(Line(fit(_head(columns, lang, dash), cells), "head"))
            lines += _chart(self, columns, thickness)
        lines += [Line(text, "rates") for text in _rates(funnel, lang, cells)]
        lines.append(Line(dash * cells, "rule"))
        foot = _foot(funnel, self.path, left_over, lang, cells)
        return lines + [Line(text, "foot") for text in foot]


def _columns(
    funnel: Funnel, lang: str, cells: int, *, dense: bool
) -> tuple[Columns, tuple[str, ...]]:
    """The columns that fit, and the currencies whose sums do not."""
    stages = funnel.stages
    name = max([width(say.STAGE.say(lang)), *(width(s.short.say(lang)) for s in stages)])
    name = min(name, NAME_ROOM[1], max(NAME_ROOM[0], cells // 5))
    shares = [width(say.percent(s.advanced, s.reached, lang)) for s in stages]
    counts = [len(str(stage.reached)) for stage in stages]
    reached = max([width(say.REACHED.say(lang)), *counts, *(() if dense else shares)])
    share = max([width(say.GO_ON.say(lang)), *shares]) if dense else 0
    now = max([width(say.NOW.say(lang)), *(len(str(stage.current)) for stage in stages)])
    taken = Columns(name, reached, share, 0, now, ()).bar_at + 2 + now + 1
    sums: list[tuple[str, int]] = []
    left_over: list[str] = []
    for code in _currencies(funnel):
        sum_ = max([width(_sum_head(code, lang)), *(width(t) for t in _sums(funnel, code, lang))])
        least = max(LEAST_BAR, cells // 4) if sums else LEAST_BAR
        if not left_over and cells - taken - 2 - sum_ >= least:
            sums.append((code, sum_))
            taken += 2 + sum_
        else:
            left_over.append(code)
    return Columns(name, reached, share, cells - taken, now, tuple(sums)), tuple(left_over)


def _currencies(funnel: Funnel) -> list[str]:
    """The currencies of the sums now, the most widespread first."""
    seen = Counter(code for stage in funnel.stages for code in stage.current_totals)
    return sorted(seen, key=lambda code: (-seen[code], code))


def _sum_head(code: str, lang: str) -> str:
    return code or say.SUM.say(lang)


def _sums(funnel: Funnel, code: str, lang: str) -> list[str]:
    """The sum of each stage in one currency; empty where it has none."""
    totals = [stage.current_totals.get(code) for stage in funnel.stages]
    return ["" if total is None else short_money(total, code, lang) for total in totals]


def _title(funnel: Funnel, path: Path, lang: str, cells: int) -> list[str]:
    """Path and period; how many deals where there is room, as the foot says it anyway."""
    name, period = path.name.say(lang), say.period_text(funnel).say(lang)
    line = f" {name}   {period}"
    if width(line) >= cells:
        lines = [f" {cut(name, cells - 2)}", f" {period}"]
    else:
        longer = f"{line}   {say.deals_text(funnel.n).say(lang)}"
        lines = [longer if width(longer) < cells else line]
    return [fit(each, cells) for each in lines]


def _head(columns: Columns, lang: str, dash: str) -> str:
    stage = say.STAGE.say(lang)
    rest = columns.name - width(stage)
    parts = [f" {stage}" + (f" {dash * rest} " if rest else "  ")]
    parts.append(ruled(say.REACHED.say(lang), columns.reached, dash))
    if columns.share:
        parts.append(" " + ruled(say.GO_ON.say(lang), columns.share + 1, dash))
    parts.append(" " + dash * columns.bar)
    parts.append(" " + ruled(say.NOW.say(lang), columns.now + 1, dash))
    parts += [" " + ruled(_sum_head(code, lang), room + 1, dash) for code, room in columns.sums]
    return "".join(parts)


def _chart(page: _Page, columns: Columns, thickness: int) -> list[Line]:
    """The bars with their figures, and between two bars what joins them."""
    stages, lang, cells = page.funnel.stages, page.lang, page.cells
    thick = max(thickness, 1)
    drawn = page.draw([stage.reached for stage in stages], columns.bar, thick)
    sums = [_sums(page.funnel, code, lang) for code, _ in columns.sums]
    between = _between(page.funnel, columns, lang, cells) if thickness else []
    at = columns.bar_at
    lines = []
    for index, stage in enumerate(stages):
        for row in range(thick):
            bar = drawn[index * thick + row]
            text = " " * at + bar
            if row == (thick - 1) // 2:
                text = _bar_line(stage, columns, bar, [column[index] for column in sums], lang)
            paint = "won" if stage is stages[-1] else "accent"
            end = at + len(bar.rstrip())
            lines.append(Line(fit(text, cells), "bar", stage.key, at, end, paint))
        if index < len(between):
            lines.append(Line(between[index], "between", stage.key))
    return lines


def _bar_line(
    stage: FunnelStage, columns: Columns, bar: str, sums: Sequence[str], lang: str
) -> str:
    """The line of a bar that tells the figures."""
    parts = [" " + fit(stage.short.say(lang), columns.name)]
    parts.append("  " + fit(str(stage.reached), columns.reached, "right"))
    if columns.share:
        last = stage.advanced is None
        share = "" if last else say.percent(stage.advanced, stage.reached, lang)
        parts.append("  " + fit(share, columns.share, "right"))
    parts.append(" " + bar)
    parts.append("  " + fit(str(stage.current), columns.now, "right"))
    for text, (_, room) in zip(sums, columns.sums, strict=True):
        parts.append("  " + fit(text, room, "right"))
    return "".join(parts)


def _between(funnel: Funnel, columns: Columns, lang: str, cells: int) -> list[str]:
    """The line under each stage but the last: the conversion, then as many notes as all fit."""
    stages = [stage for stage in funnel.stages if stage.advanced is not None]
    told = [say.notes(stage, lang) for stage in stages]
    go_on = say.GO_ON.say(lang)
    texts = []
    for stage in stages:
        share = fit(say.percent(stage.advanced, stage.reached, lang), columns.reached, "right")
        texts.append(" " * (columns.name + 3) + f"{share} {go_on}")
    for column in zip(*told, strict=True):
        room = max(width(note) for note in column)
        if width(texts[0]) + 3 + room > cells - 1:
            break
        texts = [f"{t}   {fit(note, room)}" for t, note in zip(texts, column, strict=True)]
    return [fit(text, cells) for text in texts]


def _rates(funnel: Funnel, lang: str, cells: int) -> list[str]:
    """The two overall shares, on one line where it holds both."""
    parts = [f" {text}" for text in say.rates(funnel, lang)]
    one = "  ".join(parts)
    if parts and width(one) < cells:
        parts = [one]
    return [fit(text, cells) for text in parts]


def _foot(
    funnel: Funnel, path: Path, left_over: tuple[str, ...], lang: str, cells: int
) -> list[str]:
    """The basis of the figures, what they leave out, and the sums that found no column."""
    words = (*say.basis(funnel, path.won.key if path.won else ""), *say.exclusions(funnel))
    sentences = [each.say(lang) for each in words]
    sentences += [say.other_sums(funnel, code, lang) for code in left_over]
    return [fit(f" {line}", cells) for line in packed(sentences, cells - 2)]
