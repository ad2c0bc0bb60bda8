"""The pipeline's change as lines of text, exact to the cell: the same for command and screen.

A block of lines for each currency: every bar begins where the one above it ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from salestui.cells import cut, fit, width
from salestui.domain.metrics.waterfall import SIGNS, Item, Standing, Waterfall
from salestui.domain.moneyshow import short_money
from salestui.exchange import changes_words as say
from salestui.exchange.chartline import LEAST_BAR, LEAST_WIDTH, SIGN, Line, ruled
from salestui.exchange.wrapping import packed

KEYS = (say.OPENING, *SIGNS, say.CLOSING)
QUIET = ("reopened", "transferred_in", "transferred_out", "removed")
"""Lines that are left out where nothing stands in them."""
PAINTS = {"won": "won", "lost": "lost", "pushed": "risk"}
"""The colour of what left, where it has one; what came and the two ends have the accent."""
MARKS = {1: "+ ", -1: "- ", 0: ""}


class Figure(NamedTuple):
    """One line of one currency: which deals, how much."""

    key: str
    currency: str
    deals: tuple[str, ...]
    minor: int

    @property
    def sign(self) -> int:
        """1 for what came, -1 for what went, 0 for the two ends."""
        return SIGNS.get(self.key, 0)


def figures(found: Waterfall, usual: str) -> list[Figure]:
    """Every line, currency by currency, the usual one first; without the empty quiet ones.

    A deal without an amount stands with the usual currency.
    """
    rows: dict[str, tuple[Item, ...] | tuple[Standing, ...]]
    rows = {say.OPENING: found.before, say.CLOSING: found.after}
    for kind in SIGNS:
        rows[kind] = found.of(kind)
    codes = {_code(row, usual) for each in rows.values() for row in each}
    made = []
    for n, code in enumerate(sorted(codes, key=lambda code: (code != usual, code))):
        for key in KEYS:
            figure = _figure(key, code, rows[key], usual)
            if figure.deals or not figure.sign or (n == 0 and key not in QUIET):
                made.append(figure)
    return made


def _figure(key: str, code: str, rows: Iterable[Item | Standing], usual: str) -> Figure:
    here = [row for row in rows if _code(row, usual) == code]
    return Figure(key, code, tuple(row.deal for row in here), sum(row.minor for row in here))


def _code(row: Item | Standing, usual: str) -> str:
    return row.currency or usual


def changes_report(
    found: Waterfall,
    *,
    lang: str,
    cells: int,
    usual: str,
    ascii: bool = False,
    filter_text: str = "",
) -> list[Line]:
    """The whole report in lines of `cells` cells (at least LEAST_WIDTH)."""
    cells = max(cells, LEAST_WIDTH)
    dash = "-" if ascii else "─"
    title = [f"{say.closing(found, lang)}   {say.days(found, lang)}"]
    title = title if width(title[0]) < cells else title[0].split("   ")
    title += [say.FILTER.fill(text=filter_text).say(lang)] if filter_text else []
    lines = [Line(fit(" " + cut(text, cells - 2), cells), "title") for text in title]
    made = figures(found, usual)
    if not any(figure.deals for figure in made):
        text = say.NOTHING.say(lang)
        return [*lines, Line(fit(f" {cut(text, cells - 2)}", cells), "foot")]
    for code in dict.fromkeys(figure.currency for figure in made):
        lines += _block([each for each in made if each.currency == code], lang, cells, dash)
    lines.append(Line(dash * cells, "rule"))
    foot = packed(say.notes(found, usual, lang), cells - 2)
    return lines + [Line(fit(f" {text}", cells), "foot") for text in foot]


def _block(rows: Sequence[Figure], lang: str, cells: int, dash: str) -> list[Line]:
    """The lines of one currency under a head."""
    code = rows[0].currency
    labels = [MARKS[row.sign] + say.LINES[row.key].say(lang) for row in rows]
    counts = [str(len(row.deals)) if row.deals else "" for row in rows]
    totals = [short_money(row.minor, code, lang) if row.deals else "" for row in rows]
    heads = (say.LINE.say(lang), say.DEALS.say(lang), code or say.SUM.say(lang))
    room = [max(map(width, (head, *column))) for head, column in
            zip(heads, (labels, counts, totals), strict=True)]  # fmt: skip
    bar_at = sum(room) + 7
    bars = _bars(rows, cells - bar_at - 1)
    made = [Line(_head(heads, room, cells, dash), "head")]
    for n, row in enumerate(rows):
        text = f" {fit(labels[n], room[0])}  {fit(counts[n], room[1], 'right')}"
        text += f"  {fit(totals[n], room[2], 'right')}  "
        start, stop = (bar_at + each for each in bars[n])
        text = fit(text, start) + SIGN * (stop - start)
        key = f"{row.key}|{code}"
        made.append(Line(fit(text, cells), "bar", key, start, stop, _paint(row)))
    return made


def _paint(row: Figure) -> str:
    return "accent" if row.sign >= 0 else PAINTS.get(row.key, "dim")


def _head(heads: Sequence[str], room: Sequence[int], cells: int, dash: str) -> str:
    name = heads[0]
    parts = [f" {name}" + fit(f" {dash * (room[0] - width(name) - 1)}", room[0] - width(name))]
    parts += [ruled(head, n + 1, dash) for head, n in zip(heads[1:], room[1:], strict=True)]
    text = " ".join(parts) + " "
    return fit(text + dash * max(cells - width(text) - 1, 0), cells)


def _bars(rows: Sequence[Figure], cells: int) -> list[tuple[int, int]]:
    """The cells [from, to) of each line's bar; none where there is no room."""
    if cells < LEAST_BAR:
        return [(0, 0)] * len(rows)
    spans, level = [], 0
    for row in rows:
        if not row.sign:
            spans.append((0, row.minor))
            level = row.minor
        else:
            after = level + row.sign * row.minor
            spans.append((min(level, after), max(level, after)))
            level = after
    peak = max(high for _, high in spans) or 1
    return [_scaled(max(low, 0), high, peak, cells) for low, high in spans]


def _scaled(low: int, high: int, peak: int, cells: int) -> tuple[int, int]:
    """A span in cells, at least one for anything above nothing."""
    if high <= low:
        return 0, 0
    start, stop = ((2 * each * cells + peak) // (2 * peak) for each in (low, high))
    start = min(start, cells - 1)
    return start, max(stop, start + 1)
