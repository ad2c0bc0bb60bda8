"""What a deal is worth now: on won deals what was signed, else its amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
