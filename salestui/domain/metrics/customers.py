"""New customers (4.4.4b): accounts whose first deal was won in a period."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from salestui.domain.metrics.measure import Measure, counted
from salestui.domain.metrics.period import Period
from salestui.domain.metrics.pool import Open, Pool, Test

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc


def new_customers(pool: Pool, period: Period, test: Test) -> Measure:
    """Distinct accounts first won in the period, each by the deal that it was first won with.

    That deal must pass the test. One on a path for existing customers proves that the account was
    a customer before the records begin, so it is left out.
    """
    found: list[Doc] = []
    excluded: Counter[str] = Counter()
    for each in pool.closed_in(period, test):
        if not each.won:
            continue
        account = pool.account(each.doc)
        if not account:
            excluded["no_account"] += 1
        elif pool.first_wins.get(account) != each.id:
            continue
        elif is_for_existing(pool, each.doc):
            excluded["existing"] += 1
        else:
            found.append(each.doc)
    excluded["no_close_date"] = sum(1 for won, doc in pool.undated if won and test(doc))
    return counted(found, excluded)


def is_for_existing(pool: Pool, doc: Doc) -> bool:
    """Whether the deal is on a path for existing customers."""
    path = pool.path(doc)
    return path is not None and path.customer_kind == "existing"


def may_be_new(pool: Pool, row: Open) -> bool:
    """Whether winning an open deal would make its account a new customer."""
    if not row.account or row.account in pool.first_wins:
        return False
    return not is_for_existing(pool, row.doc)
