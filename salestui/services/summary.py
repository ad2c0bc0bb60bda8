"""A sales path added up: how many deals stand in each stage, their sums, and the deals in order.

One pass over plain documents, without a look at activities: this is what a board's heads and a
printed pipeline need of ten thousand deals.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from salestui.domain.attention import card_order
from salestui.domain.pipelines import LAST, Path, Stage
from salestui.domain.schema import DELETED
from salestui.domain.snapshot import Doc
from salestui.domain.words import Words
from salestui.domain.worth import weighted_total, worth_of

Sums = Mapping[str, int]
"""Minor units by currency, in order of the currency codes."""


_CLOSED = "~"
"""Sorts after every date."""


class StageSum(NamedTuple):
    """One stage with its deals."""

    stage: Stage
    docs: list[Doc]
    totals: Sums
    """The amounts; on a won stage what was won."""
    weighted: Sums
    """Amount times probability of the deals still open (4.4.2)."""


def stage_sums(docs: Iterable[Doc], path: Path) -> tuple[StageSum, ...]:
    """The deals of `docs` that are on the path, stage by stage in the path's order.

    Archived and incomplete records are passed over. A stage that the path does not know (any
    more) comes last, so that no deal is left out.
    """
    buckets: dict[str, list[Doc]] = {stage.key: [] for stage in path.stages}
    retired = {stage.key for stage in path.stages if stage.retired}
    pipeline = path.id
    for doc in docs:
        if "stage" not in doc or doc.get("pipeline") != pipeline or doc.get(DELETED):
            continue
        try:
            buckets[doc["stage"]].append(doc)
        except KeyError:
            buckets[doc["stage"]] = [doc]
    return tuple(
        _sum(path.stage(key) or _unknown(key), rows)
        for key, rows in buckets.items()
        if rows or key not in retired
    )


def _unknown(key: str) -> Stage:
    return Stage(
        key=key,
        order=LAST,
        name=Words(key, key),
        short=Words(key, key),
        kind="open",
        is_qualified=False,
        probability=None,
        forecast="pipeline",
        expected_days=None,
        rot_days=None,
        guidance=Words("", ""),
        criteria=(),
    )


def _sum(stage: Stage, docs: list[Doc]) -> StageSum:
    closed = stage.kind if stage.kind in ("won", "lost") else "open"
    likely = stage.probability
    amounts: dict[tuple[str, int | None], list[int]] = {}
    for doc in docs:
        outcome = doc.get("outcome", closed)
        amount, currency = doc.get("amount"), doc.get("currency", "")
        if outcome == "won" and "won_amount" in doc:
            amount, currency = doc["won_amount"], doc.get("won_currency", currency)
        if amount is None:
            continue
        percent = doc.get("probability_manual", likely)
        key = currency, percent if outcome == "open" else None
        try:
            amounts[key].append(amount)
        except KeyError:
            amounts[key] = [amount]
    weighted = added(
        {currency: weighted_total(each, percent)}
        for (currency, percent), each in amounts.items()
        if percent is not None
    )
    totals = added({currency: sum(each)} for (currency, _), each in amounts.items())
    return StageSum(stage, docs, totals, weighted)


def total_of(docs: Iterable[Doc]) -> Sums:
    """The sum of the deals by currency; of won ones what was won."""
    totals: dict[str, int] = {}
    for doc in docs:
        money = worth_of(doc, str(doc.get("outcome")))
        if money is not None:
            totals[money[0]] = totals.get(money[0], 0) + money[1]
    return dict(sorted(totals.items()))


def most_urgent(docs: Sequence[Doc], today: date, n: int) -> list[Doc]:
    """The first `n` deals in the order of attention, without putting the others in order."""
    if not n:
        return []
    if 4 * n < len(docs):
        docs = _among_first(docs, today.isoformat(), n)
    return sorted(docs, key=lambda doc: card_order(doc, today))[:n]


def _among_first(docs: Sequence[Doc], now: str, n: int) -> Sequence[Doc]:
    """Some of the deals, the first `n` of `card_order` among them.

    Overdue steps come first, then deals without a step, then the others by date, then closed ones.
    """
    dues = [
        doc.get("next_step_due", "") if doc.get("outcome", "open") == "open" else _CLOSED
        for doc in docs
    ]
    ordered = sorted(dues)
    undated, past = bisect_right(ordered, ""), bisect_left(ordered, now)
    least = ""
    if past - undated >= n:
        least, cut = "0", ordered[undated + n - 1]
    else:
        cut = ordered[max(n, past) - 1]
    return [doc for doc, due in zip(docs, dues, strict=True) if least <= due <= cut]


def added(sums: Iterable[Sums]) -> dict[str, int]:
    """Sums of sums, currency by currency."""
    whole: dict[str, int] = {}
    for each in sums:
        for currency, minor in each.items():
            whole[currency] = whole.get(currency, 0) + minor
    return dict(sorted(whole.items()))
