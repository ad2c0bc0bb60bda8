"""What a deal is worth now: on won deals what was signed, else its amount; and by its chance."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from salestui.domain.pipelines import Path, effective_outcome, effective_probability

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc


def worth_of(doc: Doc, outcome: str) -> tuple[str, int] | None:
    """(currency, minor units) of a deal with that outcome; None where it has no amount."""
    if outcome == "won" and doc.get("won_amount") is not None:
        return str(doc.get("won_currency") or doc.get("currency") or ""), int(doc["won_amount"])
    if doc.get("amount") is None:
        return None
    return str(doc.get("currency") or ""), int(doc["amount"])


def worth_in(doc: Doc, unit: str) -> int:
    """Minor units of a won deal in a currency; 0 where it was signed in another one."""
    money = worth_of(doc, "won")
    return money[1] if money is not None and money[0] == unit else 0


def weighted(doc: Doc, path: Path | None) -> int | None:
    """Amount times probability in minor units, rounded half to even; open deals only (4.4.2)."""
    amount = doc.get("amount")
    if amount.__class__ is not int or effective_outcome(doc, path) != "open":
        return None
    percent, _ = effective_probability(doc, path)
    return None if percent is None else weighted_minor(amount, percent)


def weighted_minor(amount: int, percent: int) -> int:
    """`percent` of an amount in minor units, rounded half to even."""
    return weighted_total((amount,), percent)


def weighted_total(amounts: Iterable[int], percent: int) -> int:
    """The sum of `percent` of each amount, every one rounded half to even by itself."""
    # 49 carries all above a half; the odd ones get the one more that carries a half as well.
    return sum(
        [(amount * percent + 49 + (amount * percent // 100 & 1)) // 100 for amount in amounts]
    )
