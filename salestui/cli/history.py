"""`salestui history`: who changed what, when, with old and new values."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from salestui.cli import output
from salestui.cli.reads import AT, FILTER, compiled, filter_text, limit
from salestui.cli.session import Session
from salestui.cli.spec import FLAG, Opt, Spec
from salestui.domain.history import Row, rows
from salestui.domain.words import Words
from salestui.exchange.columns import Column, laid_out
from salestui.services.reading import Reading

if TYPE_CHECKING:
    from salestui.domain.touches import Touch

SHOWN = 20
"""Acts shown unless a number is asked for."""

NONE = Words("Nothing was changed.", "没有改动。")
COLUMNS = (Column(""), Column(""), Column(""), Column("", least=12), Column("", least=12))
_ASKS = re.compile(r"[:=<>：＝＜＞]")
"""What only a filter has; a name has none of it."""

Records = Collection[tuple[str, str]]
"""(kind, id) of each."""


class Wanted(NamedTuple):
    """Which changes are told."""

    records: Records | None = None
    """Those of these records; None for those of all."""
    test: Callable[[Touch], bool] | None = None
    """Only those that meet this."""

    def of(self, found: Sequence[Row], until: int | None) -> list[Row]:
        """Those of the rows that are wanted, up to an effective time in ms."""
        kept = [row for row in found if until is None or row.when <= until]
        if self.records is not None:
            kept = [row for row in kept if (row.kind, row.id) in self.records]
        return kept if self.test is None else [row for row in kept if self.test(touch_of(row))]


def touch_of(row: Row) -> Touch:
    """A change as a filter asks it."""
    from salestui.domain.touches import Touch

    paths = () if row.created else tuple(change.path for change in row.changes)
    return Touch(row.when, row.rep, paths, row.created)


def show_history(
    session: Session, words: tuple[str, ...], at: str, limit: int | None, follow: bool
) -> int:
    """Print the changes of a record, of the deals of a filter, or of everything."""
    follow = follow or "-f" in words
    text = filter_text([word for word in words if word != "-f"], OPTIONS)
    until = session.open().snapshot.vector if follow else None
    reading = session.read(at)
    asked = wanted(reading, text) if text else Wanted()
    found = asked.of(changes_of(session, asked.records, until), reading.as_of)
    shown = SHOWN if limit is None else limit or None
    if until is not None:
        from salestui.cli.following import Following

        return Following(session, text).run(found, until, shown)
    if session.json:
        from salestui.exchange.historyview import history_shape

        kept = found[-limit:] if limit else found
        output.put_json(history_shape(reversed(kept), reading.snapshot))
        return 0
    from salestui.exchange.historyview import HistoryLines

    lines = HistoryLines(reading).of_acts(found)[:shown]
    output.put(laid_out(COLUMNS, lines, session.cells).lines or [NONE.say(session.lang)])
    return 0


def wanted(reading: Reading, text: str) -> Wanted:
    """What a reference, a path or a filter of deals asks for; `changed` and `by` choose changes.

    Raises NotFound and InputProblem.
    """
    if _ASKS.search(text) or text.lstrip().startswith(("-", "!", "(")):
        from salestui.domain.query import change_filter

        found = compiled(text, "deals", reading)
        test, only = change_filter(text, "deals", reading.snapshot, reading.env)
        return Wanted(None if only else {("deals", id) for id in found.ids()}, test)
    from salestui.domain.refs import any_ref, path_called

    path = path_called(reading.snapshot, text)
    if path is not None:
        return Wanted({("pipelines", path.id)})
    kind, doc = any_ref(reading.snapshot, text)
    return Wanted({(kind, str(doc["_id"]))})


def changes_of(
    session: Session, records: Records | None, until: Mapping[str, int] | None = None
) -> list[Row]:
    """What the log says of some records, or of all, oldest first; up to a vector."""
    from salestui.store.history import History

    log = History(session.folder)
    if records is None:
        return rows(log.commits(until))
    return rows(log.of_records({id for _, id in records}, until), records)


FOLLOW = Opt(
    "--follow",
    Words("go on as changes come, until ctrl+c; or -f", "持续显示新的改动，也可写 -f"),
    type=FLAG,
)
OPTIONS = (AT, limit(Words("how many are shown; 0 for all", "显示多少条，0 为全部")), FOLLOW)
spec = Spec(
    Words(
        "Prints who changed what, the latest first: of a record or a sales path, of the deals of a"
        " filter, or of everything. changed: and by: in the filter choose among the changes.",
        "打印改动记录，最近的在前；可指定一条记录或销售路径、筛选条件，或全部。条件中的“改动”“改动人”用于挑选改动。",
    ),
    show_history,
    (FILTER._replace(shown="[REF|FILTER]..."),),
    OPTIONS,
    (
        "salestui history D-17",
        "salestui history by:lei changed:stage changed>=mon",
        "salestui history -f owner:me",
    ),
    free=True,
)
