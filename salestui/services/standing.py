"""How we stand with an account: its tier, the last touch, and what is open with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, tzinfo

from salestui.domain.cadence import Cadence, cadence_of
from salestui.domain.pipelines import Path, effective_outcome
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.tiers import tier_of
from salestui.domain.words import Words

OVERDUE = Words("!late", "!超期")
DUE = Words("due", "应跟进")


@dataclass(frozen=True, slots=True)
class Standing:
    """One account on a day: worked out once, for screen, command and JSON alike."""

    account: Doc
    tier: str | None
    cadence: Cadence
    open: int
    """Open deals."""
    sums: Mapping[str, int]
    """Their amounts in minor units by currency, in order of the codes."""

    @property
    def mark(self) -> Words | None:
        """The word of a list for an account that waits to be touched; None for the others."""
        return {"overdue": OVERDUE, "due": DUE}.get(self.cadence.state)


def open_deals(snapshot: Snapshot, account_id: str, paths: Mapping[str, Path]) -> list[Doc]:
    """The open deals of an account, the largest first. `paths` by id."""
    docs = (snapshot.get("deals", id) or {} for id in snapshot.ids("deals.account", account_id))
    found = [d for d in docs if effective_outcome(d, paths.get(d.get("pipeline", ""))) == "open"]
    return sorted(found, key=lambda doc: (-int(doc.get("amount") or 0), str(doc["_id"])))


def standing(
    account: Doc, snapshot: Snapshot, paths: Mapping[str, Path], today: date, zone: tzinfo
) -> Standing:
    """How we stand with an account. `paths` are all sales paths by id."""
    deals = open_deals(snapshot, str(account["_id"]), paths)
    sums: dict[str, int] = {}
    for deal in deals:
        if deal.get("amount") is not None:
            currency = str(deal.get("currency") or "")
            sums[currency] = sums.get(currency, 0) + int(deal["amount"])
    tier, rhythm = tier_of(account, today), cadence_of(account, snapshot, today, zone)
    return Standing(account, tier, rhythm, len(deals), dict(sorted(sums.items())))
