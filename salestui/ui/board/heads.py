"""The path on top of the board, and the heads of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salestui import cells
from salestui.services.board import BoardView, Column
from salestui.ui.board import words
from salestui.ui.board.sums import all_sums, brief, one_sum
from salestui.ui.whose import EVERYBODY, MINE
from salestui.ui.widgets.lines import Span

Row = list[Span]
LEVELS = 6
"""How much shorter the path on top can be said before stages are left out."""


def head_rows(
    column: Column, width: int, rows: int, *, margin: int = 1, active: bool, currency: str,
    lang: str, rule: str,
) -> list[Row]:  # fmt: skip
    """The head of a column in `rows` (1 or 2) lines of exactly `width` cells.

    The last `margin` cells stay blank, as on the cards below.
    """
    tail = " " * margin
    width -= margin
    short = column.stage.short.say(lang)
    # A retired stage is shown for as long as deals stand there.
    name = f" ({short}) {column.count} " if column.stage.retired else f" {short} {column.count} "
    style, thin = ("accent", "accent") if active else ("strong", "rule")
    options = list(_figures(column, currency, lang))
    if rows == 2:
        weighted, total = next((o for o in options if _two(o) <= width - 1), options[-1])
        name = cells.cut(name, width)
        fill = rule * (width - cells.width(name))
        below = cells.fit(total, max(width - 1 - cells.width(weighted), 0), "right")
        return [
            [Span(name, style), Span(fill + tail, thin)],
            [Span(f" {weighted}{below}{tail}", "dim")],
        ]
    room = width - cells.width(name) - 1
    figures = next((o for o in options if _one_line(o) <= room - 1), options[-1])
    text = " ".join(part for part in figures if part)
    left = room - cells.width(text)
    if left < 0:
        return [[Span(cells.fit(name + text, width) + tail, style)]]
    line = rule * left + " " if text else rule * (left + 1)
    return [[Span(name, style), Span(line, thin), Span(text + tail, "dim")]]


def _two(figures: tuple[str, str]) -> int:
    return sum(map(cells.width, figures)) + 1


def _one_line(figures: tuple[str, str]) -> int:
    return cells.width(" ".join(part for part in figures if part))


def _figures(column: Column, currency: str, lang: str) -> Iterator[tuple[str, str]]:
    """(weighted, sum) from the most to the least that can be said."""
    totals, weighted = column.totals, column.weighted
    short, long = one_sum(totals, currency, lang), all_sums(totals, currency, lang)
    least = brief(totals, currency, lang)
    for total, each in (
        (long, all_sums),
        (long, one_sum),
        (long, brief),
        (short, one_sum),
        (short, brief),
        (least, brief),
    ):
        if weighted:
            yield words.HEAD_WEIGHTED.fill(sum=each(weighted, currency, lang)).say(lang), total
    yield "", long
    yield "", short
    yield "", least
    yield "", ""


def foot_row(above: int, below: int, width: int, *, lang: str, rule: str) -> Row:
    """The rule under a column, with the number of cards beyond either end."""
    said = [words.ABOVE.fill(n=above).say(lang)] if above else []
    said += [words.BELOW.fill(n=below).say(lang)] if below else []
    if not said:
        return [Span(rule * width, "rule")]
    text = cells.cut(f" {' '.join(said)} ", max(width - 1, 0))
    fill = rule * (width - 1 - cells.width(text))
    return [Span(rule, "rule"), Span(text, "dim"), Span(fill, "rule")]


def path_row(
    view: BoardView, first: int, shown: int, width: int, *, everybody: bool, currency: str,
    lang: str, changes: Sequence[str] = (),
) -> Row:  # fmt: skip
    """The stages beyond the left and the right edge, and the whole in between.

    `changes` says what changed, from the longest to the shortest way: it takes the place of the
    whole where there is no room for both.
    """
    before, after = view.columns[:first], view.columns[first + shown :]
    if changes:
        whole = [_whole(view, level, everybody, currency, lang) for level in (0, 4, LEVELS)]
        return _changes_row(before, after, [*whole, ""], changes, width, lang)
    for level in range(LEVELS + len(before) + len(after) + 1):
        if level >= LEVELS:
            # Nothing can be said shorter: the stages furthest away are left out.
            before, after = (before, after[:-1]) if after else (before[1:], after)
        left, right = (_stages(part, level, currency, lang) for part in (before, after))
        middle = _whole(view, level, everybody, currency, lang)
        left = f"<- {left}" if first else ""
        right = f"{right} ->".lstrip() if first + shown < len(view.columns) else ""
        if cells.width(left) + cells.width(right) + cells.width(middle) <= width - 4:
            break
    taken = cells.width(left) + cells.width(middle)
    around = max((width - taken - cells.width(right)) // 2, 1) if left else 1
    rest = cells.fit(right, max(width - taken - around, 0), "right")
    return [Span(left, "dim"), Span(" " * around + middle, "text"), Span(rest, "dim")]


def _changes_row(
    before: Sequence[Column], after: Sequence[Column], whole: Sequence[str],
    changes: Sequence[str], width: int, lang: str,
) -> Row:  # fmt: skip
    """The whole and what changed; beside hidden stages only what changed."""
    if not before and not after:
        for text in whole:
            for said in changes:
                room = width - cells.width(text) - cells.width(said) - 4
                if room >= 0:
                    blank = Span(" " * (room + 2), "text")
                    return [Span(f" {text}", "text"), blank, Span(f"{said} ", "accent")]
        return [Span(f" {cells.cut(changes[-1], width - 2)}", "accent")]
    while True:
        left = f"<- {_stages(before, LEVELS, '', lang)}" if before else ""
        right = f"{_stages(after, LEVELS, '', lang)} ->" if after else ""
        for said in changes:
            room = width - cells.width(left) - cells.width(right) - cells.width(said)
            if room >= 4:
                return [Span(left, "dim"), *_between(said, room), Span(right, "dim")]
        if not before and not after:
            return [Span(f" {cells.cut(changes[-1], width - 2)}", "accent")]
        # The stages furthest away are left out.
        before, after = (before, after[:-1]) if after else (before[1:], after)


def _between(said: str, room: int) -> Row:
    return [Span(" " * (room // 2), "text"), Span(said, "accent"), Span(" " * -(-room // 2))]


def _stages(columns: Sequence[Column], level: int, currency: str, lang: str) -> str:
    """The hidden columns in a line; from level to level fewer of their sums."""
    parts = []
    for column in columns:
        closed = column.stage.kind in ("lost", "hold")
        if closed and level >= 4 and not column.count:
            continue
        text = f"{column.stage.short.say(lang)} {column.count}"
        if level == 0 or (level == 1 and not closed) or (level == 2 and column.stage.kind == "won"):
            total = one_sum(column.totals, currency, lang)
            text += f" {total}" if total else ""
        parts.append(text)
    return "  ".join(parts)


def _whole(view: BoardView, level: int, everybody: bool, currency: str, lang: str) -> str:
    whose = (EVERYBODY if everybody else MINE).say(lang)
    columns, sums = view.open_columns, view.open_sums
    text = f"{whose}  " if lang == "en" else f"{whose} "
    text += words.OPEN.fill(n=sum(column.count for column in columns)).say(lang)
    total = all_sums(sums.totals, currency, lang) if not level else ""
    total = total or one_sum(sums.totals, currency, lang)
    text += f" {total}" if total else ""
    if sums.weighted and level < 5:
        weighted = words.WEIGHTED.fill(sum=one_sum(sums.weighted, currency, lang)).say(lang)
        text += f"  {weighted}" if lang == "en" else f" {weighted}"
    return text
