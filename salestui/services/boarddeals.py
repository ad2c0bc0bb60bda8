"""Many deals in an order: which stands where, and how they are patched by what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TypeAlias

from salestui.domain.pmap import GONE, PMap
from salestui.domain.snapshot import Doc
from salestui.services.boardorder import KeyMaker, Ordered
from salestui.services.boardsorted import Sorted, Sorter

Order: TypeAlias = Ordered | Sorted
OrderMaker = Callable[[Iterable[Doc]], Order]


def order_maker(key: KeyMaker, sorter: Sorter | None) -> OrderMaker:
    """How deals are put in order: by the sorter of a filter, else by their keys."""
    if sorter is not None:
        return partial(Sorted.of, sorter=sorter)
    return partial(Ordered.of, key=key)


class Deals:
    """Deals by id and by place. Never changed: `patched` gives what the next one is made of."""

    __slots__ = ("_make", "_order", "_reverse", "deals")

    def __init__(
        self,
        deals: PMap[Doc],
        make: OrderMaker,
        *,
        reverse: bool = False,
        order: Order | None = None,
    ) -> None:
        self.deals = deals
        """Id -> deal, in no certain order."""
        self._make = make
        self._reverse = reverse
        self._order = order

    @property
    def count(self) -> int:
        """How many deals there are."""
        return len(self.deals)

    @property
    def ids(self) -> Iterator[str]:
        """All ids in order."""
        return iter(list(self.ordered)[::-1]) if self._reverse else iter(self.ordered)

    @property
    def ordered(self) -> Order:
        """The ids in order, made when first needed."""
        if self._order is None:
            # Two threads may both make it; either is right, and the later one stays.
            self._order = self._make(self.deals.values())
        return self._order

    def prepare(self) -> None:
        """Make what the first look at the order would make."""
        self.ordered  # noqa: B018

    def at(self, row: int) -> str:
        """The id at a place, 0 the topmost. Raises IndexError."""
        if not 0 <= row < self.count:
            raise IndexError(row)
        return self.ordered.at(self.count - 1 - row if self._reverse else row)

    def row(self, id: str) -> int:
        """The place of a deal. Raises KeyError when it is not among them."""
        row = self.ordered.row(self.deals[id])
        return self.count - 1 - row if self._reverse else row

    def patched(
        self, gone: Mapping[str, Doc], new: Mapping[str, Doc], sorter: Sorter | None = None
    ) -> tuple[PMap[Doc], OrderMaker, Order | None]:
        """Deals, order maker and order without `gone` and with `new`; a changed deal is in both.

        `sorter` is that of the filter in the snapshot that `new` comes from.
        """
        changes: dict[str, object] = dict.fromkeys(gone, GONE)
        changes.update(new)
        make = self._make if sorter is None else partial(Sorted.of, sorter=sorter)
        order = self._order
        if isinstance(order, Sorted):
            order = order.changed(gone.values(), new.values(), sorter)
        elif order is not None:
            order = order.changed(gone.values(), new.values())
        return self.deals.updated(changes), make, order
