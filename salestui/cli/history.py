"""`salestui history`: who changed what, when, with old and new values."""

from __future__ import annotations

import re
from collections.abc import Collection

from salestui.cli import output
from salestui.cli.reads import AT, FILTER, compiled, filter_text, limit
from salestui.cli.session import Session
from salestui.cli.spec import Spec
from salestui.domain.history import Row, rows
from salestui.domain.words import Words
from salestui.exchange.columns import Column, laid_out
from salestui.services.reading import Reading

SHOWN = 20
"""Acts shown unless a number is asked for."""

NONE = Words("Nothing was changed.", "没有改动。")
COLUMNS = (Column(""), Column(""), Column(""), Column("", least=12), Column("", least=12))
_ASKS = re.compile(r"[:=<>：＝＜＞]")
"""What only a filter has; a name has none of it."""


def show_history(session: Session, words: tuple[str, ...], at: str, limit: int | None) -> None:
    """Print the changes of a record, of the deals of a filter, or of everything."""
    text = filter_text(words, OPTIONS)
    reading = session.read(at)
    found = changes_of(session, reading, wanted(reading, text) if text else None)
    if reading.as_of is not None:
        found = [row for row in found if row.when <= reading.now]
    if session.json:
        from salestui.exchange.historyview import history_shape

        kept = found[-limit:] if limit else found
        output.put_json(history_shape(reversed(kept), reading.snapshot))
        return
    from salestui.exchange.historyview import HistoryLines

    lines = HistoryLines(reading).of_acts(found)
    lines = lines[: SHOWN if limit is None else limit or None]
    output.put(laid_out(COLUMNS, lines, session.cells).lines or [NONE.say(session.lang)])


def wanted(reading: Reading, text: str) -> Collection[tuple[str, str]]:
    """The records that a reference or a filter for deals names, as (kind, id).

    Raises NotFound and InputProblem.
    """
    if _ASKS.search(text) or text.lstrip().startswith(("-", "!", "(")):
        return {("deals", id) for id in compiled(text, "deals", reading).ids()}
    from salestui.domain.refs import any_ref

    kind, doc = any_ref(reading.snapshot, text)
    return {(kind, str(doc["_id"]))}


def changes_of(
    session: Session, reading: Reading, records: Collection[tuple[str, str]] | None
) -> list[Row]:
    """What the log says of some records, or of all, oldest first."""
    from salestui.store.history import History

    log = History(session.folder)
    if records is None:
        return rows(log.commits())
    return rows(log.of_records(id for _, id in records), records)


OPTIONS = (AT, limit(Words("how many are shown; 0 for all", "显示多少条，0 为全部")))
spec = Spec(
    Words(
        "Prints who changed what, the latest first: of a record, of the deals of a filter, or of"
        " everything.",
        "打印改动记录，最近的在前；可指定一条记录、筛选条件，或全部。",
    ),
    show_history,
    (FILTER._replace(shown="[REF|FILTER]..."),),
    OPTIONS,
    ("salestui history D-17", "salestui history owner:me --limit 50"),
    free=True,
)
