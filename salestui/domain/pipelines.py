"""Sales paths read from their flat documents: stages, exit criteria, probabilities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from salestui.domain.levels import Level, levels
from salestui.domain.problems import NotFound
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot

LAST = 1_000_000
"""The order of what has none: after everything that has one."""
STEP = 1000
"""What lies between the orders of neighbours, so that one can come between without the others."""


class Criterion(NamedTuple):
    """One exit criterion of a stage; `arg` is read by `criteria.py` according to `check`."""

    key: str
    text: Words
    check: str
    arg: str
    severity: str
    """`required` or `advised`."""
    order: int


class Stage(NamedTuple):
    """One stage of a sales path."""

    key: str
    order: int
    name: Words
    short: Words
    """At most eight columns in either language."""
    kind: str
    """`open`, `won`, `lost` or `hold`."""
    is_qualified: bool
    """From here on a lead counts as an opportunity."""
    probability: int | None
    """Percent, 0 to 100."""
    forecast: str
    expected_days: int | None
    rot_days: int | None
    guidance: Words
    criteria: tuple[Criterion, ...]
    retired: bool = False
    """No deal comes here any more and it asks for nothing; those that stand here are shown."""


class Path(NamedTuple):
    """A sales path with its stages in order."""

    id: str
    key: str
    name: Words
    order: int
    customer_kind: str
    gate_mode: str
    gate_from: str
    allow_skip: bool
    allow_back: str
    active: bool
    stages: tuple[Stage, ...]

    def stage(self, key: str | None) -> Stage | None:
        """The stage with that key, or None."""
        for stage in self.stages:
            if stage.key == key:
                return stage
        return None

    def _first(self, kind: str) -> Stage | None:
        return next((stage for stage in self.used if stage.kind == kind), None)

    @property
    def used(self) -> tuple[Stage, ...]:
        """The stages that are not retired."""
        return tuple(stage for stage in self.stages if not stage.retired)

    @property
    def open_stages(self) -> tuple[Stage, ...]:
        """The stages that a deal works through, in order; won, lost and hold are not among them."""
        return tuple(stage for stage in self.used if stage.kind == "open")

    @property
    def line(self) -> tuple[Stage, ...]:
        """The way of a deal that is won: the open stages, then won."""
        won = self.won
        return self.open_stages if won is None else (*self.open_stages, won)

    @property
    def won(self) -> Stage | None:
        """The stage of won deals."""
        return self._first("won")

    @property
    def lost(self) -> Stage | None:
        """The stage of lost deals."""
        return self._first("lost")

    @property
    def hold(self) -> Stage | None:
        """The stage of deals put aside."""
        return self._first("hold")

    def after(self, key: str | None) -> Stage | None:
        """The stage that follows on the line; None for the last one and for those beside it."""
        return self.neighbour(key, 1)

    def rank(self, key: str | None) -> int | None:
        """How far along a stage is: open stages 0, 1, …, won above them; None for lost and hold.

        Who stands in a retired stage has reached the one before it.
        """
        opens = self.open_stages
        found = self.stage(key)
        if found is None or found.kind not in ("open", "won"):
            return None
        if found.kind == "won":
            return len(opens)
        return max(self._before(found) - 1, 0) if found.retired else opens.index(found)

    def _before(self, stage: Stage) -> int:
        """How many open stages that are in use come before a stage."""
        above = self.stages[: self.stages.index(stage)]
        return sum(each.kind == "open" and not each.retired for each in above)

    def neighbour(self, key: str | None, by: int) -> Stage | None:
        """The stage so many steps on (negative: back) along the line; None where there is none.

        From a retired stage the first step leads to the stages beside it.
        """
        found, line = self.stage(key), self.line
        if found is None or not by:
            return None
        if found in line:
            at = line.index(found) + by
        elif found.kind == "open":
            at = self._before(found) + (by - 1 if by > 0 else by)
        else:
            return None
        return line[at] if 0 <= at < len(line) else None


def _words(values: Mapping[str, Any], field: str, fallback: str = "") -> Words:
    """Both languages of `field`; one that is missing takes the other's text."""
    en, zh = values.get(f"{field}_en"), values.get(f"{field}_zh")
    return Words(str(en or zh or fallback), str(zh or en or fallback))


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _order(value: object) -> int:
    number = _number(value)
    return LAST if number is None else number


def _criterion(key: str, node: Level) -> Criterion:
    values = node.values
    return Criterion(
        key=key,
        text=_words(values, "text", key),
        check=str(values.get("check", "checklist")),
        arg=str(values.get("arg", "")),
        severity="advised" if values.get("severity") == "advised" else "required",
        order=_order(values.get("order")),
    )


