"""What is different about each deal since another state: the marks on a board that is worked on.

A mark tells the net change, so a deal that was moved on and back again has none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from salestui.domain.pipelines import Path, effective_outcome, parse_path
from salestui.domain.snapshot import is_live
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot
    from salestui.services.lastseen import News

KINDS = ("new", "won", "lost", "moved", "back", "up", "down", "close", "owner", "step", "other")
"""What can be different, the most telling first."""
_STEP = ("next_step", "next_step_due")
_TOLD = frozenset(
    ("stage", "pipeline", "outcome", "amount", "currency", "expected_close", "owner",
     "owner_since", "closed_on", "won_amount", "won_currency", *_STEP)
)  # fmt: skip
"""Paths whose change has a kind of its own, or goes along with one."""


class Mark(NamedTuple):
    """One difference."""

    kind: str
    minor: int = 0
    """Of `up` and `down`, by how much, minor units; 0 where it is not known."""
    currency: str = ""


class Since:
    """Compares deals with what they were at a baseline."""

    def __init__(
        self, said: Words, before: Callable[[Doc], Doc | None], known: Iterable[Path]
    ) -> None:
        self.said = said
        """The name of the baseline, `since Mon 17 Aug`."""
        self.before = before
        """Gives a deal as it was then, None for one that is new."""
        self._paths = {path.id: path for path in known}
        self._ranks = {
            (path.id, stage.key): n
            for path in self._paths.values()
            for n, stage in enumerate(path.open_stages)
        }

    def marks(self, doc: Doc) -> tuple[Mark, ...]:
        """What is different about a deal, the most telling first."""
        old = self.before(doc)
        if old is None or not is_live("deals", old):
            return (Mark("new"),)
        if old is doc or old == doc:
            return ()
        found = [*self._moved(old, doc), *_worth(old, doc)]
        if old.get("expected_close") != doc.get("expected_close"):
            found.append(Mark("close"))
        if old.get("owner") != doc.get("owner"):
            found.append(Mark("owner"))
        if any(old.get(path) != doc.get(path) for path in _STEP):
            found.append(Mark("step"))
        return tuple(found) or ((Mark("other"),) if _differs(old, doc) else ())

    def _moved(self, old: Doc, new: Doc) -> Iterable[Mark]:
        before, after = (self._outcome(doc) for doc in (old, new))
        if after != before and after != "open":
            yield Mark(after)
        elif (old.get("pipeline"), old.get("stage")) != (new.get("pipeline"), new.get("stage")):
            yield Mark("moved" if self._rank(new) >= self._rank(old) else "back")

    def _outcome(self, doc: Doc) -> str:
        return effective_outcome(doc, self._paths.get(str(doc.get("pipeline"))))

    def _rank(self, doc: Doc) -> int:
        """How far a deal is; a stage without a rank is before all others."""
        return self._ranks.get((str(doc.get("pipeline")), str(doc.get("stage"))), -1)


def _worth(old: Doc, new: Doc) -> Iterable[Mark]:
    before, after = old.get("amount"), new.get("amount")
    currency = str(new.get("currency") or "")
    if before is not None and after is not None and old.get("currency") != new.get("currency"):
        yield Mark("up")
    elif before != after:
        change = int(after or 0) - int(before or 0)
        yield Mark("up" if change > 0 else "down", abs(change), currency or old.get("currency", ""))


def _differs(old: Doc, new: Doc) -> bool:
    """Whether anything else that people set is different."""
    return any(
        old.get(path) != new.get(path)
        for path in old.keys() | new.keys()
        if not path.startswith("_") and path not in _TOLD
    )


class Tally:
    """How many deals in view have which marks; follows the view for what changed in it."""

    def __init__(self, since: Since, docs: Iterable[Doc]) -> None:
        self._since = since
        self._kinds: dict[str, tuple[str, ...]] = {}
        self.counts: Counter[str] = Counter()
        for doc in docs:
            self._take(doc)

    def _take(self, doc: Doc) -> None:
        kinds = tuple(mark.kind for mark in self._since.marks(doc))
        if kinds:
            self._kinds[doc["_id"]] = kinds
            self.counts.update(kinds)

    def follow(self, changed: Iterable[str], find: Callable[[str], Doc | None]) -> None:
        """Count some deals anew; `find` gives None for what is in view no more."""
        for id in changed:
            self.counts.subtract(self._kinds.pop(id, ()))
            doc = find(id)
            if doc is not None:
                self._take(doc)


def since_state(said: Words, state: Snapshot) -> Since:
    """Compared with another state."""
    table = state.table("deals")
    return Since(said, lambda doc: table.get(doc["_id"]), _paths(state))


def since_news(said: Words, news: Iterable[News], now: Snapshot) -> Since:
    """Compared with what others changed since: everything else counts as it is.

    `news` is the latest first, so that the earliest value before stands last.
    """
    before: dict[str, dict[str, object]] = {}
    made: set[str] = set()
    for each in news:
        if each.kind == "deals":
            if each.path:
                before.setdefault(each.id, {})[each.path] = each.old
            else:
                made.add(each.id)

    def as_it_was(doc: Doc) -> Doc | None:
        id = doc["_id"]
        changed = before.get(id)
        return None if id in made else doc if changed is None else {**doc, **changed}

    return Since(said, as_it_was, _paths(now))


def _paths(snapshot: Snapshot) -> Iterable[Path]:
    return [parse_path(doc) for doc in snapshot.table("pipelines").values()]
