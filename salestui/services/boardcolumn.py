"""One column of the board: the deals of a stage, how many, their sums, their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from salestui.domain.pipelines import Stage
from salestui.domain.pmap import PMap
from salestui.domain.snapshot import Doc
from salestui.domain.worth import weighted_minor
from salestui.services.boarddeals import Deals, Order, OrderMaker, order_maker
from salestui.services.boardorder import KeyMaker
from salestui.services.boardsorted import Sorter

CLOSED = ("won", "lost")


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


class Column(Deals):
    """The deals of one stage. Never changed: `changed` gives the next one."""

    __slots__ = ("stage", "sums")

    def __init__(
        self,
        stage: Stage,
        deals: PMap[Doc],
        sums: Sums,
        make: OrderMaker,
        *,
        reverse: bool = False,
        order: Order | None = None,
    ) -> None:
        super().__init__(deals, make, reverse=reverse, order=order)
        self.stage = stage
        self.sums = sums

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
        """The column of these deals; with `sorter` in its order, else in that of their keys."""
        sums = Sums()
        sums.add(deals.values(), stage)
        return cls(stage, PMap(deals), sums, order_maker(key, sorter), reverse=reverse)

    @property
    def totals(self) -> Mapping[str, int]:
        """Currency -> sum in minor units; of won deals what they were won at."""
        return self.sums.totals

    @property
    def weighted(self) -> Mapping[str, int]:
        """Currency -> weighted sum in minor units, open deals only."""
        return self.sums.weighted

    def changed(
        self, gone: Mapping[str, Doc], new: Mapping[str, Doc], sorter: Sorter | None = None
    ) -> Column:
        """The column without the deals `gone` and with `new`; a deal that changed is in both."""
        sums = self.sums.copy()
        sums.add(gone.values(), self.stage, -1)
        sums.add(new.values(), self.stage)
        deals, make, order = self.patched(gone, new, sorter)
        return Column(self.stage, deals, sums, make, reverse=self._reverse, order=order)
