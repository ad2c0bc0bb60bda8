"""One column of the board: the deals of a stage, how many, their sums, their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from salestui.domain.pipelines import Stage, weighted_minor
from salestui.domain.pmap import GONE, PMap
from salestui.domain.snapshot import Doc
from salestui.services.boardorder import KeyMaker, Ordered

CLOSED = ("won", "lost")
Sorter = Callable[[Iterable[Doc]], Sequence[Doc]]


class Sums:
    """Money of many deals by currency: amounts, and amounts times probability.

    The same figures as `summary.stage_sums`, but deals can be taken out again.
    """

    __slots__ = ("amounts", "weights")

    def __init__(
        self, amounts: dict[str, int] | None = None, weights: dict[str, int] | None = None
    ) -> None:
        self.amounts = {} if amounts is None else amounts
        """Currency -> minor units."""
        self.weights = {} if weights is None else weights
        """Currency -> minor units, each deal's rounded half to even (4.4.2)."""

    def add(self, docs: Iterable[Doc], stage: Stage, sign: int = 1) -> None:
        """Take in (or with `sign` -1 take out) the deals of a stage."""
        usual, closed = stage.probability, stage.kind if stage.kind in CLOSED else "open"
        # Deals of one currency stand together, and most amounts are whole units, of which a
        # percentage needs no rounding: 100,000 deals are added up at every start.
        here, total, weight, hundredths = "", 0, 0, 0
        for doc in docs:
            outcome = doc.get("outcome") or closed
            currency, amount = doc.get("currency") or "", doc.get("amount")
            if outcome == "won" and "won_amount" in doc:
                currency, amount = doc.get("won_currency") or currency, doc["won_amount"]
            if amount is None:
                continue
            if currency != here:
                self._put(here, sign * total, sign * (weight + hundredths // 100))
                here, total, weight, hundredths = currency, 0, 0, 0
            total += amount
            if outcome == "open":
                percent = doc.get("probability_manual", usual)
                if percent is None:
                    continue
                if amount % 100:
                    weight += weighted_minor(amount, percent)
                else:
                    hundredths += amount * percent
        self._put(here, sign * total, sign * (weight + hundredths // 100))

    def _put(self, currency: str, total: int, weight: int) -> None:
        if total:
            self.amounts[currency] = self.amounts.get(currency, 0) + total
        if weight:
            self.weights[currency] = self.weights.get(currency, 0) + weight

    def copy(self) -> Sums:
        """The same sums, to be changed."""
        return Sums(dict(self.amounts), dict(self.weights))

    def include(self, other: Sums) -> None:
        """Take in other sums."""
        for mine, theirs in ((self.amounts, other.amounts), (self.weights, other.weights)):
            for currency, value in theirs.items():
                mine[currency] = mine.get(currency, 0) + value

    @property
    def totals(self) -> Mapping[str, int]:
        """Currency -> minor units; won deals with the amount they were won at."""
        return {currency: amount for currency, amount in self.amounts.items() if amount}

    @property
    def weighted(self) -> Mapping[str, int]:
        """Currency -> sum of amount times probability over open deals."""
        return {currency: weight for currency, weight in self.weights.items() if weight}


class Column:
    """The deals of one stage. Never changed: `changed` gives the next one."""

    __slots__ = ("_key", "_ordered", "_reverse", "_rows", "_sorted", "_sorter", "deals", "stage",
                 "sums")  # fmt: skip

    def __init__(
        self,
        stage: Stage,
        deals: PMap[Doc],
        sums: Sums,
        *,
        key: KeyMaker,
        reverse: bool = False,
        sorter: Sorter | None = None,
        ordered: Ordered | None = None,
    ) -> None:
        self.stage = stage
        self.deals = deals
        """Id -> deal, in no certain order."""
        self.sums = sums
        self._key = key
        self._reverse = reverse
        self._sorter = sorter
        self._ordered = ordered
        self._sorted: list[str] | None = None
        self._rows: dict[str, int] = {}

    @classmethod
    def of(
        cls,
        stage: Stage,
        deals: dict[str, Doc],
        *,
        key: KeyMaker,
        reverse: bool = False,
        sorter: Sorter | None = None,
    ) -> Column:
        """The column of these deals; with `sorter` in its order, which is worked out as a whole."""
        sums = Sums()
        sums.add(deals.values(), stage)
        return cls(stage, PMap(deals), sums, key=key, reverse=reverse, sorter=sorter)

    @property
    def count(self) -> int:
        """How many deals there are."""
        return len(self.deals)

    @property
    def totals(self) -> Mapping[str, int]:
        """Currency -> sum in minor units; of won deals what they were won at."""
        return self.sums.totals

    @property
    def weighted(self) -> Mapping[str, int]:
        """Currency -> weighted sum in minor units, open deals only."""
        return self.sums.weighted

    @property
    def ids(self) -> Iterator[str]:
        """All ids in order."""
        if self._sorter is not None:
            return iter(self._listed())
        if self._reverse:
            return iter(list(self.ordered)[::-1])
        return iter(self.ordered)

    @property
    def ordered(self) -> Ordered:
        """The ids in the order of their keys, made when first needed."""
        if self._ordered is None:
            self._ordered = Ordered.of(self.deals.values(), self._key)
        return self._ordered

    def prepare(self) -> None:
        """Make what the first look at the order would make."""
        if self._sorter is None:
            # Two threads may both make it; either is right, and the later one stays.
            self._ordered = self.ordered

    def _listed(self) -> list[str]:
        if self._sorted is None:
            assert self._sorter is not None
            self._sorted = [doc["_id"] for doc in self._sorter(self.deals.values())]
            self._rows = {id: row for row, id in enumerate(self._sorted)}
        return self._sorted

    def at(self, row: int) -> str:
        """The id at a place, 0 the topmost. Raises IndexError."""
        if not 0 <= row < self.count:
            raise IndexError(row)
        if self._sorter is not None:
            return self._listed()[row]
        return self.ordered.at(self.count - 1 - row if self._reverse else row)

    def row(self, id: str) -> int:
        """The place of a deal. Raises KeyError when it is not in this column."""
        doc = self.deals[id]
        if self._sorter is not None:
            self._listed()
            return self._rows[id]
        row = self.ordered.row(doc)
        return self.count - 1 - row if self._reverse else row

    def changed(self, gone: Mapping[str, Doc], new: Mapping[str, Doc]) -> Column:
        """The column without the deals `gone` and with `new`; a deal that changed is in both."""
        changes: dict[str, object] = dict.fromkeys(gone, GONE)
        changes.update(new)
        sums = self.sums.copy()
        sums.add(gone.values(), self.stage, -1)
        sums.add(new.values(), self.stage)
        ordered = self._ordered
        if ordered is not None:
            ordered = ordered.changed(gone.values(), new.values())
        return Column(
            self.stage,
            self.deals.updated(changes),
            sums,
            key=self._key,
            reverse=self._reverse,
            sorter=self._sorter,
            ordered=ordered,
        )
