"""The pipeline's change between two days for one closing period (4.4.15): what came, what went.

Of the deals that stand in a period, open and expected to close in it, and match a filter at either
end of the window. Each deal that came or went is told by what happened to it, and in every currency
opening + all that came - all that went = closing, exactly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from salestui.domain.metrics.period import Period
from salestui.domain.pipelines import Path, effective_outcome
from salestui.domain.schema import DEALS
from salestui.domain.snapshot import is_live

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

SIGNS: Mapping[str, int] = {
    "new": 1, "reopened": 1, "pulled_in": 1, "transferred_in": 1, "increased": 1,
    "decreased": -1, "won": -1, "lost": -1, "pushed": -1, "removed": -1, "transferred_out": -1,
}  # fmt: skip
"""What can happen to a deal -> whether it adds to the closing or takes away, in order of telling.

`transferred` means that a deal began or ceased to match the filter.
"""
AMOUNTS = ("increased", "decreased")
"""What happens to deals that stand in the period at both ends."""
ENDING = next(group for group in DEALS.groups if "outcome" in group)


class Item(NamedTuple):
    """What happened to one deal."""

    kind: str
    """A key of SIGNS."""
    deal: str
    currency: str
    minor: int
    """What it came or went with, minor units, never negative."""


class Standing(NamedTuple):
    """A deal in the period at one end."""

    deal: str
    currency: str
    minor: int


Days = tuple[str, str]
"""First and last day as ISO dates, compared as text; deals without a date have an empty one."""
ANY_DAY: Days = ("", "~")
"""Whatever the date, and without one."""


@dataclass(frozen=True, slots=True)
class End:
    """Every deal as it was at one end of the window, archived ones too, and which are meant."""

    day: date
    deals: Mapping[str, Doc]
    paths: Mapping[str, Path]
    matches: Callable[[Doc], bool]
    """The filter, asked of this end."""

    def outcome(self, doc: Doc | None) -> str:
        """`open`, `won` or `lost`; empty where the deal was not there or archived."""
        if doc is None or not is_live("deals", doc):
            return ""
        return effective_outcome(doc, self.paths.get(str(doc.get("pipeline"))))

    def stands(self, doc: Doc | None, days: Days) -> bool:
        """Whether a deal is open and expected to close within the days."""
        if doc is None or not days[0] <= str(doc.get("expected_close") or "") <= days[1]:
            return False
        return self.outcome(doc) == "open"


Sums = Mapping[str, int]
"""Minor units by currency, in order of the currency codes."""


@dataclass(frozen=True, slots=True)
class Waterfall:
    """From what stood in the period at the first day's end to what stands at the last day's end."""

    first: date
    last: date
    closing: Period | None
    before: tuple[Standing, ...]
    after: tuple[Standing, ...]
    items: tuple[Item, ...]
    booked: Sums
    """What the deals won here were signed for, which may differ from what they stood with."""

    def of(self, kind: str) -> tuple[Item, ...]:
        """What happened of a kind."""
        return tuple(item for item in self.items if item.kind == kind)

    @property
    def unchanged(self) -> int:
        """Deals that stand at both ends with the same amount."""
        changed = {item.deal for item in self.items if item.kind in AMOUNTS}
        both = {s.deal for s in self.before} & {s.deal for s in self.after}
        return len(both - changed)


def sums(rows: tuple[Item, ...] | tuple[Standing, ...]) -> dict[str, int]:
    """The money of some deals by currency; deals without an amount add nothing."""
    found: Counter[str] = Counter()
    for row in rows:
        if row.minor:
            found[row.currency] += row.minor
    return dict(sorted(found.items()))


def waterfall(before: End, after: End, closing: Period | None) -> Waterfall:
    """What happened between the ends of two days to the pipeline of a closing period.

    None for the whole pipeline, undated deals too. `before.day` is not later than `after.day`.
    Deals that came and went in between without closing are not told.
    """
    days = (closing[0].isoformat(), closing[1].isoformat()) if closing else ANY_DAY
    change = _Change(before, after, days)
    for id, doc in after.deals.items():
        change.look_at(id, before.deals.get(id), doc)
    for id in before.deals.keys() - after.deals.keys():
        change.look_at(id, before.deals[id], None)
    order = list(SIGNS)
    items = sorted(change.items, key=lambda item: (order.index(item.kind), -item.minor, item.deal))
    booked = dict(sorted(change.booked.items()))
    return Waterfall(
        before.day, after.day, closing, tuple(change.before), tuple(change.after), tuple(items),
        booked,
    )  # fmt: skip


class _Change:
    """What is found while the deals go by."""

    def __init__(self, then: End, now: End, days: Days) -> None:
        self.then, self.now, self.days = then, now, days
        self.before: list[Standing] = []
        self.after: list[Standing] = []
        self.items: list[Item] = []
        self.booked: Counter[str] = Counter()

    def look_at(self, id: str, old: Doc | None, new: Doc | None) -> None:
        """Tell what happened to one deal."""
        stood = self.then.stands(old, self.days)
        stands = self.now.stands(new, self.days)
        was_in = stood and old is not None and self.then.matches(old)
        is_in = stands and new is not None and self.now.matches(new)
        if was_in and old is not None:
            self.before.append(_standing(id, old))
        if is_in and new is not None:
            self.after.append(_standing(id, new))
        self.items += self._items(id, old, new, was_in=was_in, is_in=is_in)

    def _items(
        self, id: str, old: Doc | None, new: Doc | None, *, was_in: bool, is_in: bool
    ) -> Iterator[Item]:
        if was_in and is_in and old is not None and new is not None:
            yield from _changed(_standing(id, old), _standing(id, new))
        elif was_in and old is not None:
            yield Item(self._went(old, new), *_standing(id, old))
        elif is_in and new is not None:
            yield Item(self._came(old), *_standing(id, new))
        elif new is not None and self._closed_between(old, new):
            yield Item(self._came(old), *_standing(id, new))
            yield Item(self._ended(new), *_standing(id, new))

    def _came(self, old: Doc | None) -> str:
        """How a deal came in that was not in at first."""
        outcome = self.then.outcome(old)
        if old is None or DEALS.essential not in old:
            return "new"
        if outcome != "open":
            return "reopened"
        return "pulled_in" if self.then.matches(old) else "transferred_in"

    def _went(self, old: Doc, new: Doc | None) -> str:
        """How a deal went that was in at first."""
        outcome = self.now.outcome(new)
        if new is None or not outcome:
            return "removed"
        if outcome != "open":
            return self._ended(new) if self._is_meant(old, new) else "transferred_out"
        return "pushed" if self.now.matches(new) else "transferred_out"

    def _ended(self, new: Doc) -> str:
        """Count what a won deal was signed for, and say how the deal ended."""
        outcome = self.now.outcome(new)
        if outcome == "won":
            signed = "won_amount" in new
            currency = new.get("won_currency" if signed else "currency", "")
            self.booked[str(currency)] += int(new.get("won_amount" if signed else "amount") or 0)
        return outcome

    def _closed_between(self, old: Doc | None, new: Doc) -> bool:
        """Whether a deal that was not in closed inside the window, on a day of the period."""
        if self.now.outcome(new) not in ("won", "lost"):
            return False
        day = str(new.get("closed_on") or new.get("expected_close") or "")
        if not self.days[0] <= day <= self.days[1]:
            return False
        closed_before = old is not None and self.then.outcome(old) != "open"
        if closed_before and day <= self.then.day.isoformat():
            return False
        return self._is_meant(old, new)

    def _is_meant(self, old: Doc | None, new: Doc) -> bool:
        """Whether a closed deal matches, as it is or as if it had not been closed.

        Who asks for the deals of a stage means those that stood there before they were won.
        """
        if self.now.matches(new):
            return True
        if old is None or self.then.outcome(old) != "open":
            return False
        undone = {path: value for path, value in new.items() if path not in ENDING}
        return self.now.matches({**undone, **{p: old[p] for p in ENDING if p in old}})


def _standing(id: str, doc: Doc) -> Standing:
    return Standing(id, str(doc.get("currency") or ""), int(doc.get("amount") or 0))


def _changed(old: Standing, new: Standing) -> Iterator[Item]:
    """The difference; a deal in another currency went down to nothing in the one before."""
    if old.currency != new.currency:
        for kind, each in (("decreased", old), ("increased", new)):
            if each.minor:
                yield Item(kind, *each)
    elif old.minor != new.minor:
        kind = "increased" if new.minor > old.minor else "decreased"
        yield Item(kind, new.deal, new.currency, abs(new.minor - old.minor))
