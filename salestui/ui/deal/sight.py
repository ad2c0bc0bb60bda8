"""One deal as the screen sees it, and what the pages say it with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Literal, NamedTuple

from salestui import cells
from salestui.domain.attention import days_since
from salestui.domain.names import account_name, deal_name
from salestui.domain.pipelines import Path, Stage, effective_outcome
from salestui.domain.problems import NOWHERE
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.services.deals import path_of
from salestui.services.evidence import Telling
from salestui.ui.widgets.lines import Span

SpotKind = Literal[
    "criterion", "contact", "activity", "field", "change", "step", "deal", "goal", "figure"
]


class Spot(NamedTuple):
    """What the cursor can stand on."""

    kind: SpotKind
    id: str


class Entry(NamedTuple):
    """One line of a column: its left part is cut to leave room for the right one."""

    left: tuple[Span, ...] = ()
    right: tuple[Span, ...] = ()
    spot: Spot | None = None
    """Lines of the same spot follow one another and are lit together."""


Column = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """A deal in a snapshot, on a day, in a language."""

    snapshot: Snapshot
    deal: Doc
    path: Path | None
    today: date
    zone: tzinfo
    lang: str
    currency: str
    """The workspace's own; amounts in it are short without their code."""
    dash: str
    """What rules are drawn with."""
    contest: Words = NOWHERE
    """Who archived the deal and who edited it, where that is to be decided."""

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        deal_id: str,
        *,
        today: date,
        zone: tzinfo,
        lang: str,
        dash: str = "-",
        contest: Words = NOWHERE,
    ) -> Sight:
        """The deal with that id; an empty one where there is none."""
        deal = snapshot.get("deals", deal_id) or {"_id": deal_id}
        currency = str(snapshot.workspace.get("currency", "CNY"))
        path = path_of(snapshot, deal)
        return cls(snapshot, deal, path, today, zone, lang, currency, dash, contest)

    def say(self, words: Words) -> str:
        """Words in the language."""
        return words.say(self.lang)

    @property
    def id(self) -> str:
        """The deal's id."""
        return str(self.deal["_id"])

    @property
    def stage(self) -> Stage | None:
        """The deal's stage; None when its path does not know it."""
        return self.path.stage(str(self.deal.get("stage"))) if self.path else None

    @property
    def outcome(self) -> str:
        """`open`, `won` or `lost`."""
        return effective_outcome(self.deal, self.path)

    @property
    def account(self) -> Doc:
        """The deal's account; empty where it has none."""
        return self.snapshot.account(self.deal.get("account")) or {}

    @property
    def name(self) -> str:
        """What the deal is called."""
        return deal_name(self.snapshot, self.deal)

    @property
    def title(self) -> str:
        """The deal's title where that is not its name already."""
        title = str(self.deal.get("title") or "")
        return title if account_name(self.snapshot, self.deal.get("account")) else ""

    @property
    def telling(self) -> Telling:
        """How values of the deal are told."""
        return Telling(self.snapshot, self.today, self.zone, self.lang, self.currency)

    def money(self, minor: int, currency: str) -> str:
        """An amount, short; its currency is written when it is not the workspace's."""
        return self.telling.money(minor, currency)

    def ago(self, ms: int) -> int:
        """Calendar days from an instant to today."""
        return days_since(ms, self.today, self.zone)


def iso_day(value: object) -> date | None:
    """The day of an ISO date; None for anything else."""
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def ruled(title: str, note: str, width: int, dash: str, *, style: str = "strong") -> Entry:
    """A section's head: title, rule, note at the right edge; the note gives way first."""
    room = width - 2
    if cells.width(title) + cells.width(note) + 4 > room:
        note = cells.cut(note, max(room - cells.width(title) - 4, 0))
    rest = room - cells.width(title) - 2 - (cells.width(note) + 1 if note else 0)
    spans = [Span(f" {title} ", style), Span(dash * max(rest, 0), "rule")]
    if note:
        spans.append(Span(f" {note}", "dim"))
    return Entry(tuple(spans))


def line(left: Iterable[Span | str], right: Sequence[Span] = (), spot: Spot | None = None) -> Entry:
    """A line of a column, one cell in from its left edge."""
    spans = tuple(Span(each) if isinstance(each, str) else each for each in left)
    return Entry((Span(" "), *spans), (*right, Span(" ")) if right else (), spot)


BLANK = Entry()
