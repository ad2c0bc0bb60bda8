"""`salestui funnel`: how deals go from stage to stage, and where they stand now."""

from __future__ import annotations

from salestui import charts
from salestui.cli import output
from salestui.cli.output import Ink
from salestui.cli.reads import AT, FILTER, PIPELINE, compiled, filter_text, shown_path
from salestui.cli.session import Session
from salestui.cli.spec import FLAG, Opt, Spec
from salestui.domain.calendars import Span
from salestui.domain.metrics.funnel import funnel
from salestui.domain.problems import InputProblem
from salestui.domain.words import Words
from salestui.exchange.chartline import Line
from salestui.exchange.funnel_text import report
from salestui.services.reading import Reading

CHART = Opt("--chart", Words("bars drawn by plotext", "用 plotext 绘制"), type=FLAG)
PERIOD = Opt("--period", Words("deals that came in that period", "该时段内进入的商机"), "PERIOD")
ROWS = 24
"""Lines that a chart may take."""


def show_funnel(
    session: Session, words: tuple[str, ...], pipeline: str, period: str, at: str, chart: bool
) -> None:
    """Print the funnel of a sales path."""
    text = filter_text(words, OPTIONS)
    reading = session.read(at)
    path = shown_path(reading, pipeline)
    span = _period(reading, period)
    said = ""
    if text:
        found = compiled(text, "deals", reading)
        docs, said = found.docs(), found.text
    else:
        docs = list(reading.snapshot.live("deals"))
    result = funnel(docs, path, period=span, zone=reading.zone)
    if session.json:
        from salestui.exchange.funnel_json import funnel_json

        output.put_json(funnel_json(result, path, lang=reading.lang, filter_text=said))
        return
    lines = report(
        result,
        path,
        lang=reading.lang,
        cells=session.cells,
        draw=charts.plot_bars if chart else charts.text_bars,
        rows=ROWS if chart else None,
        ascii=session.rule == "-",
        filter_text=said,
    )
    output.put(_inked(line, session.ink) for line in lines)


STYLES = {"title": "bold", "head": "dim", "rule": "dim", "foot": "dim", "between": "dim"}


def _inked(line: Line, ink: Ink) -> str:
    if line.role == "bar":
        before, bar, after = line.parts
        return before + ink(bar, line.paint) + after.rstrip()
    return ink(line.text.rstrip(), *([STYLES[line.role]] if line.role in STYLES else []))


def _period(reading: Reading, text: str) -> Span | None:
    from salestui.services.periods import read_period

    try:
        return read_period(text, reading.snapshot, reading.today)
    except InputProblem as problem:
        problem.where = problem.where or "--period"
        raise


OPTIONS = (PIPELINE, PERIOD, AT, CHART)
spec = Spec(
    Words(
        "Prints the funnel: of the deals that came in, how many reached each stage, and what"
        " stands there now.",
        "打印漏斗：同批商机到达各阶段的数量与转化率，以及各阶段现有商机。",
    ),
    show_funnel,
    (FILTER,),
    OPTIONS,
    ("salestui funnel --period q3", "salestui funnel region:East --chart"),
    free=True,
)
