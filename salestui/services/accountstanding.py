"""How we stand with an account: its tier, the last touch, and what is open with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from salestui.domain.cadence import Cadence, cadence_of
from salestui.domain.pipelines import Path, effective_outcome
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.tiers import tier_of
from salestui.domain.words import Words

NO_PART = frozenset((None, "", "unknown", "user"))
"""Parts in a decision that need nobody else when somebody leaves."""
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


def missed(snapshot: Snapshot, account_id: str, deals: Sequence[Doc]) -> list[Doc]:
    """Who left the account with nobody in their place, the most influential first.

    Missed is whoever had a part in the decision that nobody has now, or was the main contact of
    one of the `deals`, until a backup is named.
    """
    table = snapshot.table("contacts")
    people = [table[id] for id in snapshot.ids("contacts.account", account_id)]
    here = {doc.get("decision_role") for doc in people if not doc.get("left_on")}
    main = {deal.get("primary_contact") for deal in deals}
    gone = [
        doc
        for doc in people
        if doc.get("left_on")
        and not doc.get("backup")
        and (doc["_id"] in main or doc.get("decision_role") not in NO_PART | here)
    ]
    return sorted(gone, key=lambda doc: (-int(doc.get("influence") or 0), str(doc.get("name"))))
