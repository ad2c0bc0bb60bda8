"""How a field's value is read from a record: straight from its path, or worked out.

Amounts are read as thousandths of their currency's unit, so that 100k means the same for every
currency; ages are read as the instant they count from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from salestui.domain.attention import account_last_touch, last_touch, stage_entered
from salestui.domain.currencies import exponent
from salestui.domain.pipelines import effective_probability
from salestui.domain.query.conditions import CHEAP, DEAR, MEDIUM, Reader
from salestui.domain.query.fields import FilterField
from salestui.domain.query.scope import Scope
from salestui.domain.query.wording import has_members
from salestui.domain.tiers import tier_of
from salestui.domain.worth import weighted

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot

FINEST = 3
"""Decimals of the unit that amounts are compared in; no currency has more."""


class Scales(dict[str, int]):
    """Currency -> how many thousandths of its unit its minor unit is."""

    def __missing__(self, currency: str) -> int:
        self[currency] = int(10 ** (FINEST - exponent(currency)))
        return self[currency]


def _id(scope: Scope) -> Reader:
    return lambda doc: doc.get("_id")


def _created(scope: Scope) -> Reader:
    return lambda doc: doc.get("_created")


def _updated(scope: Scope) -> Reader:
    return lambda doc: doc.get("_updated", doc.get("_created"))


def _outcome(scope: Scope) -> Reader:
    derived = scope.outcome
    return lambda doc: doc.get("outcome") or derived(doc)


def _tier(scope: Scope) -> Reader:
    """The tier set by hand, unless its date has passed."""
    today = scope.env.today
    return lambda doc: tier_of(doc, today)


def _account_tier(scope: Scope) -> Reader:
    tier = _tier(scope)
    return through(scope, "account", "accounts", tier)


def _account_industry(scope: Scope) -> Reader:
    return through(scope, "account", "accounts", lambda account: account.get("industry"))


def through(scope: Scope, path: str, kind: str, read: Reader) -> Reader:
    """What `read` gives for the record that `path` refers to, remembered by record; else None."""
    seen: dict[object, Any] = {}
    missing = object()

    def reads(doc: Doc) -> Any:
        id = doc.get(path)
        value = seen.get(id, missing)
        if value is missing:
            record = scope.record(kind, id)
            value = seen[id] = None if record is None else read(record)
        return value

    return reads


def _open_deals(scope: Scope) -> Reader:
    snapshot, outcome = scope.snapshot, scope.outcome

    def read(doc: Doc) -> int:
        ids = snapshot.ids("deals.account", str(doc.get("_id", "")))
        return sum(outcome(snapshot.get("deals", id) or {}) == "open" for id in ids)

    return read


def _probability(scope: Scope) -> Reader:
    paths = scope.paths
    return lambda doc: effective_probability(doc, paths.get(doc.get("pipeline", "")))[0]


def _weighted(scope: Scope) -> Reader:
    paths = scope.paths
    return lambda doc: weighted(doc, paths.get(doc.get("pipeline", "")))


def _stage_entered(scope: Scope) -> Reader:
    return stage_entered


def _pushes(scope: Scope) -> Reader:
    return lambda doc: doc.get("_pushes", 0)


def _touched(name: str) -> Callable[[Scope], Reader]:
    """The last touch of a record; its creation where nobody has been in touch yet."""
    touch = TOUCHES[name]

    def bind(scope: Scope) -> Reader:
        snapshot = scope.snapshot

        def read(doc: Doc) -> int | None:
            at = touch(snapshot, str(doc.get("_id", "")))
            return doc.get("_created") if at is None else at

        return read

    return bind


Touch = Callable[["Snapshot", str], "int | None"]

TOUCHES: Mapping[str, Touch] = {"touched": last_touch, "account_touched": account_last_touch}


READS: Mapping[str, tuple[Callable[[Scope], Reader], int]] = {
    "id": (_id, CHEAP),
    "created": (_created, CHEAP),
    "updated": (_updated, CHEAP),
    "outcome": (_outcome, CHEAP),
    "tier": (_tier, CHEAP),
    "account_tier": (_account_tier, CHEAP),
    "account_industry": (_account_industry, CHEAP),
    "probability": (_probability, MEDIUM),
    "weighted": (_weighted, MEDIUM),
    "pushes": (_pushes, CHEAP),
    "stage_entered": (_stage_entered, MEDIUM),
    "touched": (_touched("touched"), DEAR),
    "account_touched": (_touched("account_touched"), DEAR),
    "open_deals": (_open_deals, DEAR),
}
"""Derived value -> how to read it and what that costs."""


def reader(known: FilterField) -> Callable[[Scope], Reader]:
    """How the value of a field is read, minor units of money as they stand."""
    if known.read:
        return READS[known.read][0]
    path = known.name
    return lambda scope: lambda doc: doc.get(path)


def presence(known: FilterField) -> Callable[[Scope], Reader]:
    """What tells whether a field has a value: for `idle`, whether there ever was a touch."""
    if known.shape == "map":
        return has_members(known.name)
    touched = TOUCHES.get(known.read)
    if touched is None:
        return reader(known)
    ask = touched
    return lambda scope: lambda doc: ask(scope.snapshot, str(doc.get("_id", "")))


def read_cost(known: FilterField) -> int:
    """What reading the field costs."""
    return READS[known.read][1] if known.read else CHEAP


def money_reader(known: FilterField, only: str = "") -> Callable[[Scope], Reader]:
    """An amount in thousandths of its unit; with `only`, amounts of that currency alone."""
    make, path = reader(known), known.currency

    def bind(scope: Scope) -> Reader:
        read, usual, scales = make(scope), scope.env.currency, Scales()

        def amount(doc: Doc) -> int | None:
            value = read(doc)
            if value.__class__ is not int:
                return None
            currency = doc.get(path, usual)
            if only and currency != only:
                return None
            thousandths: int = value * scales[currency]
            return thousandths

        return amount

    return bind
