"""Something that was asked for, ready to be done to one deal, to many, or once more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from salestui.domain.problems import Problem
from salestui.domain.words import Words
from salestui.services.bulk import Each

N_DEALS = Words("{n} deals", "{n}个商机")
SOME = Words(
    "{n} of {all} done, {key} undoes; {who}: {why}",
    "{all}个中已完成{n}个，{key} 撤销；{who}：{why}",
)
AND_MORE = Words("{who} and {n} more", "{who}等{n}个")
DONE = Words("{name}, {what}; {key} undoes", "{name}，{what}；{key} 撤销")
SAME = Words("{name}, {what}: nothing to change", "{name}，{what}：无需改动")
NOTHING_YET = Words("Nothing was done yet that could be repeated", "还没有可重复的操作")


Again = Callable[[Any, Sequence[str]], Awaitable[None]]
"""Asks a screen with deals to do it to these."""


@dataclass(frozen=True, slots=True)
class DealAct:
    """What is done to each deal, and what it is called."""

    what: Words
    each: Each
    told: Callable[[Sequence[str]], Words] | None = None
    """What is said when it is done to these deals; `what` with their name where it is None."""
    again: Again | None = None
    """How it is asked for once more, where more than doing it may be needed."""
    never_mind: Callable[[Problem], bool] = lambda problem: True
    """Whether a problem leaves out its deal and no other."""


Perform = Callable[[DealAct], Awaitable[None]]
"""Does it to the deals that were meant. Raises a Problem where none of them takes it."""
