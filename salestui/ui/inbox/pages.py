"""The pages of the inbox: what stands on each, and what an empty one says."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from salestui.domain.attention_list import Concern
from salestui.domain.words import Words
from salestui.ui.inbox import attention, deciding, troubles
from salestui.ui.inbox import words as say
from salestui.ui.view import View
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.rows import Row

if TYPE_CHECKING:
    from salestui.ui.app import SalesApp


class Page(NamedTuple):
    """One page: its name, what draws its things, what it says when there are none."""

    label: Words
    draws: ModuleType
    none: Words
    none_mine: Words


PAGES: dict[str, Page] = {
    "decide": Page(say.TO_DECIDE, deciding, say.NO_DECISIONS, say.NO_DECISIONS_MINE),
    "problems": Page(say.PROBLEMS, troubles, say.NO_PROBLEMS, say.NO_PROBLEMS),
    "attention": Page(say.ATTENTION, attention, say.NO_CONCERNS, say.NO_CONCERNS_MINE),
}
"""In the order of urgency: the first that holds anything is opened."""

Things = dict[str, list[Any]]
"""Page -> its things in order: items to decide, problems, concerns."""


def gather(sales: SalesApp, view: View, concerns: Iterable[Concern], *, mine: bool) -> Things:
    """What stands on each page, for the person here alone or for everybody."""
    waiting, me = sales.waiting, sales.workbench.me
    return {
        "decide": list((waiting.mine if mine else waiting.inbox).items),
        "problems": sales.problems[::-1],
        "attention": [c for c in concerns if not mine or attention.is_mine(view, me, c)],
    }


def first_page(things: Things) -> str:
    """Where to begin: the first page with anything on it, else the last."""
    return next((page for page in PAGES if things[page]), list(PAGES)[-1])


def empty(view: View, page: str, key: str, *, mine: bool, looking: bool) -> list[Row]:
    """What a page without things says; `key` shows those of everybody."""
    if looking:
        return [_dim(view, say.LOOKING)]
    found = [_dim(view, PAGES[page].none_mine if mine else PAGES[page].none)]
    if mine and page != "problems":
        found += [Row(), _dim(view, say.AT_ALL.fill(key=key))]
    return found


def _dim(view: View, words: Words) -> Row:
    return Row((Span(f" {view.say(words)}", "dim"),))
