"""The filter language: one way to say which records are meant, for screens, views and commands.

found = compile_filter("owner:me stage:demo amount>=100k -is:rotten", "deals", snapshot, env)
found.docs()            # the matching records
found.on(newer)         # the same filter for the next snapshot
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from salestui.domain.query.check import condition
from salestui.domain.query.conditions import opposite
from salestui.domain.query.evaluate import Filter
from salestui.domain.query.faults import nearest as _nearest
from salestui.domain.query.fields import QUERY_KINDS, field_names, known_names
from salestui.domain.query.mixing import currency_paths
from salestui.domain.query.parse import parse
from salestui.domain.query.print import canonical
from salestui.domain.query.recordwords import kept_words, texts_of
from salestui.domain.query.scope import Env, Memory, Scope
from salestui.domain.query.sorting import orders
from salestui.domain.query.syntax import Query
from salestui.domain.query.touched import asked_of_changes
from salestui.domain.query.wording import anywhere

if TYPE_CHECKING:
    from collections.abc import Callable

    from salestui.domain.snapshot import Snapshot
    from salestui.domain.touches import Touch

__all__ = [
    "QUERY_KINDS",
    "Env",
    "Filter",
    "Memory",
    "Query",
    "canonical",
    "change_filter",
    "check_filter",
    "compile_filter",
    "field_names",
    "nearest",
    "parse",
    "read_words",
]


def compile_filter(
    text: str, kind: str, snapshot: Snapshot, env: Env, memory: Memory | None = None
) -> Filter:
    """The filter that `text` says for records of `kind` (one of QUERY_KINDS).

    Raises InputProblem whose `where` is the 0-based column of the mistake. What is looked up is
    remembered in `memory`, which a caller that compiles again and again keeps.
    """
    query = parse(text)
    scope = Scope(snapshot, env, memory or Memory())
    found = condition(query.where, kind, scope)
    if query.inverted:
        found = opposite(found)
    return Filter(
        kind=kind,
        text=canonical(query),
        query=query,
        condition=found,
        orders=orders(query, kind),
        currencies=currency_paths(query.where, kind, env),
        scope=scope,
        test=found.bind(scope),
    )


def check_filter(
    text: str, kind: str, snapshot: Snapshot, env: Env, memory: Memory | None = None
) -> None:
    """Raise the InputProblem that `compile_filter` would; no record of the kind is looked at."""
    query = parse(text)
    condition(query.where, kind, Scope(snapshot, env, memory or Memory()))
    orders(query, kind)


def read_words(
    kind: str, snapshot: Snapshot, env: Env, memory: Memory, wanted: Callable[[], bool]
) -> None:
    """Put together what a word typed next is looked for in; ends early once it is not `wanted`.

    For a memory that keeps words. At 100,000 records it takes half a second.
    """
    scope = Scope(snapshot, env, memory)
    texts = texts_of(scope, kind)
    for batch in scope.live(kind):
        if not wanted():
            return
        kept_words(scope, batch, texts)
    anywhere(("?",), kind).bind(scope)


def change_filter(
    text: str, kind: str, snapshot: Snapshot, env: Env
) -> tuple[Callable[[Touch], bool] | None, bool]:
    """What `changed` and `by` ask of each change to be told, and whether the text asks no more.

    None where the text asks nothing of changes. Raises InputProblem as `compile_filter`.
    """
    return asked_of_changes(parse(text), kind, Scope(snapshot, env, Memory()))


def nearest(kind: str, name: str) -> str:
    """The field of `kind` whose name is most like `name`, or an empty string."""
    return _nearest(name, known_names(kind))
