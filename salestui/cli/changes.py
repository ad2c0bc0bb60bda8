"""`salestui changes`: what came into the pipeline and what left it between two days."""

from __future__ import annotations

from dataclasses import replace

from salestui.cli import output
from salestui.cli.output import Ink
from salestui.cli.reads import FILTER, compiled, filter_text
from salestui.cli.session import Session
from salestui.cli.spec import Opt, Spec
from salestui.domain.words import Words
from salestui.exchange.changes_text import changes_report
from salestui.exchange.chartline import Line
from salestui.services.changes import Window, pipeline_change, read_window
from salestui.services.reading import Reading

FROM = Opt(
    "--from",
    Words("as it was at the end of that day; the quarter's beginning", "起始日结束时，默认本季初"),
    "DATE",
)
TO = Opt("--to", Words("until the end of that day; now", "到该日结束时，默认现在"), "DATE")
CLOSING = Opt(
    "--closing",
    Words("deals to close in that period; this quarter", "预计在该时段签约的商机，默认本季"),
    "PERIOD",
)


def show_changes(session: Session, words: tuple[str, ...], **asked: str) -> None:
    """Print the waterfall."""
    text = filter_text(words, OPTIONS)
    now = session.read()
    window = read_window(asked["from"], asked["to"], asked["closing"], now.snapshot, now.today)
    said = compiled(text, "deals", now).text if text else ""
    then, now = _ends(session, now, window)
    found = pipeline_change(then, now, window.closing, text=text)
    if session.json:
        from salestui.exchange.changes_json import changes_json

        output.put_json(changes_json(found, filter_text=said))
        return
    lines = changes_report(
        found,
        lang=now.lang,
        cells=session.cells,
        usual=now.currency,
        ascii=session.rule == "-",
        filter_text=said,
    )
    output.put(_inked(line, session.ink) for line in lines)


def _ends(session: Session, present: Reading, window: Window) -> tuple[Reading, Reading]:
    """The states at the end of both days, by one reading of the log."""
    from salestui.domain.instants import at_end_of_day
    from salestui.services.lookback import Lookback

    bench = session.open()
    days = [window.first, *([window.last] if window.last < present.today else [])]
    instants = [at_end_of_day(day, present.zone) for day in days]
    states = Lookback(bench.history).at(instants, present.snapshot)
    past = [
        replace(present, snapshot=state, now=instant, today=day, as_of=instant)
        for state, instant, day in zip(states, instants, days, strict=True)
    ]
    return past[0], past[1] if len(past) > 1 else present


INKS = {"lost": "late", "risk": "late"}
STYLES = {"title": "bold", "head": "dim", "rule": "dim", "foot": "dim"}


def _inked(line: Line, ink: Ink) -> str:
    if line.role == "bar" and line.start < line.stop:
        before, bar, _ = line.parts
        return before + ink(bar, INKS.get(line.paint, line.paint))
    return ink(line.text.rstrip(), *([STYLES[line.role]] if line.role in STYLES else []))


OPTIONS = (FROM, TO, CLOSING)
spec = Spec(
    Words(
        "Prints how the pipeline of a closing period changed between two days, each as at its"
        " end: what came in, what was won, lost, pushed out, and that it all adds up.",
        "打印某签约期的商机在两天之间（均按当天结束时）的增减：流入、签约、输单、推迟，并且收支平衡。",
    ),
    show_changes,
    (FILTER,),
    OPTIONS,
    ("salestui changes --from mon", "salestui changes owner:me --from 7/1 --to 9/1 --closing q3"),
    free=True,
)
