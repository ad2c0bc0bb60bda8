"""A goal given out to members or regions: by equal parts, by last period's share, by capacity."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from salestui.domain.goals.elapsed import before
from salestui.domain.goals.evaluate import Figures
from salestui.domain.goals.ground import Ground
from salestui.domain.goals.known import value_text
from salestui.domain.goals.records import Goal
from salestui.domain.metrics.measure import PLAIN_UNITS, Number
from salestui.domain.names import member_short
from salestui.domain.query import canonical, parse
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

BYS: Mapping[str, Words] = {
    "members": Words("members", "成员"),
    "regions": Words("regions", "区域"),
}
"""To whom a goal can be given out."""
HOWS: Mapping[str, Words] = {
    "equal": Words("equal parts", "平均分配"),
    "last": Words("last period's share", "按上期占比"),
    "capacity": Words("capacity", "按产能"),
}
"""How much each gets."""
SELLING = ("", "rep")
"""Roles of those whose work it is to sell."""
FINENESS = 100
"""Money is given out in round numbers, some hundred of them in all."""


class Part(NamedTuple):
    """What one of them gets."""

    key: str
    """Member id, or region."""
    name: str
    filter: str
    """The goal's deals that are theirs."""
    value: int
    """In the unit of the goal's main key result."""


def apportioned(total: int, weights: Sequence[Number], step: int = 1) -> list[int]:
    """`total` in whole steps by weights, the largest remainders served first; the sum is kept.

    What is less than a step goes to the largest part. Without any weight all get the same.
    """
    if not weights:
        return []
    if not sum(weights):
        weights = [1] * len(weights)
    steps, rest = divmod(total, step)
    ideal = [Fraction(weight) * steps / sum(weights) for weight in weights]
    parts = [int(share) for share in ideal]
    order = sorted(range(len(parts)), key=lambda n: (parts[n] - ideal[n], n))
    for n in order[: steps - sum(parts)]:
        parts[n] += 1
    found = [part * step for part in parts]
    found[found.index(max(found))] += rest
    return found


def step_of(total: int, unit: str) -> int:
    """In which steps an amount is given out: things one by one, money in round numbers."""
    if unit in PLAIN_UNITS:
        return 1
    step = 1
    while step * 10 * FINENESS <= total:
        step *= 10
    return step


def joined(filter: str, condition: str) -> str:
    """A filter and one condition more."""
    return canonical(parse(f"({filter}) {condition}" if filter else condition))


def parts(ground: Ground, goal: Goal, main: Figures, by: str, how: str) -> tuple[Part, ...]:
    """A proposal for a goal with a sum to reach; nothing where there is nobody to give it to."""
    total = int(main.required or 0)
    takers = _members(ground, goal, main) if by == "members" else _regions(ground, main)
    filters = [joined(main.result.filter, condition) for _, _, condition in takers]
    weigh = WEIGHTS[how]
    weights = [
        weigh(ground, goal, main, by, key, filter)
        for (key, _, _), filter in zip(takers, filters, strict=True)
    ]
    values = apportioned(total, weights, step_of(total, main.result.unit))
    return tuple(
        Part(key, name, filter, value)
        for (key, name, _), filter, value in zip(takers, filters, values, strict=True)
    )


Taker = tuple[str, str, str]
"""Key, name, condition on deals."""


def _members(ground: Ground, goal: Goal, main: Figures) -> list[Taker]:
    """Those who sell, and whoever has deals that count."""
    owners = {doc.get("owner") for doc in (*main.deals, *main.base_deals, *main.likely.deals)}
    found: list[Taker] = []
    for member in ground.snapshot.live("members"):
        sells = member.get("active") is not False and str(member.get("role", "")) in SELLING
        if sells or member["_id"] in owners:
            handle = str(member.get("handle", ""))
            name = member_short(ground.snapshot, member["_id"])
            found.append((str(member["_id"]), name, f"owner:{value_text(handle)}"))
    return sorted(found, key=lambda taker: taker[1].casefold())


def _regions(ground: Ground, main: Figures) -> list[Taker]:
    """The regions of the deals that pass the goal's filter."""
    test = ground.test(main.result.filter)
    names = {str(doc["region"]) for doc in ground.snapshot.live("deals")
             if doc.get("region") and test(doc)}  # fmt: skip
    return [(name, name, f"region={value_text(name)}") for name in sorted(names)]


Weigh = Callable[[Ground, Goal, Figures, str, str, str], Number]
"""(…, by, key, filter) -> how much of a goal one of them gets, against the others."""


def _equal(ground: Ground, goal: Goal, main: Figures, by: str, key: str, filter: str) -> Number:
    return 1


def _last(ground: Ground, goal: Goal, main: Figures, by: str, key: str, filter: str) -> Number:
    """What was reached in the base period, else in the period before."""
    if goal.period is None:
        return 0
    period = goal.base_period or before(goal.period)
    measure = ground.measure(main.result.metric, period, filter)
    return measure.in_unit(main.result.unit) or 0


def _capacity(ground: Ground, goal: Goal, main: Figures, by: str, key: str, filter: str) -> Number:
    """Touches per week; of a region those of its members together."""

    def touches(member: Doc) -> int:
        value = member.get("capacity_touches_per_week")
        return value if isinstance(value, int) and value > 0 else 0

    if by == "members":
        return touches(ground.snapshot.get("members", key) or {})
    members = ground.snapshot.live("members")
    return sum(touches(member) for member in members if member.get("region") == key)


WEIGHTS: Mapping[str, Weigh] = {"equal": _equal, "last": _last, "capacity": _capacity}
