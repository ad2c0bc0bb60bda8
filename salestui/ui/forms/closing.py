"""What the forms of won and lost have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salestui.domain.names import deal_name
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.ui.app import SalesApp

DEALS_WORD = Words("{n} deals", "{n}个商机")


def closing_title(words: Words, sales: SalesApp, ids: Sequence[str], **more: object) -> Words:
    """The title of a form that ends deals: the deal's name, or how many there are."""
    if len(ids) > 1:
        return words.fill(name=DEALS_WORD.fill(n=len(ids)), **more)
    name = deal_name(sales.snapshot, sales.snapshot.get("deals", ids[0]) or {})
    return words.fill(name=name, **more)
