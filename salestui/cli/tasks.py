"""`salestui tasks`: who has to do what by when, printed."""

from __future__ import annotations

from salestui.cli import output
from salestui.cli.reads import AT, FILTER, compiled, filter_text, limit
from salestui.cli.session import Session
from salestui.cli.spec import Opt, Spec
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
    session: Session, words: tuple[str, ...], by: str, at: str, limit: int | None
) -> None:
    """Print the tasks that match; open ones unless the filter says otherwise."""
    text = filter_text(words, OPTIONS)
    reading = session.read(at)
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


OPTIONS = (BY, AT, LIMIT)
tasks = Spec(
    Words(
        "Lists tasks that match a filter, open ones when there is none.",
        "按条件列出任务，不写条件时列出未完成的。",
    ),
    list_tasks,
    (FILTER,),
    OPTIONS,
    ("salestui tasks is:mine is:open", "salestui tasks is:lagging --by due"),
    free=True,
)