def _stage(key: str, node: Level) -> Stage:
    values = node.values
    name = _words(values, "name", key)
    criteria = [_criterion(key, below) for key, below in node.members("criteria")]
    return Stage(
        key=key,
        order=_order(values.get("order")),
        name=name,
        short=_words(values, "short") if values.get("short_en") or values.get("short_zh") else name,
        kind=str(values.get("kind", "open")),
        is_qualified=values.get("is_qualified") is True,
        probability=_number(values.get("probability")),
        forecast=str(values.get("forecast", "pipeline")),
        expected_days=_number(values.get("expected_days")),
        rot_days=_number(values.get("rot_days")),
        guidance=_words(values, "guidance"),
        criteria=tuple(sorted(criteria, key=lambda c: (c.order, c.key))),
        retired=values.get("retired") is True,
    )


_PARSED: dict[int, tuple[Doc, Path]] = {}
"""The paths of some documents, by identity; a document of a snapshot never changes."""
_MOST_PARSED = 64


def parse_path(doc: Doc) -> Path:
    """The sales path that a pipeline document describes; what is left out gets a plain default.

    Every move and many a line asks for it, and to read one takes a millisecond or two.
    """
    known = _PARSED.get(id(doc))
    if known is not None and known[0] is doc:
        return known[1]
    if len(_PARSED) >= _MOST_PARSED:
        _PARSED.clear()
    _, path = _PARSED[id(doc)] = doc, _parsed(doc)
    return path


def _parsed(doc: Doc) -> Path:
    stages = [_stage(key, node) for key, node in levels(doc).members("stages")]
    if all(stage.retired for stage in stages if stage.kind == "open"):
        # Two people retired the last two, neither knowing of the other: deals must go somewhere.
        stages = [stage._replace(retired=False) for stage in stages]
    key = str(doc.get("key", ""))
    return Path(
        id=str(doc.get("_id", "")),
        key=key,
        name=_words(doc, "name", key),
        order=_order(doc.get("order")),
        customer_kind=str(doc.get("customer_kind", "any")),
        gate_mode=str(doc.get("gate_mode", "warn")),
        gate_from=str(doc.get("gate_from", "")),
        allow_skip=doc.get("allow_skip", True) is True,
        allow_back=str(doc.get("allow_back", "yes")),
        active=doc.get("active", True) is True,
        stages=tuple(sorted(stages, key=lambda s: (s.order, s.key))),
    )


def paths(snapshot: Snapshot) -> tuple[Path, ...]:
    """Every sales path that is not archived, inactive ones too, by order and key."""
    found = [parse_path(doc) for doc in snapshot.live("pipelines")]
    return tuple(sorted(found, key=lambda path: (path.order, path.key)))


def default_path(snapshot: Snapshot) -> Path:
    """The first active path, else the first; raises NotFound where there is none."""
    every = paths(snapshot)
    for path in every:
        if path.active:
            return path
    if every:
        return every[0]
    raise NotFound(
        Words("There is no sales path yet.", "还没有销售路径。"),
        hint=Words("Run `salestui init` first.", "请先运行 `salestui init`。"),
    )


def path_in_use(snapshot: Snapshot) -> Path:
    """The default path where it has deals, else the one with the most. Raises NotFound for none."""
    first = default_path(snapshot)
    used = Counter(str(doc.get("pipeline")) for doc in snapshot.live("deals"))
    every = [path for path in paths(snapshot) if path.active]
    return first if used[first.id] else max(every, key=lambda path: used[path.id], default=first)


def effective_outcome(doc: Doc, path: Path | None) -> str:
    """`open`, `won` or `lost`: as recorded, else what the deal's stage says."""
    outcome = doc.get("outcome")
    if outcome is not None:
        return str(outcome)
    stage = path.stage(doc.get("stage")) if path else None
    return stage.kind if stage is not None and stage.kind in ("won", "lost") else "open"


def effective_probability(
    doc: Doc, path: Path | None
) -> tuple[int | None, Literal["manual", "stage"]]:
    """The chance of winning in percent and where it comes from; None when unknown (4.4.1)."""
    outcome = effective_outcome(doc, path)
    if outcome == "won":
        return 100, "stage"
    if outcome == "lost":
        return 0, "stage"
    manual = _number(doc.get("probability_manual"))
    if manual is not None:
        return manual, "manual"
    stage = path.stage(doc.get("stage")) if path else None
    return (stage.probability if stage else None), "stage"
