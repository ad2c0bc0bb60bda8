"""A new deal together with its account, as one act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from salestui.domain.attention import account_last_touch
from salestui.domain.change import Act, Value
from salestui.domain.pipelines import Path, paths
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.text import searchable
from salestui.services.accounts import add_account, same_accounts
from salestui.services.context import Context
from salestui.services.deals import add_deal

MOST = 3


@dataclass(frozen=True, slots=True)
class Known:
    """An account that answers to a typed name, and how busy we are with it."""

    account: Doc
    deal: Doc | None
    """Its newest open deal."""
    path: Path | None
    """That deal's path."""
    touched: int | None
    """When anybody last was in contact, ms."""


def known_accounts(snapshot: Snapshot, name: str) -> list[Known]:
    """Accounts that a typed name may mean, at most three: the same company first, then beginnings.

    Legal forms, spaces and case make no difference.
    """
    found = {str(doc["_id"]): doc for doc in same_accounts(snapshot, name)}
    wanted = searchable(name.strip())
    if len(wanted) > 1 and not found:
        for doc in snapshot.live("accounts"):
            if searchable(str(doc.get("name", ""))).startswith(wanted):
                found[str(doc["_id"])] = doc
            if len(found) == MOST:
                break
    return [_known(snapshot, doc) for doc in list(found.values())[:MOST]]


def _known(snapshot: Snapshot, account: Doc) -> Known:
    id = str(account["_id"])
    deals = [snapshot.get("deals", deal) or {} for deal in snapshot.ids("deals.account", id)]
    still = [deal for deal in deals if deal.get("outcome", "open") == "open"]
    deal = max(still, key=lambda doc: int(doc.get("_created", 0)), default=None)
    own = (deal or {}).get("pipeline")
    path = next((path for path in paths(snapshot) if path.id == own), None) if deal else None
    return Known(account, deal, path, account_last_touch(snapshot, id))


def same_account(snapshot: Snapshot, name: str) -> Doc | None:
    """The one account that a typed name means without doubt; None where it would be a new one."""
    wanted = searchable(name.strip())
    same = same_accounts(snapshot, name)
    exact = [doc for doc in same if searchable(str(doc.get("name", ""))) == wanted]
    found = exact or same
    return found[0] if len(found) == 1 else None


def open_deal(snapshot: Snapshot, ctx: Context, account: str, values: Mapping[str, Value]) -> Act:
    """A new deal with an account by name, which is made in the same act when nobody has it yet.

    Raises what `add_deal` and `add_account` raise.
    """
    if not account.strip():
        return add_deal(snapshot, ctx, values)
    known = same_account(snapshot, account)
    if known is not None:
        return add_deal(snapshot, ctx, {**values, "account": str(known["_id"])})
    made = add_account(snapshot, ctx, {"name": account.strip(), "source": values.get("source")})
    id = made.edits[0].id
    deal = add_deal(snapshot, ctx, {**values, "account": id})
    return Act(deal.intent, made.edits + deal.edits)
