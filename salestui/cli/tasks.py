"""`salestui tasks`: who has to do what by when, printed."""

from __future__ import annotations

from salestui.cli import output
from salestui.cli.reads import AT, FILTER, compiled, filter_text, limit
from salestui.cli.session import Session
from salestui.cli.spec import FLAG, Opt, Spec
from salestui.domain.metrics.period import Period
from salestui.domain.problems import InputProblem, UsageProblem
from salestui.domain.words import Words
from salestui.exchange import taskrows
from salestui.exchange.columns import laid_out
from salestui.exchange.listing import headed
from salestui.services.reading import Reading
from salestui.services.taskview import GROUPINGS, TaskGroup, TaskList, TaskRow, task_list

SHOWN = 50
"""Lines of the list unless a number is asked for."""
LIMIT = limit(Words("how many are shown; 0 for all", "显示多少条，0 为全部"))
BY = Opt(
    "--by",
    Words("in groups: owner, due, deal or node", "分组：负责人、截止日、商机、节点"),
    "DIM",
    choices=tuple(GROUPINGS),
)
SUMMARY = Words(
    "{n} tasks  {late} late, {lagging} lagging  {unowned} without an owner",
    "{n} 项任务  逾期 {late}，滞后 {lagging}  无负责人 {unowned}",
)
LOAD = Words("{n}/{all} this week", "本周 {n}/{all}")
PART = Words("the first {n} shown, --limit 0 shows all", "仅显示前 {n} 条，--limit 0 显示全部")
NONE = Words("No task matches", "没有符合条件的任务")


def list_tasks(
    session: Session,
    words: tuple[str, ...],
    by: str,
    at: str,
    limit: int | None,
    lag: bool,
    period: str,
) -> None:
    """Print the tasks that match; open ones unless the filter says otherwise."""
    text = filter_text(words, OPTIONS)
    reading = session.read(at)
    if lag:
        _print_lag(session, reading, text, period)
        return
    if period:
        raise UsageProblem(ONLY_WITH_LAG, where="--period")
    query = compiled(text or "is:open", "tasks", reading)
    docs = query.docs()
    found = task_list(reading.snapshot, docs, reading.today, grouping=by or "owner")
    if session.json:
        from salestui.exchange.taskshapes import tasks_shape

        ordered = _ordered(found, [str(doc["_id"]) for doc in docs] if query.orders else [])
        output.put_json(tasks_shape(reading, ordered[: limit or None], found.count))
        return
    _print(session, reading, found, SHOWN if limit is None else limit or found.count)


def _ordered(found: TaskList, ids: list[str]) -> list[TaskRow]:
    rows = {row.id: row for row in found.rows}
    return [rows[id] for id in ids] if ids else list(rows.values())


def _print(session: Session, reading: Reading, found: TaskList, most: int) -> None:
    lang, ink = reading.lang, session.ink
    columns = headed(taskrows.RULES, taskrows.HEADS, lang)
    rows = found.rows[:most]
    laid = laid_out(columns, [taskrows.printed(reading, row) for row in rows], session.cells)
    out = [ink(laid.head, "dim")] if rows else [NONE.say(lang)]
    lines = list(laid.lines)
    for group in found.groups:
        if lines:
            out.append(ink(_head(group, lang), "bold"))
            out += [ink.flagged(line) for line in lines[: len(group.rows)]]
            del lines[: len(group.rows)]
    said = [
        SUMMARY.fill(n=found.count, late=found.late, lagging=found.lagging, unowned=found.unowned)
    ]
    if len(rows) < found.count:
        said.append(PART.fill(n=len(rows)))
    output.put([*out, ink("  ".join(words.say(lang) for words in said), "dim")])


def _head(group: TaskGroup, lang: str) -> str:
    parts = [group.head.say(lang)]
    if group.load is not None:
        parts.append(LOAD.fill(n=group.load.this_week, all=group.load.capacity).say(lang))
    return "  ".join(parts)


def _print_lag(session: Session, reading: Reading, text: str, period: str) -> None:
    """Print what each reason and each department cost, of all tasks that match."""
    from salestui.exchange.lag_text import lag_lines, totals_words
    from salestui.services.lagfigures import lag_of

    docs = compiled(text, "tasks", reading).docs() if text else reading.snapshot.live("tasks")
    found = lag_of(reading.snapshot, docs, reading.today, _period(reading, period))
    if session.json:
        from salestui.exchange.lag_json import lag_json

        output.put_json(lag_json(found, lang=reading.lang, filter_text=text))
        return
    ink, lang = session.ink, reading.lang
    styles = {"head": ("dim",), "all": ("bold",), "row": ()}
    lines = lag_lines(found, lang, session.cells)
    room = max((line.bar for line in lines), default=0)
    printed = []
    for line in lines:
        bar = ink("#" * line.bar, "accent") + " " * (room - line.bar)
        style = styles[line.role]
        printed.append(f"{ink(line.label, *style)} {bar}{ink(line.figures, *style)}".rstrip())
    said = "  ".join(words.say(lang) for words in totals_words(found))
    output.put([*printed, ink(said, "dim")])


def _period(reading: Reading, text: str) -> Period | None:
    from salestui.services.periods import read_period

    try:
        return read_period(text, reading.snapshot, reading.today)
    except InputProblem as problem:
        problem.where = problem.where or "--period"
        raise


LAG = Opt(
    "--lag",
    Words("days lost to lag, by reason and department", "滞后天数，按原因与部门"),
    type=FLAG,
)
PERIOD = Opt("--period", Words("with --lag: first due then", "与 --lag 合用：原截止时段"), "PERIOD")
ONLY_WITH_LAG = Words("--period goes with --lag", "--period 须与 --lag 合用")
OPTIONS = (BY, AT, LIMIT, LAG, PERIOD)
tasks = Spec(
    Words(
        "Lists tasks that match a filter, open ones when there is none.",
        "按条件列出任务，不写条件时列出未完成的。",
    ),
    list_tasks,
    (FILTER,),
    OPTIONS,
    (
        "salestui tasks is:mine is:open",
        "salestui tasks is:lagging --by due",
        "salestui tasks --lag --period q3",
    ),
    free=True,
)
