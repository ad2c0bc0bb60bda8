"""How the pipeline changed between two days: which days are meant, and the two states compared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from salestui.domain.dates import Span, parse_date
from salestui.domain.metrics.waterfall import End, Waterfall, waterfall
from salestui.domain.pipelines import parse_path
from salestui.domain.problems import InputProblem
from salestui.domain.words import Words
from salestui.services.periods import read_period

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot
    from salestui.services.reading import Reading

T = TypeVar("T")
Test: TypeAlias = "Callable[[Doc], bool]"

USUAL = "this quarter"
"""The closing period unless another is asked for; fiscal, as the workspace has it."""
BACKWARDS = Words("The first day lies after the last.", "起始日晚于结束日。")
TO_COME = Words("{day} is not over yet: it lies ahead.", "{day} 尚未到来。")


class Window(NamedTuple):
    """Two days, compared as at the end of each, and the period in which deals are to close."""

    first: date
    last: date
    closing: Span | None
    """None for the whole pipeline."""


def read_window(first: str, last: str, closing: str, snapshot: Snapshot, today: date) -> Window:
    """The window that was typed; left out, it is from the period's beginning to today.

    The period is this quarter; one that lies ahead is looked at from this quarter's beginning.

    Raises InputProblem whose `where` is the option that is wrong.
    """
    until = _reading("--to", lambda: parse_date(last, today, past=True)) if last.strip() else today
    period = _reading("--closing", lambda: read_period(closing or USUAL, snapshot, until))
    if first.strip():
        since = _reading("--from", lambda: parse_date(first, today, past=True))
    else:
        quarter = read_period(USUAL, snapshot, until)
        begun = period if period and period[0] <= until else quarter
        since = (begun[0] if begun else until) - timedelta(days=1)
    if until > today:
        raise InputProblem(TO_COME.fill(day=until.isoformat()), where="--to")
    if since > until:
        raise InputProblem(BACKWARDS, where="--from")
    return Window(since, until, period)


def _reading(where: str, read: Callable[[], T]) -> T:
    try:
        return read()
    except InputProblem as problem:
        problem.where = where
        raise


def pipeline_change(
    then: Reading,
    now: Reading,
    closing: Span | None,
    *,
    text: str = "",
    owner: str = "",
    names: Snapshot | None = None,
) -> Waterfall:
    """What happened between two readings to the pipeline of a closing period.

    Only deals that match the filter `text` and belong to the member `owner`, where those are
    given. Whom the filter names is known from `names`, else from the later reading. Raises
    InputProblem for a filter that is none.
    """
    before, after = _filters(then, now, text, names or now.snapshot)
    return waterfall(_end(then, before, owner), _end(now, after, owner), closing)


def _filters(then: Reading, now: Reading, text: str, names: Snapshot) -> tuple[Test, Test]:
    """The filter as each day understands it."""
    if not text:
        return _any, _any
    from salestui.domain.query import compile_filter

    before, after = (
        compile_filter(text, "deals", names, each.env).on(each.snapshot) for each in (then, now)
    )
    return before.matches, after.matches


def _any(doc: Doc) -> bool:
    return True


def _end(reading: Reading, test: Test, owner: str) -> End:
    def mine(doc: Doc) -> bool:
        return doc.get("owner") == owner and test(doc)

    snapshot = reading.snapshot
    paths = {id: parse_path(doc) for id, doc in snapshot.table("pipelines").items()}
    return End(reading.today, snapshot.table("deals"), paths, mine if owner else test)
