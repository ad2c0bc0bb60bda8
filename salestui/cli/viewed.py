"""`--view NAME`: the deals of a saved view, with a filter those of them that match it too."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from salestui.cli.reads import compiled
from salestui.cli.spec import Opt
from salestui.domain.problems import InputProblem
from salestui.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salestui.domain.query import Filter
    from salestui.domain.snapshot import Doc
    from salestui.services.reading import Reading
    from salestui.services.views import View

VIEW = Opt("--view", Words("what a saved view shows", "使用已保存的视图"), "NAME")


class Chosen(NamedTuple):
    """Deals that were asked for."""

    docs: list[Doc]
    ordered: bool
    """Whether they stand in an order that was asked for."""
    text: str
    """The filter as it was understood."""
    notes: Sequence[Words]


def view_called(reading: Reading, name: str) -> View | None:
    """The saved view that `--view` names; None when it names none. Raises NotFound."""
    if not name.strip():
        return None
    from salestui.services.views import find_view

    return find_view(reading.snapshot, reading.me, name)


def chosen_deals(reading: Reading, text: str, view: View | None, path: str) -> Chosen:
    """The deals that match a filter and, where there is a view, that it shows on a path.

    `path` is the id of a sales path, empty for all. Raises InputProblem.
    """
    query = compiled(text, "deals", reading) if text else None
    if view is None:
        if query is None:
            return Chosen(list(reading.snapshot.live("deals")), False, "", ())
        docs = query.docs()
        return Chosen(docs, bool(query.orders), query.text, query.notes(docs))
    from salestui.services.viewdeals import deals_in

    own = _own_filter(reading, view)
    docs = deals_in(
        view, reading.snapshot, own, path=path, today=reading.today, me=reading.me
    )  # fmt: skip
    if query is not None:
        docs = [doc for doc in docs if query.matches(doc)]
        docs = query.sorted(docs) if query.orders else docs
    both = [each for each in (own, query) if each is not None]
    notes = dict.fromkeys(note for each in both for note in each.notes(docs))
    return Chosen(docs, True, " ".join(each.text for each in both), tuple(notes))


def _own_filter(reading: Reading, view: View) -> Filter | None:
    try:
        return compiled(view.filter, "deals", reading) if view.filter else None
    except InputProblem as problem:
        # The place in a filter that nobody typed now would mislead.
        problem.where = f"--view {view.name}"
        raise
