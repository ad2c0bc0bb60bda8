"""What must still come, and of what kind: `5 more, at least 4 of them manufacturing` (V4)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from salestui.domain.goals.evaluate import Figures


class Part(NamedTuple):
    """A kind of deal that some of what is missing must be."""

    filter: str
    """The kind, as the share's condition names it."""
    least: int


class Remaining(NamedTuple):
    """What is missing from a goal, in the unit of its main key result."""

    more: int
    """What must come besides what is there."""
    parts: tuple[Part, ...]
    metric: str
    unit: str


def remaining(figures: Sequence[Figures]) -> Remaining | None:
    """What must come so that the main key result and the shares of the same figure all hold.

    None where nothing is missing, or where the goal is no sum of deals.
    """
    main = next((f for f in figures if f.result.mode != "share"), None)
    shares = [f for f in figures if _is_mix(f, main)]
    basis = main or (shares[0] if shares else None)
    if basis is None or (main is not None and (main.expected is None or main.result.op != ">=")):
        return None
    missing = math.ceil(main.missing) if main else 0
    have = _have(basis)
    mixes = [_Mix(share, have) for share in shares]
    more = max([missing, *(mix.alone for mix in mixes if mix.least(missing) > missing)])
    parts = tuple(
        Part(mix.filter, min(mix.least(more), more)) for mix in mixes if mix.least(more) > 0
    )
    if not more:
        return None
    return Remaining(more, parts, basis.result.metric, basis.result.unit)


def _is_mix(figures: Figures, main: Figures | None) -> bool:
    """Whether a share is one of the main figure's own deals, and asks for more of them."""
    result = figures.result
    if result.mode != "share" or result.op != ">=" or figures.fault is not None:
        return False
    if main is None:
        return True
    own = main.result
    return (result.metric, result.unit, result.filter) == (own.metric, own.unit, own.filter)


def _have(basis: Figures) -> Fraction:
    """What is there already."""
    return Fraction((basis.whole_value if basis.result.mode == "share" else basis.actual) or 0)


class _Mix:
    """A share that must hold in the end."""

    def __init__(self, share: Figures, have: Fraction) -> None:
        self.filter = share.result.share_of
        self.wanted = min(Fraction(share.required or 0), Fraction(1))
        self.have = have
        self.part = Fraction(share.actual or 0) * have

    def least(self, more: int) -> int:
        """How much of `more` must be of this kind."""
        return max(math.ceil(self.wanted * (self.have + more) - self.part), 0)

    @property
    def alone(self) -> int:
        """How much must come, all of this kind, until the share holds."""
        if self.wanted == 1:
            # What is there of another kind can't be made up for any more.
            return 0
        return math.ceil((self.wanted * self.have - self.part) / (1 - self.wanted))
